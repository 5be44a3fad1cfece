"""What is known of a region: numbers worked out by hand, and what is not known said so."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.publication.bicycles import edition_of
from tests.publication.report.bicycle_report import with_report

from agdb.publication.edition import Edition
from agdb.publication.regional.profile import in_pictures, lacking, profile, shortage_of
from agdb.publication.regional.rates import changes, levels
from agdb.publication.wording.language import languages
from agdb.results.release import Release
from agdb.results.scenario import Division, Ends, Headline, RegionGap, Spread


def english(release: Release) -> Edition:
    return edition_of(release, languages(("nl", "en"))["en"])


@pytest.fixture(scope="module")
def edition(release: Release) -> Edition:
    return english(release)


def test_a_change_of_a_region_is_given_only_where_its_border_is_proven(edition: Edition) -> None:
    # Given quarters of 2023 and 2024, and lists in which Drenthe gained a municipality in 2024
    steady, moved = (profile(edition, code).own[0] for code in ("PV20", "PV22"))

    assert steady.year is not None
    assert steady.year.difference == steady.latest.number - steady.year.earlier.number  # type: ignore[operator]  # both are numbers
    assert not steady.border
    assert moved.year is None
    assert moved.border


def test_the_share_is_that_of_the_country_in_the_same_period(edition: Edition) -> None:
    one = profile(edition, "PV20").own[0]

    assert one.latest.number is not None
    assert one.country is not None
    assert one.country.period == one.latest.period
    assert one.country.number is not None
    share = 100 * one.latest.number / one.country.number
    assert one.share == share.quantize(Decimal("0.1"))


def test_shares_have_no_share_of_the_country(edition: Edition) -> None:
    school = next(
        one for one in profile(edition, "PV20").own if one.reading.definition.unit == "percent"
    )

    assert school.share is None


def test_what_is_held_adds_up_to_all_indicators(edition: Edition) -> None:
    held = profile(edition, "PV20").held

    assert held.own == 2
    assert held.all == sum(not one.holdings for one in edition.readings.values())


def test_a_region_without_a_figure_has_a_profile_that_says_so(release: Release) -> None:
    computed = {
        ident: replace(one, values=tuple(v for v in one.values if v.region != "PV29"))
        for ident, one in release.computed.items()
    }
    edition = english(replace(release, computed=computed))

    assert "PV29" in edition.regions
    assert "PV29" not in edition.with_values
    assert profile(edition, "PV29").own == ()


def test_a_change_that_cannot_be_proven_is_not_on_the_map(edition: Edition) -> None:
    found = changes(edition, "PV")

    assert len(found) == 1
    assert found[0].apart == {"PV22", "PV23"}
    assert "PV22" not in found[0].values
    assert not found[0].amount
    assert {one.reading.definition.id for one in levels(edition, "PV") if one.amount} == {
        "bicycles-stock"
    }


@pytest.mark.parametrize(
    ("measured", "gap", "why"),
    [
        (True, Spread(3.0, 3.0, 1.0, 5.0), ""),
        (True, None, "small"),
        (False, Spread(3.0, 3.0, 1.0, 5.0), "unmeasured"),
    ],
)
def test_a_shortage_has_numbers_only_where_regional_figures_lie_behind_it(
    measured: bool, gap: Spread | None, why: str
) -> None:
    spread = Spread(1.0, 1.0, 0.0, 2.0)
    block = Headline(2030, spread, spread, spread, 0.5, Ends(0.1, 0.2))
    region = RegionGap("shortage", gap)
    division = Division(measured, ["PV20"], 30_000, {"2030": {"PV20": Ends(region, region)}})

    found = shortage_of(block, division, "PV20")

    assert found.why == why
    assert (found.without is None) is bool(why)


def test_an_area_that_the_model_does_not_have_is_told_so() -> None:
    spread = Spread(1.0, 1.0, 0.0, 2.0)
    block = Headline(2030, spread, spread, spread, 0.5, Ends(0.1, 0.2))

    assert shortage_of(block, None, "LD01").why == "absent"


def test_what_stands_in_front_and_a_region_has_not_is_named(release: Release) -> None:
    # Given pillars with the stock, the way to school and a figure that nobody counted in front
    found = lacking(english(with_report(release)), "PV20")

    assert [one.indicator for one in found] == ["nobody-counted"]


def test_pictures_begin_with_shares_and_leave_nothing_out(edition: Edition) -> None:
    found = profile(edition, "PV20")

    first, *rest = in_pictures(found)

    assert not first.reading.quantity.counted
    assert len(rest) == len(found.own) - 1
