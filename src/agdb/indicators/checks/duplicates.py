"""One cell, one observation; and one code of a value, one cell."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.values import Values, cell_of
from agdb.statistics.structure import key_parts


def _in_data(data: Data) -> Iterator[Found]:
    columns = ", ".join(f'"{part}"' for part in key_parts(data.structure.dimensions))
    yield from data.rows(
        f"select count(*), {columns} from {data.now.table} where {data.looked_at}"
        f" group by {columns} having count(*) > 1",
        what="the cell occurs {} times",
        order=columns,
    )


def _in_values(values: Values) -> Iterator[Found]:
    """A code under two spellings of the publisher would be added up without a word."""
    seen: set[tuple[object, ...]] = set()
    for value in values.observed:
        label = (value.region, value.period, value.breakdown)
        if label in seen:
            yield Found(cell_of(value), "the value is there twice")
        seen.add(label)
        for role in values.roles:
            behind = role.behind(value)
            if behind is None or role.expected is None:
                continue
            meant = role.expected * behind.codes
            if behind.cells > meant:
                yield Found(
                    cell_of(value),
                    f"{behind.cells} cells were added up where {_meant(meant)} meant",
                )


def _meant(number: int) -> str:
    return "1 is" if number == 1 else f"{number} are"


RULE = Rule(
    name="duplicates",
    severity=Severity.BLOCK,
    remedy="record the data set again, or map only one spelling of the code in its source file",
    of_data=_in_data,
    of_values=_in_values,
)
