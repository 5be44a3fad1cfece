"""National results spread over regions, so that regions add to the country and groups to regions.

Cells of a survey by region are small, so the share of a group in a region leans on the region's
share in all groups, with the weight of 30,000 persons (the floor below which CBS does not publish
quarterly labour force figures). Iterative proportional fitting then restores both margins (Deming
and Stephan 1940, https://doi.org/10.1214/aoms/1177731829).

Labour-market regions cross the borders of those regions. Each gets the parts of them that lie in
it, so that both divisions add to the same country.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.errors import ScenarioError
from agdb.results.scenario import Division, Ends, RegionGap
from agdb.scenario.arrays import spread
from agdb.scenario.headline import headline_years

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.doorrekening import Doorrekening
    from agdb.scenario.draws import Draws
    from agdb.scenario.scenario import Scenario

FLOOR_PERSONS: Final = 30_000
"""Weight of the prior, and size below which a region gets a class instead of a number."""

PARTS: Final = "labour-market-regions"
"""The parameter with a share for each part of the country: `region/labour-market region`."""

CLASSES: Final = ((-0.01, "surplus"), (0.01, "balance"), (0.05, "shortage"))
UNCERTAIN: Final = "uncertain"
"""The class of a region whose interval holds zero."""
_SWEEPS: Final = 5000


def fitted(seed: Array, rows: Array, columns: Array) -> Array:
    """Table `[..., r, g]` like `seed`, with sums `rows[..., r]` and `columns[..., g]`.

    Raises ScenarioError if the two margins do not have the same total, or if it does not converge.

    >>> fitted(np.ones((2, 2)), np.array([60.0, 40.0]), np.array([70.0, 30.0])).round(9).tolist()
    [[42.0, 18.0], [28.0, 12.0]]
    """
    if not np.allclose(rows.sum(axis=-1), columns.sum(axis=-1), rtol=1e-9):
        raise ScenarioError("regions and groups do not add up to the same total")
    table = seed.copy()
    for _ in range(_SWEEPS):
        table *= _ratio(rows, table.sum(axis=-1))[..., :, None]
        off = _ratio(columns, table.sum(axis=-2))
        table *= off[..., None, :]
        if float(np.abs(off - 1).max(initial=0.0)) < 1e-12:
            return table
    raise ScenarioError("the spread over regions does not converge")


def leaning(persons: Array, weight: float) -> Array:
    """Shares of groups over regions `[..., r, g]` from `persons`, leaning to all groups together.

    >>> leaning(np.array([[60.0, 0.0], [40.0, 100.0]]), 100.0).round(2).tolist()
    [[0.45, 0.15], [0.55, 0.85]]
    """
    everyone = persons.sum(axis=(-1, -2), keepdims=True)
    common = persons.sum(axis=-1, keepdims=True) / everyone
    shares: Array = (persons + weight * common) / (persons.sum(axis=-2, keepdims=True) + weight)
    return shares


def regions_of(scenario: Scenario) -> tuple[str, ...]:
    """Codes of the regions, or none where the scenario has no regional figures."""
    table = scenario.parameters.get(f"{scenario.structure.groups[0]}.region-distribution")
    return () if table is None else tuple(str(key) for key in table.keys)


def labour_market_regions_of(scenario: Scenario) -> tuple[str, ...]:
    """Codes of the labour-market regions in ascending order, or none where they are not given."""
    table = scenario.parameters.get(PARTS)
    return () if table is None else tuple(sorted({split_part(str(key))[1] for key in table.keys}))


def split_part(key: str) -> tuple[str, str]:
    """Region and labour-market region of a key of `labour-market-regions`.

    >>> split_part("north/city")
    ('north', 'city')
    """
    region, _, area = key.partition("/")
    return region, area


def within_regions(scenario: Scenario, drawn: Draws) -> Array:
    """Share `[n, r, m]` of each region that lies in each labour-market region; rows sum to 1."""
    regions, areas = regions_of(scenario), labour_market_regions_of(scenario)
    found = np.zeros((drawn.n, len(regions), len(areas)))
    for column, key in enumerate(scenario.parameters[PARTS].keys):
        region, area = split_part(str(key))
        found[:, regions.index(region), areas.index(area)] = drawn.values[PARTS][:, column]
    shares: Array = found / found.sum(axis=2, keepdims=True)
    return shares


def regional_gaps(
    result: Doorrekening, year: int, within: Array | None = None
) -> tuple[Array, Array]:
    """Demand and gap per region and group in `year`, baseline and plan: both `[n, s, r, g]`.

    With `within[n, r, m]` per labour-market region m instead of region r.
    """
    t, ends = result.column(year), [0, result.subsets.count - 1]
    demand = result.outcome.demand[:, ends][..., t]
    gap = result.outcome.gap[:, ends][..., t]
    people = _table(result.scenario, result.drawn, "region-distribution")
    at_work = people * _by_group(result, "employed")
    jobs = at_work + _open_jobs(result, people)
    if within is not None:
        across = within.transpose(0, 2, 1)
        at_work, jobs = across @ at_work, across @ jobs
    wanted = _spread(result, jobs, demand)
    there = _spread(result, at_work, demand - gap)
    return wanted, wanted - there


def regional_table(result: Doorrekening) -> Division | None:
    """Per headline year and region the gap over all groups, as number or as class."""
    codes = regions_of(result.scenario)
    return _division(result, codes, None) if codes else None


def labour_market_table(result: Doorrekening) -> Division | None:
    """The same per labour-market region."""
    codes = labour_market_regions_of(result.scenario)
    return (
        _division(result, codes, within_regions(result.scenario, result.drawn)) if codes else None
    )


def measured(scenario: Scenario, *, within: bool) -> bool:
    """Whether the shares of the regions are figures of these occupations, and not assumptions."""
    stems = ("region-distribution", "region-vacancies")
    names = [f"{group}.{stem}" for group in scenario.structure.groups for stem in stems]
    shares = [scenario.parameters.get(name) for name in (*names, *([PARTS] if within else []))]
    return not any(share is None or share.assumption for share in shares)


def _division(result: Doorrekening, codes: tuple[str, ...], within: Array | None) -> Division:
    size = result.scenario.structure.persons_per_unit
    known = measured(result.scenario, within=within is not None)
    years = {}
    for year in headline_years(result.scenario):
        wanted, gap = regional_gaps(result, year, within)
        total, missing = wanted.sum(axis=3) * size, gap.sum(axis=3) * size
        years[str(year)] = {
            code: Ends(*(_cell(total[:, s, r], missing[:, s, r], known=known) for s in range(2)))
            for r, code in enumerate(codes)
        }
    return Division(known, list(codes), FLOOR_PERSONS, years)


def _cell(demand: Array, gap: Array, *, known: bool) -> RegionGap:
    """A class; a number with its interval only of a large region with figures of its own."""
    found, relative = spread(gap), float(np.median(gap / demand))
    if found.low < 0 < found.high:
        word = UNCERTAIN
    else:
        word = next((word for bound, word in CLASSES if relative < bound), "large shortage")
    if not known or float(np.median(demand)) < FLOOR_PERSONS:
        return RegionGap(word)
    return RegionGap(word, found, spread(demand))


def _spread(result: Doorrekening, persons: Array, national: Array) -> Array:
    """National numbers `[n, s, g]` over regions in proportion to `persons[n, r, g]`."""
    weight = FLOOR_PERSONS / result.scenario.structure.persons_per_unit
    plain = persons / persons.sum(axis=1, keepdims=True)
    seed = leaning(persons, weight)[:, None] * national[:, :, None, :]
    rows = (plain[:, None] * national[:, :, None, :]).sum(axis=-1)
    return fitted(seed, rows, national)


def _open_jobs(result: Doorrekening, people: Array) -> Array:
    """Vacancies `[n, r, g]`, spread as they are seen, or like people where that is unknown."""
    first = result.scenario.structure.groups[0]
    seen = f"{first}.region-vacancies" in result.scenario.parameters
    shares = _table(result.scenario, result.drawn, "region-vacancies") if seen else people
    return shares * _by_group(result, "vacancies")


def _by_group(result: Doorrekening, stem: str) -> Array:
    """A parameter of all groups, `[n, 1, g]`."""
    groups = result.scenario.structure.groups
    nobody = np.zeros(result.drawn.n)
    values = [result.drawn.values.get(f"{g}.{stem}", nobody) for g in groups]
    return np.stack(values, axis=1)[:, None, :]


def _table(scenario: Scenario, drawn: Draws, stem: str) -> Array:
    """Drawn shares over regions `[n, r, g]`."""
    groups = scenario.structure.groups
    return np.stack([drawn.values[f"{group}.{stem}"] for group in groups], axis=2)


def _ratio(wanted: Array, found: Array) -> Array:
    return np.divide(wanted, found, out=np.ones_like(found), where=found != 0)
