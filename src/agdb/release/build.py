"""Builds a release: all indicators of a programme from one state of the warehouse."""

from __future__ import annotations

from datetime import date

from agdb import __version__
from agdb.errors import ReleaseError
from agdb.indicators.compute import compute
from agdb.programme.programme import Programme
from agdb.release.identity import release_id
from agdb.release.model import Release
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse


def build_release(
    *, programme: Programme, warehouse: Warehouse, as_of: date | None = None
) -> Release:
    """Return the release of `programme` on the datasets as known on `as_of`, or now.

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
    inputs = [*used, f"programme {programme.hash}", f"engine {__version__}"]
    return Release(
        id=release_id(recorded=recorded, inputs=inputs),
        recorded=recorded,
        programme=programme,
        computed=computed,
    )
