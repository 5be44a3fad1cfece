"""What a YAML file holds, and on which line every value was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from agdb.errors import Place
from agdb.programme.nodes import BROKEN, NULL, TRUTH, WHOLE, compose

Path = tuple[str | int, ...]


class NumberAsWritten(float):
    """A number that prints as its author wrote it: a field for codes takes 62.10 as that text.

    >>> number = NumberAsWritten("62.10")
    >>> number == 62.1, str(number)
    (True, '62.10')
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text

    __repr__ = __str__


@dataclass(frozen=True)
class Located:
    """The content of one YAML file, with the line of every path into it; keys are text."""

    name: str
    content: Any
    lines: Mapping[Path, int]

    def place(self, path: Path) -> Place:
        """Return where `path` was written, or the nearest thing around it that was.

        >>> read("a.yaml", "id: x\\nnames:\\n  nl: y\\n").place(("names", "en")).line
        2
        """
        for length in range(len(path), -1, -1):
            line = self.lines.get(path[:length])
            if line is not None:
                return Place(self.name, line)
        return Place(self.name, 1)


def read(name: str, text: str) -> Located:
    """Return the content of the YAML `text`, called `name` in errors.

    Raises `ProgrammeError` for all that `compose` refuses.

    >>> read("a.yaml", "id: x\\ncodes: [62.10, 62.5, 7]").content
    {'id': 'x', 'codes': [62.10, 62.5, 7]}
    """
    node = compose(name, text)
    lines: dict[Path, int] = {}
    content = None if node is None else _content(node, (), lines)
    return Located(name, content, lines or {(): 1})


def _content(node: yaml.Node, path: Path, lines: dict[Path, int]) -> object:
    lines.setdefault(path, node.start_mark.line + 1)
    match node:
        case yaml.MappingNode():
            found = {}
            for key, value in node.value:
                lines[(*path, key.value)] = key.start_mark.line + 1
                found[key.value] = _content(value, (*path, key.value), lines)
            return found
        case yaml.SequenceNode():
            return [_content(item, (*path, n), lines) for n, item in enumerate(node.value)]
        case _:
            return _scalar(node)


def _scalar(node: yaml.Node) -> str | float | bool | None:
    text: str = node.value
    if node.tag == NULL:
        return None
    if node.tag == TRUTH:
        return text == "true"
    if node.tag not in {WHOLE, BROKEN}:
        return text
    number = int(text) if node.tag == WHOLE else float(text)
    return number if str(number) == text else NumberAsWritten(text)
