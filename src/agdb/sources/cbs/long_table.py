"""The last step of every CBS reader: figures with CBS codes become rows of the long table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from agdb.sources.cbs.codes import Codes
from agdb.sources.cbs.structure import Sets, structure_of
from agdb.sources.contract import Draft
from agdb.statistics.identifier import sql_text

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


def drafted(
    sets: Sets,
    received: Callable[[Codes], str],
    *,
    scratch: Path,
    expected_rows: int | None,
    partial: str | None,
) -> Draft:
    """Return the draft of the figures that `received` selects, given how codes are spelled.

    It yields `_measure, _time, _value, _text, _mark, _status`, `_confidentiality` and a column for
    each dimension. Raises `SourceError` for sets that do not fit together.
    """
    structure = structure_of(sets)
    listed, plain = Codes.listed(sets, structure), Codes(sets)
    quick, careful = (_long_table(received(codes), codes, scratch) for codes in (listed, plain))
    return Draft(structure, quick, expected_rows, partial, listed.words, careful)


def _long_table(received: str, codes: Codes, scratch: Path) -> str:
    periods, join = codes.periods(scratch)
    dimensions = "".join(f', "{name}"' for name in codes.dimensions)
    return f"""
select _measure as measure{dimensions}, {periods}, _value as value, _text as text,
  _status as status, _confidentiality as confidentiality, _mark as mark,
  cast(null as DOUBLE) as lower, cast(null as DOUBLE) as upper, cast(null as VARCHAR) as citation
from ({received}) {join}"""
