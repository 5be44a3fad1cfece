"""What a sheet shows to who looks at it and its values do not say, cell by cell.

An error becomes an empty cell, of merged cells only the first has the value, a percentage holds a
hundredth of what it shows. Each of these would make a wrong figure without a word, so each stops.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from agdb.sources.formats.xml import parse_xml

_SUSPECT: Final = re.compile(
    rb"""<(?:\w+:)?(?:f[\s/>]|mergeCell\b)|\bt\s*=\s*["']e["']""", re.IGNORECASE
)
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_SCALED: Final = re.compile(r"[0#?],+(?![0#?,])")
_PERCENT: Final = "a percentage"
_THOUSANDS: Final = "in thousands"
_OF_EXCEL: Final = {9: _PERCENT, 10: _PERCENT}  # ECMA-376, 18.8.30


@dataclass(frozen=True, slots=True)
class Misleading:
    """A cell or range, what is wrong with it, and what its owner can do."""

    cell: str
    what: str
    remedy: str


def scaled_styles(styles: bytes, *, name: str) -> Mapping[str, str]:
    """Return which cell styles show another number than the cell holds, and how, by their index.

    `styles` is the part of a workbook with its number formats; raises `SourceError` if it is no
    XML.
    """
    root = parse_xml(styles, name=name)
    shown = dict(_OF_EXCEL)
    for form in root.all("numFmt"):
        number, code = form.attributes.get("numFmtId", ""), form.attributes.get("formatCode", "")
        if number.isdecimal() and (how := _scale(code)):
            shown[int(number)] = how
    formats = [
        style.attributes.get("numFmtId", "")
        for part in root.all("cellXfs")
        for style in part.inside
    ]
    return {
        str(index): shown[int(number)]
        for index, number in enumerate(formats)
        if number.isdecimal() and int(number) in shown
    }


def misleading(content: bytes, *, styles: Mapping[str, str]) -> Iterator[Misleading]:
    """Yield what a sheet, given as its well-formed XML, shows otherwise than its values say."""
    if _SUSPECT.search(content) or any(_uses(content, style) for style in styles):
        reader = _Reader(styles)
        reader.parse(content)
        yield from reader.found


def _uses(content: bytes, style: str) -> bool:
    return re.search(rb"\bs\s*=\s*[\"']" + style.encode() + rb"[\"']", content) is not None


def _scale(code: str) -> str | None:
    plain = _LITERAL.sub("", code)
    if "%" in plain:
        return _PERCENT
    return _THOUSANDS if any(_SCALED.search(part) for part in plain.split(";")) else None


class _Reader:
    def __init__(self, styles: Mapping[str, str]) -> None:
        self.found: list[Misleading] = []
        self._styles = styles
        self._cell: Mapping[str, str] = {}
        self._formula = self._value = self._listens = False
        self._text = ""

    def parse(self, content: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.Parse(content, True)  # noqa: FBT003 -- expat takes it by place only

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(" ")[2]:
            case "c":
                self._cell, self._text = attributes, ""
                self._formula = self._value = False
            case "f":
                self._formula = True
            case "v":
                self._value = self._listens = True
            case "is":
                self._value = True
            case "mergeCell":
                self.found.append(
                    Misleading(
                        attributes.get("ref", "?"),
                        "is merged, and only its first cell has the value",
                        "undo the merge, and write the value in every cell",
                    )
                )

    def _data(self, text: str) -> None:
        if self._listens:
            self._text += text

    def _end(self, tag: str) -> None:
        match tag.rpartition(" ")[2]:
            case "v":
                self._listens = False
            case "c":
                self._check(self._cell.get("r", "?"), self._cell.get("t", "n"))

    def _check(self, cell: str, kind: str) -> None:
        if kind == "e":
            what = f"holds the error {self._text[:12]}"
            remedy = "mend its formula, or clear it and say in the status why there is no value"
            self.found.append(Misleading(cell, what, remedy))
        elif self._formula and not self._value:
            what = "has a formula and no stored result"
            remedy = "open and save it in Excel or LibreOffice, or paste the values"
            self.found.append(Misleading(cell, what, remedy))
        elif (how := self._styles.get(self._cell.get("s", ""))) and kind == "n" and self._value:
            what = f"shows its number as {how} and holds {self._text[:24]}"
            remedy = "format it as a plain number, and write what is meant"
            self.found.append(Misleading(cell, what, remedy))
