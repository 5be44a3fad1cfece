"""Words that Dutch readers trust: what differs has different names, and the glossary has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agdb.programme.indicator import Indicator
from agdb.programme.metric import Selection
from agdb.programme.plan import Plan
from agdb.publication.page.text.terms import terms
from agdb.publication.wording.language import catalogues

OUTDATED = re.compile(
    r"allocht|autocht|migratieachtergrond|hoogopgeleid|laagopgeleid", re.IGNORECASE
)
LABOUR_FORCE = ("cbs:82807NED", "cbs:85276NED", "cbs:85276NED@2025-Q4", "cbs:85314NED")
ENROLLED = "MboStudenten_1"


def test_people_jobs_and_employees_are_not_mixed_up(indicators: dict[str, Indicator]) -> None:
    for indicator in indicators.values():
        words = indicator.definition["nl"].lower()
        if _first(indicator).dataset in LABOUR_FORCE:
            assert "werkzame beroepsbevolking" in words, indicator.id
        if _first(indicator).dataset == "cbs:85517NED":
            assert "werknemers" in words, indicator.id


def test_the_vacancy_rate_is_per_thousand_jobs_of_employees(
    indicators: dict[str, Indicator],
) -> None:
    assert "per 1.000 banen van werknemers" in indicators["vacancy-rate"].definition["nl"]


def test_enrolled_students_are_never_called_intake(indicators: dict[str, Indicator]) -> None:
    for indicator in indicators.values():
        if _first(indicator).measure == ENROLLED:
            assert "ingeschreven" in indicator.names["nl"], indicator.id
            assert "instro" not in indicator.names["nl"].lower(), indicator.id
            assert indicator.nature == "proxy", indicator.id


def test_higher_education_speaks_of_betatechniek(indicators: dict[str, Indicator]) -> None:
    for level in ("hbo", "wo"):
        assert "bètatechniek" in indicators[f"{level}-technical-intake-share"].names["nl"]


def test_a_figure_by_branch_says_that_it_is_no_occupation(indicators: dict[str, Indicator]) -> None:
    for indicator in indicators.values():
        by_branch = any(b.classification == "sbi-2008" for b in indicator.breakdowns)
        if by_branch and indicator.id.startswith("vacancies"):
            words = " ".join([indicator.definition["nl"], *(c["nl"] for c in indicator.caveats)])
            assert "bedrijfstak" in words, indicator.id


def test_parts_of_the_country_say_whose_they_are(plan: Plan) -> None:
    (part,) = [division for division in plan.divisions if division.prefix == "LD"]

    assert "CBS" in part.names["nl"]
    assert "CBS" in part.plural["nl"]


def test_outdated_words_are_not_used(agdb: Path) -> None:
    for path in sorted(agdb.rglob("*")):
        # initiatives are told in the words of their source
        if path.suffix in {".yaml", ".md"} and path.parent.name != "register":
            assert OUTDATED.search(path.read_text(encoding="utf-8")) is None, path.name


@pytest.mark.parametrize(
    "word",
    [
        "Arbeidsmigrant",
        "Banen",
        "Bedrijfstak",
        "Beroep",
        "Bètatechniek",
        "Herkomst",
        "Ingeschrevenen",
        "Instroom",
        "Kennismigrant",
        "Landsdeel (CBS)",
        "Nettoarbeidsparticipatie",
        "Onbenut arbeidspotentieel",
        "Sector",
        "Statushouder",
        "Vacaturegraad",
        "Werknemers",
        "werkzame beroepsbevolking",
    ],
)
def test_the_glossary_explains_what_is_easily_confused(agdb: Path, word: str) -> None:
    glossary = (agdb / "texts" / "nl" / "glossary.md").read_text(encoding="utf-8")

    assert f"**{word}**" in glossary


def _first(indicator: Indicator) -> Selection:
    return indicator.metric.terms[0].selection


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_glossary_explains_every_label_of_a_figure(agdb: Path, language: str) -> None:
    glossary = (agdb / "texts" / language / "glossary.md").read_text(encoding="utf-8")
    explained = {one.name for one in terms(glossary)}

    said = catalogues((language,))[language]
    labels = {str(text) for key, text in said.items() if key.startswith("label.")}

    assert labels
    assert labels <= explained
