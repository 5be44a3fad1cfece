"""JSON-stat 2.0: an indicator as one cube with names in one language. See <https://json-stat.org>.

Cells that no value stands for are left out, so that a thin cube stays small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from math import prod
from typing import Any, Final

from agdb.publication import address
from agdb.publication.download.cells import ValueCells
from agdb.publication.download.observations import number
from agdb.publication.reading.citation import citation, terms_of
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.period import period_name
from agdb.statistics.period import Period
from agdb.statistics.status import ObservationStatus

EXTENSION: Final = "jsonstat.json"
_METRIC: Final = "indicator"


def as_json_stat(
    cells: ValueCells, reading: Reading, places: Sequence[int] | None = None
) -> dict[str, Any]:
    """Return the cube of all values, or of those at `places`, with names as `reading` has them.

    Its dimensions are the indicator itself, region, period, the breakdowns, and the kind of value.
    A status of the code list CL_OBS_STATUS stands where it is not that of a normal value.
    """
    shared = cells.shared
    rows = range(len(shared["region"])) if places is None else places
    axes = _axes(cells, reading, rows)
    sizes = [1, *(len(codes) for codes in axes.values())]
    steps = [prod(sizes[nth + 1 :]) for nth in range(len(sizes))][1:]
    values: dict[str, float | int] = {}
    statuses: dict[str, str] = {}
    for row in rows:
        parts = zip(axes.items(), steps, strict=True)
        at = str(sum(codes[str(shared[name][row])] * step for (name, codes), step in parts))
        told = number(shared["value"][row])
        if told is not None:
            values[at] = told
        if shared["status"][row] != ObservationStatus.NORMAL:
            statuses[at] = str(shared["status"][row])
    edition, definition = cells.edition, reading.definition
    sources = reading.programme.sources
    terms, terms_url = terms_of(reading)
    return {
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
        "size": sizes,
        "role": {"time": ["period"], "geo": ["region"], "metric": [_METRIC]},
        "dimension": {_METRIC: _metric(reading)} | _dimensions(cells, reading, axes),
        "value": values,
        "status": statuses,
        "extension": {
            "release": edition.release.id,
            "licence": terms,
            "licence_url": terms_url,
            "definition": reading.language.words(definition.definition),
        },
    }


def _axes(cells: ValueCells, reading: Reading, rows: Iterable[int]) -> dict[str, dict[str, int]]:
    """By dimension the place of each code that occurs; periods in the order of time."""
    names = ("region", "period", *(one.id for one in reading.definition.breakdowns), "kind")
    kept = list(rows)
    found = {}
    for name in names:
        column = cells.shared[name]
        codes = list(dict.fromkeys(str(column[row]) for row in kept))
        if name == "period":
            codes.sort(key=Period.parse)
        found[name] = {code: nth for nth, code in enumerate(codes)}
    return found


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
