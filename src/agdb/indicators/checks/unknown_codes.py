"""Every code stands in its code list, and every label of a value in the programme."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.values import Values, cell_of


def _in_data(data: Data) -> Iterator[Found]:
    structure = data.structure
    lists = {
        "measure": set(structure.measure_by_id),
        **{dimension.id: set(dimension.by_id) for dimension in structure.dimensions},
        "period": {code.period.text for code in structure.periods if code.period is not None},
    }
    for column, known in lists.items():
        rows = data.engine.rows(f'select distinct "{column}" from {data.now.table} order by 1')
        for (code,) in rows:
            if code not in known:
                yield Found(f"{column} {code}", f"the code list of {column} does not have {code!r}")


def _in_values(values: Values) -> Iterator[Found]:
    breakdowns = {
        b.id: {m.id for m in values.programme.classifications[b.classification].members}
        for b in values.definition.breakdowns
    }
    for value in values.observed:
        if value.region not in values.programme.regions:
            yield Found(cell_of(value), f"the programme does not know the region {value.region!r}")
        for name, code in value.breakdown:
            if code not in breakdowns[name]:
                yield Found(cell_of(value), f"the classification of {name} has no {code!r}")


RULE = Rule(
    name="unknown_codes",
    severity=Severity.BLOCK,
    remedy="record the code lists together with the observations, or map the code in the source",
    of_data=_in_data,
    of_values=_in_values,
)
