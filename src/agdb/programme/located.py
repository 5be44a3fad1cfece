"""YAML that remembers on which line every value was written.

A policy officer who writes 07, no or 2024-01-01 means those characters, so only what YAML 1.2 calls
a number or a truth value is read as one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

from agdb.errors import Place, ProgrammeError

Path = tuple[str | int, ...]
_MAX_DEPTH: Final = 40
_PARSED: Final = 1000
_DEEPER: Final = re.compile(rf"[\[\]{{}}]|(?:[-?:]\s+){{{_PARSED}}}|^ {{{_PARSED}}}", re.MULTILINE)
"""A bracket, or more nested items or spaces in front than any file has."""


class _Loader(yaml.CSafeLoader):
    """The safe loader with the scalars of the YAML 1.2 core schema: 07, no and dates are text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


def _resolve(kind: str, pattern: str, first: str) -> None:
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(pattern), list(first))


_resolve("null", r"^(?:~|null)$", "~n")
_resolve("bool", r"^(?:true|false)$", "tf")
_resolve("int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789")
_resolve("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+(?:e[-+]?[0-9]+)?$", "-0123456789")


@dataclass(frozen=True)
class Located:
    """The content of one YAML file, with the line of every path into it."""

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

    Raises `ProgrammeError` for what is not YAML, for a key written twice, and for an alias: one
    thing is written in one place.

    >>> read("a.yaml", "id: x").content
    {'id': 'x'}
    """
    _check_depth(name, text)
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        lines: dict[Path, int] = {}
        if node is None:
            return Located(name, None, {(): 1})
        _walk(name, node, (), lines)
        content = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ProgrammeError(
            f"this is not YAML: {error.problem}",
            place=Place(name, mark.line + 1 if mark else 1),
            remedy="look at the indentation, quotes and colons on and above this line",
        ) from None
    except yaml.YAMLError as error:
        raise ProgrammeError(f"this is not YAML: {error}", place=Place(name, 1)) from None
    return Located(name, content, lines)


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


def _walk(name: str, node: yaml.Node, path: Path, lines: dict[Path, int]) -> None:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if len(path) > _MAX_DEPTH:
        raise ProgrammeError("nested too deeply, or an alias of itself", place=Place(name, line))
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key_node, value_node in node.value:
            key, key_line = str(key_node.value), key_node.start_mark.line + 1
            if key in seen:
                raise ProgrammeError(
                    f"the key {key!r} is written twice", place=Place(name, key_line)
                )
            seen.add(key)
            lines[(*path, key)] = key_line
            _walk(name, value_node, (*path, key), lines)
    elif isinstance(node, yaml.SequenceNode):
        for position, item in enumerate(node.value):
            _walk(name, item, (*path, position), lines)
