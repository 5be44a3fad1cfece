"""The services of the other publishers: layouts of public documents, and recordings where held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlencode

from agdb.sources.duo.layout import layout_of
from agdb.sources.duo.layouts import CKAN
from agdb.sources.fetching.checks import CSV_TYPES, json_request
from agdb.sources.fetching.contract import Order
from agdb.sources.fetching.duo import Duo, package_address
from agdb.sources.fetching.eurostat import Eurostat
from agdb.sources.fetching.eurostat import address_of as eurostat_address
from agdb.sources.fetching.oecd import Oecd
from agdb.sources.fetching.oecd import address_of as oecd_address
from agdb.sources.fetching.worldbank import WorldBank, page_address
from agdb.sources.probing.expect import (
    Expectation,
    Finding,
    answers_with,
    field,
    has_keys,
    is_count,
    is_moment,
    is_text,
    is_true,
    json_whole,
    new_words,
    of_type,
    one_of,
    parsed,
    shown,
    values_at,
)
from agdb.sources.probing.service import Service, Subject
from agdb.sources.wire.sdmx_csv import is_sdmx_csv
from agdb.sources.wire.text import first_row, first_rows
from agdb.transport.answer import Request
from agdb.transport.traffic_log import Exchange

_JSON: Final = (answers_with(200), of_type("application/json"), json_whole)
_FLAGS: Final = frozenset("bcdefinprsuz")
_CSV: Final = ("text/csv", "application/vnd.sdmx.data+csv", "application/csv")
_OECD_COLUMNS: Final = frozenset(
    {"REF_AREA", "MEASURE", "UNIT_MEASURE", "TIME_PERIOD", "OBS_VALUE"}
)
_HEAD: Final = 1 << 18
_DOI: Final = "doi:10.34894/DVQTOG"


def _flags(seen: Exchange) -> Iterator[Finding]:
    """Flags are letters, several together; confidentiality stands behind a bar."""
    status = next(values_at(parsed(seen.body), "status"), None)
    for place, flag in status.items() if isinstance(status, dict) else ():
        letters, _, confidential = str(flag).partition("|")
        if not set(letters) <= _FLAGS or confidential not in {"", "C", "F", "N", "D", "S"}:
            yield Finding(f"status.{place}", shown(flag), f"letters of {''.join(sorted(_FLAGS))}")


def _duo_file(seen: Exchange) -> Iterator[Finding]:
    """The header is one of the catalogue, and hidden counts are marked as we know."""
    rows = first_rows(seen.body[:_HEAD], delimiter=",")
    header = next(rows, [])
    if layout_of(header, CKAN) is None:
        yield Finding("header", shown(", ".join(header)), "the columns of the catalogue of DUO")
        return
    counts = [row[-1].strip() for row in rows if len(row) == len(header)]
    marks = {mark: counts.count(mark) for mark in ("-1", "4", "<5") if mark in counts}
    odd = next((c for c in counts if c and c not in marks and not c.isdecimal()), None)
    if odd is not None:
        yield Finding(header[-1], shown(odd), "a count, or -1, 4 or <5 where 1 to 4 are hidden")
    elif marks:
        told = ", ".join(f"{number} times {mark}" for mark, number in marks.items())
        yield Finding(header[-1], told, "one way of hiding 1 to 4 (-1 or 4)", grave=False)


def _pages(seen: Exchange) -> Iterator[Finding]:
    """The answer is a pair: what it holds in all, and the rows of this page."""
    answer = parsed(seen.body)
    meta, rows = answer[:2] if isinstance(answer, list) and len(answer) > 1 else (None, None)
    for name in ("page", "pages", "total", "lastupdated"):
        if not isinstance(meta, dict) or name not in meta:
            yield Finding(f"[0].{name}", shown(meta), "page, pages, total, lastupdated")
            return
    for row in rows if isinstance(rows, list) else ({},):
        if not has_keys("indicator", "date", "value")(row):
            yield Finding("[1][]", shown(row), "indicator, date, value and more")
            return


def _oecd_file(seen: Exchange) -> Iterator[Finding]:
    header = first_row(seen.body[:_HEAD], delimiter=",")
    if not is_sdmx_csv(header) or not set(header) >= _OECD_COLUMNS:
        wanted = ", ".join(sorted(_OECD_COLUMNS))
        yield Finding("header", shown(", ".join(header)), f"SDMX-CSV with {wanted}")


def _are_dimensions(value: object) -> bool:
    return isinstance(value, list) and {"freq", "unit", "geo", "time"} <= set(map(str, value))


_EUROSTAT: Final = (
    Expectation(
        re.compile(r"/statistics/1\.0/data/"),
        (
            *_JSON,
            field("version", "2.0", one_of("2.0")),
            field("class", "dataset", one_of("dataset")),
            field("source", "ESTAT", one_of("ESTAT"), grave=False),
            field("updated", "a moment as ISO 8601", is_moment),
            field("id", "names, freq, unit, geo and time among them", _are_dimensions),
            field("value", "at least one figure", bool),
            _flags,
        ),
    ),
)
_DUO: Final = (
    Expectation(
        re.compile(r"/package_show\?"),
        (
            *_JSON,
            field("success", "true", is_true),
            field("result.resources[]", "id, url", has_keys("id", "url")),
            field("result.resources[].format", "a format", is_text, grave=False),
            field("result.license_title", "a licence", is_text, grave=False),
        ),
    ),
    Expectation(
        re.compile(r"/datastore_search\?"),
        (
            *_JSON,
            field("success", "true", is_true),
            field("result.total", "a number of rows", is_count),
        ),
    ),
    Expectation(
        re.compile(r"^(?!.*/api/3/action/)"), (answers_with(200), of_type(*CSV_TYPES), _duo_file)
    ),
)
_OECD: Final = (
    Expectation(re.compile(r"/data/"), (answers_with(200), of_type(*_CSV), _oecd_file)),
)
_WORLD_BANK: Final = (
    Expectation(
        re.compile(r"/indicator/"),
        (
            *_JSON,
            field("[]", "a description, then rows", lambda v: isinstance(v, dict | list)),
            _pages,
        ),
    ),
)
_ROA: Final = (
    Expectation(
        re.compile(r":persistentId"),
        (
            *_JSON,
            field("status", "OK", one_of("OK")),
            field("data.latestVersion.releaseTime", "a moment as ISO 8601", is_moment),
            field(
                "data.latestVersion.files[].dataFile", "id, filename", has_keys("id", "filename")
            ),
            new_words("data.latestVersion.files[].dataFile.checksum.type", {"MD5"}),
        ),
    ),
)


def _listing(order: Order) -> Sequence[Request]:
    return (json_request(_listing_address(order)),)


def _listing_address(order: Order) -> str:
    asked = urlencode({"persistentId": order.name})
    return f"{order.addresses.roa}/api/datasets/:persistentId/?{asked}"


SERVICES: Final = (
    Service(
        "eurostat",
        Subject("eurostat:isoc_sks_itspt", query={"geo": ("NL",)}),
        eurostat_address,
        _EUROSTAT,
        Eurostat(),
    ),
    Service(
        "duo",
        Subject("duo:p04hogdipl@gediplomeerdenwo", "p04hogdipl", "*gediplomeerdenwo*"),
        package_address,
        _DUO,
        Duo(),
    ),
    Service(
        "oecd",
        Subject(
            "oecd:DSD_PDB@DF_PDB_LV",
            "OECD.SDD.TPS,DSD_PDB@DF_PDB_LV",
            query={"startPeriod": ("2023",), "lastNObservations": ("1",)},
        ),
        oecd_address,
        _OECD,
        Oecd(),
    ),
    Service(
        "worldbank",
        Subject("worldbank:SL.UEM.TOTL.ZS", query={"country": ("NLD",)}),
        lambda order: page_address(order, 1),
        _WORLD_BANK,
        WorldBank(),
    ),
    # The file itself is tens of megabytes: agdb fetch brings it.
    Service("roa", Subject("roa:ais-2030", _DOI), _listing_address, _ROA, None, _listing),
)
