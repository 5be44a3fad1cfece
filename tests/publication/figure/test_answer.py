"""The heading of a figure below the main one answers, or is the plain name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agdb.publication.figure.choice import figures
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.results.release import Release
from agdb.results.value import Value

PLAIN = "Per provincie"
COUNTED = {"kind": "full-count"}
SAMPLED = {"kind": "estimate"}


def by_province(release: Release, nl: Language, collection: dict[str, Any], *shares: float) -> str:
    """The heading of shares of four provinces, of figures that were collected in this way."""
    computed = release.computed["bicycles-to-school"]
    like = next(one for one in computed.values if one.period == "2023/24" and one.region == "NL01")
    values = tuple(
        replace(like, region=f"PV{20 + nth}", value=share) for nth, share in enumerate(shares)
    )
    programme = release.programme
    sources = {
        name: source.model_validate(source.model_dump() | {"collection": collection})
        for name, source in programme.sources.items()
    }
    counted = replace(programme, sources=sources)
    found = figures(Reading(replace(computed, values=(like, *values)), counted, nl))
    return next(one.heading for one in found if one.ident == "in-pv")


def test_two_parts_are_told_with_their_figures(release: Release, nl: Language) -> None:
    found = figures(Reading(release.computed["bicycles-to-school"], release.programme, nl))

    assert found[1].heading == (
        "Naar geslacht: jongens (61,5%) en meisjes (66,6%), schooljaar 2023/24"
    )
    assert found[1].table.caption == "Leerlingen die op de fiets komen: naar geslacht"


def test_many_parts_of_a_full_count_name_the_highest_and_the_lowest(
    release: Release, nl: Language
) -> None:
    found = by_province(release, nl, COUNTED, 61, 72, 58, 66)

    assert found == (
        "Per provincie: Fryslân het hoogst (72,0%), Drenthe het laagst (58,0%), schooljaar 2023/24"
    )


@pytest.mark.parametrize(
    ("collection", "shares"),
    [
        pytest.param(SAMPLED, (61, 72, 58, 66), id="an estimate ranks nobody"),
        pytest.param(COUNTED, (61, 72, 72, 66), id="two are highest"),
        pytest.param(COUNTED, (61, 72, 58, 58.04), id="two are printed alike"),
    ],
)
def test_the_plain_name_stands_where_no_sentence_is_certain(
    release: Release, nl: Language, collection: dict[str, Any], shares: tuple[float, ...]
) -> None:
    assert by_province(release, nl, collection, *shares) == PLAIN


def test_a_part_that_is_missing_may_have_been_the_highest(release: Release, nl: Language) -> None:
    computed = release.computed["bicycles-to-school"]

    def hidden(value: Value) -> Value:
        return replace(value, value=None) if value.breakdown == (("sex", "f"),) else value

    values = tuple(map(hidden, computed.values))
    found = figures(Reading(replace(computed, values=values), release.programme, nl))

    assert found[1].heading == "Naar geslacht"
