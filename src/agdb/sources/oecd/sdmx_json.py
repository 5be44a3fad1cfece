"""Reads SDMX-JSON: observations keyed by positions, `"0:3:1": [value, attribute, ...]`.

Versions 1.0 (`structure`) and 2.0 (`structures`, inside `data`), observations flat or by series.
Formats: https://github.com/sdmx-twg/sdmx-json.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from agdb.errors import StatisticsError
from agdb.sources.contract import Draft, Label, RecordedFile, Recording
from agdb.sources.oecd.marks import cell_of, period_of
from agdb.sources.oecd.structure import LICENCE, Parts
from agdb.sources.wire.cube import decode
from agdb.sources.wire.fault import fault, shown
from agdb.sources.wire.names import checked_code, column_ids
from agdb.sources.wire.packed import content, head
from agdb.sources.wire.tidy import Tidy

_BEGINS: Final = re.compile(rb'\s*\{.*?"(?:dataSets|meta|structures?|header)"', re.DOTALL)
_TIME: Final = "TIME_PERIOD"
_KEY: Final = re.compile(r"\d{1,9}(?::\d{1,9})*")
_Name = str | dict[str, str] | None


class _Value(msgspec.Struct, frozen=True):
    id: str = ""
    name: _Name = None


class _Component(msgspec.Struct, frozen=True, rename="camel"):
    id: str
    values: list[_Value] = []
    name: _Name = None
    key_position: int | None = None


class _Levels(msgspec.Struct, frozen=True, rename="camel"):
    data_set: list[_Component] = []
    series: list[_Component] = []
    observation: list[_Component] = []


class _Structure(msgspec.Struct, frozen=True):
    dimensions: _Levels
    attributes: _Levels = _Levels()
    name: _Name = None
    id: str = ""


_Row = list[float | int | str | None]


class _Series(msgspec.Struct, frozen=True):
    observations: dict[str, _Row]
    attributes: list[int | None] = []


class _DataSet(msgspec.Struct, frozen=True):
    observations: dict[str, _Row] = {}
    series: dict[str, _Series] = {}
    attributes: list[int | None] = []


class _Message(msgspec.Struct, frozen=True, rename="camel"):
    data_sets: list[_DataSet] = []
    structure: _Structure | None = None
    structures: list[_Structure] = []
    data: _Message | None = None
    errors: list[dict[str, msgspec.Raw]] = []


@dataclass(frozen=True)
class _Observation:
    """The positions of its dimensions, its value, and its attributes by their ids."""

    positions: Mapping[str, int]
    value: float | None
    attributes: Mapping[str, str]


class SdmxJson:
    """Reader for SDMX-JSON; see `sources.contract.Reader`."""

    revision: Final = "oecd-sdmx-json/1"
    proven: Final = False  # no answer in this format was recorded

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether this is one JSON document that begins as a data message does."""
        return len(files) == 1 and _BEGINS.match(head(files[0], 4096)) is not None

    def label(self, files: tuple[RecordedFile, ...]) -> Label:  # noqa: ARG002 -- of the protocol
        """Return page and licence; ids of data flows are not part of every version."""
        return Label(address="https://data-explorer.oecd.org", licence=LICENCE)

    def read(self, recording: Recording, *, scratch: Path) -> Draft:
        """Return the draft; raises `SourceError` if positions, values or statuses do not fit."""
        file = recording.files[0]
        structure, data = _message(file)
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
        tidy = Tidy(scratch / "tidy.csv", ids)
        with tidy:
            for seen in _observations(data, structure, file.name):
                codes = [_code(item, seen.positions[item.id], parts, file.name) for item in ordered]
                measure, kept = parts.place(codes)
                time = _member(by_id[_TIME], seen.positions[_TIME], file.name).id
                multiplier = seen.attributes.get("UNIT_MULT", "")
                try:
                    cell = cell_of(seen.value, seen.attributes.get("OBS_STATUS", ""), multiplier)
                except StatisticsError as error:
                    raise fault(error.what, file.name) from None
                tidy.add(measure, kept, period_of(checked_code(time, name=file.name)), cell)
        columns = dict(zip(parts.kept, ids, strict=True))
        title = _text(structure.name) or recording.dataset.name
        return tidy.draft(parts.structure(tidy, columns, title=title, notes={}), name=file.name)


