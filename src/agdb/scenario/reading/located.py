"""YAML that remembers on which line everything stands, so that an error can name the place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from agdb.errors import Place, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")


@dataclass(frozen=True, slots=True)
class Located:
    """A node of a YAML document with its place.

    >>> document = parse("a: 1\\nb: [x, y]", file="p.yaml")
    >>> document["b"].place.line, [item.text() for item in document["b"].items()]
    (2, ['x', 'y'])
    """

    node: yaml.Node
    file: str

    @property
    def place(self) -> Place:
        return Place(self.file, line=self.node.start_mark.line + 1)

    def error(self, what: str, *, remedy: str | None = None) -> ScenarioError:
        """The error to raise about this place."""
        return ScenarioError(what, place=self.place, remedy=remedy)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    @property
    def is_list(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    def pairs(self) -> Iterator[tuple[Located, Located]]:
        """Keys and values in the order of the file; a key that stands twice is an error."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.error("expected 'name: value' lines here")
        seen: set[str] = set()
        for key, value in self.node.value:
            name = Located(key, self.file)
            if name.text() in seen:
                raise name.error(f"{name.text()!r} stands twice", remedy="remove one of them")
            seen.add(name.text())
            yield name, Located(value, self.file)

    def mapping(self) -> dict[str, Located]:
        return {key.text(): value for key, value in self.pairs()}

    def items(self) -> list[Located]:
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.error("expected a list here", remedy="write [a, b] or lines with '- '")
        return [Located(item, self.file) for item in self.node.value]

    def get(self, key: str) -> Located | None:
        return self.mapping().get(key)

    def __getitem__(self, key: str) -> Located:
        found = self.get(key)
        if found is None:
            raise self.error(f"{key!r} is missing")
        return found

    def only(self, known: Iterable[str], *, what: str) -> None:
        """Raise if there is a key that is not `known`."""
        names = tuple(known)
        for key, _ in self.pairs():
            if key.text() not in names:
                raise key.error(
                    f"unknown {what} {key.text()!r}", remedy=f"known are {', '.join(names)}"
                )

    def text(self) -> str:
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.error("expected one word or sentence here")
        return str(self.node.value).strip()

    def number(self) -> float:
        if not isinstance(self.node, yaml.ScalarNode) or self.node.tag not in _NUMBERS:
            raise self.error(f"{self._shown()} is not a number")
        value = float(yaml.safe_load(self.node.value))
        if not math.isfinite(value):
            raise self.error(f"{self._shown()} is not a finite number")
        return value

    def integer(self) -> int:
        value = self.number()
        if value != int(value):
            raise self.error(f"{self._shown()} is not a whole number")
        return int(value)

    def boolean(self) -> bool:
        if self.node.tag != "tag:yaml.org,2002:bool":
            raise self.error(f"{self._shown()} is neither true nor false")
        return bool(yaml.safe_load(self.node.value))

    def _shown(self) -> str:
        return repr(self.node.value) if isinstance(self.node, yaml.ScalarNode) else "this"


def parse(text: str, *, file: str) -> Located:
    """The root of a YAML document; raises ScenarioError where it cannot be read."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "no valid YAML"
        line = None if mark is None else mark.line + 1
        raise ScenarioError(f"unreadable: {problem}", place=Place(file, line=line)) from error
    if node is None:
        raise ScenarioError("the file is empty", place=Place(file))
    return Located(node, file)
