"""Reads SDMX-JSON: observations keyed by positions, `"0:3:1": [value, attribute, ...]`.

Observations are flat or by series, and attributes are said of one, of a series, of a group or of
all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from agdb.errors import StatisticsError
from agdb.files.gunzip import head
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.contract import Ask, Draft, Label, Recording, day_of
from agdb.sources.formats.cells import checked_code, column_ids
from agdb.sources.formats.long_table import LongTable
from agdb.sources.oecd.layout import LICENCE, MULTIPLIER, STATUS, Parts, cell_of, period_of
from agdb.sources.oecd.message import (
    Component,
    DataSet,
    DataStructure,
    Groups,
    Name,
    Row,
    Said,
    member,
    read_message,
    said_by,
)

_BEGINS: Final = re.compile(rb'\s*\{.*?"(?:dataSets|meta|structures?|header)"', re.DOTALL)
_PREPARED: Final = re.compile(rb'"prepared"\s*:\s*"([^"]{10,40})"')
_TIME: Final = "TIME_PERIOD"
_KEY: Final = re.compile(r"\d{1,9}(?::\d{1,9})*")


@dataclass(frozen=True)
class _Observation:
    """The positions of its dimensions, its value, and its attributes by their ids."""

    positions: Mapping[str, int]
    value: float | None
    attributes: Mapping[str, str]


class SdmxJson:
    """Reader for SDMX-JSON; see `sources.contract.Reader`."""

    revision: Final = "oecd-sdmx-json/2"
    proven: Final = False  # no answer in this format was recorded

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether this is one JSON document that begins as a data message does."""
        return len(files) == 1 and _BEGINS.match(head(files[0], 4096)) is not None

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return page, licence and the day on which the message was prepared, if it says it.

        On that day the OECD showed these figures; when it published them no message tells. Ids of
        data flows are not part of every version.
        """
        told = _PREPARED.search(head(files[0], 4096))
        day = None if told is None else day_of(told[1].decode("ascii", "replace"))
        return Label(recorded=day, address="https://data-explorer.oecd.org", licence=LICENCE)

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` if positions, values or statuses do not fit."""
        file = recording.files[0]
        structure, data = read_message(file)
        levels = structure.dimensions
        components = [*levels.data_set, *levels.series, *levels.observation]
        by_id = {item.id: item for item in components}
        if len(by_id) != len(components) or _TIME not in by_id:
            raise fault("the dimensions occur twice or have no TIME_PERIOD", file.name)
        ordered = sorted(
            (item for item in components if item.id != _TIME), key=lambda c: c.key_position or 0
        )
        parts = Parts(
            tuple(item.id for item in ordered), {c.id: _text(c.name) or c.id for c in components}
        )
        ids = column_ids(parts.kept, name=file.name)
        tidy = LongTable(scratch / "tidy.csv", ids)
        with tidy:
            for seen in _observations(data, structure, file.name):
                codes = [_code(item, seen.positions[item.id], parts, file.name) for item in ordered]
                measure, kept = parts.place(codes)
                time = member(by_id[_TIME], seen.positions[_TIME], file.name).id
                said = [seen.attributes.get(id_, "") for id_ in (STATUS, MULTIPLIER)]
                try:
                    cell = cell_of(seen.value, *said)
                except StatisticsError as error:
                    raise fault(error.what, file.name) from None
                tidy.add(measure, kept, period_of(checked_code(time, name=file.name)), cell)
        columns = dict(zip(parts.kept, ids, strict=True))
        title = _text(structure.name) or recording.dataset.name
        return tidy.draft(parts.structure(tidy, columns, title=title, notes={}), name=file.name)


def _observations(data: DataSet, structure: DataStructure, name: str) -> Iterator[_Observation]:
    levels, attributes = structure.dimensions, structure.attributes
    shared = _positions("", levels.data_set, name, fixed=True)
    general = said_by(data.attributes, attributes.data_set, name)
    groups = Groups(data, structure, name)
    for key, row in data.observations.items():
        yield _observation(key, row, structure, shared, (general, groups, {}), name)
    for series_key, series in data.series.items():
        known = shared | _positions(series_key, levels.series, name)
        own = said_by(series.attributes, attributes.series, name)
        for key, row in series.observations.items():
            yield _observation(key, row, structure, known, (general, groups, own), name)


def _observation(
    key: str,
    row: Row,
    structure: DataStructure,
    known: Mapping[str, int],
    said: tuple[Said, Groups, Said],
    name: str,
) -> _Observation:
    if not row or isinstance(row[0], str):
        raise fault(f"observation {shown(key)} has no number first", name)
    levels = structure.dimensions
    found = {**known, **_positions(key, levels.observation, name)}
    if len(found) != len([*levels.data_set, *levels.series, *levels.observation]):
        raise fault(f"observation {shown(key)} has no place in every dimension", name)
    own = said_by(row[1:], structure.attributes.observation, name)
    general, groups, of_series = said  # the nearest to the observation goes first
    attributes = {**general, **groups.of(found), **of_series, **own}
    return _Observation(found, None if row[0] is None else float(row[0]), attributes)


def _positions(
    key: str, dimensions: Sequence[Component], name: str, *, fixed: bool = False
) -> dict[str, int]:
    """Positions from a key; a dimension of the whole data set has one value, at place 0."""
    if fixed:
        return {item.id: 0 for item in dimensions}
    if _KEY.fullmatch(key) is None or key.count(":") + 1 != len(dimensions):
        raise fault(f"the key {shown(key)} does not fit {len(dimensions)} dimensions", name)
    return {item.id: int(at) for item, at in zip(dimensions, key.split(":"), strict=True)}


def _code(item: Component, at: int, parts: Parts, name: str) -> str:
    value = member(item, at, name)
    code = checked_code(value.id, name=name)
    parts.codes[item.id][code] = _text(value.name)
    return code


def _text(name: Name) -> str:
    if isinstance(name, dict):
        return name.get("en") or next(iter(name.values()), "")
    return name or ""