def _message(file: RecordedFile) -> tuple[_Structure, _DataSet]:
    message = decode(content(file).removeprefix(b"\xef\xbb\xbf"), _Message, name=file.name)
    if message.errors:
        said = bytes(message.errors[0].get("title") or b"without a word").decode("utf-8", "replace")
        raise fault(f"OECD answered with an error ({said})", file.name, remedy="mend the request")
    inner = message.data or message
    structures = [inner.structure] if inner.structure else inner.structures
    if len(structures) != 1 or len(inner.data_sets) != 1:
        raise fault(
            f"{len(inner.data_sets)} data sets with {len(structures)} structures in place of one",
            file.name,
        )
    return structures[0], inner.data_sets[0]


def _observations(data: _DataSet, structure: _Structure, name: str) -> Iterator[_Observation]:
    levels, attributes = structure.dimensions, structure.attributes
    shared = _positions("", levels.data_set, name, fixed=True)
    general = _said(data.attributes, attributes.data_set, name)
    for key, row in data.observations.items():
        yield _observation(key, row, structure, shared, general, name)
    for series_key, series in data.series.items():
        known = shared | _positions(series_key, levels.series, name)
        said = general | _said(series.attributes, attributes.series, name)
        for key, row in series.observations.items():
            yield _observation(key, row, structure, known, said, name)


def _observation(
    key: str,
    row: _Row,
    structure: _Structure,
    known: Mapping[str, int],
    said: Mapping[str, str],
    name: str,
) -> _Observation:
    if not row or isinstance(row[0], str):
        raise fault(f"observation {shown(key)} has no number first", name)
    levels = structure.dimensions
    found = {**known, **_positions(key, levels.observation, name)}
    if len(found) != len([*levels.data_set, *levels.series, *levels.observation]):
        raise fault(f"observation {shown(key)} has no place in every dimension", name)
    own = _said(row[1:], structure.attributes.observation, name)
    return _Observation(found, None if row[0] is None else float(row[0]), {**said, **own})


def _positions(
    key: str, dimensions: Sequence[_Component], name: str, *, fixed: bool = False
) -> dict[str, int]:
    """Positions from a key; a dimension of the whole data set has one value, at place 0."""
    if fixed:
        return {item.id: 0 for item in dimensions}
    if _KEY.fullmatch(key) is None or key.count(":") + 1 != len(dimensions):
        raise fault(f"the key {shown(key)} does not fit {len(dimensions)} dimensions", name)
    return {item.id: int(at) for item, at in zip(dimensions, key.split(":"), strict=True)}


def _said(row: Sequence[object], attributes: Sequence[_Component], name: str) -> dict[str, str]:
    """Attributes come as positions in their lists of values; trailing ones may be left out."""
    found: dict[str, str] = {}
    for at, item in zip(row, attributes, strict=False):
        if at is None:
            continue
        if not isinstance(at, int):
            raise fault(f"the attribute {shown(item.id)} is no position", name)
        found[item.id] = _member(item, at, name).id
    return found


def _member(item: _Component, at: int, name: str) -> _Value:
    if not 0 <= at < len(item.values):
        raise fault(f"{shown(item.id)} has no value at place {at}", name)
    return item.values[at]


def _code(item: _Component, at: int, parts: Parts, name: str) -> str:
    value = _member(item, at, name)
    code = checked_code(value.id, name=name)
    parts.codes[item.id][code] = _text(value.name)
    return code


def _text(name: _Name) -> str:
    if isinstance(name, dict):
        return name.get("en") or next(iter(name.values()), "")
    return name or ""
