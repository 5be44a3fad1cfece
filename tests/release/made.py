"""Releases with invented values, long enough to look ahead from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from agdb.indicators.value import Computed, Input, Kind, Value
from agdb.programme.programme import Programme
from agdb.release.model import Release
from agdb.statistics.period import Frequency, from_ordinal
from agdb.statistics.status import Finality, ObservationStatus
from agdb.statistics.structure import UnitOrigin

FIRST = 2015 * 4
LENGTH = 28


def made_value(
    period: str,
    value: float | None,
    *,
    region: str = "NL01",
    breakdown: tuple[tuple[str, str], ...] = (),
    status: ObservationStatus = ObservationStatus.NORMAL,
    bounds: tuple[float, float] | None = None,
) -> Value:
    """One observed value."""
    lower, upper = bounds or (None, None)
    return Value(
        region=region,
        period=period,
        breakdown=breakdown,
        value=value,
        status=status,
        finality=Finality.UNKNOWN,
        mark="",
        lower=lower,
        upper=upper,
        kind=Kind.OBSERVED,
        keys=1,
        keys_hash="",
    )


def made_input(dataset: str, recorded: date = date(2025, 1, 10)) -> Input:
    """An input of that dataset."""
    return Input(
        role="value",
        dataset=dataset,
        version="v",
        recorded=recorded,
        checksum="",
        transcription=False,
        address="",
        licence="",
        citations=(),
        measure="m",
        unit="u",
        unit_origin=UnitOrigin.NOT_RECORDED,
        unit_source="",
        predicate="",
        partial=None,
    )


def made_computed(
    programme: Programme,
    name: str,
    values: Iterable[Value],
    *datasets: str,
    recorded: date = date(2025, 1, 10),
) -> Computed:
    """The indicator `name` with these values, read from these datasets."""
    inputs = tuple(made_input(dataset, recorded) for dataset in datasets)
    return Computed(programme.indicators[name], tuple(values), inputs, None)


def made_release(
    programme: Programme, *computed: Computed, name: str = "2025-01-10-made"
) -> Release:
    """The release of these indicators; its recorded date is the start of its name."""
    by_name: Mapping[str, Computed] = {one.definition.id: one for one in computed}
    return Release(name, date.fromisoformat(name[:10]), programme, by_name)


def walks(seed: int, regions: int, *, breakdown: tuple[tuple[str, str], ...] = ()) -> list[Value]:
    """Quarterly random walks of so many regions, the country first."""
    rng = np.random.default_rng(seed)
    return [
        made_value(str(from_ordinal(Frequency.QUARTER, FIRST + at)), float(value), region=region,
                   breakdown=breakdown)
        for place in range(regions)
        for region in ["NL01" if place == 0 else f"PV{place:02d}"]
        for at, value in enumerate(100.0 + rng.normal(0.2, 1.0, LENGTH).cumsum())
    ]  # fmt: skip


def share(seed: int, length: int = LENGTH) -> list[Value]:
    """A national share that rises slowly from 30 per cent."""
    rng = np.random.default_rng(seed)
    values = 30.0 + rng.normal(0.2, 0.3, LENGTH).cumsum()
    periods = (str(from_ordinal(Frequency.QUARTER, FIRST + at)) for at in range(length))
    return [made_value(period, float(v)) for period, v in zip(periods, values, strict=False)]


def long_release(
    programme: Programme, *, length: int = LENGTH, name: str = "2025-01-10-made"
) -> Release:
    """Thirty-two regions in each of two families, and a share with a target in 2030."""
    recorded = date.fromisoformat(name[:10])
    cut = str(from_ordinal(Frequency.QUARTER, FIRST + length))
    bicycles = [v for v in walks(1, 32, breakdown=(("kind", "T"),)) if v.period < cut]
    parking = [v for v in walks(2, 32) if v.period < cut]
    return made_release(
        programme,
        made_computed(programme, "bicycles-number", bicycles, "demo:bicycles", recorded=recorded),
        made_computed(
            programme, "bicycles-electric-share", share(3, length), "demo:bicycles",
            "demo:bicycles", recorded=recorded,
        ),
        made_computed(programme, "parking-places", parking, "demo:parking", recorded=recorded),
        name=name,
    )  # fmt: skip


def without_target(programme: Programme) -> Programme:
    """The programme without a goal."""
    return replace(programme, targets={})
