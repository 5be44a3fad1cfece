"""What a YAML file holds, and on which line every value was written."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Final
from weakref import WeakValueDictionary

import yaml

from agdb.errors import Place, ProgrammeError
from agdb.statistics.spelling import invisible

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


_IN_USE: Final[WeakValueDictionary[bytes, Located]] = WeakValueDictionary()
"""What was read and is still held, by the hash of its text: two releases share most files.

Nobody changes what it holds.
"""


def read(name: str, text: str) -> Located:
    """Return the content of the YAML `text`, called `name` in errors.

    Raises `ProgrammeError` for all that `compose` refuses.

    >>> read("a.yaml", "id: x\\ncodes: [62.10, 62.5, 7]").content
    {'id': 'x', 'codes': [62.10, 62.5, 7]}
    """
    key = sha256(text.encode("utf-8", "surrogatepass")).digest()
    known = _IN_USE.get(key)
    if known is not None:
        return replace(known, name=name)
    node = compose(name, text)
    lines: dict[Path, int] = {}
    content = None if node is None else _content(node, (), lines)
    found = _IN_USE[key] = Located(name, content, lines or {(): 1})
    return found


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


_LONGEST: Final = 1 << 20  # characters; each may become a node of some hundred bytes
_MAX_DEPTH: Final = 40
_PARSED: Final = 1000
_DEEPER: Final = re.compile(rf"[\[\]{{}}]|(?:[-?:]\s+){{{_PARSED}}}|^ {{{_PARSED}}}", re.MULTILINE)
"""A bracket, or more nested items or spaces in front than any file has."""
_DIGITS: Final = 40
_SHOWN: Final = 40
_TAG: Final = "tag:yaml.org,2002:"
NULL, TRUTH, WHOLE, BROKEN, TEXT = (_TAG + kind for kind in ("null", "bool", "int", "float", "str"))
_CORE: Final = {  # the scalars of the YAML 1.2 core schema that anybody writes on purpose
    NULL: re.compile(r"^(?:~|null)$"),
    TRUTH: re.compile(r"^(?:true|false)$"),
    WHOLE: re.compile(r"^-?(?:0|[1-9][0-9]*)$"),
    BROKEN: re.compile(r"^-?(?:0|[1-9][0-9]*)\.[0-9]+(?:e[-+]?[0-9]+)?$"),
}
_FIRST: Final = {NULL: "~n", TRUTH: "tf", WHOLE: "-0123456789", BROKEN: "-0123456789"}
_IN_TEXT: Final = "\t\n\u00ad"  # lines of a text, and where a long word may break


class _Loader(yaml.CSafeLoader):
    """The safe loader with these scalars only: 07, no and dates are text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


for _kind, _pattern in _CORE.items():
    _Loader.add_implicit_resolver(_kind, _pattern, list(_FIRST[_kind]))


def compose(name: str, text: str) -> yaml.Node | None:
    """Return the tree of the YAML `text`, called `name` in errors; None where it is empty.

    Every scalar is null, a truth value, a finite number or text, as its tag says. Raises
    `ProgrammeError` for what is not YAML, another tag, a key written twice, an alias (one thing is
    written in one place), a number of more than 40 digits, and a character that cannot be seen.
    """
    if len(text) > _LONGEST:
        raise ProgrammeError(
            f"the file has {len(text)} characters, more than {_LONGEST}",
            place=Place(name),
            remedy="divide it, or keep figures in a table",
        )
    _check_depth(name, text)
    try:
        node = _Loader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ProgrammeError(
            f"this is not YAML: {error.problem}",
            place=Place(name, mark.line + 1 if mark else 1),
            remedy="look at the indentation, quotes and colons on and above this line",
        ) from None
    except (yaml.YAMLError, ValueError) as error:  # a character that the parser does not take
        what = " ".join(str(error).split())
        raise ProgrammeError(f"this is not YAML: {what}", place=Place(name, 1)) from None
    if node is not None:
        _Check(name).node(node, 0, node.start_mark.line + 1)
    return node


def _check_depth(name: str, text: str) -> None:
    """Refuse what nests so deeply that the parser, which is C and recurses, would not survive it.

    Counts brackets also inside quotes: no honest file comes near.
    """
    depth = 0
    for match in _DEEPER.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], _PARSED)
        if depth >= _PARSED:
            line = text.count("\n", 0, match.start()) + 1
            raise ProgrammeError("nested too deeply", place=Place(name, line))


class _Check:
    """Goes through one tree, each node once: a node that is met again was written as an alias."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._met: set[int] = set()

    def node(self, node: yaml.Node, depth: int, line: int) -> None:
        """Check a node and all in it; `line` is where it is used."""
        if id(node) in self._met:
            raise self._fault("an alias (*) stands for text from elsewhere", line, "write it out")
        self._met.add(id(node))
        if depth > _MAX_DEPTH:
            raise self._fault("nested too deeply", line)
        match node:
            case yaml.ScalarNode():
                self._scalar(node, line)
            case yaml.SequenceNode():
                self._tag(node, "seq", line)
                for item in node.value:
                    self.node(item, depth + 1, max(line, item.start_mark.line + 1))
            case yaml.MappingNode():
                self._tag(node, "map", line)
                self._keys(node, depth)

    def _keys(self, node: yaml.MappingNode, depth: int) -> None:
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise self._fault("a list or mapping stands in the place of a key", line)
            if invisible(key.value) is not None or not key.value.isprintable():
                raise self._fault(
                    f"the key {key.value[:_SHOWN]!a} holds a character that nobody sees",
                    line,
                    "write it again by hand",
                )
            if key.value in seen:
                raise self._fault(f"the key {key.value!r} is written twice", line)
            seen.add(key.value)
            self.node(key, depth + 1, line)
            self.node(value, depth + 1, max(line, value.start_mark.line + 1))

    def _scalar(self, node: yaml.ScalarNode, line: int) -> None:
        shown = repr(node.value[:_SHOWN])
        if node.tag == TEXT:
            hidden = invisible(node.value, allowed=_IN_TEXT)
            if hidden is not None:
                raise self._fault(
                    f"{node.value[:_SHOWN]!a} holds {hidden}, which nobody sees",
                    line,
                    "take it out, or write the text again by hand",
                )
            return
        form = _CORE.get(node.tag)
        if node.tag == BROKEN and _CORE[WHOLE].match(node.value):
            return
        if form is None or form.match(node.value) is None:
            raise self._fault(
                f"{shown} is marked as {node.tag.removeprefix(_TAG)!r}, which it is not here",
                line,
                "write the value without a tag (!!), in quotes if it is text",
            )
        if node.tag in {WHOLE, BROKEN} and len(node.value) > _DIGITS:
            raise self._fault(
                f"a number of {len(node.value)} digits", line, "write it in quotes if it is text"
            )
        if node.tag == BROKEN and not math.isfinite(float(node.value)):
            raise self._fault(f"{shown} is too large to be a number", line)

    def _tag(self, node: yaml.Node, kind: str, line: int) -> None:
        if node.tag != _TAG + kind:
            raise self._fault(
                f"a tag (!{node.tag.removeprefix(_TAG).lstrip('!')}) is not known here",
                line,
                "write the content without it",
            )

    def _fault(self, what: str, line: int, remedy: str | None = None) -> ProgrammeError:
        return ProgrammeError(what, place=Place(self._name, line), remedy=remedy)
