"""Who was counted in full and who was asked: what may be said about chance follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import our_programme

from agdb.errors import AgdbError
from agdb.indicators.margin import clearly_differ, collection_of, sampling_margin
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.statistics.period import Frequency


@pytest.fixture(scope="module")
def agdb() -> Programme:
    return our_programme()


@pytest.mark.parametrize(
    ("ident", "frequency", "before", "after", "expected"),
    [
        # Known answers of the statistician's review (M1): the margin of the change
        ("labour-participation-net", Frequency.QUARTER, 73.1, 73.2, 0.6),
        ("adult-learning-employed", Frequency.YEAR, 28.2, 28.3, 0.45),
        ("ict-specialists", Frequency.YEAR, 674, 684, 21),
    ],
)
def test_a_small_change_of_a_survey_is_no_clear_change(
    agdb: Programme, ident: str, frequency: Frequency, before: float, after: float, expected: float
) -> None:
    indicator = agdb.indicators[ident]
    one, other = (
        sampling_margin(value, indicator=indicator, programme=agdb, frequency=frequency)
        for value in (before, after)
    )

    assert one is not None
    assert other is not None
    assert (one**2 + other**2) ** 0.5 == pytest.approx(expected, rel=0.05)
    assert not clearly_differ(before, after, margins=(one, other))


def test_every_figure_says_how_it_was_collected(agdb: Programme) -> None:
    undeclared = [
        ident
        for ident, indicator in agdb.indicators.items()
        if collection_of(indicator, agdb) is None
    ]

    assert undeclared == []


def test_every_survey_with_a_margin_gives_one_for_its_headline(agdb: Programme) -> None:
    for indicator in agdb.indicators.values():
        collection = collection_of(indicator, agdb)
        if collection is None or collection.margin is None:
            continue
        size = 25.0 if agdb.units[indicator.unit].kind == "share" else None
        scale = agdb.units[indicator.unit].scale
        value = 500 * 10.0 ** (3 - scale) if size is None else size
        frequency = indicator.frequencies[0]
        found = sampling_margin(value, indicator=indicator, programme=agdb, frequency=frequency)
        assert found, indicator.id


def test_a_full_count_has_no_margin(agdb: Programme) -> None:
    indicator = agdb.indicators["mbo-technical-students"]
    found = sampling_margin(
        50_000, indicator=indicator, programme=agdb, frequency=Frequency.SCHOOL_YEAR
    )

    assert collection_of(indicator, agdb).kind == "full-count"
    assert found is None


def test_a_figure_is_no_more_certain_than_its_least_certain_part(programme_folder: Path) -> None:
    # Given a share of two measures, of which one is counted in full and one is a survey's
    source = programme_folder / "sources" / "bicycles.yaml"
    text = source.read_text("utf-8")
    survey = "    collection: {kind: survey, no_margin: {nl: Geen., en: None.}}\n"
    second = (
        "  Asked:\n    names: {nl: Gevraagd, en: Asked}\n    unit: thousand-bicycles\n"
        "    unit_origin: documented\n    unit_source: the invented handbook\n" + survey
    )
    text = text.replace("dimensions:", second + "dimensions:")
    source.write_text(text, "utf-8")
    share = programme_folder / "indicators" / "roads" / "electric-share.yaml"
    share.write_text(share.read_text("utf-8").replace("measure: Bicycles", "measure: Asked", 1))

    programme = read_programme(programme_folder)

    found = {
        ident: collection_of(programme.indicators[ident], programme)
        for ident in ("bicycles-number", "bicycles-electric-share")
    }
    assert {ident: one and one.kind for ident, one in found.items()} == {
        "bicycles-number": "full-count", "bicycles-electric-share": "survey"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{kind: survey}", "a survey names its margin, or says in no_margin why none is known"),
        ("{kind: full-count, margin: ebb}", "only a survey has a sampling margin"),
        ("{kind: estimate, rounded_to: 10}", "counted and rounded_to are for a full count"),
        ("{kind: survey, margin: nobody}", "there is no margin 'nobody'"),
        ("{kind: census}", "bicycles.yaml:"),
    ],
)
def test_a_collection_that_contradicts_itself_is_one_sentence(
    programme_folder: Path, written: str, said: str
) -> None:
    source = programme_folder / "sources" / "bicycles.yaml"
    text = source.read_text("utf-8")
    source.write_text(text.replace("{kind: full-count}", written), "utf-8")

    with pytest.raises(AgdbError, match=said):
        read_programme(programme_folder)
