"""Versions that a release does not use although they are there: withdrawn, or not usable.

No recording may stop every build. Where the newest version of a dataset lacks what the programme
reads, or a blocking rule fails, the version before it is used, and the build, the release and its
page of sources say so. The figures of the programme itself are never excluded: where they
contradict the programme, the programme is at fault and the build stops.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from agdb.errors import (
    AgdbError,
    IndicatorError,
    Place,
    ProgrammeError,
    ReleaseError,
    SourceError,
    StatisticsError,
)
from agdb.indicators.cache import ValueCache
from agdb.indicators.checks.examine import refuse
from agdb.indicators.compute import compute
from agdb.indicators.workbench import Workbench
from agdb.programme.programme import Programme
from agdb.results.release import ExcludedVersion
from agdb.results.value import Computed
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

_OF_A_VERSION: Final = (IndicatorError, ProgrammeError, SourceError, StatisticsError)


@dataclass(frozen=True)
class Usable:
    """The indicators as computed, the warehouse without the excluded versions, and those."""

    computed: Mapping[str, Computed]
    warehouse: Warehouse
    excluded: tuple[ExcludedVersion, ...]


@dataclass(frozen=True)
class _Fault:
    """What went wrong, and in which datasets it may lie."""

    error: AgdbError
    datasets: tuple[DatasetId, ...]
    indicator: str | None = None

    @property
    def sentence(self) -> str:
        """What is wrong, without the folders of this machine."""
        about = "" if self.indicator is None else f"the indicator {self.indicator} cannot use it: "
        cell = self.error.place.cell if self.error.place else None
        return f"{about}{self.error.what}{f' [{cell}]' if cell else ''}"


def usable(
    programme: Programme,
    *,
    warehouse: Warehouse,
    engine: Engine,
    as_of: date | None = None,
    cache: ValueCache | None = None,
    refusing: bool = True,
    through: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> Usable:
    """Return all indicators, each from the newest versions with which the programme agrees.

    With `refusing`, a version is also excluded if a blocking rule fails on its values. Raises
    `IndicatorError`, `ProgrammeError` or `SourceError` if no other recorded version helps.
    """
    work = _Work(programme, engine, as_of, cache, refusing, through)
    passed: list[ExcludedVersion] = []
    first: dict[str, AgdbError] = {}
    while True:
        outcome = work.computed(warehouse)
        if not isinstance(outcome, _Fault):
            used = {one.dataset for computed in outcome.values() for one in computed.inputs}
            withdrawn = (one for name in sorted(used) for one in _withdrawn(warehouse, name))
            return Usable(outcome, warehouse, (*passed, *withdrawn))
        for id_ in outcome.datasets:
            first.setdefault(id_.folder, outcome.error)
        version = work.culprit(outcome, warehouse)
        if version is None:
            raise first[outcome.datasets[0].folder] if outcome.datasets else outcome.error
        passed.append(_told(version, why=outcome.sentence))
        warehouse = warehouse.without(version)


@dataclass(frozen=True)
class _Work:
    programme: Programme
    engine: Engine
    as_of: date | None
    cache: ValueCache | None
    refusing: bool
    through: Callable[[Sequence[str]], Iterable[str]]

    def computed(self, warehouse: Warehouse) -> dict[str, Computed] | _Fault:
        if self.cache is not None:
            self.cache.begin()
        found: dict[str, Computed] = {}
        for name in self.through(tuple(self.programme.indicators)):
            try:
                found[name] = self._one(name, warehouse)
            except _OF_A_VERSION as error:
                return _Fault(error, self._read_by(name), name)
        days = [part.recorded for one in found.values() for part in one.inputs]
        if days and self.refusing:
            try:
                # The newest date stands in for today: the same inputs are always judged alike.
                refuse(found, self._bench(warehouse), today=max(days), cache=self.cache)
            except IndicatorError as error:
                return _Fault(error, self._blamed(error.place))
        return found

    def culprit(self, fault: _Fault, warehouse: Warehouse) -> DatasetVersion | None:
        """The newest version of the dataset without which it goes well; None if there is none."""
        for id_ in fault.datasets:
            newest, left = warehouse.find(id_, as_of=self.as_of), warehouse
            while (version := self._replaceable(id_, left)) is not None:
                left = left.without(version)
                if fault.indicator is None or self._goes_well(fault.indicator, left):
                    return newest
        return None

    def _replaceable(self, id_: DatasetId, warehouse: Warehouse) -> DatasetVersion | None:
        """The newest version, if it came from outside and there is another snapshot before it."""
        versions = warehouse.versions(id_, as_of=self.as_of)
        others = {version.receipt.checksum for version in versions}
        if len(others) < 2 or versions[-1].receipt.transcription:
            return None
        return versions[-1]

    def _goes_well(self, indicator: str, warehouse: Warehouse) -> bool:
        try:
            self._one(indicator, warehouse)
        except _OF_A_VERSION:
            return False
        return True

    def _one(self, indicator: str, warehouse: Warehouse) -> Computed:
        definition = self.programme.indicators[indicator]
        return compute(definition, self._bench(warehouse), cache=self.cache)

    def _bench(self, warehouse: Warehouse) -> Workbench[Engine]:
        return Workbench(
            programme=self.programme, warehouse=warehouse, engine=self.engine, as_of=self.as_of
        )

    def _blamed(self, place: Place | None) -> tuple[DatasetId, ...]:
        """The datasets that a finding is about: it names one, or an indicator."""
        name = "" if place is None else place.name
        return (
            self._read_by(name) if name in self.programme.indicators else (DatasetId.parse(name),)
        )

    def _read_by(self, indicator: str) -> tuple[DatasetId, ...]:
        """The datasets that an indicator reads, with those that a table of them succeeds."""
        terms = self.programme.indicators[indicator].metric.terms
        names = (n for term in terms for n in self.programme.line_of(term.selection.dataset))
        return tuple(DatasetId.parse(name) for name in dict.fromkeys(names))


def withdrawn_since(computed: Computed, warehouse: Warehouse) -> tuple[ExcludedVersion, ...]:
    """Return the versions that `computed` was made of and that are withdrawn by now."""
    versions = (
        version
        for dataset, name in dict.fromkeys((one.dataset, one.version) for one in computed.inputs)
        for version in warehouse.all_versions(DatasetId.parse(dataset))
        if version.version == name and version.withdrawn is not None
    )
    return tuple(_told(one, why=one.withdrawn.reason) for one in versions if one.withdrawn)


def refuse_withdrawn(computed: Iterable[Computed], *, name: str, warehouse: Warehouse) -> None:
    """Raise `ReleaseError` if the release `name` was made of a version that is now withdrawn."""
    for one in computed:
        for gone in withdrawn_since(one, warehouse):
            raise ReleaseError(
                f"the release was made of {gone.dataset} {gone.version}, which was withdrawn on"
                f" {gone.withdrawn} ({gone.why})",
                place=Place(name),
                remedy="run agdb build, which makes a release without it",
            )


def _withdrawn(warehouse: Warehouse, dataset: str) -> Iterator[ExcludedVersion]:
    """What was withdrawn of a dataset, each snapshot once."""
    found = {
        version.receipt.checksum: version
        for version in warehouse.all_versions(DatasetId.parse(dataset))
        if version.withdrawn is not None
    }
    for version in found.values():
        if version.withdrawn is not None:
            yield _told(version, why=version.withdrawn.reason)


def _told(version: DatasetVersion, *, why: str) -> ExcludedVersion:
    step = version.withdrawn
    return ExcludedVersion(
        dataset=str(version.id),
        version=version.version,
        recorded=version.recorded,
        published=version.published,
        withdrawn=None if step is None else step.moment.date(),
        why=why,
    )


def earlier_versions(
    computed: Iterable[Computed], warehouse: Warehouse
) -> tuple[DatasetVersion, ...]:
    """Return the dataset versions from before those that `computed` was made of, each once."""
    used = {part.dataset: part.recorded for one in computed for part in one.inputs}
    return tuple(
        version
        for dataset, recorded in used.items()
        for version in warehouse.versions(DatasetId.parse(dataset))
        if version.recorded < recorded
    )
