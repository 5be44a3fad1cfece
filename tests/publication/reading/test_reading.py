"""Which series of an indicator stands for the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agdb.errors import ReleaseError
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.results.release import Release
from agdb.statistics.period import Frequency


def reading(release: Release, ident: str, language: Language) -> Reading:
    return Reading(release.computed[ident], release.programme, language)


def test_the_headline_is_the_country_and_the_total(release: Release, nl: Language) -> None:
    school = reading(release, "bicycles-to-school", nl)

    assert school.headline is not None
    assert (school.headline.region, school.headline.member) == ("NL01", (("sex", "T"),))
    assert school.label(school.headline) == "Nederland"


def test_the_member_that_the_headline_names_stands_in_front(release: Release, nl: Language) -> None:
    found = _with_headline(release, nl, "city")

    assert found.headline is not None
    assert found.label(found.headline) == "stadsfietsen"


def test_a_headline_of_two_members_has_both_in_its_order(release: Release, nl: Language) -> None:
    found = _with_headline(release, nl, ("electric", "city"))

    assert [dict(one.member)["make"] for one in found.headlines] == ["electric", "city"]


def test_a_headline_without_figures_is_no_other_figure(release: Release, nl: Language) -> None:
    # Given an indicator that has figures, but none of the member that its headline names
    found = _with_headline(release, nl, "unicycle")

    # Then nothing stands in front: never the figure of somebody else
    assert found.headline is None


@pytest.mark.parametrize(("wanted", "code"), [("highest", "child"), ("lowest", "city")])
def test_the_extreme_is_that_of_the_newest_figures_and_never_the_total(
    release: Release, nl: Language, wanted: str, code: str
) -> None:
    found = _with_headline(release, nl, wanted)

    assert found.headline is not None
    assert dict(found.headline.member)["make"] == code


def _with_headline(release: Release, nl: Language, codes: str | tuple[str, ...]) -> Reading:
    computed = release.computed["bicycles-sold"]
    definition = computed.definition.model_copy(update={"headline": {"make": codes}})
    return Reading(replace(computed, definition=definition), release.programme, nl)


def test_other_regions_are_grouped_by_division(release: Release, nl: Language) -> None:
    regions = reading(release, "bicycles-stock", nl).regions()

    assert {prefix: len(series) for prefix, series in regions.items()} == {"PV": 12}


def test_parts_leave_out_the_total(release: Release, nl: Language) -> None:
    school = reading(release, "bicycles-to-school", nl)

    codes = [series.member for series in school.parts(school.definition.breakdowns[0])]
    assert codes == [(("sex", "m"),), (("sex", "f"),)]


def test_an_indicator_that_waits_has_no_headline_and_no_parts(
    release: Release, nl: Language
) -> None:
    lanes = reading(release, "bicycles-lanes", nl)

    assert lanes.headline is None
    assert (lanes.regions(), lanes.other_frequencies()) == ({}, ())
    assert lanes.parts(release.computed["bicycles-sold"].definition.breakdowns[0]) == ()


def test_a_frequency_that_is_not_declared_is_shown_only_without_a_declared_one(
    release: Release, nl: Language
) -> None:
    computed = release.computed["bicycles-sold"]
    definition = computed.definition.model_copy(update={"frequencies": (Frequency.MONTH,)})

    found = Reading(replace(computed, definition=definition), release.programme, nl)

    assert found.headline is not None
    assert found.headline.frequency is Frequency.YEAR


def test_a_unit_that_is_not_described_is_one_sentence(release: Release, nl: Language) -> None:
    computed = release.computed["bicycles-sold"]
    definition = computed.definition.model_copy(update={"unit": "spokes"})

    with pytest.raises(ReleaseError, match="has unit 'spokes', which is not described"):
        _ = Reading(replace(computed, definition=definition), release.programme, nl).quantity


def test_a_fixed_region_stands_for_the_whole_where_the_country_has_no_values(
    release: Release, nl: Language
) -> None:
    computed = release.computed["bicycles-price"]
    region = computed.definition.region.model_copy(update={"fixed": "PV20"})
    definition = computed.definition.model_copy(update={"region": region})
    elsewhere = tuple(replace(value, region="PV20") for value in computed.values)

    found = Reading(
        replace(computed, definition=definition, values=elsewhere), release.programme, nl
    )

    assert found.headline is not None
    assert found.label(found.headline) == "Groningen"
