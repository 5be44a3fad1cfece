"""Figures of the third service: one row for each cell of the cross, one column for each topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from agdb.errors import Place, SourceError
from agdb.sources.cbs.long_table import code_columns, dimension_names, number
from agdb.sources.cbs.metadata import MeasureRow
from agdb.sources.cbs.structure import Sets
from agdb.statistics.identifier import checked_column, sql_text

_TEXT_TYPES: Final = frozenset({"String", "Text"})
_CODES: Final = "_code"


def is_text(measure: MeasureRow) -> bool:
    """Whether the topic holds text and no numbers."""
    return measure.data_type in _TEXT_TYPES


def topic_fields(sets: Sets) -> dict[str, str]:
    """Return the columns to read, all as text: a number in text is checked before it is one."""
    codes = [row.identifier for row in sets.dimensions]
    topics = [measure.identifier for measure in sets.measures]
    return {checked_column(name): "VARCHAR" for name in (*codes, *topics)}


def check_columns(columns: Iterable[str], sets: Sets, *, name: str) -> None:
    """Raise `SourceError` unless the figures in file `name` have just the columns of `sets`.

    A topic that is described and not sent would otherwise be a column of gaps, and one that is sent
    and not described would be left out without a word.
    """
    given, described = set(columns) - {"ID"}, set(topic_fields(sets))
    wrong = sorted(given ^ described)
    if wrong:
        what = "no column" if wrong[0] in described else "a column that nothing describes:"
        raise SourceError(
            f"there is {what} {wrong[0]!r}",
            place=Place(name),
            remedy="record figures and metadata together",
        )


def received(
    relation: str,
    *,
    sets: Sets,
    types: Mapping[str, str] | None = None,
    decimal: str = ".",
) -> str:
    """Return the query that `long_table` continues, over rows in `relation`.

    `types` are the types of the columns where they are not text; a 32-bit float becomes the number
    of its shortest text, so that 7888.2001953125 is 7888.2 again. `decimal` is the decimal sign.

    A cell without a figure is missing, with the word of `Default` as its mark. Neither `Zero` nor
    `Impossible` makes a figure of it: in 83583NED, which declares `Zero`, nil figures stand there
    as 0, and a row with empty cells falls short of its total by up to 481.8. A dot is missing too.
    """
    parts = list(_parts(relation, sets, types or {}, decimal))
    if not parts:
        raise SourceError("the recording has no topics", remedy="record DataProperties again")
    return "\nunion all\n".join(parts)


def _parts(relation: str, sets: Sets, types: Mapping[str, str], decimal: str) -> Iterator[str]:
    texts = [measure for measure in sets.measures if is_text(measure)]
    numbers = [measure for measure in sets.measures if not is_text(measure)]
    for measures, numeric in ((numbers, True), (texts, False)):
        if measures:
            yield _part(relation, sets, measures, numeric=numeric, types=types, decimal=decimal)


def _part(
    relation: str,
    sets: Sets,
    measures: Sequence[MeasureRow],
    *,
    numeric: bool,
    types: Mapping[str, str],
    decimal: str,
) -> str:
    names = [checked_column(measure.identifier) for measure in measures]
    topics = ", ".join(
        f'{_as_text(name, types.get(name, "VARCHAR"))} as "{name}"' for name in names
    )
    listed = ", ".join(f'"{name}"' for name in names)
    plain = "nullif(nullif(trim(_raw), ''), '.')"
    given = plain if decimal == "." else f"replace({plain}, {sql_text(decimal)}, '.')"
    value = number(given, what="_measure") if numeric else "cast(null as DOUBLE)"
    text = (
        "cast(null as VARCHAR)"
        if numeric
        else f"case when {plain} is not null then rtrim(_raw) end"
    )
    codes = ", ".join((_CODES, *(f'"{name}"' for name in dimension_names(sets))))
    return f"""
select _measure, {codes}, {value} as _value, {text} as _text,
  case when trim(_raw) = '.' then '.' when {plain} is null then {_default(measures)}
    else '' end as _mark,
  case when {plain} is null then 'O' else 'A' end as _status
from (select {code_columns(sets)}, {topics} from {relation})
  unpivot include nulls (_raw for _measure in ({listed}))"""


def _as_text(name: str, kind: str) -> str:
    return f'"{name}"' if kind == "VARCHAR" else f'cast("{name}" as VARCHAR)'


def _default(measures: Sequence[MeasureRow]) -> str:
    """SQL for the word of `Default` of a measure."""
    by_word: dict[str, list[str]] = {}
    for measure in measures:
        by_word.setdefault((measure.default or "").strip(), []).append(measure.identifier)
    if len(by_word) == 1:
        return sql_text(next(iter(by_word)))
    cases = (
        f"when _measure in ({', '.join(map(sql_text, ids))}) then {sql_text(word)}"
        for word, ids in by_word.items()
    )
    return f"case {' '.join(cases)} end"
