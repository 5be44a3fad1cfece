"""Builds a release: all indicators of a programme from one state of the warehouse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from agdb.errors import ReleaseError
from agdb.indicators.compute import compute
from agdb.programme.programme import Programme
from agdb.release.backtest import backtest_release
from agdb.release.code import code_hash
from agdb.release.identity import release_id
from agdb.release.model import Release
from agdb.release.outlook import with_outlook
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

ENGINE: Final = tuple(
    f"agdb.{room}"
    for room in ("statistics", "programme", "indicators", "outlook", "scenario", "release")
)
"""The rooms whose code decides what a release holds, the datasets apart: those have versions."""


def build_release(
    *,
    programme: Programme,
    warehouse: Warehouse,
    as_of: date | None = None,
    scenario: Mapping[str, Any] | None = None,
) -> Release:
    """Return the release of `programme` on the datasets as known on `as_of`, or now.

    `scenario` is the result of the doorrekening, which needs no datasets.

    Raises `IndicatorError` where a definition and a dataset disagree, and `ReleaseError` if there
    is nothing to publish at all.
    """
    with Engine(folders=(warehouse.root,)) as engine:
        computed = {
            indicator.id: compute(
                indicator,
                programme=programme,
                warehouse=warehouse,
                engine=engine,
                as_of=as_of,
            )
            for indicator in programme.indicators.values()
        }
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
    whole, outlook = with_outlook(computed, programme=programme)
    inputs = [*used, f"programme {programme.hash}", f"engine {code_hash(*ENGINE)}"]
    return Release(
        id=release_id(recorded=recorded, inputs=inputs),
        recorded=recorded,
        programme=programme,
        computed=whole,
        scenario=scenario,
        outlook=outlook,
        backtest=backtest_release(computed, programme=programme),
    )
