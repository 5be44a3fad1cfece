"""Reads DUO's old files and those of its portal into one long table each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from agdb.files.gunzip import head, plain
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.contract import Ask, Draft, Label, Recording
from agdb.sources.duo.layout import (
    TOTAL,
    ColumnPlace,
    Layout,
    layout_of,
    old_count,
    portal_count,
    share,
)
from agdb.sources.duo.layouts import CKAN, OLD
from agdb.sources.formats.cells import NOT_APPLICABLE, checked_code, column_ids
from agdb.sources.formats.long_table import CellContent, LongTable
from agdb.sources.formats.text import WINDOWS, encoding_of, first_row, rows
from agdb.statistics.structure import Code, Dimension, DimensionKind, Measure, Structure, UnitOrigin

_HEAD: Final = 1 << 15
_PACKAGES: Final = frozenset(layout.id for layout in CKAN)
_ARTEFACT: Final[tuple[list[str], ...]] = ([], [""])
_NEVER: Final = (
    "DUO hides counts from 1 to 4: as '<5' in its old files, as -1 or 4 in its portal; a sum over"
    " them lies between bounds, and the two generations may not be joined without a mark"
)
Count = Callable[[str], CellContent | None]


class OldFile:
    """Reader for the old files: semicolon, years as columns, `<5`; see `contract.Reader`."""

    revision: Final = "duo-old/3"
    proven: Final = True  # recordings of 2019 and 2024; enrolments in higher education on none

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether this is one file with the header of a known old file."""
        return len(files) == 1 and layout_of(_header(files[0], ";"), OLD) is not None

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the page; a file says nothing about itself."""
        return Label(address="https://duo.nl/open_onderwijsdata/")

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` with the line of what does not fit."""
        name = recording.dataset.name
        if name.partition("@")[0].lower() in _PACKAGES:
            raise fault(
                f"this is an old file, and {shown(name)} is a package of the portal",
                recording.files[0].name,
                remedy="import it under the name of the old file",
            )
        return _Table(recording, OLD, delimiter=";", count=old_count).draft(scratch)


