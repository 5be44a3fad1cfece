"""Reads Eurostat's bulk TSV: periods as columns, value and flags in one cell, `.tsv` or `.tsv.gz`.

Old layout: no `freq`, `geo\\time`, years falling. New layout: `geo\\TIME_PERIOD`, years rising. A
plain `:` is a hole, as it is in the other forms, where it is simply absent; `: u` is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from agdb.errors import StatisticsError
from agdb.files.gunzip import head, plain
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.contract import Ask, Draft, Label, Recording
from agdb.sources.eurostat.layout import (
    LICENCE,
    PLAIN_MEASURE,
    UNIT,
    Part,
    cell_of,
    page_of,
    period_of,
    structure_of,
)
from agdb.sources.eurostat.sdmx_structures import is_structure, read_titles
from agdb.sources.formats.cells import column_ids
from agdb.sources.formats.long_table import MemoryBudget
from agdb.sources.formats.text import bounded_lines
from agdb.statistics.identifier import sql_text
from agdb.statistics.period import Period
from agdb.statistics.structure import Code, Structure

_CORNER: Final = re.compile(
    rb"([A-Za-z][A-Za-z0-9_]*(?:,[A-Za-z][A-Za-z0-9_]*)*)\\(TIME_PERIOD|time)"
)
_NAMED: Final = re.compile(r"([a-z0-9]+_[a-z0-9_]+)\.tsv(?:\.gz)?", re.IGNORECASE)  # as our ids
_KEY: Final = re.compile(rb"[A-Z0-9][A-Za-z0-9_.+-]*(?:,[A-Z0-9][A-Za-z0-9_.+-]*)*")
_CELLS: Final = re.compile(rb"(?:\t(?:[+-]?\d+(?:\.\d+)?(?:E[+-]?\d{1,2})?|:)(?: [a-z]*)?)+")
_REMEMBERED: Final = 500_000
_UNKNOWN: Final = re.compile(r"\d{4}-?W99")  # deaths of which the week is not known
_HOLES: Final = re.compile(rb": ?(?=\t|$)")
_FLAGGED: Final = re.compile(rb"([:\d]) ([a-z]+)")


@dataclass(frozen=True)
class _Outline:
    """What one walk through the file finds: everything but the values."""

    dimensions: tuple[str, ...]
    old: bool
    periods: tuple[Period, ...]
    codes: tuple[tuple[str, ...], ...]
    flags: Mapping[tuple[str, bool], int]  # with the line that has them first
    cells: int


class Tsv:
    """Reader for bulk TSV, beside which structures (XML) may lie; see `contract.Reader`."""

    revision: Final = "eurostat-tsv/2"
    proven: Final = True  # excerpt of trng_lfse_04, old layout; the new one on a specimen only

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether there is one such table, and besides it nothing but structures."""
        data = [file for file in files if _corner(file) is not None]
        return len(data) == 1 and all(is_structure(file) for file in files if file not in data)

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the licence: the table itself says neither its id nor its date."""
        return Label(licence=LICENCE)

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` with the line of what does not fit."""
        data = next(file for file in recording.files if _corner(file) is not None)
        others = [file for file in recording.files if file is not data]
        _check_name(data.name, recording.dataset.name)
        path = plain(data, scratch=scratch)
        outline = _outlined(path, data.name)
        titles = read_titles(others)
        ids = column_ids(outline.dimensions, name=data.name)
        structure = structure_of(
            title=titles.data_set or recording.dataset.name,
            parts=[
                Part(
                    id_,
                    titles.dimensions.get(id_.lower(), id_),
                    {c: titles.codes.get(id_.lower(), {}).get(c, c) for c in codes},
                )
                for id_, codes in zip(ids, outline.codes, strict=True)
            ],
            periods=[Code(p.text, p.text, period=p) for p in sorted(outline.periods)],
            published=recording.publisher_date,
            notes={
                "layout": "old bulk file" if outline.old else "",
                "page": page_of(recording.dataset.name),
            },
        )
        select = _select(
            path, outline, ids=ids, structure=structure, scratch=scratch, name=data.name
        )
        return Draft(structure, select, expected_rows=outline.cells, partial=None)


def _corner(file: RecordedFile) -> re.Match[bytes] | None:
    return _CORNER.match(head(file, 1 << 12).removeprefix(b"\xef\xbb\xbf"))


def _check_name(file: str, dataset: str) -> None:
    """The file is called after its data set; only the name can tell a mix-up."""
    match = _NAMED.fullmatch(file.rpartition("/")[2])
    if match is not None and dataset.lower() not in match[1].lower():
        raise fault(
            f"the file is called after {match[1]}, not after {dataset}",
            file,
            remedy="import it under its own id, or rename it",
        )


