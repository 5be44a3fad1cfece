"""FiguresQuery as CBS sends them: long in the fourth service, wide in the third."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from agdb.errors import Place, SourceError
from agdb.sources.cbs.long_table import MARK, Codes, FiguresQuery, number
from agdb.sources.cbs.metadata import MeasureRow
from agdb.sources.cbs.structure import Sets
from agdb.statistics.identifier import checked_column, sql_text

_ATTRIBUTE: Final = '"ValueAttribute"'
_ATTRIBUTES: Final = ("Measure", "ValueAttribute", "Value", "StringValue")


def long_fields(sets: Sets) -> dict[str, str]:
    """Return the columns to read from JSON and their types; all other fields are passed over."""
    names = [row.identifier for row in sets.dimensions]
    kinds = dict.fromkeys((*_ATTRIBUTES, *names), "VARCHAR")
    return kinds | {"Value": "DOUBLE"}


def long_figures(
    relation: str, codes: Codes, *, value: str = '"Value"', text: bool = True
) -> FiguresQuery:
    """Return the observations in `relation`.

    `value` is SQL for the number. `text` tells whether there is a StringValue: before April 2023
    there was none. A text that is a single dot means what it means in print: not known. In a table
    of numbers any other text is left to the query on text.
    """
    mark = f"coalesce({codes.of(MARK, _ATTRIBUTE)}, {codes.word(MARK, '')})"
    texts = text and (codes.lists is None or not codes.sets.numeric)
    given = ""
    if text:
        printed = 'rtrim("StringValue")'
        mark = f"case when {printed} = '.' then {codes.word(MARK, '.')} else {mark} end"
        if texts:
            given = f", nullif(nullif({printed}, ''), '.') as _text"
        else:
            value = (
                f"case when \"StringValue\" is null or {printed} in ('', '.') then {value} "
                "else error('a text in a table of numbers') end"
            )
    return FiguresQuery(
        f"""
