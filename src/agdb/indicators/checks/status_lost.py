"""A status, a finality or a bound that the source has and the value does not."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.values import ExaminedIndicator, Sources, cell_of
from agdb.results.value import Value
from agdb.statistics.identifier import sql_text
from agdb.statistics.status import Finality, gravest, least_final


def _in_data(data: Data) -> Iterator[Found]:
    """An asterisk after the title of a period is the publisher's sign for provisional."""
    marked = [
        code.period.text
        for code in data.structure.periods
        if code.period is not None and code.title.rstrip().endswith("*")
    ]
    wanted = " or ".join(
        [
            "mark in ('*', '**')",
            *([f"period in ({', '.join(map(sql_text, marked))})"] if marked else []),
        ]
    )
    yield from data.cells(
        f"({wanted}) and value is not null and finality = {sql_text(Finality.DEFINITIVE)}",
        what="the publisher marks it provisional, and it is called definitive",
    )


def _in_values(values: ExaminedIndicator) -> Iterator[Found]:
    for value in values.observed:
        behind = [found for role in values.roles if (found := role.behind(value))]
        if behind:
            yield from _lost(value, behind, simple=values.definition.metric.type == "simple")


def _lost(value: Value, behind: list[Sources], *, simple: bool) -> Iterator[Found]:
    status = gravest(*(status for one in behind for status in one.statuses))
    if gravest(status, value.status) is not value.status:
        what = f"its cells have status {status.value} and it has {value.status.value}"
        yield Found(cell_of(value), what)
    finality = least_final(*(finality for one in behind for finality in one.finalities))
    if least_final(finality, value.finality) is not value.finality:
        what = f"its cells are {finality.value} and it is {value.finality.value}"
        yield Found(cell_of(value), what)
    if simple and any(one.bounded for one in behind) and value.lower is None:
        yield Found(cell_of(value), "its cells have bounds and it has none")


RULE = Rule(
    name="status_lost",
    severity=Severity.BLOCK,
    remedy="run agdb build again; if it stays, this is a fault of the program",
    of_data=_in_data,
    of_values=_in_values,
)
