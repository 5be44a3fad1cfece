"""Observations of the fourth service, in the long form in which it sends them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from agdb.sources.cbs.codes import MARK, Codes, trimmed
from agdb.sources.cbs.structure import Sets

_ATTRIBUTE: Final = '"ValueAttribute"'
_ATTRIBUTES: Final = ("Measure", "ValueAttribute", "Value", "StringValue")


def fields(sets: Sets) -> dict[str, str]:
    """Return the columns to read from JSON and their types; all other fields are passed over."""
    names = [row.identifier for row in sets.dimensions]
    kinds = dict.fromkeys((*_ATTRIBUTES, *names), "VARCHAR")
    return kinds | {"Value": "DOUBLE"}


def received(relation: str, codes: Codes, *, value: str = '"Value"', text: bool = True) -> str:
    """Return the query that `long_table` continues, over observations in `relation`.

    `value` is SQL for the number. `text` tells whether there is a StringValue: before April 2023
    there was none. A text that is a single dot means what it means in print: not known.
    """
    mark = f"coalesce({codes.of(MARK, _ATTRIBUTE)}, {codes.word(MARK, '')})"
    given = "cast(null as VARCHAR)"
    if text:
        printed = 'rtrim("StringValue")'
        given = f"nullif(nullif({printed}, ''), '.')"
        mark = f"case when {printed} = '.' then {codes.word(MARK, '.')} else {mark} end"
    return f"""
select *, {_status(codes)} as _status, {_confidentiality(codes)} as _confidentiality
from (select {codes.of("measure", trimmed("Measure"))} as _measure, {codes.columns()},
  {value} as _value, {given} as _text, {mark} as _mark from {relation})"""


def _status(codes: Codes) -> str:
    """Empty cells are not sent, unless they carry a reason; any other reason is kept too."""
    missing, withheld, normal, other = (codes.word("status", letter) for letter in "MQAO")
    impossible, confidential, none, blank = (
        codes.word(MARK, mark) for mark in ("Impossible", "Confidential", "None", "")
    )
    without = "' has neither a value nor a reason'"
    return f"""case
    when _mark = {impossible} then {missing}
    when _mark = {confidential} then {withheld}
    when _value is not null or _text is not null then {normal}
    when _mark in ({blank}, {none})
      then error(concat('the observation of ', _measure, ' in ', _time, {without}))
    else {other} end"""


def _confidentiality(codes: Codes) -> str:
    free, confidential = (codes.word("confidentiality", letter) for letter in "FC")
    mark = codes.word(MARK, "Confidential")
    return f"case when _mark = {mark} then {confidential} else {free} end"


def missing_columns(columns: Sequence[str], sets: Sets) -> list[str]:
    """Return the columns that observations of this table must have and `columns` lacks."""
    return [name for name in fields(sets) if name not in {*columns, "StringValue"}]
