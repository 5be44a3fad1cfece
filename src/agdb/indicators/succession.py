"""One line out of several tables, or one sentence that says why they are not one.

Every table of a succession is computed as if the definition were written about it. The newest one
counts; what it lacks comes from the one before it. Where both have a value, they are compared.
A total that a publisher gives itself stands before a sum of rounded parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import prod
from typing import Final

from agdb.errors import IndicatorError, Place
from agdb.indicators.breaks import Series, series_of_value
from agdb.indicators.remainder import cells_of
from agdb.programme.indicator import Indicator
from agdb.programme.metric import Metric, Selection
from agdb.programme.programme import Programme
from agdb.programme.source import Source
from agdb.programme.succession import Succession
from agdb.results.value import Computed, Value
from agdb.statistics.identifier import DatasetId
from agdb.statistics.number import printed
from agdb.statistics.period import Period
from agdb.statistics.status import ObservationStatus, gravest
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

Label = tuple[str, str, tuple[tuple[str, str], ...]]
"""Region, period, and the code of each breakdown."""
_NOISE: Final = 1e-9  # of floating point


@dataclass(frozen=True)
class LineTable:
    """One table of a line: the definition as if written about it, and the versions it reads.

    `step` is its place in the line as declared, the newest table at 0.
    """

    step: int
    definition: Indicator
    versions: Mapping[str, DatasetVersion]


def tables(
    indicator: Indicator, *, programme: Programme, warehouse: Warehouse, as_of: date | None
) -> tuple[LineTable, ...]:
    """Return the tables that the indicator reads, the one that counts first.

    A successor counts before its predecessor; of two editions of one table the later recorded one,
    but for one that only fills it; a quoted edition gives way to the table itself, fetched later.
    Tables that are not in the warehouse are left out; empty where none is there.
    """
    lines = {
        term.role: programme.line_of(term.selection.dataset) for term in indicator.metric.terms
    }
    found = []
    for step in range(max(map(len, lines.values()))):
        names = {role: line[min(step, len(line) - 1)] for role, line in lines.items()}
        versions = {
            role: version
            for role, name in names.items()
            if (version := warehouse.find(DatasetId.parse(name), as_of=as_of)) is not None
        }
        if len(versions) == len(names):
            found.append(LineTable(step, read_from(indicator, names), versions))
    kept = [one for n, one in enumerate(found) if not _overtaken(one, found[n + 1 :])]
    return tuple(_editions_by_date(kept, programme))


def _overtaken(one: LineTable, older: Sequence[LineTable]) -> bool:
    """Whether it is a quoted edition, and the publisher's own recording is of a later day.

    Somebody's extract of a table has no part in it any more once the table itself was fetched.
    """
    quoted = all("@" in str(v.id) and v.receipt.transcription for v in one.versions.values())
    return quoted and any(
        not version.receipt.transcription and version.recorded.toordinal() > max(_days(one))
        for table in older
        for version in table.versions.values()
    )


def _editions_by_date(found: Sequence[LineTable], programme: Programme) -> list[LineTable]:
    """Later editions of the same table first, those that only fill it last.

    Tables that differ keep their order.
    """
    order = list(dict.fromkeys(_table(one) for one in found))
    return sorted(
        found,
        key=lambda one: (
            order.index(_table(one)),
            _only_fills(one, programme),
            -max(_days(one)),
        ),
    )


def _only_fills(one: LineTable, programme: Programme) -> bool:
    sources = (programme.source_of(version.id) for version in one.versions.values())
    return any(source and source.succeeds and source.succeeds.only_fills for source in sources)


def _table(one: LineTable) -> tuple[str, ...]:
    """The names of the tables themselves, without the edition that follows the @."""
    return tuple(str(version.id).partition("@")[0] for version in one.versions.values())


def _days(one: LineTable) -> Iterator[int]:
    return (version.recorded.toordinal() for version in one.versions.values())


def read_from(indicator: Indicator, datasets: Mapping[str, str]) -> Indicator:
    """Return the definition as if it were written about the data set of each role."""
    metric: Metric = indicator.metric
    for term in indicator.metric.terms:
        metric = _with(metric, term.path, datasets[term.role])
    return indicator.model_copy(update={"metric": metric})


def _with(metric: Metric, path: tuple[str, ...], dataset: str) -> Metric:
    first, *rest = path
    part = getattr(metric, first)
    if rest:
        (name,) = rest
        return metric.model_copy(update={first: {**part, name: _of(part[name], dataset)}})
    return metric.model_copy(update={first: _of(part, dataset)})


def _of(selection: Selection, dataset: str) -> Selection:
    return selection.model_copy(update={"dataset": dataset})


def whole_sums(
    values: Sequence[Value], definition: Indicator, programme: Programme
) -> tuple[Value, ...]:
    """Return `values` without those that lack a part of a code that is a sum in this table."""
    return tuple(one for one in values if one.keys >= parts_of(one, definition, programme))


def parts_of(value: Value, definition: Indicator, programme: Programme) -> int:
    """Return of how many codes in its table the codes of a value are the sum."""
    codes = dict(value.breakdown)
    taken = prod(cells_of(b, codes[b.id]) for b in definition.breakdowns)
    source = programme.sources.get(definition.metric.terms[0].selection.dataset)
    if source is None or source.succeeds is None:
        return taken
    summed = (source.succeeds.parts(b.dimension, codes[b.id]) for b in definition.breakdowns)
    return taken * prod(summed)


def joined(
    indicator: Indicator,
    found: Sequence[tuple[LineTable, Sequence[Value]]],
    programme: Programme,
) -> tuple[Value, ...]:
    """Return the values of one line: of each label that of the first table that has it.

    Raises `IndicatorError` where two tables differ by more than is declared, where a series would
    be joined without a period that is in both, and for a code that no table has.
    """
    line: dict[Label, Value] = {}
    before: LineTable | None = None
    for step, (table, values) in enumerate(found):
        own = {_label(value): replace(value, table=step) for value in values}
        if before is not None:
            line = _Pair(indicator, before, table, programme).followed(line, own)
        line, before = own | line, table
    _check_members(indicator, found, programme)
    return tuple(line.values())


def _start(value: Value) -> date:
    return Period.parse(value.period).start


def _label(value: Value) -> Label:
    return value.region, value.period, value.breakdown


@dataclass(frozen=True)
class _Pair:
    """Two tables that follow each other, with the succession that makes them one line."""

    indicator: Indicator
    newer: LineTable
    older: LineTable
    programme: Programme

    @property
    def source(self) -> Source:
        """The one that says that it succeeds the other."""
        declared = min(self.newer, self.older, key=lambda table: table.step)
        names = (term.selection.dataset for term in declared.definition.metric.terms)
        sources = (self.programme.sources[name] for name in names)
        return next(
            one for one in sources if one.succeeds is not None and one.succeeds.joined != "never"
        )

    @property
    def rule(self) -> Succession:
        """What it says."""
        rule = self.source.succeeds
        assert rule is not None
        return rule

    def followed(
        self, line: Mapping[Label, Value], own: Mapping[Label, Value]
    ) -> dict[Label, Value]:
        """Return the line so far as it follows on `own`, the values of the older table.

        In one line a total that the older table gives itself stands before a sum of rounded parts.
        Where the two are joined by a break, the first value after it in each series says so.
        """
        if self.rule.joined == "line":
            self._compare(line, own)
            given = (v for v in own.values() if v.value is not None and _label(v) in line)
            whole = {_label(v): v for v in given if v.keys < line[_label(v)].keys}
            return {**line, **whole}
        filled = [one for label, one in own.items() if label not in line and one.value is not None]
        until: dict[Series, date] = {}
        for older in filled:
            series = series_of_value(older)
            until[series] = max(until.get(series, date.min), _start(older))
        first: dict[Series, Value] = {}
        for value in line.values():
            series = series_of_value(value)
            if value.value is not None and _start(value) > until.get(series, date.max):
                first[series] = min(first.get(series, value), value, key=_start)
        broken = {
            _label(one): replace(one, status=gravest(one.status, ObservationStatus.BREAK))
            for one in first.values()
        }
        return {**line, **broken}

    def _compare(self, line: Mapping[Label, Value], own: Mapping[Label, Value]) -> None:
        known = [value for value in own.values() if value.value is not None]
        if all(_label(value) in line for value in known):
            return  # nothing is joined: the newer table has everything
        proven: set[Series] = set()
        for older in known:
            newer = line.get(_label(older))
            if newer is not None and newer.value is not None:
                self._same(newer, older)
                proven.add(series_of_value(older))
        going_on = {series_of_value(value) for value in line.values() if value.value is not None}
        for value in known:
            series = series_of_value(value)
            shown = series in proven or (self.rule.overlap == "table" and proven)
            if _label(value) not in line and series in going_on and not shown:
                raise self._apart(value)

    def _same(self, newer: Value, older: Value) -> None:
        one, other = newer.value or 0.0, older.value or 0.0
        tolerance = self.rule.tolerance or 0.0
        if abs(one - other) <= tolerance + _NOISE:
            return
        raise IndicatorError(
            f"{_names(self.newer)} has {printed(one)} and {_names(self.older)} has"
            f" {printed(other)} for {_cell(self.indicator, newer, newer.period)}, and two tables of"
            f" one line may differ by {printed(tolerance)}",
            place=self._place,
            remedy="fetch both again, or write joined: break or never, and why",
        )

    def _apart(self, value: Value) -> IndicatorError:
        return IndicatorError(
            f"{_names(self.newer)} and {_names(self.older)} have no period in common for"
            f" {_cell(self.indicator, value)}, so nothing shows that they are one line",
            place=self._place,
            remedy="record a period that both hold, or write joined: break or never, and why",
        )

    @property
    def _place(self) -> Place:
        return self.programme.origins["Source", self.source.id].place("succeeds")


def _names(table: LineTable) -> str:
    return " and ".join(dict.fromkeys(str(version.id) for version in table.versions.values()))


def _cell(indicator: Indicator, value: Value, *period: str) -> str:
    codes = (f"{name}={code}" for name, code in value.breakdown)
    return " ".join((indicator.id, value.region, *period, *codes))


def _check_members(
    indicator: Indicator,
    found: Sequence[tuple[LineTable, Sequence[Value]]],
    programme: Programme,
) -> None:
    """A member that no table of the line has was written by mistake."""
    there = {code for _, values in found for value in values for code in value.breakdown}
    if not any(values for _, values in found):
        names = ", ".join(_names(table) for table, _ in found)
        raise IndicatorError(
            f"none of {names} has what is selected",
            place=programme.origins["Indicator", indicator.id].place("metric"),
            remedy="correct the codes under where",
        )
    for position, breakdown in enumerate(indicator.breakdowns):
        for code in breakdown.members:
            if (breakdown.id, code) not in there:
                names = ", ".join(_names(table) for table, _ in found)
                place = programme.origins["Indicator", indicator.id]
                raise IndicatorError(
                    f"none of {names} has the code {code!r} in {breakdown.dimension}",
                    place=place.place("breakdowns", position, "members"),
                    remedy="leave it out, or correct it",
                )


def of_table(computed: Computed, step: int) -> Computed:
    """Return the part of `computed` that comes from one table, as if it were defined on that."""
    inputs = tuple(used for used in computed.inputs if used.table == step)
    return Computed(
        definition=read_from(computed.definition, {used.role: used.dataset for used in inputs}),
        values=tuple(value for value in computed.values if value.table == step),
        inputs=inputs,
        waiting=computed.waiting,
    )


def by_table(computed: Computed) -> tuple[Computed, ...]:
    """Return the parts of `computed`, one for each table that it was read from."""
    steps = sorted({used.table for used in computed.inputs})
    return tuple(of_table(computed, step) for step in steps)
