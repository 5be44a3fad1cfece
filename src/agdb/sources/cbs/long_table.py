"""From figures with CBS codes to rows of the long table, in SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from agdb.sources.cbs.structure import Sets, period_codes, structure_of
from agdb.sources.contract import Draft
from agdb.statistics.identifier import checked_column, sql_text
from agdb.statistics.lists import column_lists
from agdb.statistics.structure import Structure


def from_json(paths: Sequence[Path], fields: Mapping[str, str]) -> str:
    """Read files that each hold one JSON list of objects; a field that is not there is null.

    >>> from_json([Path("/a.json")], {"Id": "BIGINT"})
    "read_json(['/a.json'], format='array', columns={'Id': 'BIGINT'})"
    """
    files = ", ".join(sql_text(str(path)) for path in paths)
    return f"read_json([{files}], format='array', columns={{{_columns(fields)}}})"


def text_of(paths: Sequence[Path]) -> str:
    """Read files whole: one row each, of its `filename` and its `content`."""
    return f"read_text([{', '.join(sql_text(str(path)) for path in paths)}])"


def from_csv(path: Path, fields: Mapping[str, str]) -> str:
    """Read a CSV file as CBS writes them; `fields` are its columns in the order of its header."""
    return (
        f"read_csv({sql_text(str(path))}, auto_detect=false, header=true, delim=';', quote='\"', "
        f"escape='\"', nullstr='', columns={{{_columns(fields)}}})"
    )


def from_parquet(path: Path) -> str:
    """Read a Parquet file."""
    return f"read_parquet({sql_text(str(path))})"


def _columns(fields: Mapping[str, str]) -> str:
    return ", ".join(f"{sql_text(name)}: '{kind}'" for name, kind in fields.items())


TIME: Final = "_time"
MARK: Final = "_mark"
# The marks that we have seen, and `Confidential`, which a public client expects. Any other is kept
# by the query on text.
_MARKS: Final = ["", ".", "Confidential", "Impossible", "Missing", "None", "Zero"]
_OF_PERIOD: Final = ("frequency", "start", "finality")
_PERIOD_FIELDS: Final = {
    "code": "VARCHAR",
    "period": "VARCHAR",
    "frequency": "VARCHAR",
    "start": "DATE",
    "finality": "VARCHAR",
}


@dataclass(frozen=True)
class Codes:
    """The codes of a table in a query: places where `lists` says what columns may hold, else text.

    Columns that are ours alone begin with an underscore, which no dimension does: `_measure`, and
    `_time` for the period as the figures spell it. `padded` tells that codes may stand between
    spaces in the figures; they are found there too where it is wrong, and slowly.
    """

    sets: Sets
    lists: Mapping[str, Sequence[str]] | None = None
    padded: bool = True

    @classmethod
    def listed(cls, sets: Sets, structure: Structure, *, padded: bool = True) -> Codes:
        """Return the codes of `sets` as places in the lists of `structure`."""
        times = [item.code for item in period_codes(sets)]
        return cls(sets, column_lists(structure) | {TIME: times, MARK: _MARKS}, padded)

    @property
    def words(self) -> dict[str, Sequence[str]]:
        """The types that a query names, each with its words."""
        return {_name(column): words for column, words in (self.lists or {}).items()}

    @property
    def dimensions(self) -> list[str]:
        """The columns of the long table that are dimensions of this table."""
        main = self.sets.time
        return [checked_column(row.identifier) for row in self.sets.dimensions if row is not main]

    def kind(self, column: str) -> str:
        """Return the SQL type of `column`, which holds codes or words."""
        return "VARCHAR" if self.lists is None else f'"{_name(column)}"'

    def of(self, column: str, sql: str) -> str:
        """Return SQL for the text `sql`, which `column` is to hold."""
        return sql if self.lists is None else f"cast({sql} as {self.kind(column)})"

    def _code(self, column: str, given: str) -> str:
        """SQL for the code that `column` is to hold, of which `given` has the text."""
        if self.padded or self.lists is None:
            return self.of(column, trimmed(given))
        kind = self.kind(column)
        return f'coalesce(try_cast("{given}" as {kind}), {self.of(column, trimmed(given))})'

    def word(self, column: str, word: str) -> str:
        """Return SQL for one word that `column` may hold."""
        return self.of(column, sql_text(word))

    @property
    def measure(self) -> str:
        """SQL for the measure of an observation of the fourth service."""
        return self._code("measure", "Measure")

    def columns(self) -> str:
        """Return SQL that selects every dimension by its name, and time as `_time`."""
        others = (f'{self._code(name, name)} as "{name}"' for name in self.dimensions)
        return ", ".join((f"{self._time()} as {TIME}", *others))

    @property
    def period(self) -> str:
        """SQL for the period, where `periods` is joined."""
        return (
            f"_period[{TIME}]" if self.lists is not None else f"coalesce(_periods.period, {TIME})"
        )

    def periods(self, scratch: Path) -> str:
        """Return SQL that joins the periods of `_time`.

        A text that is not in the code list comes out as its bare code.
        """
        rows = _period_rows(self.sets)
        if self.lists is not None:
            # In the order of the codes, in which places count.
            ordered = sorted(rows, key=lambda row: row["code"] or "")
            kind = f"{self.kind('period')}[]"
            return f"cross join (select {_list([row['period'] for row in ordered], kind)} _period)"
        table = scratch / "periods.json"
        table.write_bytes(msgspec.json.encode(rows))
        return f"left join {from_json([table], _PERIOD_FIELDS)} _periods on _periods.code = {TIME}"

    def of_period(self) -> dict[str, str]:
        """SQL for frequency, start and finality, given the `period` of a row."""
        fields = {name: _PERIOD_FIELDS[name] for name in _OF_PERIOD}
        if self.lists is None:
            return {name: f"_{name}" for name in fields}
        ordered = sorted(_period_rows(self.sets), key=lambda row: row["period"] or "")
        kinds = {
            name: self.kind(name) if name in self.lists else kind for name, kind in fields.items()
        }
        return {
            name: f"{_list([row[name] for row in ordered], f'{kind}[]')}[enum_code(period) + 1]"
            for name, kind in kinds.items()
        }

    def _time(self) -> str:
        """The code of the period, or where it stands in the order of all, counted from one."""
        main = self.sets.time
        if main is None:
            return sql_text(period_codes(self.sets)[0].code) if self.lists is None else "1"
        text = self._code(TIME, checked_column(main.identifier))
        return text if self.lists is None else f"enum_code({text}) + 1"


def _list(cells: Sequence[str | None], kind: str) -> str:
    """SQL for a list of cells; as literals of their own they would take far longer to plan."""
    text = sql_text(msgspec.json.encode(cells).decode())
    return f"cast(cast(cast({text} as JSON) as VARCHAR[]) as {kind})"


def _name(column: str) -> str:
    return f"_of_{column}"


def trimmed(column: str) -> str:
    """Return SQL for a code without the spaces around it.

    Trimming walks over every letter; asking first whether there is anything to trim costs a tenth.

    >>> print(trimmed("A"))
    case when "A" like '% ' or "A" like ' %' then trim("A") else "A" end
    """
    name = f'"{column}"'
    return f"case when {name} like '% ' or {name} like ' %' then trim({name}) else {name} end"


def _period_rows(sets: Sets) -> list[dict[str, str | None]]:
    return [
        {
            "code": item.code,
            "period": item.period.text,
            "frequency": str(item.period.frequency),
            "start": item.period.start.isoformat() if item.period.dated else None,
            "finality": str(item.finality),
        }
        for item in period_codes(sets)
    ]


# A number as CBS writes it. DuckDB would also take 1_000, nan and a comma in thousands.
NUMBER: Final = r"\s*[-+]?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?\s*"


def number(text: str, *, what: str) -> str:
    """Return SQL for the number in the SQL text `text`; null stays null, all else is an error."""
    return (
        f"case when {text} is null then null "
        f"when regexp_full_match({text}, {sql_text(NUMBER)}) then cast({text} as DOUBLE) "
        f"else error(concat({what}, ' holds ', chr(39), {text}, chr(39),"
        " ', which is not a number'))"
        " end"
    )


@dataclass(frozen=True)
class FiguresQuery:
    """FiguresQuery with the codes of CBS, in SQL.

    `select` yields `_measure`, `_time`, a column for each dimension, `_value`, `_mark` and, with
    `texts`, `_text`. `status` and `confidentiality` are SQL over the columns of the long table
    `measure`, `period`, `value`, `text` and `mark`.
    """

    select: str
    texts: bool
    status: str
    confidentiality: str


def drafted(
    sets: Sets,
    figures: Callable[[Codes], FiguresQuery],
    *,
    scratch: Path,
    expected_rows: int | None,
    partial: str | None,
    padded: bool = True,
) -> Draft:
    """Return the draft of `figures`, given how codes are spelled; `padded` as of `Codes`.

    Raises `SourceError` for sets that do not fit together.
    """
    structure = structure_of(sets)
    listed, plain = Codes.listed(sets, structure, padded=padded), Codes(sets)
    quick, careful = figures(listed), figures(plain)
    return Draft(
        structure,
        _whole(quick, listed, scratch),
        expected_rows,
        partial,
        listed.words,
        _whole(careful, plain, scratch),
        _rows(quick, listed, scratch),
        _following(quick, listed),
    )


def _whole(figures: FiguresQuery, codes: Codes, scratch: Path) -> str:
    columns = ["measure", *(f'"{name}"' for name in codes.dimensions), "period", "value", "mark"]
    columns += ["text"] if figures.texts else []
    columns += [f"{sql} as {name}" for name, sql in _following(figures, codes).items()]
    return f"select {', '.join(columns)} from ({_rows(figures, codes, scratch)})"


def _rows(figures: FiguresQuery, codes: Codes, scratch: Path) -> str:
    """What cannot be made of other columns; without lists, what is joined with the period too."""
    joined = () if codes.lists is not None else _OF_PERIOD
    more = "".join(f", _periods.{name} as _{name}" for name in joined)
    dimensions = "".join(f', "{name}"' for name in codes.dimensions)
    text = ", _text as text" if figures.texts else ""
    return f"""
select _measure as measure{dimensions}, {codes.period} as period{more}, _value as value,
  _mark as mark{text}
from ({figures.select}) {codes.periods(scratch)}"""


def _following(figures: FiguresQuery, codes: Codes) -> dict[str, str]:
    """SQL for the columns that follow from those of `_rows`."""
    nothing = {"lower": "cast(null as DOUBLE)", "upper": "cast(null as DOUBLE)"}
    texts = ("citation",) if figures.texts else ("citation", "text")
    return {
        **codes.of_period(),
        "status": figures.status,
        "confidentiality": figures.confidentiality,
        **nothing,
        **dict.fromkeys(texts, "cast(null as VARCHAR)"),
    }
