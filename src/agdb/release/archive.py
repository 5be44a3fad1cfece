"""What stands behind the numbers of a release: their source cells, and what they were before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import TypeVar

from agdb.errors import IndicatorError, ProgrammeError, ReleaseError
from agdb.indicators.changes import State, earlier_values
from agdb.indicators.compute import compute
from agdb.indicators.explain import check_paths, explain
from agdb.indicators.workbench import Workbench
from agdb.programme.programme import Programme
from agdb.release.checked_paths import CheckedPaths
from agdb.release.compare import compare
from agdb.release.excluded_versions import earlier_versions, refuse_withdrawn
from agdb.release.store import ReleaseStore
from agdb.release.track import without
from agdb.results.cache import Cache
from agdb.results.provenance import EarlierValue, Explanation, ValueLabel
from agdb.results.publication import PublishedRelease
from agdb.results.release import Release
from agdb.results.release_changes import FirstRelease, ReleaseChanges
from agdb.results.value import Computed, Value
from agdb.results.values import columns_of, observed_numbers
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

T = TypeVar("T")


@dataclass(frozen=True)
class Archive:
    """The warehouse and the kept releases, as far as they explain one release.

    `unread` tells, in one sentence each, which older states could not be looked at. Of the
    releases in `hidden`, which are held back or were withdrawn, nothing is told. The values of an
    indicator in `checked` were all run back to their cells and computed again: who explains one
    need not.
    """

    release: Release
    warehouse: Warehouse
    engine: Engine
    store: ReleaseStore
    hidden: frozenset[str] = frozenset()
    checked: set[str] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)
    _explained: dict[tuple[str, Value], Explanation] = field(default_factory=dict)
    _earlier: dict[str, dict[ValueLabel, tuple[EarlierValue, ...]]] = field(default_factory=dict)

    @property
    def _bench(self) -> Workbench[Engine]:
        return Workbench(
            programme=self.release.programme, warehouse=self.warehouse, engine=self.engine
        )

    def check(self, *, cache: Cache, made_by: str) -> None:
        """Run every value of the release back to its source cells.

        What `cache` holds of earlier checks by the same code, which `made_by` names, is not run
        again where nothing changed that decides it (`checked_paths`). Raises `IndicatorError` for
        the first one whose path is broken, `ReleaseError` for a release that was made of a version
        which is withdrawn by now.
        """
        release = self.release
        refuse_withdrawn(release.computed.values(), name=release.id, warehouse=self.warehouse)
        checked = CheckedPaths(cache, self._bench, made_by=made_by)
        for computed in self.release.computed.values():
            if not computed.inputs:
                continue
            fingerprint = checked.fingerprint(computed)
            if not checked.known(fingerprint):
                check_paths(computed, self._bench)
            checked.note(fingerprint)
            self.checked.add(computed.definition.id)
        checked.keep()

    def explanation(self, computed: Computed, value: Value) -> Explanation:
        """Return the explanation of one value; see `explain` for what it raises.

        It is worked out once, and told in every language.
        """
        key = (computed.definition.id, value)
        if key not in self._explained:
            self._explained[key] = explain(
                computed,
                self._bench,
                region=value.region,
                period=value.period,
                breakdown=dict(value.breakdown),
                checked=computed.definition.id in self.checked,
            )
        return self._explained[key]

    def earlier(self, indicator: str) -> dict[ValueLabel, tuple[EarlierValue, ...]]:
        """Return what the numbers of an indicator were before, oldest first, and why they changed.

        Looks at the older versions of its datasets that the warehouse keeps, under the present
        programme; at the same versions without corrections; and at the releases that are kept.
        """
        if indicator not in self._earlier:
            computed = self.release.computed[indicator]
            now = State(computed, self.release.programme)
            states = []
            if self._may_be_recomputed(computed) or not self._was_always_so(computed):
                states = [*self._published(indicator), *self._recomputed(computed)]
                states.sort(key=lambda state: state.recorded)
            self._earlier[indicator] = earlier_values(now, states)
        return self._earlier[indicator]

    def tracked(self) -> Release:
        """Return the release with its track record, without what that tells of hidden ones."""
        found = self.store.with_track(self.release)
        return replace(found, track=without(found.track, self.hidden))

    def published(self) -> tuple[PublishedRelease, ...]:
        """Return the releases that readers had, the first in front; this one may be among them."""
        return self.store.published()

    def changes(self) -> ReleaseChanges | FirstRelease:
        """Return what changed since the release before this one that differs in more than its day.

        One that cannot be read any more is told of, and not passed over in silence.
        """
        return self._changes

    @cached_property
    def _changes(self) -> ReleaseChanges | FirstRelease:
        name = next(reversed(self._before), None)
        if name is None:
            return FirstRelease()
        try:
            return compare(self.store.other(name, like=self.release), self.release)
        except (ProgrammeError, ReleaseError) as error:
            return FirstRelease(unread=f"{name}: {error}")

    def _may_be_recomputed(self, computed: Computed) -> bool:
        corrected = any(columns_of(computed.values).by_field["corrections"])
        return corrected or bool(earlier_versions([computed], self.warehouse))

    def _was_always_so(self, computed: Computed) -> bool:
        """Whether all releases before have the numbers of this one, as far as they have them.

        Of those no programme need be read to say why a number changed.
        """
        now = observed_numbers(computed.values)
        for name in self._with_other_figures:
            try:
                was = observed_numbers(self.store.figures(name).get(computed.definition.id, ()))
            except ReleaseError:  # it is named when the release is opened
                return False
            if any(now.get(label, number) != number for label, number in was.items()):
                return False
        return True

    def _published(self, indicator: str) -> Iterator[State]:
        for release in self._kept:
            computed = release.computed.get(indicator)
            if computed is not None and release.recorded <= self.release.recorded:
                yield State(computed, release.programme, release.id)

    @cached_property
    def _before(self) -> tuple[str, ...]:
        return tuple(one for one in self.store.before(self.release) if one not in self.hidden)

    @cached_property
    def _with_other_figures(self) -> tuple[str, ...]:
        """The releases before this one with another table of values, and those that are lost."""
        return tuple(one for one in self._before if not self._has_same_figures(one))

    def _has_same_figures(self, name: str) -> bool:
        try:
            return self.store.has_figures_of(name, self.release.id)
        except ReleaseError:
            return False

    @cached_property
    def _kept(self) -> Sequence[Release]:
        """The releases before this one that tell something, in the order of keeping."""
        found = []
        for name in self._before:
            opening = partial(self.store.other, name, like=self.release)
            release = self._tried(f"release {name}", opening)
            found += [release] if release else []
        return found

    def _recomputed(self, computed: Computed) -> Iterator[State]:
        programme = self.release.programme
        older = earlier_versions([computed], self.warehouse)
        for day in sorted({version.recorded for version in older}):
            found = self._computed(computed, programme, day)
            if found is not None:
                yield State(found, programme)
        if any(value.corrections for value in computed.values):
            received = replace(programme, corrections={})
            found = self._computed(computed, received, self.release.recorded)
            if found is not None:
                yield State(found, received)

    def _computed(self, computed: Computed, programme: Programme, day: date) -> Computed | None:
        return self._tried(
            f"{computed.definition.id} as of {day.isoformat()}",
            lambda: compute(
                computed.definition, replace(self._bench, programme=programme, as_of=day)
            ),
        )

    def _tried(self, what: str, work: Callable[[], T]) -> T | None:
        """Do what an older state may not allow: it had other codes, or another programme."""
        try:
            return work()
        except (IndicatorError, ProgrammeError, ReleaseError) as error:
            self.unread.append(f"{what}: {error}")
            return None
