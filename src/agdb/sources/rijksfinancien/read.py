"""From a table of one article, year and phase to lines of the budget, each with its own bytes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from agdb.errors import Place, SourceError
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.service_record import (
    LAYOUT,
    BudgetLine,
    ServiceRecord,
    bounded,
    each_once,
    layout_fault,
)

SERVICE: Final = "rijksfinancien"
KIND: Final = "begrotingsregel"
HOME: Final = "https://www.rijksfinancien.nl/open-data/api/csv/budgettaire_tabellen"
PHASES: Final = ("OWB", "JV")
"""The draft budget and the annual report: of other phases the service gives these two as one."""

FLOWS: Final = ("V", "U")
"""Commitments and payments; receipts are no money for an initiative."""

HEADER: Final = (
    "index",
    "jaar",
    "fase",
    "verantwoordelijk_minister",
    "hoofdstuk_naam",
    "hoofdstuk_nummer",
    "artikel_naam",
    "artikel_nummer",
    "beleid_of_niet_beleid",
    "rbv_model",
    "artikelonderdeel_naam",
    "artikelonderdeel_nummer",
    "instrument_of_uitsplitsing_apparaat_naam",
    "instrument_of_uitsplitsing_apparaat_nummer",
    "regeling_detailniveau_naam",
    "regeling_detailniveau_nummer",
    "vuo",
    "bedrag",
)
_NAME: Final = re.compile(
    r"begroting-(?P<year>\d{4})-(?P<phase>OWB|JV)-(?P<flow>[VU])"
    r"-(?P<chapter>[A-Z]{1,6})-(?P<article>\d{1,3})\.csv"
)
_AMOUNT: Final = re.compile(r"-?\d{1,12}")
_MARK: Final = b"\xef\xbb\xbf"
_DELIMITERS: Final = (",", ";")


class BudgetTable(NamedTuple):
    """What one file was asked for."""

    year: int
    phase: str
    flow: str
    chapter: str
    article: str


def name_of(table: BudgetTable) -> str:
    """The name of the file of a table.

    >>> name_of(BudgetTable(2025, "OWB", "U", "XIII", "2"))
    'begroting-2025-OWB-U-XIII-2.csv'
    """
    return "-".join(("begroting", *map(str, table))) + ".csv"


def address(base: str, table: BudgetTable) -> str:
    """Where the table is asked for."""
    return (
        f"{base}?year={table.year}&phase={table.phase}&vuo={table.flow}"
        f"&chapter={table.chapter}&article={table.article}"
    )


def read(files: Sequence[RecordedFile]) -> tuple[ServiceRecord, ...]:
    """Return the lines of a recording: files `begroting-2025-OWB-U-XIII-2.csv` and so on.

    Raises `SourceError` for another name, another header, a line that is not of the year, phase,
    flow, chapter and article that the file was asked for, and any difference of layout.
    """
    return each_once((one for file in files for one in _lines(file)), service=SERVICE)


def _lines(file: RecordedFile) -> Iterator[ServiceRecord]:
    match = _NAME.fullmatch(file.name)
    if match is None:
        raise SourceError(
            "this is not a table of a recording of this service",
            place=Place(file.name),
            remedy="name the tables begroting-2025-OWB-U-XIII-2.csv: year, phase, commitments (V)"
            " or payments (U), chapter, article",
        )
    asked = BudgetTable(int(match["year"]), *match.group("phase", "flow", "chapter", "article"))
    content = file.read().removeprefix(_MARK)
    if not content.strip():
        return
    rows = _rows(content, file.name)
    _, header = next(rows)
    _delimiter(header, file.name)  # also of a table without lines
    for line, row in rows:
        record = parse(KIND, header + row, name=f"{file.name}:{line}")
        facts = record.facts
        assert isinstance(facts, BudgetLine)
        came = _table(facts)
        if came != asked:
            raise fault(
                f"a line of {name_of(came)} in the table of {name_of(asked)}",
                file.name,
                line=line,
                remedy="the service answers another question than it was asked: report it",
            )
        yield record


def parse(kind: str, raw: bytes, *, name: str = SERVICE) -> ServiceRecord:
    """Return the line of which `raw` are the bytes, with its header; raises `SourceError`."""
    if kind != KIND:
        raise SourceError(f"there is no kind {shown(kind)} of this service", place=Place(name))
    rows = [row for _, row in _rows(bounded(raw, name=name), name)]
    if len(rows) != 2:
        raise layout_fault(name)(f"{len(rows)} lines in place of a header and a line")
    delimiter = _delimiter(rows[0], name)
    cells = dict(zip(HEADER, _cells(rows[1], delimiter, name), strict=True))
    if _AMOUNT.fullmatch(cells["bedrag"]) is None:
        raise layout_fault(name)(f"bedrag is {shown(cells['bedrag'])}")
    if re.fullmatch(r"\d{4}", cells["jaar"]) is None:
        raise layout_fault(name)(f"jaar is {shown(cells['jaar'])}")
    if cells["vuo"] not in {"V", "U", "O"}:
        raise layout_fault(name)(f"vuo is {shown(cells['vuo'])} and not V, U or O")
    facts = BudgetLine(
        year=int(cells["jaar"]),
        phase=cells["fase"],
        flow=cells["vuo"],
        chapter=cells["hoofdstuk_nummer"],
        chapter_name=cells["hoofdstuk_naam"],
        article=cells["artikel_nummer"],
        article_name=cells["artikel_naam"],
        part=cells["artikelonderdeel_naam"],
        instrument=cells["instrument_of_uitsplitsing_apparaat_naam"],
        scheme=cells["regeling_detailniveau_naam"],
        thousands=int(cells["bedrag"]),
    )
    where = address(HOME, _table(facts))
    return ServiceRecord(SERVICE, KIND, _ident(facts), where, None, raw, facts)


def _table(one: BudgetLine) -> BudgetTable:
    return BudgetTable(one.year, one.phase, one.flow, one.chapter, one.article)


def _ident(one: BudgetLine) -> str:
    """What a line is known by: its names, since its numbers below the article change each load."""
    names = (one.part, one.instrument, one.scheme)
    place = f"{one.year} {one.phase} {one.flow} {one.chapter} {one.article}"
    return " / ".join((place, *names))


def _rows(content: bytes, name: str) -> Iterator[tuple[int, bytes]]:
    """Each row with the number of its first line: line breaks may stand inside quotes."""
    row, first, number = b"", 1, 0
    for number, line in enumerate(content.splitlines(keepends=True), 1):
        row += line
        if row.count(b'"') % 2 == 0:
            if row.strip():
                yield first, row
            row, first = b"", number + 1
    if row:
        raise fault("a quote is not closed", name, line=first)


def _delimiter(header: bytes, name: str) -> str:
    """The sign between the columns: the public code of the site does not tell which it is."""
    for delimiter in _DELIMITERS:
        if tuple(_split(header, delimiter, name)) == HEADER:
            return delimiter
    wanted = ", ".join(HEADER)
    raise fault(f"the columns are not {wanted}", name, remedy=LAYOUT)


def _cells(row: bytes, delimiter: str, name: str) -> list[str]:
    cells = [cell.strip() for cell in _split(row, delimiter, name)]
    if len(cells) != len(HEADER):
        raise layout_fault(name)(f"{len(cells)} cells in place of {len(HEADER)}")
    return cells


def _split(row: bytes, delimiter: str, name: str) -> list[str]:
    try:
        return next(csv.reader([row.decode("utf-8")], delimiter=delimiter, strict=True), [])
    except UnicodeDecodeError:
        raise layout_fault(name)("a byte that is not UTF-8") from None
    except csv.Error as error:
        raise layout_fault(name)(f"not CSV: {error}") from None
