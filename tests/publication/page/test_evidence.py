"""The calculation of an indicator in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agdb.programme.indicator import Indicator
from agdb.publication.page.indicator.evidence import formula, role_name
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.results.release import Release

VALUE = {"dataset": "test:bicycles", "measure": "M1"}


def with_metric(release: Release, language: Language, **metric: Any) -> Reading:
    computed = release.computed["bicycles-stock"]
    written = computed.definition.model_dump() | {"metric": metric}
    definition = Indicator.model_validate(written)
    return Reading(replace(computed, definition=definition), release.programme, language)


@pytest.mark.parametrize(
    ("metric", "said"),
    [
        ({"type": "growth", "value": VALUE}, "Change in per cent of {m} on a year earlier."),
        (
            {"type": "growth", "value": VALUE, "years": 5, "yearly": True},
            "Average growth in per cent a year of {m}, over 5 years.",
        ),
        ({"type": "index", "value": VALUE, "base": "2021"}, "{m} as an index: 2021 is 100."),
        (
            {"type": "moving-total", "value": VALUE, "periods": 4},
            "Sum of {m} over the last 4 periods.",
        ),
    ],
)
def test_every_kind_of_metric_has_a_sentence(
    release: Release, en: Language, metric: dict[str, Any], said: str
) -> None:
    reading = with_metric(release, en, **metric)

    assert formula(reading) == said.format(m="“Fietsen (testgegevens)”")


def test_a_derived_metric_names_its_parts(release: Release, en: Language) -> None:
    parts = {"exports": VALUE, "imports": VALUE}

    reading = with_metric(release, en, type="derived", parts=parts, formula="exports - imports")

    assert formula(reading).startswith("exports - imports. In it, exports: ")


def test_a_ratio_of_one_measure_tells_the_selections_apart(release: Release, en: Language) -> None:
    computed = release.computed["bicycles-to-school"]
    same = tuple(replace(one, measure="M") for one in computed.inputs)

    reading = Reading(replace(computed, inputs=same), release.programme, en)

    assert formula(reading) == (
        "“M” (selection of the numerator) divided by “M” (selection of the denominator), "
        "times 100, both from the same vintage."
    )


def test_every_role_has_a_name(release: Release, en: Language) -> None:
    reading = Reading(release.computed["bicycles-stock"], release.programme, en)

    roles = ("value", "before", "base", "before_3", "exports")
    assert [role_name(reading, role) for role in roles] == [
        "Value",
        "Value compared with",
        "Value in the base year",
        "Value of 3 periods earlier",
        "Part exports",
    ]
