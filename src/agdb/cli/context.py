"""What the commands share: the rooms opened on the folders that the settings name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from agdb.cli.desk import current_register, desk_texts
from agdb.cli.output import warn
from agdb.cli.progress import progress
from agdb.cli.settings import Settings
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.register.register import Register
from agdb.release.archive import Archive
from agdb.release.store import ReleaseStore
from agdb.results.release import ExcludedVersion, Release
from agdb.results.scenario_answers import ScenarioAnswer
from agdb.results.value import Computed
from agdb.warehouse.engine import Engine
from agdb.warehouse.ledger import Ledger
from agdb.warehouse.warehouse import Warehouse


def warehouse(where: Settings) -> Warehouse:
    """Return the warehouse of these settings."""
    return Warehouse(where.data)


def releases(where: Settings) -> ReleaseStore:
    """Return the releases of these settings."""
    return ReleaseStore(where.releases)


def programme(where: Settings) -> Programme:
    """Return the programme of these settings, read and checked."""
    return read_programme(where.programme)


def now() -> datetime:
    """Return the moment; the commands are where the clock is read and passed in."""
    return datetime.now(UTC)


def keep_figures(
    plan: Programme, store: Warehouse, register: Register | None = None
) -> tuple[str, ...]:
    """Bring the figures of the programme into the warehouse, as far as they are not there.

    Warns of each recording that does not read any more, and returns these sentences.
    """
    from agdb.release.inputs import keep_embedded, read_again

    with progress("reading the embedded figures"):
        keep_embedded(programme=plan, warehouse=store, received=now(), register=register)
    with progress("reading recordings again, if need be"):
        unread = read_again(programme=plan, warehouse=store, received=now())
    for sentence in unread:
        warn(sentence)
    return unread


def warn_excluded(passed: Iterable[ExcludedVersion]) -> tuple[str, ...]:
    """Warn of recordings that the programme cannot use, and return these sentences.

    Those that were withdrawn are not named: somebody decided that.
    """
    sentences = tuple(
        f"{one.dataset} {one.version} is not used, the version before it is: {one.why};"
        f" change the programme, or agdb withdraw {one.dataset} {one.version} --reason WHY"
        for one in passed
        if one.withdrawn is None
    )
    for sentence in sentences:
        warn(sentence)
    return sentences


@dataclass(frozen=True, slots=True)
class Built:
    """A release that is kept, and whether it was new.

    `warnings` are the sentences that were printed; `state` is what the function `state` gave once
    all figures were in and nothing was computed yet.
    """

    release: Release
    new: bool
    warnings: tuple[str, ...]
    state: str


def build_and_keep(
    where: Settings,
    *,
    day: date,
    as_of: date | None = None,
    state: Callable[[], str] = str,
) -> Built:
    """Build and keep the release of `day`; raises `WarehouseError` where something is gone."""
    # Only who builds loads what computes.
    from agdb.release.build import build_release
    from agdb.release.scenario import (
        from_indicators,
        programme_scenario,
        scenario_answer,
        scenario_key,
    )

    plan = programme(where)
    register = current_register(where, plan, at=now())
    added = desk_texts(where, plan)
    if added:
        plan = read_programme(where.programme, added=added)
    store = warehouse(where)
    unread = keep_figures(plan, store, register)
    ledger = Ledger(where.data)
    ledger.catch_up()
    ledger.require()
    read = state()
    kept, written = releases(where), programme_scenario(plan)

    def doorrekening(computed: Mapping[str, Computed]) -> ScenarioAnswer | None:
        if written is None:
            return None
        scenario = from_indicators(written, computed, country=plan.plan.country)
        return kept.remembered(scenario_key(plan, scenario), lambda: scenario_answer(scenario))

    with progress("computing the indicators and the scenario") as shown:
        cache = kept.cache()
        release = build_release(
            programme=plan,
            warehouse=store,
            as_of=as_of,
            day=day,
            scenario=doorrekening,
            cache=cache,
            find=kept.find,
            register=register,
            through=shown.through,
        )
    new = kept.keep(release, programme_folder=where.programme, added=added)
    if new:  # of a release that is there nothing was asked, and it may be wanted again
        cache.forget_others()
    warnings = (*unread, *warn_excluded(release.excluded))
    return Built(release, new, warnings, read)


@contextmanager
def archive(where: Settings, release: Release, *, checked: Iterable[str] = ()) -> Iterator[Archive]:
    """Open what stands behind the numbers of a release of these settings.

    Somebody else runs the values of the indicators `checked` back to their cells.
    """
    store = warehouse(where)
    with Engine(folders=(store.root,)) as engine:
        kept = releases(where)
        hidden = kept.publications.hidden(now())
        yield Archive(release, store, engine, kept, hidden, set(checked))
