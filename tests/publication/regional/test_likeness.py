"""Which regions are alike: by hand, in any unit, and not where too little is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publication.bicycles import edition_of

from agdb.programme.regional import LikenessFeature, LikenessRule
from agdb.publication.regional.likeness import Likeness, likeness, nearest
from agdb.publication.wording.language import languages
from agdb.results.release import Release

LINE = {"a": (0.0, 5.0), "b": (2.0, 5.0), "c": (3.0, 5.0), "d": (7.0, 5.0)}


def rule(**other: object) -> LikenessRule:
    plain_feature = {
        "names": {"nl": "naar school", "en": "to school"},
        "indicator": "bicycles-to-school",
    }
    features = (
        LikenessFeature.model_validate(plain_feature),
        LikenessFeature.model_validate(plain_feature | {"scale": "logarithm"}),
    )
    plain = {
        "id": "cycling", "features": features, "neighbours": 2, "least": 5,
        "limits": {"nl": "Alleen fietsen.", "en": "Bicycles only."},
    }  # fmt: skip
    return LikenessRule.model_validate(plain | other)


def found(release: Release, code: str, **other: object) -> Likeness:
    programme = replace(release.programme, likeness={"cycling": rule(**other)})
    english = languages(("nl", "en"))["en"]
    return likeness(edition_of(replace(release, programme=programme), english), code)[0]


def test_the_nearest_comes_first_and_a_feature_that_all_share_adds_nothing() -> None:
    # Given four regions on a line: mean 3, deviations -3, -1, 0, 4, standard deviation 26/4 rooted
    spread = (26 / 4) ** 0.5

    order = nearest(LINE, "b")

    assert [code for code, _ in order] == ["c", "a", "d"]
    assert order[0][1] == pytest.approx((1 / spread) / 2**0.5)


@given(st.floats(0.01, 1000), st.floats(-1000, 1000))
def test_the_unit_of_a_feature_decides_nothing(factor: float, shift: float) -> None:
    other = {code: (factor * x + shift, y) for code, (x, y) in LINE.items()}

    assert [one for one, _ in nearest(other, "a")] == ["b", "c", "d"]


def test_regions_that_are_as_near_stand_in_the_order_of_their_codes() -> None:
    assert [one for one, _ in nearest({"m": (1.0,), "z": (2.0,), "a": (0.0,)}, "m")] == ["a", "z"]


def test_a_region_that_lacks_a_feature_is_told_so_and_is_nobodys_neighbour(
    release: Release,
) -> None:
    # Given a newest school year without a figure of Zeeland
    school = release.computed["bicycles-to-school"]
    newest = max(one.period for one in school.values)
    kept = tuple(v for v in school.values if (v.region, v.period) != ("PV29", newest))
    computed = dict(release.computed) | {"bicycles-to-school": replace(school, values=kept)}
    without = replace(release, computed=computed)

    own, other = found(without, "PV29"), found(without, "PV20")

    assert (own.why, own.regions) == ("lacking", 11)
    assert other.why == ""
    assert "PV29" not in {one.code for one in other.nearest}
    assert len(other.nearest) == 2


def test_with_too_few_regions_none_are_named(release: Release) -> None:
    assert found(release, "PV20", least=13).why == "few"


def test_a_rule_that_names_all_regions_is_no_rule() -> None:
    with pytest.raises(ValueError, match="no choice"):
        rule(neighbours=5, least=5)


def test_features_of_different_kinds_of_period_have_no_period_in_common(release: Release) -> None:
    quarterly = {"names": {"nl": "fietsen", "en": "bicycles"}, "indicator": "bicycles-stock"}
    mixed = (rule().features[0], LikenessFeature.model_validate(quarterly))

    assert found(release, "PV20", features=mixed).why == "few"
