"""YAML in block style, as the library writes it, at ten times its speed.

Lists are indented, lines end before column 100 where they can, numbers keep their digits, days are
text. What most fields hold, a short text without a sign that YAML reads as something else, is
written here; every other text is left to the library, at the same column. The bytes are those of
the library, which a test holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

import yaml

_WIDTH: Final = 100
_PLAIN: Final = re.compile(r"[A-Za-z](?:[\w.,;:/()+=?'-]| (?! |#|$))*", re.ASCII)
_QUOTED: Final = re.compile(r"[12]\d{3}(?:-\d{2}-\d{2})?")
_NOT_TEXT: Final = re.compile(r"true|false|yes|no|on|off|null|[yn]", re.IGNORECASE)


def block(rows: list[Any]) -> str:
    """Return a list of mappings as YAML in block style.

    >>> print(block([{"id": "bell", "names": {"nl": "bel"}, "year": "2030"}]), end="")
    - id: bell
      names:
        nl: bel
      year: '2030'
    """
    return "".join(f"{line}\n" for line in _list(rows, 0))


def _list(rows: list[Any], indent: int) -> Iterator[str]:
    for row in rows:
        if isinstance(row, dict) and row:
            lines = _mapping(row, indent + 2)
        elif isinstance(row, list) and row:
            lines = _list(row, indent + 2)
        else:
            yield from _scalar("-", row, indent)
            continue
        yield f"{' ' * indent}- {next(lines)[indent + 2 :]}"
        yield from lines


def _mapping(fields: dict[str, Any], indent: int) -> Iterator[str]:
    for key, value in fields.items():
        name = _key(key)
        if isinstance(value, dict | list) and value:
            yield f"{' ' * indent}{name}:"
            deeper = indent + 2
            yield from _mapping(value, deeper) if isinstance(value, dict) else _list(value, deeper)
        else:
            yield from _scalar(f"{name}:", value, indent)


def _scalar(before: str, value: object, indent: int) -> Iterator[str]:
    """The lines of one value after its key or dash."""
    start = f"{' ' * indent}{before} "
    match value:
        case bool() | None | dict() | list():
            yield start + {"True": "true", "False": "false", "None": "null"}.get(
                str(value), str(value)
            )
        case int():
            yield f"{start}{value}"
        case Decimal():
            yield f"{start}{value:f}"
        case datetime() | date():
            yield from _scalar(before, value.isoformat(), indent)
        case str() if len(start) + len(value) <= _WIDTH and _is_plain(value):
            yield start + value
        case str() if _QUOTED.fullmatch(value):
            yield f"{start}'{value}'"
        case _:
            yield from _by_library(before, value, indent)


def _is_plain(text: str) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and ": " not in text
        and not text.endswith(":")
        and _NOT_TEXT.fullmatch(text) is None
    )


@lru_cache(maxsize=4096)
def _key(key: str) -> str:
    return key if _is_plain(key) else _dumped({key: 0}).rpartition(":")[0]


def _by_library(before: str, value: object, indent: int) -> Iterator[str]:
    """The value as the library writes it there, below as many keys as its column is deep."""
    nested: Any = [value] if before == "-" else {yaml.safe_load(before[:-1]): value}
    for _ in range(indent // 2):
        nested = {"x": nested}
    yield from _dumped(nested).splitlines()[indent // 2 :]


class _Dumper(yaml.SafeDumper):
    """Block style with indented lists."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002 - yaml calls it so
        super().increase_indent(flow, indentless=False)


def _dumped(value: object) -> str:
    text: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text