def _outlined(path: Path, name: str) -> _Outline:
    with path.open("rb") as stream:
        lines = bounded_lines(stream, name=name)
        header = next(lines, b"").removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
        corner, *heads = header.split(b"\t")
        match = _CORNER.fullmatch(corner.strip())
        if match is None or not heads:
            raise fault("the header is not that of a bulk table", name, line=1)
        dimensions = match[1].decode().split(",")
        codes: tuple[dict[bytes, None], ...] = tuple({} for _ in dimensions)
        keys, held = set[bytes](), MemoryBudget()
        flags: dict[tuple[str, bool], int] = {}
        cells, number, line = 0, 1, b"\n"
        for number, line in enumerate(lines, 2):
            key, _, _ = line.partition(b"\t")
            body = line[len(key) :].rstrip(b"\r\n")
            if body.count(b"\t") != len(heads) or _CELLS.fullmatch(body) is None:
                raise fault(
                    f"the row does not hold {len(heads)} values with flags", name, line=number
                )
            parts = key.split(b",")
            if len(parts) != len(dimensions) or _KEY.fullmatch(key) is None or key in keys:
                raise fault(
                    f"the key {shown(key.decode('latin-1'))} does not fit or occurs twice",
                    name,
                    line=number,
                )
            if len(keys) < _REMEMBERED:  # beyond, the warehouse finds what occurs twice
                keys.add(key)
            for seen, code in zip(codes, parts, strict=True):
                if code not in seen:
                    seen[code] = None
                    held.add(code)
            for begin, letters in set(_FLAGGED.findall(body)):
                flags.setdefault((letters.decode(), begin != b":"), number)
            cells += len(heads) - len(_HOLES.findall(body))
    if not line.endswith(b"\n"):
        raise fault("the last line has no end, so the file may break off there", name, line=number)
    return _Outline(
        dimensions=tuple(dimensions),
        old=match[2] == b"time",
        periods=_periods(heads, name),
        codes=tuple(tuple(sorted(code.decode() for code in seen)) for seen in codes),
        flags=flags,
        cells=cells,
    )


def _periods(heads: Iterable[bytes], name: str) -> tuple[Period, ...]:
    periods = tuple(period_of(head.decode("ascii", "replace")) for head in heads)
    undated = next((p for p in periods if not p.dated and not _UNKNOWN.fullmatch(p.text)), None)
    if undated is not None:
        raise fault(f"the column {shown(undated.text)} is not a period", name, line=1)
    if len({period.text for period in periods}) != len(periods):
        raise fault("a period has two columns", name, line=1)
    return periods


def _select(
    path: Path,
    outline: _Outline,
    *,
    ids: tuple[str, ...],
    structure: Structure,
    scratch: Path,
    name: str,
) -> str:
    columns = ["_key", *(f"_c{n}" for n in range(len(outline.periods)))]
    types = ", ".join(f"{sql_text(column)}: 'VARCHAR'" for column in columns)
    code = {id_: f"_k{n}" for n, id_ in enumerate(ids, 1)}
    parts = ", ".join(f"_part[{n}] as _k{n}" for n in range(1, len(ids) + 1))
    keys = ", ".join(code.values())
    times = _written(
        scratch / "periods.json",
        [
            {
                "_c": f"_c{n}",
                "_period": period.text,
                "_frequency": period.frequency,
                "_start": period.start.isoformat() if period.dated else None,
            }
            for n, period in enumerate(outline.periods)
        ],
        {"_c": "VARCHAR", "_period": "VARCHAR", "_frequency": "VARCHAR", "_start": "DATE"},
    )
    marks = _written(scratch / "marks.json", _marks(outline.flags, name), _MARK_FIELDS)
    dimensions = "".join(f', {code[item.id]} as "{item.id}"' for item in structure.dimensions)
    return f"""
with _split as (
  select string_split(_key, ',') as _part, * exclude (_key) from read_csv({sql_text(str(path))},
    auto_detect=false, header=false, skip=1, delim='\\t', quote='', escape='',
    columns={{{types}}}, max_line_size=33554432)),
_wide as (select {parts}, * exclude (_part) from _split),
_long as (
  select {keys}, _c,
    nullif(split_part(_cell, ' ', 1), ':')::DOUBLE as _value, split_part(_cell, ' ', 2) as _flags
  from (unpivot _wide on {", ".join(columns[1:])} into name _c value _cell)
  where _cell not in (':', ': '))
select {code.get(UNIT, sql_text(PLAIN_MEASURE))} as measure{dimensions}, _period as period,
  _frequency as frequency, _start as start, _value as value, null as text, _status as status,
  _confidentiality as confidentiality, _finality as finality, _flags as mark,
  null as lower, null as upper, null as citation
from _long join {times} using (_c)
  join {marks} _m on _m._mark = _flags and _m._valued = (_value is not null)"""


_MARK_FIELDS: Final = {
    "_mark": "VARCHAR",
    "_valued": "BOOLEAN",
    "_status": "VARCHAR",
    "_confidentiality": "VARCHAR",
    "_finality": "VARCHAR",
}


def _marks(flags: Mapping[tuple[str, bool], int], name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for letters, valued in sorted({*flags, ("", True)}):
        try:
            cell = cell_of(0.0 if valued else None, letters)
        except StatisticsError as error:
            raise fault(error.what, name, line=flags.get((letters, valued))) from None
        told = (letters, valued, cell.status, cell.confidentiality, cell.finality)
        rows.append(dict(zip(_MARK_FIELDS, told, strict=True)))
    return rows


def _written(path: Path, rows: list[dict[str, object]], fields: dict[str, str]) -> str:
    path.write_bytes(msgspec.json.encode(rows))
    columns = ", ".join(f"{sql_text(key)}: '{kind}'" for key, kind in fields.items())
    return f"read_json({sql_text(str(path))}, format='array', columns={{{columns}}})"
