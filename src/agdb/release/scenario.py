"""The doorrekening of a release: its inputs from the indicators, its result remembered by them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

import msgspec

from agdb.programme.programme import Programme
from agdb.register.fitting import programme_register
from agdb.release.code import code_hash
from agdb.results.scenario import Cells
from agdb.results.scenario_answers import ScenarioAnswer
from agdb.results.value import Computed, Kind, Value
from agdb.scenario.facts import input_fact
from agdb.scenario.quantity import IndicatorLink
from agdb.scenario.questions import DRAWS, SOBOL_DRAWS, answer
from agdb.scenario.reading import Known, read_scenario
from agdb.scenario.scenario import Scenario

_DRAWS: Final = f"{DRAWS} {SOBOL_DRAWS}"


def known_in(programme: Programme) -> Known:
    """Return what a scenario of this programme may refer to."""
    return Known(
        languages=programme.plan.languages,
        pillars=frozenset(pillar.id for pillar in programme.plan.pillars),
        initiatives=frozenset(programme_register(programme).initiatives),
        units=frozenset(programme.units),
        indicators=frozenset(programme.indicators),
    )


def programme_scenario(programme: Programme) -> Scenario | None:
    """Return the scenario of the programme, None if it has none.

    Raises `ScenarioError` or `ProgrammeError` with file and line for a mistake in it, such as a
    pillar, unit, indicator or initiative that the programme does not know.
    """
    if not programme.scenario:
        return None
    return read_scenario(programme.scenario, known=known_in(programme))


def from_indicators(
    scenario: Scenario, computed: Mapping[str, Computed], *, country: str
) -> Scenario:
    """Return the scenario with the values that the indicators have now for its linked numbers.

    A number whose indicator has no such value keeps what is written, and no observation; the page
    and the command say so.
    """
    found = {}
    for quantity in scenario.linked():
        link = quantity.link
        cells = None if link is None else _cells(link, computed.get(link.indicator), country)
        if cells is not None and link is not None:
            # Twelve digits: a thousandth of 75,600 is 75.6, whatever the floats make of it.
            found[quantity.name] = (float(f"{cells.value * link.scale:.12g}"), cells)
    return scenario.observing(found)


def scenario_key(programme: Programme, scenario: Scenario) -> str:
    """Return the hash of everything that decides the answer: files, code, draws, observations."""
    whole = hashlib.sha256(f"{code_hash('agdb.scenario')} {_DRAWS}\n".encode())
    for name in sorted(programme.scenario):
        text = programme.scenario[name]
        whole.update(f"{name.rpartition('/scenario/')[2]}\n{text}\n".encode())
    for quantity in scenario.linked():
        whole.update(msgspec.json.encode(input_fact(quantity)))
    return whole.hexdigest()


def scenario_answer(scenario: Scenario) -> ScenarioAnswer:
    """Return the run, the grid of doses, the policy options and what it all hangs on."""
    return answer(scenario)


def _cells(link: IndicatorLink, computed: Computed | None, country: str) -> Cells | None:
    if computed is None:
        return None
    wanted = dict(link.breakdown)

    def fits(value: Value) -> bool:
        return (
            value.kind is Kind.OBSERVED
            and (value.region, value.period) == (country, link.period)
            and dict(value.breakdown) == wanted
        )

    value = next((one for one in computed.values if fits(one)), None)
    if value is None or value.value is None:
        return None
    return Cells(
        indicator=link.indicator,
        period=link.period,
        breakdown=wanted,
        value=value.value,
        keys=value.keys,
        keys_hash=value.keys_hash,
        versions=[f"{used.dataset} {used.version}" for used in computed.inputs],
    )
