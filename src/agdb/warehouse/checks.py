"""What every dataset is held against after loading, whoever read it.

Each check names the dataset and the first cell that fails, and how many more there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agdb.errors import Place, SourceError
from agdb.sources.contract import Draft
from agdb.statistics.identifier import sql_text
from agdb.statistics.lists import WORDS, code_lists
from agdb.statistics.spelling import alike, invisible
from agdb.statistics.status import ObservationStatus
from agdb.statistics.structure import Structure, key_parts
from agdb.warehouse.engine import Engine


@dataclass(frozen=True, slots=True)
class CellRule:
    """A condition under which a cell is wrong, and the words for it; `shown` is what to quote."""

    wrong: str
    what: str
    shown: str
    remedy: str


def check_loaded(engine: Engine, parquet: Path, *, draft: Draft, dataset: str) -> int:
    """Return the number of observations in `parquet`; raises `SourceError` for the first fault."""
    table = f"read_parquet({sql_text(str(parquet))})"
    parts = key_parts(draft.structure.dimensions)
    _told_apart(draft.structure, dataset)
    for part, codes in code_lists(draft.structure).items():
        engine.words(_type(part), codes or ("",))  # no cell is in an empty list
    for column, words in WORDS.items():
        engine.words(_type(column), tuple(words))
    for rule in _rules(parts):
        _hold(engine, table, rule, parts=parts, dataset=dataset)
    if not _rises(engine, table, parts):
        _no_duplicates(engine, table, parts=parts, dataset=dataset)
    count: int = engine.rows(f"select count(*) from {table}")[0][0]
    if draft.expected_rows is not None and count != draft.expected_rows:
        raise SourceError(
            f"the recording holds {count} observations and claims {draft.expected_rows}",
            place=Place(dataset),
            remedy="record it again, or declare the filter that was used in its manifest",
        )
    if not count:
        raise SourceError(
            "the recording holds no observations", place=Place(dataset), remedy="record it again"
        )
    return count


def _told_apart(structure: Structure, dataset: str) -> None:
    """Raise for a code that a reader cannot see whole or cannot tell from another."""
    for part, codes in code_lists(structure).items():
        for code in codes:
            hidden = invisible(code)
            if hidden is not None:
                raise SourceError(
                    f"a code of {part} holds the character {hidden}, which nobody sees",
                    place=Place(dataset, cell=_on_one_line(code)),
                    remedy="ask the publisher for the code without it",
                )
        pair = alike(codes)
        if pair is not None:
            raise SourceError(
                f"the codes {pair[0]!a} and {pair[1]!a} of {part} look the same",
                place=Place(dataset),
                remedy="write both in one way if they are one, or ask the publisher",
            )


def _type(column: str) -> str:
    return f"_list_of_{column}"


def _outside(column: str) -> str:
    """A cell that its list does not have: a file has each word once, and so is it looked up."""
    return f'"{column}" is not null and try_cast("{column}" as "{_type(column)}") is null'


def _rules(parts: Sequence[str]) -> Iterator[CellRule]:
    for part in parts:
        yield CellRule(
            f'"{part}" is null or "{part}" = \'\'',
            f"the observation has no {part}",
            "null",
            "record it again",
        )
        yield CellRule(
            _outside(part),
            f"the code list of {part} does not have",
            f'"{part}"',
            "record the code lists again, together with the observations",
        )
    yield CellRule(
        "value is not null and not isfinite(value)", "not a number:", "value", "record it again"
    )
    yield from _words()
    yield CellRule(
        f"(value is not null or coalesce(text, '') <> '') <> (status not in ({_without_value()}))",
        "the observation and its status disagree about whether there is a value: status",
        "status",
        "ask the publisher which is right",
    )
    yield CellRule(
        "lower > upper or value < lower or value > upper",
        "the bounds do not hold the value:",
        "concat_ws(' to ', lower, upper)",
        "record it again",
    )


def _words() -> Iterator[CellRule]:
    for column, kind in WORDS.items():
        yield CellRule(
            f"{column} is null or ({_outside(column)})",
            f"no such {column}:",
            column,
            f"known are {', '.join(kind)}",
        )


def _without_value() -> str:
    return ", ".join(sql_text(status) for status in ObservationStatus if not status.has_value)


def _hold(
    engine: Engine, table: str, rule: CellRule, *, parts: Sequence[str], dataset: str
) -> None:
    columns = ", ".join(f'"{part}"' for part in parts)
    found = engine.rows(
        f"select {rule.shown}, count(*) over (), {columns} from {table} "
        f"where {rule.wrong} order by {columns} limit 1"
    )
    if found:
        shown, number, *cell = found[0]
        quoted = "" if rule.shown == "null" else f" {shown!r}"
        raise _fault(rule.what + quoted, number, cell, dataset=dataset, remedy=rule.remedy)


def _rises(engine: Engine, table: str, parts: Sequence[str]) -> bool:
    """Whether every key is above the one before it, so that none occurs twice.

    One pass over the rows as they lie; grouping them would hold every key.
    """
    columns = ", ".join(
        f'"{part}" as now_{n}, lag("{part}") over () as before_{n}' for n, part in enumerate(parts)
    )
    above = "false"
    for n in reversed(range(len(parts))):
        above = f"(now_{n} > before_{n} or (now_{n} = before_{n} and {above}))"
    found = engine.rows(
        f"select count(*) from (select {columns} from {table}) "
        f"where before_0 is not null and not {above}"
    )
    return bool(found[0][0] == 0)


def _no_duplicates(engine: Engine, table: str, *, parts: Sequence[str], dataset: str) -> None:
    columns = ", ".join(f'"{part}"' for part in parts)
    found = engine.rows(
        f"select count(*), count(*) over (), {columns} from {table} "
        f"group by {columns} having count(*) > 1 order by {columns} limit 1"
    )
    if found:
        times, number, *cell = found[0]
        raise _fault(
            f"the cell occurs {times} times",
            number,
            cell,
            dataset=dataset,
            remedy="record it again: a page may have been recorded twice",
        )


def _fault(what: str, number: int, cell: list[Any], *, dataset: str, remedy: str) -> SourceError:
    more = "" if number == 1 else f" (and {number - 1} more cells)"
    codes = " ".join("?" if code is None else _on_one_line(str(code)) for code in cell)
    return SourceError(_on_one_line(what) + more, place=Place(dataset, cell=codes), remedy=remedy)


def _on_one_line(text: str) -> str:
    return "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in text)
