"""How much text the cells of a workbook come to: one long string can stand in a million of them.

A workbook has each text once, and its cells the number of it. So a file of some kilobytes can
become gigabytes where every cell gets a text of its own. Layout: ECMA-376 part 1, 18.4.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from agdb.files.recorded import fault

_MOST: Final = 128 << 20  # characters of all sheets together
_TEXTS, _CELL, _VALUE = "si", "c", "v"
_CELLS: Final = re.compile(rb"<(?:[^\s<>/:]+:)?c[\s/>]")
_LONGEST_NUMBER: Final = 9  # digits


def string_lengths(content: bytes, *, name: str) -> list[int]:
    """Return the number of characters of each text of a workbook, in their order.

    >>> string_lengths(b"<sst><si><t>ab</t></si><si><r><t>c</t></r></si></sst>", name="a.xlsx")
    [2, 1]
    """
    lengths: list[int] = []
    inside = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal inside
        if _local(tag) == _TEXTS:
            lengths.append(0)
            inside = True

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and _local(tag) != _TEXTS

    def data(text: str) -> None:
        if inside:
            lengths[-1] += len(text)

    _parse(content, name, start, end, data)
    return lengths


class TextBudget:
    """What is left of the text that the sheets of one workbook may hold."""

    def __init__(self, lengths: list[int], *, name: str) -> None:
        self._lengths, self._name = lengths, name
        self._left = _MOST

    def take(self, sheet: bytes) -> None:
        """Count the text of a sheet; raises `SourceError` where it is too much for memory."""
        most = max(self._lengths, default=0) * len(_CELLS.findall(sheet))
        self._left -= most if most <= self._left else self._counted(sheet)
        if self._left < 0:
            raise fault(
                f"the cells of the workbook hold more than {_MOST} characters of text",
                self._name,
                remedy="send figures and codes, and notes once",
            )

    def _counted(self, sheet: bytes) -> int:
        shared, text, size = False, "", 0
        longest = max(self._lengths)

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal shared, text
            if _local(tag) == _CELL:
                shared, text = attributes.get("t") == "s", ""

        def end(tag: str) -> None:
            nonlocal size
            if shared and _local(tag) == _VALUE:
                plain = text.isdecimal() and len(text) <= _LONGEST_NUMBER
                number = int(text) if plain else len(self._lengths)
                size += self._lengths[number] if number < len(self._lengths) else longest

        def data(found: str) -> None:
            nonlocal text
            text = text + found if shared and len(text) <= _LONGEST_NUMBER else text

        _parse(sheet, self._name, start, end, data)
        return size


def _parse(
    content: bytes,
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    data: Callable[[str], None],
) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = lambda *_: _refuse(name)
    try:
        parser.Parse(content, True)  # noqa: FBT003 -- expat takes it by place only
    except expat.ExpatError as error:
        raise fault(f"the workbook is not well-formed XML ({error})", name) from None


def _refuse(name: str) -> None:
    raise fault("the workbook has a document type", name, remedy="save it again with Excel")


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]
