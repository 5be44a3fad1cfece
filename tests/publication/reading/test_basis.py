"""Indicators are compared only where they count in the same way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.publication.bicycles import edition_of

from agdb.programme.indicator import Indicator
from agdb.publication.reading.basis import basis, unequal
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import languages
from agdb.results.release import Release


def reading(release: Release, ident: str, **changes: Any) -> Reading:
    computed = release.computed[ident]
    described = computed.definition.model_dump() | changes
    definition = Indicator.model_validate(described)
    english = languages(("nl", "en"))["en"]
    edition = edition_of(release, english)
    return Reading(replace(computed, definition=definition), edition.programme, english)


SHARE = {
    "type": "ratio",
    "scale": 100,
    "numerator": {"dataset": "test:bicycles", "measure": "M2"},
    "denominator": {"dataset": "test:pupils", "measure": "M3"},
}
OF_FIRMS = {"dataset": "test:firms", "measure": "M3"}
OTHER = {"dataset": "test:bicycles", "measure": "M9"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"unit": "thousand-bicycles"}, "unit"),
        ({"metric": SHARE | {"denominator": OF_FIRMS}}, "population"),
        ({"metric": SHARE | {"numerator": OTHER}}, "definition"),
        ({"metric": SHARE | {"scale": 1000}}, "definition"),
        ({"seasonally_adjusted": True}, "definition"),
        (
            {"metric": SHARE | {"numerator": SHARE["numerator"] | {"where": {"Geslacht": "f"}}}},  # type: ignore[operator]  # a mapping
            "",
        ),
    ],
)  # fmt: skip
def test_what_is_not_counted_alike_is_told_by_its_first_difference(
    release: Release, changes: dict[str, Any], reason: str
) -> None:
    one = reading(release, "bicycles-to-school")
    other = reading(release, "bicycles-to-school", **changes)

    assert unequal(basis(one), basis(other)) == reason


def test_another_kind_of_period_is_not_compared(release: Release) -> None:
    # Given two amounts in one unit, the one by quarter and the other by year
    quarters, years = reading(release, "bicycles-stock"), reading(release, "bicycles-sold")

    assert unequal(basis(quarters), basis(years)) == "period"


def test_a_share_that_the_publisher_divided_is_of_the_population_of_its_table(
    release: Release,
) -> None:
    given = {"type": "simple", "value": {"dataset": "test:shares", "measure": "P"}}
    other = {"type": "simple", "value": {"dataset": "test:others", "measure": "P"}}
    one = reading(release, "bicycles-to-school", metric=given)

    assert unequal(basis(one), basis(reading(release, "bicycles-to-school", metric=other))) == (
        "population"
    )
