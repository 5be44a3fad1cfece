"""The register of a programme: read from its folder, and held against the rest of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from agdb.programme.programme import Programme
from agdb.register.consistency import Fault
from agdb.register.initiative import Initiative, RegionAt
from agdb.register.reading import read_register
from agdb.register.register import Register


def programme_register(programme: Programme) -> Register:
    """Return the register in the folder `register/` of the programme, empty without one.

    Raises `ProgrammeError` as `read_register` does, and for a record that names a pillar, region,
    unit, indicator or target that the programme does not have.
    """
    return read_register(
        programme.register,
        languages=programme.plan.languages,
        misfits=misfits_of(programme),
    )


def misfits_of(programme: Programme) -> Callable[[Register], Iterator[Fault]]:
    """Return what finds in a register all that does not fit the rest of `programme`."""
    return partial(_misfits, programme=programme)


def _misfits(register: Register, *, programme: Programme) -> Iterator[Fault]:
    for kind, some in (("initiatives", register.initiatives), ("bodies", register.bodies)):
        for one in some.values():
            for pillar in one.pillars:
                if pillar not in programme.pillar_ids:
                    yield Fault(kind, one.id, "pillars", f"there is no pillar {pillar!r}")
    for initiative in register.initiatives.values():
        yield from _initiative(initiative, programme)
    for result in register.results.values():
        if result.unit is not None and result.unit not in programme.units:
            yield Fault("results", result.id, "unit", f"there is no unit {result.unit!r}")
        if result.indicator is not None and result.indicator not in programme.indicators:
            what = f"there is no indicator {result.indicator!r}"
            yield Fault("results", result.id, "indicator", what)


def _initiative(one: Initiative, programme: Programme) -> Iterator[Fault]:
    for region in one.regions:
        if not _exists(region, programme):
            what = f"there is no region {region.code!r} in {region.year}"
            yield Fault("initiatives", one.id, "regions", what)
    named: list[tuple[str, str, Mapping[str, object]]] = [
        *(("goals", goal.unit, programme.units) for goal in one.goals),
        *(("goals", goal.indicator, programme.indicators) for goal in one.goals),
        *(("indicators", name, programme.indicators) for name in one.indicators),
        *(("targets", name, programme.targets) for name in one.targets),
    ]
    for where, name, known in named:
        if name != "missing" and name not in known:
            yield Fault("initiatives", one.id, where, f"the programme has no {name!r}")


def _exists(region: RegionAt, programme: Programme) -> bool:
    """Whether the list of its division and year has the code, or without one the programme."""
    codes = programme.geography.codes(region.code[:2], year=region.year)
    known = programme.regions.get(region.code)
    if codes is None:
        return known is not None and known.is_valid(region.year)
    return region.code in codes