class Ckan:
    """Reader for files of the portal: comma, 1 to 4 shown as -1 or 4; see `contract.Reader`.

    A data set of the portal is called `duo:<package>@<resource>`.
    """

    revision: Final = "duo-ckan/3"
    proven: Final = False  # only the catalogue was recorded, no data

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether this is one file with the header of a known resource."""
        return len(files) == 1 and layout_of(_header(files[0], ","), CKAN) is not None

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the page of the package; the licence differs per resource and is not in it."""
        layout = layout_of(_header(files[0], ","), CKAN)
        package = "" if layout is None else layout.id
        return Label(address=f"https://onderwijsdata.duo.nl/dataset/{package}")

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` with the line of what does not fit."""
        table = _Table(recording, CKAN, delimiter=",", count=portal_count)
        package, at, resource = recording.dataset.name.partition("@")
        if package.lower() != table.layout.id or not at or not resource:
            raise fault(
                f"the file is of package {table.layout.id}, the data set is called"
                f" {shown(recording.dataset.name)}",
                recording.files[0].name,
                remedy=f"import it as duo:{table.layout.id}@<resource>",
            )
        return table.draft(scratch)


class _Table:
    """One file on its way to a draft."""

    def __init__(
        self, recording: Recording, layouts: Sequence[Layout], *, delimiter: str, count: Count
    ) -> None:
        self.file = recording.files[0]
        self.name = self.file.name
        self.delimiter, self.count = delimiter, count
        self.header = [cell.strip() for cell in _header(self.file, delimiter)]
        layout = layout_of(self.header, layouts)
        if layout is None:
            raise fault("the header is not that of a DUO file that is read", self.name, line=1)
        if len(set(self.header)) != len(self.header):
            raise fault("two columns have one name", self.name, line=1)
        self.layout = layout
        self.keys = layout.present(self.header)
        self.places = layout.places(self.header, name=self.name)
        parts = [layout.part] if layout.part else []
        self.ids = column_ids([*(key.code for key in self.keys), *parts], name=self.name)
        self.titles: list[dict[str, dict[str, None]]] = [{} for _ in self.ids]
        self.artefacts = self.empty = self.hidden = 0
        self._cells: dict[tuple[str, bool], CellContent | None] = {}

    def draft(self, scratch: Path) -> Draft:
        """Write the cells to `scratch` and return the draft over them."""
        path = plain(self.file, scratch=scratch)
        encoding = encoding_of(path, name=self.name, fallback=WINDOWS)
        lines = rows(path, name=self.name, delimiter=self.delimiter, encoding=encoding)
        tidy = LongTable(scratch / "tidy.csv", self.ids)
        with tidy:
            next(lines)
            self._fill(tidy, lines)
        return tidy.draft(self._structure(tidy, encoding), name=self.name)

    def _fill(self, tidy: LongTable, lines: Iterator[tuple[int, list[str]]]) -> None:
        at = [self.header.index(key.code) for key in self.keys]
        names = [
            self.header.index(key.name) if key.name in self.header else None for key in self.keys
        ]
        for line, row in lines:
            if row in _ARTEFACT:
                self.artefacts += 1
                continue
            if len(row) != len(self.header):
                raise fault(
                    f"{len(row)} cells where the header has {len(self.header)}",
                    self.name,
                    line=line,
                )
            codes = [
                checked_code(row[place], name=self.name, line=line)
                if row[place].strip()
                else NOT_APPLICABLE
                for place in at
            ]
            for title, code, place in zip(self.titles, codes, names, strict=False):
                if place is None or not (text := row[place].strip()):
                    continue
                if text not in title.setdefault(code, {}):
                    title[code][text] = None
                    tidy.hold(text)
            self._cells_of(tidy, row, codes, line)

    def _cells_of(self, tidy: LongTable, row: Sequence[str], codes: list[str], line: int) -> None:
        year = self.layout.year
        own = None if year is None else self.layout.period(row[self.header.index(year)])
        for place in self.places:
            text = row[place.at].strip()
            if not text:  # nobody there, or not asked: DUO does not say, so there is no cell
                self.empty += 1
                continue
            cell = self._cell(text, place, line)
            period = place.period or own
            if period is None:
                raise fault("the row has no year that can be read", self.name, line=line)
            parts = [place.part] if place.part else []
            tidy.add(place.quantity.id, [*codes, *parts], period, cell)

    def _cell(self, text: str, place: ColumnPlace, line: int) -> CellContent:
        key = (text, place.quantity.share)
        if key not in self._cells:
            self._cells[key] = share(text) if place.quantity.share else self.count(text)
        cell = self._cells[key]
        if cell is None:
            raise fault(
                f"{shown(text)} is not a {'percentage' if place.quantity.share else 'count'} here",
                self.name,
                line=line,
            )
        self.hidden += cell.lower is not None
        return cell

    def _structure(self, tidy: LongTable, encoding: str) -> Structure:
        quantities = {place.quantity.id: place.quantity for place in self.places}
        return Structure(
            title=self.layout.title,
            measures=tuple(
                Measure(q.id, q.title, q.unit, UnitOrigin.DOCUMENTED, "DUO, title of the file")
                for q in quantities.values()
            ),
            dimensions=tuple(self._dimensions(tidy)),
            periods=tidy.periods,
            notes={
                "generation": "portal" if self.delimiter == "," else "old file",
                "splice": _NEVER,
                "suppressed": f"{self.hidden} counts from 1 to 4 are hidden",
                "empty": f"{self.empty} empty cells are left out; they are not zero",
                "artefact-lines": f"{self.artefacts} lines without cells were skipped",
                "encoding": "Windows-1252" if encoding == WINDOWS else "UTF-8",
                **_remarks(self.layout),
            },
        )

    def _dimensions(self, tidy: LongTable) -> Iterable[Dimension]:
        for id_, key, titles in zip(self.ids, self.keys, self.titles, strict=False):
            kind = DimensionKind.REGION if key.region else DimensionKind.ORDINARY
            named = {code: " / ".join(names) for code, names in titles.items()}
            named.setdefault(NOT_APPLICABLE, "niet van toepassing")
            yield tidy.dimension(id_, key.code, kind, named)
        if self.layout.part:
            part = tidy.dimension(self.ids[-1], self.layout.part)
            yield replace(part, codes=tuple(_below_total(part.codes)))


def _below_total(codes: Sequence[Code]) -> Iterable[Code]:
    total = any(code.id == TOTAL for code in codes)
    for code in codes:
        yield replace(code, parent=TOTAL) if total and code.id != TOTAL else code


def _remarks(layout: Layout) -> dict[str, str]:
    if layout.id == "vo-examens":
        return {
            "comparability": "2019/20 had no central examinations and 2020/21 had special rules:"
            " the pass rates of these years cannot be compared with others"
        }
    if layout.optional:
        return {"sections": "resources of one package are cross-sections of the same people"}
    return {}


def _header(file: RecordedFile, delimiter: str) -> list[str]:
    return [cell.strip() for cell in first_row(head(file, _HEAD), delimiter=delimiter)]
