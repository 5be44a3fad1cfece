"""JSON-stat 2.0: an indicator as one cube with names in one language. See <https://json-stat.org>.

Cells that no value stands for are left out, so that a thin cube stays small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from operator import add
from typing import Any, Final

from agdb.publication import address
from agdb.publication.download.as_json import json_text
from agdb.publication.download.cells import Cells, Scalar, ValueCells, all_same
from agdb.publication.download.observations import number
from agdb.publication.reading.citation import citation, terms_of
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.period import period_name
from agdb.statistics.period import Period
from agdb.statistics.status import ObservationStatus

EXTENSION: Final = "jsonstat.json"
_METRIC: Final = "indicator"


@dataclass(frozen=True, slots=True)
class _Cube:
    """What of a cube no language changes: the place of each code, and the cell of each value."""

    axes: Mapping[str, Mapping[str, int]]
    cells: Sequence[str]

    def values(self, columns: Mapping[str, Cells]) -> dict[str, Scalar]:
        """Return the digits of each cell that has a number."""
        pairs = zip(self.cells, columns["value"], strict=True)
        return {at: digits for at, digits in pairs if digits is not None}

    def statuses(self, columns: Mapping[str, Cells]) -> dict[str, str]:
        """Return a status of CL_OBS_STATUS for each cell that is not that of a normal value."""
        if all_same(columns["status"]) and columns["status"][0] == ObservationStatus.NORMAL:
            return {}
        marks = zip(self.cells, columns["status"], strict=True)
        return {at: str(status) for at, status in marks if status != ObservationStatus.NORMAL}


class JsonStatFiles:
    """The files of one indicator in any language; what no language changes is written once."""

    def __init__(self, cells: ValueCells) -> None:
        self._cells = cells

    def file(self, reading: Reading) -> bytes:
        """Return the cube of all values, with names as `reading` has them."""
        before, after = _described(self._cells, reading, self._cube.axes)
        front, end = json_text(before)[:-1].encode(), json_text(after)[1:].encode()
        return b"".join((front, self._told, end, b"\n"))

    @cached_property
    def _cube(self) -> _Cube:
        return _cube(self._cells.shared, self._cells.reading, self._cells.different)

    @cached_property
    def _told(self) -> bytes:
        """Values and statuses as members of an object, between others."""
        shared, whole = self._cells.shared, not self._cells.reading.quantity.decimals
        digits = self._cube.values(shared).items()
        if whole:
            values = ", ".join([f'"{at}": {text}' for at, text in digits])
        else:
            values = ", ".join([f'"{at}": {float(str(text))}' for at, text in digits])
        statuses = json_text(self._cube.statuses(shared))
        return f', "value": {{{values}}}, "status": {statuses}, '.encode()


def as_json_stat(cells: ValueCells, reading: Reading, places: Sequence[int]) -> dict[str, Any]:
    """Return the cube of the values at `places`, with names as `reading` has them."""
    names = (*_axis_names(reading), "value", "status")
    columns = {name: [cells.shared[name][at] for at in places] for name in names}
    cube = _cube(columns, reading, lambda name: dict.fromkeys(columns[name]))
    before, after = _described(cells, reading, cube.axes)
    values = {at: number(digits) for at, digits in cube.values(columns).items()}
    return before | {"value": values, "status": cube.statuses(columns)} | after


Different = Callable[[str], Iterable[Scalar]]
"""Gives the cells of a column, each that differs once."""


def _cube(columns: Mapping[str, Cells], reading: Reading, different: Different) -> _Cube:
    axes = _axes(reading, different)
    step, cells = 1, [0] * len(columns["region"])
    for name, codes in reversed(axes.items()):
        if len(codes) > 1:
            offsets: dict[Scalar, int] = {code: place * step for code, place in codes.items()}
            cells = list(map(add, cells, map(offsets.__getitem__, columns[name])))
            step *= len(codes)
    return _Cube(axes, list(map(str, cells)))


def _axes(reading: Reading, different: Different) -> dict[str, dict[str, int]]:
    """By dimension the place of each code that occurs; periods in the order of time."""
    found = {}
    for name in _axis_names(reading):
        codes = list(map(str, different(name)))
        if name == "period":
            codes.sort(key=Period.parse)
        found[name] = {code: nth for nth, code in enumerate(codes)}
    return found


def _axis_names(reading: Reading) -> tuple[str, ...]:
    return ("region", "period", *(one.id for one in reading.definition.breakdowns), "kind")


def _described(
    cells: ValueCells, reading: Reading, axes: Mapping[str, Mapping[str, int]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands in the file before the cells and after them.

    Its dimensions are the indicator itself, region, period, the breakdowns, and the kind of value.
    """
    edition, definition = cells.edition, reading.definition
    sources = reading.programme.sources
    terms, terms_url = terms_of(reading)
    before = {
        "version": "2.0",
        "class": "dataset",
        "href": edition.addresses.full(
            address.download(reading.language.code, definition.id, EXTENSION)
        ),
        "label": reading.name,
        "source": " ".join(
            citation(one, source=sources.get(one.dataset), language=reading.language)
            for one in reading.computed.inputs
        ),
        "updated": edition.release.recorded.isoformat(),
        "id": [_METRIC, *axes],
        "size": [1, *(len(codes) for codes in axes.values())],
        "role": {"time": ["period"], "geo": ["region"], "metric": [_METRIC]},
        "dimension": {_METRIC: _metric(reading)} | _dimensions(cells, reading, axes),
    }
    extension = {
        "release": edition.release.id,
        "licence": terms,
        "licence_url": terms_url,
        "definition": reading.language.words(definition.definition),
    }
    return before, {"extension": extension}


def _metric(reading: Reading) -> dict[str, Any]:
    ident, quantity = reading.definition.id, reading.quantity
    unit = {"label": quantity.name, "decimals": quantity.decimals}
    return {
        "label": reading.name,
        "category": {"index": [ident], "label": {ident: reading.name}, "unit": {ident: unit}},
    }


def _dimensions(
    cells: ValueCells, reading: Reading, axes: Mapping[str, Mapping[str, int]]
) -> dict[str, Any]:
    say, words = reading.language.say, reading.language.words
    named: dict[str, Callable[[str], str]] = {
        name: partial(lambda found, code: found[code], found)
        for name, found in cells.names(reading).items()
    }
    named["period"] = lambda code: period_name(Period.parse(code), reading.language)
    labels = {one.id: words(one.names) for one in reading.definition.breakdowns}
    return {
        name: {
            "label": labels.get(name) or say(f"column.{name}"),
            "category": {
                "index": list(codes),
                "label": {code: named.get(name, str)(code) for code in codes},
            },
        }
        for name, codes in axes.items()
    }
