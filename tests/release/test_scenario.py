"""Inputs of a scenario that an indicator holds come from the indicator."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.conftest import ROOT, our_programme

from agdb.errors import ScenarioError
from agdb.release.scenario import (
    from_indicators,
    known_in,
    programme_scenario,
    scenario_key,
)
from agdb.results.value import Kind
from agdb.scenario.reading import Known, read_scenario

if TYPE_CHECKING:
    from agdb.results.release import Release
    from agdb.scenario.scenario import Scenario

GOLDEN = (ROOT / "specimens/scenario/golden.yaml").read_text("utf-8")


def linked(release: Release) -> tuple[Scenario, str, float]:
    """The golden case with one number taken from an indicator of the release; id and value."""
    country = release.programme.plan.country
    ident, value = next(
        (ident, value)
        for ident, computed in release.computed.items()
        for value in computed.values
        if value.kind is Kind.OBSERVED and value.value and value.region == country
    )
    where = "".join(f"{name}: '{code}', " for name, code in value.breakdown)
    record = f"""{{
    value: 1, unit: share, source: 'https://example.org', grade: B, date: '2025',
    from: {{indicator: {ident}, period: '{value.period}', scale: 2.0, where: {{{where}}}}},
    prior: {{factor: {{uniform: [0.9, 1.1]}}}},
  }}"""
    text = GOLDEN.replace("all.vacancies: 1000", f"all.vacancies: {record}")
    return read_scenario({"g.yaml": text}), ident, float(value.value or 0)


def test_a_linked_number_has_the_value_of_its_indicator_and_leads_to_its_cells(
    cycling_release: Release,
) -> None:
    written, ident, value = linked(cycling_release)

    taken = from_indicators(
        written, cycling_release.computed, country=cycling_release.programme.plan.country
    )

    quantity = taken.parameters["all.vacancies"]
    assert written.parameters["all.vacancies"].values == (1.0,)
    assert quantity.values == pytest.approx((2 * value,))
    assert quantity.observed.indicator == ident
    assert quantity.observed.keys_hash
    assert quantity.observed.versions


def test_a_revision_reaches_the_doorrekening(cycling_release: Release) -> None:
    written, ident, value = linked(cycling_release)
    country, programme = cycling_release.programme.plan.country, cycling_release.programme
    computed = cycling_release.computed[ident]
    revised = replace(
        computed,
        values=tuple(
            replace(one, value=one.value + 5) if one.value is not None else one
            for one in computed.values
        ),
    )

    before = from_indicators(written, cycling_release.computed, country=country)
    after = from_indicators(written, {ident: revised}, country=country)

    assert after.parameters["all.vacancies"].values == pytest.approx((2 * (value + 5),))
    assert scenario_key(programme, before) != scenario_key(programme, after)


@pytest.mark.slow
def test_without_the_figure_what_is_written_is_used_and_nothing_is_said_to_be_observed(
    cycling_release: Release,
) -> None:
    written, _, _ = linked(cycling_release)

    taken = from_indicators(written, {}, country="NL01")

    quantity = taken.parameters["all.vacancies"]
    assert quantity.values == (1.0,)
    assert quantity.observed is None
    assert quantity.link is not None


def test_a_link_to_no_indicator_and_a_prior_that_stays_behind_are_refused() -> None:
    record = """{
    value: 1, unit: share, source: 'https://example.org', grade: B, date: '2025',
    from: {indicator: nothing, period: '2024'}, prior: {factor: {uniform: [0.9, 1.1]}},
  }"""
    text = GOLDEN.replace("all.vacancies: 1000", f"all.vacancies: {record}")

    with pytest.raises(ScenarioError, match=r"g\.yaml:\d+: unknown indicator 'nothing'"):
        read_scenario({"g.yaml": text}, known=Known(indicators=frozenset({"some"})))
    stuck = text.replace("{factor: {uniform: [0.9, 1.1]}}", "{uniform: [0.9, 1.1]}")
    with pytest.raises(ScenarioError, match="its prior would stay behind"):
        read_scenario({"g.yaml": stuck})


@pytest.mark.slow
def test_the_numbers_that_the_programme_links_are_those_of_the_vintages_it_names() -> None:
    """1,352 and 575 thousand at the end of 2025, 75,600 and 22,700 vacancies at the end of 2024."""
    programme = our_programme()
    scenario = programme_scenario(programme)
    assert scenario is not None
    assert known_in(programme).indicators

    links = {q.name: q for q in scenario.linked()}

    assert links["technical.employed"].values == (1352.0,)
    assert links["ict.employed"].values == (575.0,)
    assert links["technical.vacancies"].values == (75.6,)
    assert links["ict.vacancies"].values == (22.7,)
