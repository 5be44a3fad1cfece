"""The older vintages of every series that the warehouse keeps, and how far they were revised.

An older vintage is computed under the present programme from the dataset versions that were known
on its recorded date, so that definition and codes are those of today and only the figures differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from agdb.errors import AgdbError
from agdb.indicators.compute import compute
from agdb.indicators.workbench import Workbench
from agdb.outlook.revisions import revisions
from agdb.outlook.series import TimeSeries
from agdb.programme.programme import Programme
from agdb.release.excluded_versions import earlier_versions
from agdb.release.outlook_series import KnownSeries, known_series
from agdb.results.outlook import Revised
from agdb.results.remark import Remark
from agdb.results.value import Computed
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class Vintages:
    """Older vintages by the id of their series, oldest first.

    `unread` tells, in one sentence each, which could not be computed under the present programme.
    """

    series: Mapping[str, tuple[TimeSeries, ...]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


def stored_vintages(
    computed: Mapping[str, Computed], *, programme: Programme, warehouse: Warehouse, engine: Engine
) -> Vintages:
    """Return the vintages from before those that `computed` was made of."""
    bench = Workbench(programme=programme, warehouse=warehouse, engine=engine)
    found: dict[str, list[TimeSeries]] = {}
    unread: list[str] = []
    for name, now in computed.items():
        for day in sorted({one.recorded for one in earlier_versions([now], warehouse)}):
            try:
                then = compute(now.definition, bench.on(day))
            except AgdbError as error:  # other codes, another unit, one of two tables older
                unread.append(f"{name} as of {day.isoformat()}: {error}")
                continue
            for one in known_series({name: then}, programme=programme):
                found.setdefault(one.series.id, []).append(one.series)
    return Vintages({name: tuple(some) for name, some in found.items()}, tuple(unread))


def revised(one: KnownSeries, vintages: Vintages) -> Revised | None:
    """Return the statistics of one series; None, not known, where no period was published twice."""
    older = vintages.series.get(one.series.id, ())
    found = revisions((*older, one.series))
    if found.mean is None or found.mean_absolute is None:
        return None
    return Revised(
        vintages=len(older) + 1,
        periods=sum(len(period.values) > 1 for period in found.periods),
        mean=found.mean * one.factor,
        share=found.mean_absolute_share,
        often=Remark.OFTEN_REVISED in found.remarks,
        size=found.mean_absolute * one.factor,
    )
