"""Record-level data seen as observations: one SELECT for each term, in the portable subset.

The records of one period with the same codes are an observation: their number, or the sum of a
column. So the statement that computes an indicator from tables computes it from records too. A code
that stands for all records counts every record, besides its own code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from agdb.errors import IndicatorError, Place
from agdb.programme.indicator import Indicator
from agdb.programme.metric import Term
from agdb.programme.programme import Programme
from agdb.programme.records import Coded, RecordTable
from agdb.programme.source import Source
from agdb.records.periods import CountedBy, counted_by
from agdb.statistics.identifier import sql_text
from agdb.statistics.region import RegionCode
from agdb.statistics.status import ObservationStatus
from agdb.statistics.structure import (
    Code,
    Dimension,
    DimensionKind,
    Measure,
    Structure,
    UnitOrigin,
)

TABLE: Final = "records_{role}"
"""Name under which the engine must offer the records of a role."""


def structure_of(source: Source, table: RecordTable, programme: Programme) -> Structure:
    """Return the structure of the observations that the records of `source` give."""
    return Structure(
        title=next(iter(source.names.values())),
        measures=tuple(Measure(name, name, "", UnitOrigin.NOT_RECORDED) for name in table.measures),
        dimensions=tuple(
            Dimension(name, name, _kind(source, name), _codes(coded, programme))
            for name, coded in table.dimensions.items()
        ),
        periods=(),
        licence=source.licence,
    )


def _kind(source: Source, name: str) -> DimensionKind:
    note = source.dimensions.get(name)
    return DimensionKind.ORDINARY if note is None else note.kind


def known_codes(coded: Coded, programme: Programme) -> tuple[str, ...]:
    """Return every code that a record may have in a dimension, in the programme's own."""
    if coded.classification is None:
        return tuple(programme.regions)
    return tuple(one.id for one in programme.classifications[coded.classification].members)


def _code(source: Source, name: str, coded: Coded) -> str:
    """The code of a record as the programme has it, as SQL; the column has the publisher's."""
    column = f"cast({coded.column} as string)"
    note = source.dimensions.get(name)
    cases = "".join(
        f" when {sql_text(theirs)} then {sql_text(ours)}"
        for theirs, ours in (note.codes if note else {}).items()
    )
    return f"case {column}{cases} else {column} end" if cases else column


def _codes(coded: Coded, programme: Programme) -> tuple[Code, ...]:
    total = () if coded.total is None else (coded.total,)
    known = known_codes(coded, programme)
    return tuple(Code(code, code) for code in dict.fromkeys((*total, *known)))


@dataclass(frozen=True)
class Observed:
    """The records of one term as observations."""

    source: Source
    table: RecordTable
    term: Term
    indicator: Indicator
    programme: Programme

    def select(self) -> str:
        """Return the SELECT that gives the observations, of the columns that a statement reads.

        Records are counted by code and period first, so that all else is done on few rows. The
        column `records` says how many are in an observation. Raises `IndicatorError` for a
        frequency that is not counted in.
        """
        place = self._place("frequencies")
        return "\n  union all\n".join(
            self._of(counted_by(self.table.period, frequency, place=place))
            for frequency in self.indicator.frequencies
        )

    def _of(self, by: CountedBy) -> str:
        measure = self.table.measures.get(self.term.selection.measure)
        added = None if measure is None else measure.sum
        codes = {name: f"code_{name}" for name in self.table.dimensions}
        read = ", ".join(
            [
                *(
                    f"{_code(self.source, name, coded)} as {codes[name]}"
                    for name, coded in self.table.dimensions.items()
                ),
                *(f"{expression} as {name}" for name, expression in by.columns.items()),
                f"cast({added} as double) as number" if added else "cast(1 as double) as number",
            ]
        )
        group = ", ".join((*codes.values(), *by.columns))
        dimensions = [self._dimension(name, c) for name, c in self.table.dimensions.items()]
        shown = "".join(f"{expression} as {name}, " for name, expression, _ in dimensions)
        wholes = [source for _, _, source in dimensions if source]
        joined = "".join(f"\n    cross join {source}" for source in (*wholes, *by.sources))
        where = f"\n  where {by.current}" if by.current else ""
        # Inside: one row for each combination of codes and dates, by one pass over the records.
        # Outside: these few rows are spread over the periods of a stock and over the code that
        # stands for all records, so that no record is copied.
        normal, missing = sql_text(ObservationStatus.NORMAL), sql_text(ObservationStatus.MISSING)
        return (
            f"  select {sql_text(self.term.selection.measure)} as measure, {shown}"
            f"{by.period} as period, {sql_text(by.frequency)} as frequency,\n"
            "    number as value, cast(null as double) as lower, cast(null as double) as upper,\n"
            f"    case when number is null then {missing} else {normal} end as status,"
            f" {sql_text(self.table.finality)} as finality,\n"
            "    '' as mark, '' as citation, records\n"
            f"  from (select {group},\n"
            "      case when count(number) = count(*) then sum(number) end as number,"
            " count(*) as records\n"
            f"    from (select {read}\n"
            f"      from {TABLE.format(role=self.term.role)} where {by.dated}) as read\n"
            f"    group by {group}) as counted{joined}{where}"
        )

    def _dimension(self, name: str, coded: Coded) -> tuple[str, str, str]:
        """Return the dimension, the expression for its code, and what it needs to be joined."""
        code = f"counted.code_{name}"
        if coded.total is None:
            return name, code, ""
        total = sql_text(coded.total)
        wanted = self.term.selection.where.get(name)
        if isinstance(wanted, tuple) and coded.total in wanted:
            raise IndicatorError(
                f"{coded.total!r} stands for all records, and is added to parts of them",
                place=self._place("metric", *self.term.path, "where", name),
                remedy="name either the whole or its parts",
            )
        if wanted is not None:
            return name, total if wanted == coded.total else code, ""
        if not self._shows(name, coded.total):
            return name, code, ""
        both = f"(select 0 as whole union all select 1 as whole) as of_{name}"
        return name, f"case when of_{name}.whole = 1 then {total} else {code} end", both

    def _shows(self, name: str, total: str) -> bool:
        region = self.indicator.region
        if name == region.dimension:
            return RegionCode.parse(total).prefix in region.divisions
        return any(b.dimension == name and b.total == total for b in self.indicator.breakdowns)

    def _place(self, *steps: str) -> Place:
        return self.programme.origins["Indicator", self.indicator.id].place(*steps)


def unplaced_statement(
    source: Source, table: RecordTable, programme: Programme, *, role: str
) -> tuple[str, Sequence[str]]:
    """Return a statement that counts the records, and those which no value can count.

    Its columns: all records, those without a date, and those without a known code in each of the
    dimensions whose names come beside it. One record may be counted more than once.
    """
    dated = table.period.on or table.period.begin
    columns = ["count(*)", f"count(*) - count({dated})"]
    for name, coded in table.dimensions.items():
        known = ", ".join(map(sql_text, known_codes(coded, programme)))
        is_known = f"{_code(source, name, coded)} in ({known})"
        columns.append(f"count(*) - count(case when {is_known} then 1 end)")
    return f"select {', '.join(columns)} from {TABLE.format(role=role)}", tuple(table.dimensions)
