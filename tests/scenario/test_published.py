from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.scenario.published_methods import ita_class

from agdb.scenario.published import Claim, claim_facts

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


@pytest.mark.parametrize(
    ("indicator", "word"),
    [
        (0.85, "very good"),
        (0.86, "good"),
        (1.00, "good"),
        (1.05, "fair"),
        (1.06, "moderate"),
        (1.15, "moderate"),
        (1.16, "poor"),
    ],
)
def test_classes_of_the_indicator_include_their_upper_bound(indicator: Any, word: Any) -> None:
    """T52."""
    assert ita_class(indicator) == word


def test_a_published_sum_that_does_not_add_up_is_flagged_and_not_repaired(
    national: Scenario,
) -> None:
    """T60."""
    good, bad = claim_facts(national.claims)

    assert good.adds_up
    assert not bad.adds_up
    assert bad.unexplained == 8
    assert bad.total - bad.parts["mbo"] - bad.parts["higher education"] == 42
    assert bad.parts["side-entry"] == 34


def test_what_is_unexplained_may_be_too_much_as_well() -> None:
    assert Claim("c", {}, "", "", 10, (("a", 12),)).unexplained == -2
