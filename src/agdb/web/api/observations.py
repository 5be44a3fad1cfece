"""Observations that were asked for, in each of the formats."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from agdb.publication.download.as_json_stat import as_json_stat
from agdb.publication.download.cells import Cells
from agdb.publication.download.observations import BETWEEN, as_array
from agdb.statistics.cell_text import cell_text
from agdb.statistics.columns import OBSERVATION
from agdb.statistics.period import Period
from agdb.warehouse.parquet_bytes import parquet_bytes
from agdb.web.api.query import ObservationQuery, unknown
from agdb.web.api.releases import ServedRelease
from agdb.web.api.rows import as_object, rows_of


@dataclass(frozen=True)
class ObservationPage:
    """One page of what was found: by indicator the places of its values; `total` counts all."""

    served: ServedRelease
    query: ObservationQuery
    total: int
    places: Mapping[str, tuple[int, ...]]

    @property
    def more(self) -> bool:
        """Whether there is a page after this one."""
        return self.query.page * self.query.size < self.total

    def rows(self) -> Iterator[list[Any]]:
        """Yield the rows of the page, in the order of the release."""
        for indicator, places in self.places.items():
            yield from rows_of(self.served.observations(indicator), places)


def found(served: ServedRelease, query: ObservationQuery) -> ObservationPage:
    """Return the page that is asked for.

    Raises `ApiProblemError` for an indicator, region or breakdown that the release does not have.
    """
    known = served.release.computed
    for name in query.indicators:
        if name not in known:
            raise unknown("indicator", name, list(known))
    for region in query.regions:
        if region not in served.release.programme.regions:
            raise unknown("region", region, list(served.release.programme.regions))
    chosen = query.indicators or tuple(known)
    _check_breakdowns(served, query, chosen)
    begin = (query.page - 1) * query.size
    total = 0
    places: dict[str, tuple[int, ...]] = {}
    for name in chosen:
        fitting = _fitting(served.observations(name), query)
        kept = fitting[max(0, begin - total) : max(0, begin + query.size - total)]
        if kept:
            places[name] = tuple(kept)
        total += len(fitting)
    return ObservationPage(served, query, total, places)


def _check_breakdowns(
    served: ServedRelease, query: ObservationQuery, chosen: tuple[str, ...]
) -> None:
    definitions = served.release.programme.indicators
    known = {part.id for name in chosen for part in definitions[name].breakdowns}
    for breakdown, _ in query.breakdowns:
        if breakdown not in known:
            raise unknown("breakdown", breakdown, sorted(known))


def _fitting(cells: Mapping[str, Cells], query: ObservationQuery) -> list[int]:
    """The places of the rows that fit; each filter is asked once for each different cell."""
    wanted = {f"{name}={code}" for name, code in query.breakdowns}
    filters: dict[str, Callable[[str], bool]] = {}
    if query.regions:
        filters["region"] = query.regions.__contains__
    if query.periods or query.first or query.last:
        filters["period"] = _in_time(query)
    if wanted:
        filters["breakdown"] = lambda text: wanted <= set(text.split(BETWEEN))
    if query.kinds:
        filters["kind"] = query.kinds.__contains__
    fitting = range(len(cells["region"]))
    for name, fits in filters.items():
        column = cells[name]
        right = {cell for cell in set(column) if fits(str(cell))}
        fitting = [place for place in fitting if column[place] in right]  # type: ignore[assignment]
    return list(fitting)


def _in_time(query: ObservationQuery) -> Callable[[str], bool]:
    first = Period.parse(query.first).start if query.first else None
    last = Period.parse(query.last).end if query.last else None

    def fits(text: str) -> bool:
        period = Period.parse(text)
        if query.periods and text not in query.periods:
            return False
        if first is None and last is None:
            return True
        after = first is None or period.start >= first
        return period.dated and after and (last is None or period.end <= last)

    return fits


def as_json(page: ObservationPage) -> bytes:
    """Return the page with the observations as objects."""
    told = {
        "release": page.served.release.id,
        "total": page.total,
        "page": page.query.page,
        "pageSize": page.query.size,
        "observations": [as_object(row) for row in page.rows()],
    }
    return json.dumps(told, ensure_ascii=False).encode()


def as_csv(page: ObservationPage) -> bytes:
    """Return the observations after RFC 4180, with the header in the first line."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.name for column in OBSERVATION])
    numbers = [column.type.value != "string" for column in OBSERVATION]
    for row in page.rows():
        writer.writerow(
            [
                "" if cell is None else cell if is_number else cell_text(str(cell))
                for cell, is_number in zip(row, numbers, strict=True)
            ]
        )
    return stream.getvalue().encode()


def in_json_stat(page: ObservationPage) -> bytes:
    """Return a cube of the one indicator, or a collection with a cube of each."""
    editions = page.served.editions
    edition = editions.get(page.query.language) or next(iter(editions.values()))
    cubes = [
        as_json_stat(page.served.cells(name), edition.readings[name], places)
        for name, places in page.places.items()
    ]
    if len(page.query.indicators) == 1 and len(cubes) == 1:
        told = cubes[0]
    else:
        told = {"version": "2.0", "class": "collection", "link": {"item": cubes}}
    return json.dumps(told, ensure_ascii=False).encode()


def as_parquet(page: ObservationPage) -> bytes:
    """Return a Parquet file of the observations."""
    about = f"observations of release {page.served.release.id}"
    return parquet_bytes(OBSERVATION, map(as_array, page.rows()), about=about)


WRITERS: Final[Mapping[str, Callable[[ObservationPage], bytes]]] = {
    "json": as_json,
    "csv": as_csv,
    "jsonstat": in_json_stat,
    "parquet": as_parquet,
}
"""By the extension of a format what writes it."""
