"""Record-level data seen as observations: one SELECT for each term, in the portable subset.

A record is an observation with the value 1, or that of the column that is added up. So the
statement that computes an indicator from tables computes it from records too, unchanged. A code
that stands for all records is one that every record has besides its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from agdb.errors import IndicatorError, Place
from agdb.programme.indicator import Indicator
from agdb.programme.metric import Term
from agdb.programme.programme import Programme
from agdb.programme.records import Coded, RecordTable
from agdb.programme.source import Source
from agdb.statistics.identifier import sql_text
from agdb.statistics.period import Frequency, from_ordinal
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
            Dimension(name, name, _kind(source, name), _codes(source, name, coded, programme))
            for name, coded in table.dimensions.items()
        ),
        periods=(),
        licence=source.licence,
    )


def _kind(source: Source, name: str) -> DimensionKind:
    note = source.dimensions.get(name)
    return DimensionKind.ORDINARY if note is None else note.kind


def known_codes(source: Source, name: str, coded: Coded, programme: Programme) -> tuple[str, ...]:
    """Return every code that a record may have in a dimension, in either spelling."""
    if coded.classification is None:
        ours = list(programme.regions)
    else:
        ours = [member.id for member in programme.classifications[coded.classification].members]
    note = source.dimensions.get(name)
    return tuple(dict.fromkeys((*ours, *(note.codes if note else ()))))


def _codes(source: Source, name: str, coded: Coded, programme: Programme) -> tuple[Code, ...]:
    total = () if coded.total is None else (coded.total,)
    known = known_codes(source, name, coded, programme)
    return tuple(Code(code, code) for code in dict.fromkeys((*total, *known)))


@dataclass(frozen=True)
class Observed:
    """The records of one term as observations."""

    table: RecordTable
    term: Term
    indicator: Indicator
    programme: Programme

    def select(self) -> str:
        """Return the SELECT that gives the observations, of the columns that a statement reads.

        Raises `IndicatorError` for a frequency that is not counted in.
        """
        dimensions = [self._dimension(name, c) for name, c in self.table.dimensions.items()]
        columns = "".join(f"{column} as {name}, " for name, column, _ in dimensions)
        wholes = [source for _, _, source in dimensions if source]
        period, frequency, dated, when = self._period()
        sources = [f"{TABLE.format(role=self.term.role)} as record", *wholes, *dated]
        measure = self.table.measures.get(self.term.selection.measure)
        added = None if measure is None else measure.sum
        value = "cast(1 as double)" if added is None else f"cast(record.{added} as double)"
        status = sql_text(ObservationStatus.NORMAL)
        if added is not None:
            missing = sql_text(ObservationStatus.MISSING)
            status = f"case when record.{added} is null then {missing} else {status} end"
        return (
            f"  select {sql_text(self.term.selection.measure)} as measure, {columns}"
            f"{period} as period, {frequency} as frequency,\n"
            f"    {value} as value, cast(null as double) as lower, cast(null as double) as upper,\n"
            f"    {status} as status, {sql_text(self.table.finality)} as finality, '' as mark,"
            " '' as citation\n"
            f"  from {' cross join '.join(sources)}\n  where {when}"
        )

    def _dimension(self, name: str, coded: Coded) -> tuple[str, str, str]:
        """Return the dimension, the expression for its code, and what it needs to be joined."""
        code = f"cast(record.{coded.column} as string)"
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

    def _period(self) -> tuple[str, str, list[str], str]:
        """Return period, frequency, what they need to be joined, and the condition on a record."""
        place = self._place("frequencies")
        dated = self.table.period
        if dated.on is None:
            days = " union all ".join(
                f"select {sql_text(str(period))} as period, {sql_text(frequency)} as frequency,"
                f" cast({sql_text(last)} as date) as last_day"
                for frequency in self.indicator.frequencies
                for period, last in _calendar(frequency, dated.first or 0, dated.last or 0, place)
            )
            current = (
                f"cast(record.{dated.begin} as date) <= calendar.last_day and"
                f" (record.{dated.end} is null"
                f" or cast(record.{dated.end} as date) >= calendar.last_day)"
            )
            return "calendar.period", "calendar.frequency", [f"({days}) as calendar"], current
        day, some = f"cast(record.{dated.on} as date)", f"record.{dated.on} is not null"
        texts = {f: _period_of(day, f, place) for f in self.indicator.frequencies}
        if len(texts) == 1:
            ((frequency, text),) = texts.items()
            return text, sql_text(frequency), [], some
        cases = " ".join(f"when {sql_text(f)} then {text}" for f, text in texts.items())
        each = " union all ".join(f"select {sql_text(f)} as frequency" for f in texts)
        chosen = "counted.frequency"
        return f"case {chosen} {cases} end", chosen, [f"({each}) as counted"], some


def _period_of(day: str, frequency: Frequency, place: Place) -> str:
    """Return SQL for the printed period in which a date lies; every part of it is not null."""
    year = f"cast(year({day}) as string)"
    match frequency:
        case Frequency.YEAR:
            return year
        case Frequency.QUARTER:
            return f"concat({year}, '-Q', cast(quarter({day}) as string))"
        case Frequency.MONTH:
            return f"concat({year}, '-', lpad(cast(month({day}) as string), 2, '0'))"
        case Frequency.HALF_YEAR:
            return f"concat({year}, case when month({day}) <= 6 then '-S1' else '-S2' end)"
        case Frequency.SCHOOL_YEAR:
            first = f"(year({day}) - case when month({day}) < 8 then 1 else 0 end)"
            later = f"substr(cast({first} + 1 as string), 3, 2)"
            return f"concat(cast({first} as string), '/', {later})"
        case _:
            raise _not_counted(frequency, place)


def _calendar(
    frequency: Frequency, first: int, last: int, place: Place
) -> Iterator[tuple[str, str]]:
    """Yield the periods of the years, each with its last day."""
    per_year = frequency.per_year
    if per_year is None:
        raise _not_counted(frequency, place)
    for ordinal in range(first * per_year, (last + 1) * per_year):
        period = from_ordinal(frequency, ordinal)
        yield str(period), (period.end - timedelta(1)).isoformat()


def _not_counted(frequency: Frequency, place: Place) -> IndicatorError:
    return IndicatorError(
        f"records are not counted by {frequency.value!r}",
        place=place,
        remedy="use year, half-year, quarter, month or school-year",
    )


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
        known = ", ".join(map(sql_text, known_codes(source, name, coded, programme)))
        is_known = f"cast({coded.column} as string) in ({known})"
        columns.append(f"count(*) - count(case when {is_known} then 1 end)")
    return f"select {', '.join(columns)} from {TABLE.format(role=role)}", tuple(table.dimensions)
