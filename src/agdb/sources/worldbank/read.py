"""Reads answers of the World Bank's service, version 2: `[meta, rows]`, one file a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from agdb.files.gunzip import content, head
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.contract import Ask, Draft, Label, Recording
from agdb.sources.formats.cells import checked_code
from agdb.sources.formats.json_stat import decode
from agdb.sources.formats.long_table import MISSING, CellContent, LongTable
from agdb.statistics.period import Period
from agdb.statistics.status import ObservationStatus
from agdb.statistics.structure import DimensionKind, Measure, Structure, UnitOrigin

_BEGINS: Final = re.compile(rb'\s*\[\s*\{\s*"(?:page|message)"')
_LICENCE: Final = "CC BY 4.0"  # https://data.worldbank.org/summary-terms-of-use
_PERIOD: Final = re.compile(r"(\d{4})(?:Q([1-4])|M(\d\d))?")


class _Named(msgspec.Struct, frozen=True):
    id: str
    value: str


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    indicator: _Named
    country: _Named
    date: str
    value: float | None
    countryiso3code: str = ""
    unit: str = ""
    obs_status: str = ""
    decimal: int = 0
    scale: str = ""


class _Meta(msgspec.Struct, frozen=True):
    page: int
    pages: int
    total: int
    per_page: int | str = 0
    lastupdated: str = ""
    sourceid: str = ""


class _Message(msgspec.Struct, frozen=True):
    message: list[dict[str, str]]


class WorldBankIndicator:
    """Reader for one indicator, all its pages; see `sources.contract.Reader`."""

    revision: Final = "worldbank-json/1"
    proven: Final = False  # the layout is documented; no answer was recorded

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether every file begins as an answer of this service."""
        return bool(files) and all(_BEGINS.match(head(file, 256)) for file in files)

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return id, date and licence; raises `SourceError` for an answer that is an error."""
        meta, rows = _page(files[0])
        name = rows[0].indicator.id if rows else None
        return Label(
            name=name,
            address=f"https://data.worldbank.org/indicator/{name}" if name else "",
            publisher_date=meta.lastupdated,
            licence=_LICENCE,
        )

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` if a page is missing or a row does not fit."""
        pages = [_page(file) for file in recording.files]
        metas = [meta for meta, _ in pages]
        name = recording.files[0].name
        _check_pages(metas, name)
        rows = [row for _, found in pages for row in found]
        if len(rows) != metas[0].total:
            raise fault(f"{len(rows)} rows where {metas[0].total} are claimed", name)
        indicators = {row.indicator.id: row.indicator.value for row in rows}
        if len(indicators) != 1:
            raise fault(f"rows of {len(indicators)} indicators in place of one", name)
        countries: dict[str, str] = {}
        tidy = LongTable(scratch / "tidy.csv", ["country"])
        with tidy:
            for row in rows:
                code = checked_code(row.countryiso3code or row.country.id, name=name)
                countries[code] = row.country.value
                tidy.add(row.indicator.id, [code], _period(row.date, name), _cell(row, name))
        structure = Structure(
            title=next(iter(indicators.values())),
            measures=tuple(_measure(id_, title, rows) for id_, title in indicators.items()),
            dimensions=(tidy.dimension("country", "Country", DimensionKind.REGION, countries),),
            periods=tidy.periods,
            licence=_LICENCE,
            published=metas[0].lastupdated,
        )
        return tidy.draft(structure, name=name)


def _page(file: RecordedFile) -> tuple[_Meta, list[_Row]]:
    body = content(file)
    parts = decode(body, list[msgspec.Raw], name=file.name)
    if len(parts) == 1:
        said = decode(parts[0], _Message, name=file.name).message
        words = "; ".join(item.get("value", "") for item in said)
        raise fault(f"the World Bank answered {shown(words)}", file.name, remedy="mend the request")
    if len(parts) != 2:
        raise fault(f"the answer has {len(parts)} parts in place of two", file.name)
    meta = decode(parts[0], _Meta, name=file.name)
    if bytes(parts[1]).strip() == b"null":
        return meta, []
    return meta, decode(parts[1], list[_Row], name=file.name)


def _check_pages(metas: Sequence[_Meta], name: str) -> None:
    first = metas[0]
    if {(meta.pages, meta.total) for meta in metas} != {(first.pages, first.total)}:
        raise fault("the pages are of different answers", name, remedy="record them in one go")
    if sorted(meta.page for meta in metas) != list(range(1, first.pages + 1)):
        raise fault(
            f"{len(metas)} pages are here and {first.pages} are claimed",
            name,
            remedy="record each page once",
        )


def _measure(id_: str, title: str, rows: Sequence[_Row]) -> Measure:
    """The unit stands in brackets at the end of the title, if `unit` is empty as it mostly is."""
    unit = next((row.unit for row in rows if row.unit), "")
    match = re.search(r"\(([^()]+)\)\s*$", title)
    if not unit and match:
        unit = match[1]
    origin = UnitOrigin.RECORDED if unit else UnitOrigin.NOT_RECORDED
    return Measure(id_, title, unit, origin, "title of the indicator" if unit else "")


def _period(text: str, name: str) -> Period:
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        raise fault(f"the date {shown(text)} is not known", name)
    modern = match[1] + (f"-Q{match[2]}" if match[2] else "") + (f"-{match[3]}" if match[3] else "")
    period = Period.parse(modern)
    if not period.dated:
        raise fault(f"the date {shown(text)} is not known", name)
    return period


def _cell(row: _Row, name: str) -> CellContent:
    mark = row.obs_status.strip()
    if mark not in {"", "E", "F"}:
        raise fault(f"the status {shown(mark)} is not known", name)
    if row.value is None:
        return MISSING._replace(mark=mark)
    return CellContent(row.value, ObservationStatus(mark or "A"), mark)
