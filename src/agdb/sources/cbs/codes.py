"""How a query spells codes and words of a table: as text, or as places in their lists.

A place is one to four bytes where a text is sixteen or more: it is ordered and written twice as
fast. A code that its list does not have has no place, and the query fails; as text it is borne, so
that a check can name the cell in which it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from agdb.sources.cbs.relation import from_json
from agdb.sources.cbs.structure import PeriodCode, Sets, period_codes
from agdb.statistics.identifier import checked_column, sql_text
from agdb.statistics.lists import column_lists
from agdb.statistics.structure import Structure

TIME: Final = "_time"
MARK: Final = "_mark"
# The marks that we have seen, and `Confidential`, which a public client expects. Another is borne
# as text.
_MARKS: Final = ["", ".", "Confidential", "Impossible", "Missing", "None", "Zero"]
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
    `_time` for the period as the figures spell it.
    """

    sets: Sets
    lists: Mapping[str, Sequence[str]] | None = None

    @classmethod
    def listed(cls, sets: Sets, structure: Structure) -> Codes:
        """Return the codes of `sets` as places in the lists of `structure`."""
        times = [item.code for item in period_codes(sets)]
        return cls(sets, column_lists(structure) | {TIME: times, MARK: _MARKS})

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

    def word(self, column: str, word: str) -> str:
        """Return SQL for one word that `column` may hold."""
        return self.of(column, sql_text(word))

    def columns(self) -> str:
        """Return SQL that selects every dimension by its name, and time as `_time`."""
        others = (f'{self.of(name, trimmed(name))} as "{name}"' for name in self.dimensions)
        return ", ".join((f"{self._time()} as {TIME}", *others))

    def periods(self, scratch: Path) -> tuple[str, str]:
        """Return SQL that selects period, frequency, start and finality, and what it joins.

        Lists are in the order of the codes, in which places count. A text that is not in the code
        list comes out as its bare code.
        """
        rows = sorted(map(_row, period_codes(self.sets)), key=lambda row: row["code"] or "")
        columns = [field for field in _PERIOD_FIELDS if field != "code"]
        if self.lists is not None:
            lists = (f"{self._list(name, [row[name] for row in rows])} _{name}" for name in columns)
            selected = ", ".join(f"_{name}[{TIME}] as {name}" for name in columns)
            return selected, f"cross join (select {', '.join(lists)})"
        table = scratch / "periods.json"
        table.write_bytes(msgspec.json.encode(rows))
        selected = ", ".join(f"_periods.{name} as {name}" for name in columns[1:])
        return (
            f"coalesce(_periods.period, {TIME}) as period, {selected}",
            f"left join {from_json([table], _PERIOD_FIELDS)} _periods on _periods.code = {TIME}",
        )

    def _time(self) -> str:
        """The code of the period, or where it stands in the order of all, counted from one."""
        main = self.sets.time
        if main is None:
            return sql_text(period_codes(self.sets)[0].code) if self.lists is None else "1"
        text = self.of(TIME, trimmed(checked_column(main.identifier)))
        return text if self.lists is None else f"enum_code({text}) + 1"

    def _list(self, column: str, cells: Sequence[str | None]) -> str:
        """SQL for a list of cells; as literals of their own they would take far longer to plan."""
        kind = self.kind(column) if column in (self.lists or {}) else _PERIOD_FIELDS[column]
        text = sql_text(msgspec.json.encode(cells).decode())
        return f"cast(cast(cast({text} as JSON) as VARCHAR[]) as {kind}[])"


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


def _row(item: PeriodCode) -> dict[str, str | None]:
    return {
        "code": item.code,
        "period": item.period.text,
        "frequency": str(item.period.frequency),
        "start": item.period.start.isoformat() if item.period.dated else None,
        "finality": str(item.finality),
    }
