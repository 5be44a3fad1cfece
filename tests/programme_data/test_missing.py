"""Subjects of the plan without a figure: what is missing, from whom, and what fills it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agdb.programme.indicator import Indicator
from agdb.programme.source import Source

from .figure import Row

# The subject as the Dutch page names it, and the indicator that waits for its figures.
SUBJECTS = {
    "Techniek in het basisonderwijs": "primary-schools-technology",
    "Blijven in de techniek": "technical-job-changes",
    "Klimaatberoepen en hun vacatures": "vacancies-open-climate",
    "Past het onderwijs bij de arbeidsmarkt?": "pps-leavers-technical",
    "Wat houdt vernieuwing tegen?": "innovation-barriers",
    "Passen vaardigheden bij het werk?": "skills-match",
    "De overheid als werkgever": "government-technical-staff",
}
PARTS = {
    "nl": ("**Wat ontbreekt**: ", "**Wie het heeft**: ", "**Heeft u deze cijfers?** "),
    "en": ("**What is missing**: ", "**Who has it**: ", "**Do you have these figures?** "),
}


def _sections(agdb: Path, language: str) -> dict[str, str]:
    text = (agdb / "texts" / language / "missing-data.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.*)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_all_subjects_of_the_plan_have_a_section_in_the_same_order(agdb: Path) -> None:
    assert list(_sections(agdb, "nl"))[:-1] == list(SUBJECTS)
    assert len(_sections(agdb, "en")) == len(_sections(agdb, "nl"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_section_says_what_is_missing_who_has_it_and_how_to_send_it(
    agdb: Path,
    language: str,
    indicators: dict[str, Indicator],
    sources: dict[str, Source],
    figures: dict[str, list[Row]],
) -> None:
    sections = list(_sections(agdb, language).values())[:-1]
    for section, ident in zip(sections, SUBJECTS.values(), strict=True):
        for part in PARTS[language]:
            assert f"- {part}" in section, (ident, part)
        assert "](../../delivery.xlsx)" in section, ident
        dataset = indicators[ident].metric.terms[0].selection.dataset
        assert dataset in sources
        assert dataset not in figures, f"{ident} has figures: take its section out"
        assert f"](../indicator/{ident}/)" in section


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_link_to_an_indicator_leads_somewhere(
    agdb: Path, language: str, indicators: dict[str, Indicator]
) -> None:
    for page in (agdb / "texts" / language).glob("*.md"):
        for ident in re.findall(
            r"\]\(\.\./indicator/([^/)]*)/\)", page.read_text(encoding="utf-8")
        ):
            assert ident in indicators, (page.name, ident)


def test_the_subjects_that_have_part_of_a_figure_lead_to_it(
    indicators: dict[str, Indicator], figures: dict[str, list[Row]]
) -> None:
    for ident in ("unused-labour-potential", "mbo-leavers-with-work", "vacancies-open-government"):
        assert all(term.selection.dataset in figures for term in indicators[ident].metric.terms)


def test_no_public_text_tells_a_reader_to_run_a_command(
    agdb: Path, sources: dict[str, Source]
) -> None:
    # The handbook is for who keeps the monitor, and says so.
    texts = [one for one in (agdb / "texts").rglob("*.md") if one.stem != "handbook"]
    pages = {str(one): one.read_text(encoding="utf-8") for one in texts}
    notes = {
        one.id: " ".join(n for note in one.notes for n in note.values()) for one in sources.values()
    }
    command = re.compile(r"`agdb |\bagdb (fetch|import|build|template)\b")

    assert [name for name, text in (pages | notes).items() if command.search(text)] == []
