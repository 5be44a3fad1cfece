"""No page of this programme, and no word of the site, is a note to ourselves."""

from __future__ import annotations

from pathlib import Path

from agdb.programme.draft_phrases import unfit
from agdb.programme.programme import Programme

from .spoken import spoken


def test_no_text_of_the_programme_is_a_working_note(programme: Programme) -> None:
    assert [f"{one.place}: {one.phrase}" for one in unfit(programme)] == []


def test_no_word_of_the_site_is_a_working_note(programme: Programme, agdb: Path) -> None:
    patterns = [one.pattern for one in programme.unfit.values()]
    broken = [
        f"{said.where} ({said.language}): {said.text}"
        for said in spoken(agdb)
        if said.kind == "messages" and any(one.search(said.text) for one in patterns)
    ]

    assert broken == []


def test_the_phrases_that_readers_found_on_pages_are_among_them(programme: Programme) -> None:
    # Review of 29 November 2026, S1 row 25
    patterns = [one.pattern for one in programme.unfit.values()]

    for text in (
        "later volgens opdracht van dit project 1 mln/jr (niet zelf gezien)",
        "startjaar uit algemene kennis",
        "Voorwaarden van DataverseNL, hier niet nagegaan",
        "een oudere uitgave en moet nog worden nagegaan",
        "het werkblad invullen, dan agdb import cbs:x",
        "Van 68 indicatoren is de definitie klaar.",
        "Vijfentwintig indicatoren zijn gedefinieerd maar hebben nog geen cijfers",
    ):
        assert any(one.search(text) for one in patterns), text
