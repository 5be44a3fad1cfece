"""The last step of every CBS reader: figures with CBS codes become rows of the long table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from agdb.sources.cbs.relation import from_json
from agdb.sources.cbs.structure import PeriodCode, Sets, period_codes
from agdb.statistics.identifier import checked_column, sql_text

_PERIOD_FIELDS: Final = {
    "code": "VARCHAR",
    "period": "VARCHAR",
    "frequency": "VARCHAR",
    "start": "DATE",
    "finality": "VARCHAR",
}
# A number as CBS writes it. DuckDB would also take 1_000, nan and a comma in thousands.
NUMBER: Final = r"\s*[-+]?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?\s*"


def number(text: str, *, what: str) -> str:
    """Return SQL for the number in the SQL text `text`; null stays null, all else is an error."""
    return (
        f"case when {text} is null then null "
        f"when regexp_full_match({text}, {sql_text(NUMBER)}) then cast({text} as DOUBLE) "
        f"else error(concat({what}, ' holds ', chr(39), {text}, chr(39), ', which is no number'))"
        " end"
    )


def trimmed(column: str) -> str:
    """Return SQL for a code without the spaces around it.

    Trimming walks over every letter; asking first whether there is anything to trim costs a tenth.

    >>> print(trimmed("A"))
    case when "A" like '% ' or "A" like ' %' then trim("A") else "A" end
    """
    name = f'"{column}"'
    return f"case when {name} like '% ' or {name} like ' %' then trim({name}) else {name} end"


def code_columns(sets: Sets) -> str:
    """Return SQL that selects the trimmed codes: every dimension by name, and time as `_code`."""
    main = sets.time
    if main is None:
        code = sql_text(next(item.code for item in period_codes(sets)))
    else:
        code = trimmed(checked_column(main.identifier))
    others = (f'{trimmed(name)} as "{name}"' for name in dimension_names(sets))
    return ", ".join((f"{code} as _code", *others))


def dimension_names(sets: Sets) -> list[str]:
    """Return the columns of the long table that are dimensions of this table."""
    return [checked_column(row.identifier) for row in sets.dimensions if row is not sets.time]


def long_table(received: str, *, sets: Sets, scratch: Path) -> str:
    """Return the query of the long table over `received`.

    `received` is a query that yields `_measure, _code, _value, _text, _mark, _status` and a column
    for each dimension. Our own names begin with an underscore, which no dimension does. A period
    that is not in the code list comes out as its bare code, so that the check can name it.
    """
    table = scratch / "periods.json"
    table.write_bytes(msgspec.json.encode(_period_rows(period_codes(sets))))
    return f"""
with _received as ({received}),
_periods as (select * from {from_json([table], _PERIOD_FIELDS)})
select _measure as measure {"".join(f', _received."{name}"' for name in dimension_names(sets))},
  coalesce(_periods.period, _code) as period, _periods.frequency as frequency,
  _periods.start as start, _value as value, _text as text, _status as status,
  case when _mark = 'Confidential' then 'C' else 'F' end as confidentiality,
  _periods.finality as finality, _mark as mark, cast(null as DOUBLE) as lower,
  cast(null as DOUBLE) as upper, cast(null as VARCHAR) as citation
from _received left join _periods on _periods.code = _code"""


def _period_rows(periods: Iterable[PeriodCode]) -> Sequence[dict[str, str | None]]:
    return [
        {
            "code": item.code,
            "period": item.period.text,
            "frequency": item.period.frequency,
            "start": item.period.start.isoformat() if item.period.dated else None,
            "finality": item.finality,
        }
        for item in periods
    ]
