"""Builds a release: all indicators of a programme from one state of the warehouse."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from agdb.errors import ReleaseError
from agdb.indicators.cache import ValueCache
from agdb.programme.programme import Programme
from agdb.register.fitting import programme_register
from agdb.register.kept import kept_bytes, published
from agdb.register.register import Register
from agdb.release.code import code_hash
from agdb.release.excluded_versions import earlier_versions, usable
from agdb.release.forecasts import foresee
from agdb.release.identity import release_id
from agdb.release.observed_periods import held_in
from agdb.release.vintages import Vintages, stored_vintages
from agdb.results.cache import Cache
from agdb.results.release import Release
from agdb.results.scenario_answers import ScenarioAnswer
from agdb.results.value import Computed
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

_LOG: Final = logging.getLogger("agdb.build")
VALUES: Final = tuple(
    f"agdb.{room}" for room in ("statistics", "programme", "warehouse", "indicators")
)
"""The rooms whose code decides what values are, the datasets apart: those have versions."""
ENGINE: Final = (
    *VALUES,
    *(f"agdb.{room}" for room in ("outlook", "register", "scenario", "results", "release")),
)
"""The rooms whose code decides what a release holds."""


def build_release(
    *,
    programme: Programme,
    warehouse: Warehouse,
    as_of: date | None = None,
    day: date | None = None,
    scenario: Callable[[Mapping[str, Computed]], ScenarioAnswer | None] = lambda _: None,
    cache: Cache | None = None,
    find: Callable[[str], Release | None] = lambda _: None,
    register: Register | None = None,
    through: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> Release:
    """Return the release of `programme` on the datasets as known on `as_of`, or now.

    `day` is the day of building, `as_of` without it, and else that of the newest dataset: ages are
    counted from it, and no forecast of a period that has ended by then is published.

    `register` is the one that the release takes its public facts from, as of that day: without it
    that of the programme's own folder.

    `through` yields the names of the indicators in their order, to who wants to see how far it is.
    `scenario` returns the doorrekening that belongs to the values, which some of its inputs are
    taken from. What `cache` holds of
    the same definition, ground, engine and dataset versions is not computed and examined again;
    where `find` has the release of that name already, it is returned.

    A recording that the programme cannot use is excluded in favour of the one before it, and listed
    in `excluded`. Raises `IndicatorError` where a definition and a dataset disagree, or a rule that
    blocks finds anything, and no other recording helps; and `ReleaseError` if there is nothing to
    publish at all.
    """
    ground = [f"programme {programme.hash}", f"engine {code_hash(*ENGINE)}"]
    value_cache = None if cache is None else ValueCache(cache, ground=_ground(programme))
    with Engine(folders=(warehouse.root,)) as engine:
        found = usable(
            programme,
            warehouse=warehouse,
            engine=engine,
            as_of=as_of,
            cache=value_cache,
            through=through,
        )
        computed, warehouse = found.computed, found.warehouse
    _LOG.debug("%d indicators computed and examined", len(computed))
    used = {
        f"{part.dataset} {part.version} {part.recorded.isoformat()}": part.recorded
        for one in computed.values()
        for part in one.inputs
    }
    if not used:
        raise ReleaseError(
            "no indicator has a dataset to be computed from",
            remedy="fetch or import a dataset first; agdb indicators shows what each waits for",
        )
    recorded = max(used.values())
    built = day or as_of or recorded
    older = earlier_versions(computed.values(), warehouse)
    vintages = [f"vintage {one.id} {one.version}" for one in older]
    passed = [f"excluded {p.dataset} {p.version} {p.withdrawn}" for p in found.excluded]
    facts = published(register or programme_register(programme), built)
    told = f"register {hashlib.sha256(kept_bytes(facts)).hexdigest()}"
    inputs = [*used, *vintages, *passed, *ground, told]
    content = release_id(recorded=recorded, inputs=inputs)
    name = release_id(recorded=recorded, inputs=[content, f"day {built}"])
    kept = find(name)
    if kept is not None:
        _LOG.debug("release %s is there already", name)
        return kept
    _LOG.debug("release %s: %d datasets, %d earlier versions", name, len(used), len(older))

    def older_vintages() -> Vintages:
        with Engine(folders=(warehouse.root,)) as engine:
            return stored_vintages(
                computed, programme=programme, warehouse=warehouse, engine=engine
            )

    foreseen = foresee(
        computed,
        programme=programme,
        ground="\n".join((programme.ground or programme.hash, code_hash(*ENGINE), *vintages)),
        older=older_vintages,
        cache=cache,
    )
    _LOG.debug("%d forecasts and targets judged", len(foreseen.outlook))
    return Release(
        id=name,
        recorded=recorded,
        programme=programme,
        computed=foreseen.among(computed, day=built, held=held_in(computed, programme)),
        scenario=scenario(computed),
        outlook=foreseen.outlook,
        backtest=foreseen.backtest,
        unread=foreseen.unread,
        alerts=foreseen.alerts,
        built=built,
        content=content,
        excluded=found.excluded,
        register=facts,
    )


def _ground(programme: Programme) -> str:
    return f"{programme.ground or programme.hash}\n{code_hash(*VALUES)}"
