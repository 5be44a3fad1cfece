"""One query that turns recorded v4 observations into the columns of the long table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from agdb.sources.cbs.structure import PeriodCode
from agdb.statistics.identifier import checked_column, sql_text
from agdb.statistics.structure import Structure

# We have seen `None` and `Impossible`; `Confidential` is a name that a public client expects.
_STATUS: Final = """case
    when _mark = 'Impossible' then 'M'
    when _mark = 'Confidential' then 'Q'
    when _value is null and nullif(_text, '') is null then 'O'
    else 'A' end"""
_FIELDS: Final = {
    "Measure": "VARCHAR",
    "ValueAttribute": "VARCHAR",
    "Value": "DOUBLE",
    "StringValue": "VARCHAR",
}
_PERIOD_FIELDS: Final = {
    "code": "VARCHAR",
    "period": "VARCHAR",
    "frequency": "VARCHAR",
    "start": "DATE",
    "finality": "VARCHAR",
}


def select_observations(
    pages: Sequence[Path],
    *,
    structure: Structure,
    time: str,
    periods: Iterable[PeriodCode],
    scratch: Path,
) -> str:
    """Return the query over `pages`, lists of v4 observations cut out of their answers.

    Codes come out trimmed and the value attribute as the mark. A period that is not in the code
    list comes out as its bare code, so that the check on code lists can name it.
    """
    names = [checked_column(dimension.id) for dimension in structure.dimensions]
    fields = _FIELDS | dict.fromkeys((*names, checked_column(time)), "VARCHAR")
    table = scratch / "periods.json"
    table.write_bytes(msgspec.json.encode([_period_row(period) for period in periods]))
    # Our own names begin with an underscore, which no dimension does.
    return f"""
with _received as (
  select trim("Measure") as _measure, trim("{time}") as _code, "Value" as _value,
    rtrim("StringValue") as _text, coalesce("ValueAttribute", '') as _mark
    {"".join(f', trim("{name}") as "{name}"' for name in names)}
  from {_read(pages, fields)}),
_periods as (select * from {_read([table], _PERIOD_FIELDS)})
select _measure as measure {"".join(f', _received."{name}"' for name in names)},
  coalesce(_periods.period, _code) as period, _periods.frequency as frequency,
  _periods.start as start, _value as value, _text as text, {_STATUS} as status,
  case when _mark = 'Confidential' then 'C' else 'F' end as confidentiality,
  _periods.finality as finality, _mark as mark, cast(null as DOUBLE) as lower,
  cast(null as DOUBLE) as upper, cast(null as VARCHAR) as citation
from _received left join _periods on _periods.code = _code"""


def _read(paths: Sequence[Path], fields: dict[str, str]) -> str:
    files = ", ".join(sql_text(str(path)) for path in paths)
    columns = ", ".join(f"{sql_text(name)}: '{kind}'" for name, kind in fields.items())
    return f"read_json([{files}], format='array', columns={{{columns}}})"


def _period_row(item: PeriodCode) -> dict[str, str | None]:
    period = item.period
    return {
        "code": item.code,
        "period": period.text,
        "frequency": period.frequency,
        "start": period.start.isoformat() if period.dated else None,
        "finality": item.finality,
    }
