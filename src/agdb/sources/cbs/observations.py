"""Observations of the fourth service, in the long form in which it sends them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from agdb.sources.cbs.long_table import code_columns, dimension_names, trimmed
from agdb.sources.cbs.structure import Sets

_ATTRIBUTES: Final = ("Measure", "ValueAttribute", "Value", "StringValue")
# We have seen `None` and `Impossible`; `Confidential` is a name that a public client expects. Empty
# cells are not sent, unless they carry a reason.
_STATUS: Final = """case
    when _mark = 'Impossible' then 'M'
    when _mark = 'Confidential' then 'Q'
    when _value is not null or _text is not null then 'A'
    when _mark in ('', 'None') then error(concat('the observation of ', _measure, ' in ', _code,
      ' has neither a value nor a reason'))
    else 'O' end as _status"""


def fields(sets: Sets) -> dict[str, str]:
    """Return the columns to read from JSON and their types; all other fields are passed over."""
    names = dimension_names(sets) + ([] if sets.time is None else [sets.time.identifier])
    kinds = dict.fromkeys((*_ATTRIBUTES, *names), "VARCHAR")
    return kinds | {"Value": "DOUBLE"}


def received(relation: str, *, sets: Sets, value: str = '"Value"', text: bool = True) -> str:
    """Return the query that `long_table` continues, over observations in `relation`.

    `value` is SQL for the number. `text` tells whether there is a StringValue: before April 2023
    there was none. A text that is a single dot means what it means in print: not known.
    """
    texts = 'rtrim("StringValue")' if text else "cast(null as VARCHAR)"
    return f"""
select *, {_STATUS} from (
  select {trimmed("Measure")} as _measure, {code_columns(sets)}, {value} as _value,
    nullif(nullif({texts}, ''), '.') as _text,
    case when {texts} = '.' then '.' else coalesce("ValueAttribute", '') end as _mark
  from {relation})"""


def missing_columns(columns: Sequence[str], sets: Sets) -> list[str]:
    """Return the columns that observations of this table must have and `columns` lacks."""
    return [name for name in fields(sets) if name not in {*columns, "StringValue"}]