select {codes.measure} as _measure, {codes.columns()}, {value} as _value{given}, {mark} as _mark
from {relation}""",
        texts,
        _status(codes, texts=texts),
        f"case when mark = 'Confidential' then {codes.word('confidentiality', 'C')}"
        f" else {codes.word('confidentiality', 'F')} end",
    )


def _status(codes: Codes, *, texts: bool) -> str:
    """Empty cells are not sent, unless they carry a reason; any other reason is kept too."""
    missing, withheld, normal, other = (codes.word("status", letter) for letter in "MQAO")
    without = "' has neither a value nor a reason'"
    return f"""case
    when mark = 'Impossible' then {missing}
    when mark = 'Confidential' then {withheld}
    when value is not null{" or text is not null" if texts else ""} then {normal}
    when mark in ('', 'None')
      then error(concat('the observation of ', measure, ' in ', period, {without}))
    else {other} end"""


def missing_columns(columns: Sequence[str], sets: Sets) -> list[str]:
    """Return the columns that observations of this table must have and `columns` lacks."""
    return [name for name in long_fields(sets) if name not in {*columns, "StringValue"}]


_TEXT_TYPES: Final = frozenset({"String", "Text"})
_TEXT: Final = "VARCHAR"
_SINGLE: Final = "FLOAT"
_NUMBERS: Final = frozenset({_SINGLE, "DOUBLE", "BIGINT", "INTEGER", "SMALLINT", "TINYINT"})


def is_text(measure: MeasureRow) -> bool:
    """Whether the topic holds text and no numbers."""
    return measure.data_type in _TEXT_TYPES


def topic_fields(sets: Sets, *, typed: bool = False) -> dict[str, str]:
    """Return the columns to read, all as text: a number in text is checked before it is one.

    With `typed` topics of numbers are read as such, from JSON that is known to hold just that.
    """
    codes = [row.identifier for row in sets.dimensions]
    topics = {
        checked_column(measure.identifier): "DOUBLE" if typed and not is_text(measure) else _TEXT
        for measure in sets.measures
    }
    return {checked_column(name): _TEXT for name in codes} | topics


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


def wide_figures(
    relation: str,
    codes: Codes,
    *,
    types: Mapping[str, str] | None = None,
) -> FiguresQuery:
    """Return the cells of the rows in `relation`.

    `types` are the types of the columns where they are not text; a 32-bit float becomes the number
    of its shortest text, so that 7888.2001953125 is 7888.2 again.

    A cell without a figure is missing, with the word of `Default` as its mark. Neither `Zero` nor
    `Impossible` makes a figure of it: in 83583NED, which declares `Zero`, nil figures stand there
    as 0, and a row with empty cells falls short of its total by up to 481.8. A dot is missing too.
    """
    alike: dict[tuple[bool, bool], list[MeasureRow]] = {}
    kinds = types or {}
    for measure in codes.sets.measures:
        typed = kinds.get(measure.identifier) in _NUMBERS
        alike.setdefault((is_text(measure), typed), []).append(measure)
    if not alike:
        raise SourceError("the recording has no topics", remedy="record DataProperties again")
    texts = any(text for text, _ in alike)
    parts = []
    for (text, typed), measures in alike.items():
        if typed and not text:
            cell = _of_numbers(measures, codes, kinds)
        else:
            cell = _of_texts(measures, codes, kinds, numeric=not text)
        parts.append(_part(relation, codes, measures, cell, texts=texts))
    empty = "value is null and text is null" if texts else "value is null"
    missing, normal = (codes.word("status", letter) for letter in "OA")
    status = f"case when {empty} then {missing} else {normal} end"
    free = codes.word("confidentiality", "F")
    return FiguresQuery("\nunion all\n".join(parts), texts, status, free)


@dataclass(frozen=True)
class _Cell:
    """SQL for what a query gives of each topic, and for what it makes of that, called `_raw`."""

    topics: Sequence[str]
    value: str
    text: str
    mark: str


def _of_numbers(measures: Sequence[MeasureRow], codes: Codes, types: Mapping[str, str]) -> _Cell:
    topics = [
        shortest(f'"{name}"') if types[name] == _SINGLE else f'cast("{name}" as DOUBLE)'
        for name in _names(measures)
    ]
    none = codes.word(MARK, "")
    mark = f"case when _raw is null then {_default(measures, codes)} else {none} end"
    return _Cell(topics, "_raw", "cast(null as VARCHAR)", mark)


def _of_texts(
    measures: Sequence[MeasureRow],
    codes: Codes,
    types: Mapping[str, str],
    *,
    numeric: bool,
) -> _Cell:
    topics = [
        f'"{name}"' if types.get(name, _TEXT) == _TEXT else f'cast("{name}" as VARCHAR)'
        for name in _names(measures)
    ]
    plain = "nullif(nullif(trim(_raw), ''), '.')"
    dot, none = (codes.word(MARK, word) for word in (".", ""))
    mark = (
        f"case when trim(_raw) = '.' then {dot} "
        f"when {plain} is null then {_default(measures, codes)} else {none} end"
    )
    if numeric:
        value, text = number(plain, what="_measure"), "cast(null as VARCHAR)"
    else:
        value = "cast(null as DOUBLE)"
        text = f"case when {plain} is not null then rtrim(_raw) end"
    return _Cell(topics, value, text, mark)


def _part(
    relation: str, codes: Codes, measures: Sequence[MeasureRow], cell: _Cell, *, texts: bool
) -> str:
    """One row for each topic of each row; codes are spelled before rows are many."""
    names = ", ".join(map(sql_text, _names(measures)))
    kind = codes.kind("measure")
    kept = ", ".join(("_time", *(f'"{name}"' for name in codes.dimensions)))
    text = f", {cell.text} as _text" if texts else ""
    return f"""
select _measure, {kept}, {cell.value} as _value{text}, {cell.mark} as _mark
from (select unnest(cast([{names}] as {kind}[])) as _measure, {kept}, unnest(_topics) as _raw
  from (select {codes.columns()}, [{", ".join(cell.topics)}] as _topics from {relation}))"""


def shortest(single: str) -> str:
    """Return SQL for the 64-bit number with the shortest text that is the 32-bit number `single`.

    Text is slow. Below 16,384 single numbers lie closer than thousandths, so a number of at most
    three decimals that gives the same single number is the only one, and has the shortest text.
    """
    rounded = f"round(cast({single} as DOUBLE), 3)"
    return (
        f"case when abs({single}) < 16384 and cast({rounded} as FLOAT) = {single} then {rounded} "
        f"else cast(cast({single} as VARCHAR) as DOUBLE) end"
    )


def _names(measures: Iterable[MeasureRow]) -> list[str]:
    return [checked_column(measure.identifier) for measure in measures]


def _default(measures: Sequence[MeasureRow], codes: Codes) -> str:
    """SQL for the word of `Default` of a measure."""
    by_word: dict[str, list[str]] = {}
    for measure in measures:
        by_word.setdefault((measure.default or "").strip(), []).append(measure.identifier)
    if len(by_word) == 1:
        return codes.word(MARK, next(iter(by_word)))
    cases = (
        f"when _measure in ({', '.join(codes.word('measure', id_) for id_ in ids)}) "
        f"then {codes.word(MARK, word)}"
        for word, ids in by_word.items()
    )
    return f"case {' '.join(cases)} end"
