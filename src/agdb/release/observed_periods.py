"""Which figures a release holds itself, so that none of them is forecast beside it.

One series may stand in two indicators: an older edition of a table in one, a newer one in the
other. What the one has observed is no future for the other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from agdb.programme.metric import Simple
from agdb.programme.programme import Programme
from agdb.results.value import Computed, Kind, Value
from agdb.statistics.identifier import table_of

Counted = tuple[str, str, str, str, frozenset[tuple[str, str]], str]
"""Table without its edition, measure, selection, region, codes by dimension, and period."""


def held_in(computed: Mapping[str, Computed], programme: Programme) -> Callable[[str, Value], bool]:
    """Return whether a value of an indicator, by its id, is observed in any indicator.

    Only what is published as it stands in the source can be known to be the same.
    """
    known = {
        counted
        for one in computed.values()
        for value in one.values
        if value.kind is Kind.OBSERVED and value.value is not None
        if (counted := _counted(one, value, programme)) is not None
    }

    def held(indicator: str, value: Value) -> bool:
        return _counted(computed[indicator], value, programme) in known

    return held


def _counted(one: Computed, value: Value, programme: Programme) -> Counted | None:
    metric = one.definition.metric
    if not isinstance(metric, Simple):
        return None
    selection = metric.value
    dimensions = {b.id: b.dimension for b in one.definition.breakdowns}
    return (
        table_of(programme.line_of(selection.dataset)[-1]),
        selection.measure,
        json.dumps(selection.model_dump(mode="json")["where"], sort_keys=True),
        value.region,
        frozenset((dimensions[name], code) for name, code in value.breakdown),
        value.period,
    )
