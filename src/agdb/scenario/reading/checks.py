"""Checks that need the whole scenario: nothing is missing, and the pieces fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agdb.errors import Place, ScenarioError
from agdb.scenario.catalogue import known_names
from agdb.scenario.draws import central
from agdb.scenario.inputs import inputs
from agdb.scenario.regions import PARTS, regions_of, split_part

if TYPE_CHECKING:
    from agdb.scenario.quantity import UncertainQuantity
    from agdb.scenario.scenario import Scenario


_ALIKE: Final = (
    "side-entry",
    "unemployed",
    "hours",
    "green-demand",
    "green-supply",
    "region-distribution",
    "region-vacancies",
    "women",
    "women-entering",
)


def check_whole(scenario: Scenario, place: Place) -> None:
    """Raise ScenarioError if the scenario cannot be run or contradicts itself."""
    _check_missing(scenario, place)
    _check_pairs(scenario, place)
    _check_curves(scenario)
    _check_entry_ages(scenario)
    _check_base(scenario, place)


def _check_missing(scenario: Scenario, place: Place) -> None:
    for name, kind in known_names(scenario.structure).items():
        if name not in scenario.parameters and kind.neutral is None and not kind.optional:
            raise ScenarioError(
                f"scenario {scenario.id!r} has no parameter {name!r}", place=place,
                remedy=f"add it; it is {kind.shape.value}",
            )  # fmt: skip


def _check_pairs(scenario: Scenario, place: Place) -> None:
    """Some optional parameters come together, or one instead of the other, for all groups alike."""
    have = scenario.parameters
    structure = scenario.structure
    for group in structure.groups:
        given, solved = f"{group}.side-entry" in have, f"{group}.employment-growth" in have
        if given == solved:
            raise ScenarioError(
                f"give either '{group}.side-entry' or '{group}.employment-growth', not "
                f"{'both' if given else 'neither'}", place=place,
            )  # fmt: skip
        if f"{group}.other-graduates" in have and f"{group}.other-graduate-ages" not in have:
            raise ScenarioError(
                f"'{group}.other-graduates' needs '{group}.other-graduate-ages'", place=place
            )
        if len(structure.levels) > 1 and f"{group}.level-distribution" not in have:
            raise ScenarioError(f"parameter '{group}.level-distribution' is missing", place=place)
    for programme in structure.programmes:
        if (f"{programme.id}.places-per-teacher" in have) != (f"{programme.id}.teachers" in have):
            raise ScenarioError(
                f"'{programme.id}' needs both places-per-teacher and teachers, or neither",
                place=place,
            )
        _check_teachers(scenario, programme.id, place)
    for stem in _ALIKE:
        _all_or_none(scenario, stem, place)
    if ("women" in _stems(scenario)) != ("women-entering" in _stems(scenario)):
        raise ScenarioError("give both women and women-entering, or neither", place=place)
    _check_regions(scenario, place)


def _check_teachers(scenario: Scenario, programme: str, place: Place) -> None:
    """Teachers are drawn only out of a programme of which the number is known."""
    drawing = [m.id for m in scenario.measures if programme in dict(m.drawn_from)]
    if drawing and f"{programme}.teachers" not in scenario.parameters:
        raise ScenarioError(
            f"{drawing[0]!r} draws teachers out of {programme!r}, and their number is not known",
            place=place,
            remedy=f"give '{programme}.teachers' and '{programme}.places-per-teacher', or leave it "
            "out and tell it in cost_elsewhere",
        )


def _check_regions(scenario: Scenario, place: Place) -> None:
    """All regional tables speak of the same regions, in the same order."""
    tables = {
        name: quantity.keys
        for name, quantity in scenario.parameters.items()
        if name.rpartition(".")[2].startswith("region-")
    }
    if len(set(tables.values())) > 1:
        raise ScenarioError(f"{', '.join(tables)} name different regions", place=place)
    parts = scenario.parameters.get(PARTS)
    if parts is not None:
        _check_parts(parts, regions_of(scenario))


def _check_parts(parts: UncertainQuantity, regions: tuple[str, ...]) -> None:
    """Labour-market regions are made of parts of the regions, and every region is in them."""
    held = dict.fromkeys(regions, 0.0)
    for key, share in zip(parts.keys, parts.values, strict=True):
        region, area = split_part(str(key))
        if region not in held or not area:
            raise ScenarioError(
                f"{parts.name!r} has the part {key!r}", place=parts.place,
                remedy="write a region of region-distribution, '/', and a labour-market region",
            )  # fmt: skip
        held[region] += share
    without = [region for region, share in held.items() if share <= 0]
    if without:
        raise ScenarioError(
            f"{parts.name!r} has nothing for {', '.join(without)}", place=parts.place
        )


def _all_or_none(scenario: Scenario, stem: str, place: Place) -> None:
    groups = scenario.structure.groups
    without = [g for g in groups if f"{g}.{stem}" not in scenario.parameters]
    if 0 < len(without) < len(groups):
        raise ScenarioError(
            f"{stem!r} is given for some groups but not for {', '.join(without)}", place=place
        )


def _stems(scenario: Scenario) -> set[str]:
    return {name.rpartition(".")[2] for name in scenario.parameters}


def _check_curves(scenario: Scenario) -> None:
    """Diploma and dropout chances of a programme sum to 1 where both are given."""
    for programme in scenario.structure.programmes:
        dropout = scenario.parameters.get(f"{programme.id}.dropout")
        if dropout is None:
            continue
        total = sum(dropout.values) + sum(scenario.parameters[f"{programme.id}.completion"].values)
        if abs(total - 1) > 1e-9:
            raise ScenarioError(
                f"completion and dropout of '{programme.id}' sum to {total:g}",
                place=dropout.place,
                remedy="make them sum to 1",
            )


def _check_entry_ages(scenario: Scenario) -> None:
    """People only enter below the highest age, where everybody retires."""
    for name, quantity in scenario.parameters.items():
        stem = name.rpartition(".")[2]
        if stem in ("entry-ages", "side-entry-ages", "other-graduate-ages"):
            last = max(int(k) for k, v in zip(quantity.keys, quantity.values, strict=True) if v > 0)
            if last > scenario.structure.last_age:
                raise ScenarioError(f"{name!r} enters above the last age", place=quantity.place)


def _check_base(scenario: Scenario, place: Place) -> None:
    """The stated values give a base year with people in it and a balance that holds."""
    given = inputs(scenario, central(scenario))
    base = given.groups.base
    for column, group in enumerate(scenario.structure.groups):
        if base.supply[0, column] <= 0 or base.demand[0, column] <= 0:
            raise ScenarioError(
                f"group {group!r} starts with demand {base.demand[0, column]:g} and supply "
                f"{base.supply[0, column]:g}", place=place,
                remedy="a stock is above zero; look at employed, vacancies and unemployed",
            )  # fmt: skip
    if given.unbalanced[0]:
        raise ScenarioError(
            "the balance of the base year asks for negative side-entry", place=place,
            remedy="look at exit, graduates and employment-growth",
        )  # fmt: skip
