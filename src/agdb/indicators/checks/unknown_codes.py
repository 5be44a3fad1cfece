"""Every code stands in its code list, and every label of a value in the programme."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.table import CheckedTable


def _in_table(table: CheckedTable) -> Iterator[Found]:
    for column in table.coded:
        rows = table.engine.rows(
            f'select distinct {table.subject}, "{column}" from {table.name} order by 1, 2'
        )
        for about, code in rows:
            name, known = table.codes(column, about)
            if code not in known:
                what = f"the code list of {name} does not have {code!r}"
                yield Found(f"{name} {code}", what, about=about)


RULE = Rule(
    name="unknown_codes",
    severity=Severity.BLOCK,
    remedy="record the code lists together with the observations, or map the code in the source",
    of_table=_in_table,
)
