"""Variants of the golden case against a small calculation of its own, which shares no code.

`toy` is written from docs/methods/scenario.md and reads the same YAML; Shapley values are the mean
over all 24 orders of the pillars.
"""

from __future__ import annotations

import math
from copy import deepcopy
from itertools import chain, combinations, permutations
from typing import Any

import pytest
import yaml

from agdb.scenario.questions import run_scenario
from agdb.scenario.reading import read_scenario

PILLARS = ("P1", "P2", "P3", "P4")

VARIANTS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "a strong answer to the gap": {"parameters.side-entry-response": 25},
    "an answer with a floor and a ceiling": {
        "parameters.side-entry-response": 40,
        "parameters.side-entry-floor": 0.9,
        "parameters.side-entry-ceiling": 1.1,
        "parameters.all.growth": -0.02,
    },
    "other exits": {"parameters.all.exit": {20: 0.06, 50: 0.01}},
    "other completion": {
        "parameters.school.completion": {2: 0.3, 3: 0.35},
        "parameters.school.continues": 0.2,
    },
    "doses that grow": {"measures.intake.dose": {1: 0.5, 3: 2}},
    "a late start, a lag and a ramp": {
        "measures.retention.start": 2,
        "measures.retention.lag": 1,
        "measures.retention.ramp_years": 3,
    },
    "a measure that ends and fades": {
        "measures.productivity.end": 3,
        "measures.productivity.decay": 0.5,
    },
    "much is lost, and all of it can be won back": {
        "parameters.coordination-loss": 0.5,
        "measures.coordination.efficacy": 1.0,
    },
    "nine years": {"scenario.last_year": 9},
    "no rebound and a surplus": {
        "parameters.rebound": 0,
        "parameters.all.vacancies": 0,
        "parameters.all.employed": 52000,
        "parameters.all.growth": -0.01,
    },
    "take-up and additionality": {
        "measures.retention.take-up": 0.5,
        "measures.retention.additionality": 0.4,
        "measures.retention.displacement": 0.1,
    },
    "everything at once": {
        "parameters.side-entry-response": 10,
        "parameters.all.side-entry": 1800,
        "parameters.rebound": 0.8,
        "parameters.school.intake": 2600,
        "measures.intake.efficacy": 0.3,
        "measures.productivity.ramp_years": 4,
        "scenario.last_year": 12,
    },
}


def varied(golden_text: str, changes: dict[str, Any]) -> dict[str, Any]:
    """The golden case with other values; a key is `section.name` or `measures.name.field`."""
    document = deepcopy(yaml.safe_load(golden_text))
    for key, value in changes.items():
        section, rest = key.split(".", 1)
        if section == "measures":
            measure, field = rest.split(".")
            document[section][measure][field] = value
        else:
            document[section][rest] = value
    return document


def strength(measure: dict[str, Any], year: int) -> float:
    """What a measure does in a year, before anything is lost."""
    if year < measure["start"]:
        return 0.0
    last = min(year, measure.get("end", year))
    dose = measure.get("dose", 1.0)
    if isinstance(dose, dict):
        dose = next((dose[y] for y in sorted(dose, reverse=True) if y <= last), 0.0)
    waited = year - measure["start"] - measure.get("lag", 0)
    ramp = measure.get("ramp_years", 0)
    grown = float(waited >= 0) if ramp == 0 else min(max(waited / ramp, 0), 1)
    effect = dose * grown * measure.get("decay", 1.0) ** (year - last) * measure["efficacy"]
    effect *= measure.get("take-up", 1.0) * measure.get("additionality", 1.0)
    return effect * (1 - measure.get("displacement", 0.0))


def at_age(table: dict[int, float], age: int) -> float:
    return table[max(start for start in table if start <= age)]


def toy(document: dict[str, Any], on: frozenset[str]) -> list[tuple[float, float]]:
    """Supply and demand per year with the measures of some pillars."""
    given, measures = document["parameters"], document["measures"]
    ages, years = range(20, 67), range(document["scenario"]["last_year"] + 1)

    def works(name: str, year: int) -> float:
        return strength(measures[name], year) if measures[name]["pillar"] in on else 0.0

    def arrives(name: str, year: int) -> float:
        loss = given["coordination-loss"] * (1 - works("coordination", year))
        return works(name, year) * (1 - loss)

    def intake(year: int) -> float:
        return given["school.intake"] * (1 + (arrives("intake", year) if year > 0 else 0.0))

    start = given["all.employed"] + given["all.vacancies"]
    saved, demand = 0.0, []
    for year in years:
        saved += arrives("productivity", year)
        demand.append(start * math.exp(given["all.growth"] * year - (1 - given["rebound"]) * saved))
    stock = {age: given["all.employed"] / len(ages) for age in ages}
    supply = [sum(stock.values())]
    for year in years[1:]:
        gap = (demand[year - 1] - supply[-1]) / demand[year - 1]
        first = (demand[0] - supply[0]) / demand[0]
        low, high = given.get("side-entry-floor", 0.5), given.get("side-entry-ceiling", 2.0)
        answer = math.exp(given["side-entry-response"] * (gap - first))
        side = given["all.side-entry"] * min(max(answer, low), high)
        left = 1 - arrives("retention", year)
        stock = {
            age: stock[age - 1] * (1 - at_age(given["all.exit"], age - 1) * left)
            if age > 20
            else 0.0
            for age in ages
        }
        for age in range(25, 45):
            stock[age] += side / 20
        diplomas = sum(c * intake(year - k) for k, c in given["school.completion"].items())
        leavers = diplomas * (1 - given["school.continues"])
        stock[22] += leavers * given["school.enters"]["all"]
        supply.append(sum(stock.values()))
    return list(zip(supply, demand, strict=True))


@pytest.mark.parametrize("changes", VARIANTS.values(), ids=VARIANTS)
def test_a_variant_gives_what_a_small_calculation_gives(
    golden_text: str, changes: dict[str, Any]
) -> None:
    document = varied(golden_text, changes)
    every = chain.from_iterable(combinations(PILLARS, n) for n in range(5))
    gaps = {on: [d - s for s, d in toy(document, on)] for on in map(frozenset, every)}
    supply, demand = zip(*toy(document, frozenset()), strict=True)

    years = run_scenario(read_scenario({"variant.yaml": yaml.safe_dump(document)})).years

    assert [y.subsets["none"].supply.mean for y in years] == pytest.approx(supply, rel=1e-9)
    assert [y.subsets["none"].demand.mean for y in years] == pytest.approx(demand, rel=1e-9)
    nothing, last = gaps[frozenset()], len(years) - 1
    for key, stocks in years[last].subsets.items():
        on = frozenset(key.split("+")) & set(PILLARS)
        assert stocks.closed.mean == pytest.approx(nothing[last] - gaps[on][last], abs=1e-6), key
    for pillar, found in years[last].pillars.items():
        orders = list(permutations(PILLARS))
        before = [frozenset(order[: order.index(pillar)]) for order in orders]
        added = sum(gaps[b][last] - gaps[b | {pillar}][last] for b in before)
        assert found.share.mean == pytest.approx(added / len(orders), abs=1e-6), pillar
