"""The pages of the register as a reader finds them: the phrases of the note, and their traps."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest

from agdb.programme.programme import Programme
from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.edition import Edition
from agdb.publication.page.registry import sections
from agdb.publication.wording.language import languages
from agdb.register.kept import published
from agdb.register.register import Register
from agdb.results.release import Release

DAY = date(2026, 11, 29)
SHOWN = {
    *("initiatives", "initiative", "organisation", "governance", "body"),
    *("money", "commitments", "timeline", "fragmentation"),
}
BLOCK = re.compile(
    r"<(p|li|tr|dd|dt|td|h[1-6]|figcaption|desc|text|caption)\b[^>]*>(.*?)</\1>", re.S
)


@pytest.fixture(scope="module")
def pages(programme: Programme, register: Register) -> dict[str, str]:
    """Every page of the register by its path, in both languages, of a release without figures."""
    facts = published(register, DAY)
    release = Release("2026-11-29-000000000000", DAY, programme, {}, register=facts)
    spoken = languages(programme.plan.languages)
    found: dict[str, str] = {}
    for language in spoken.values():
        some = tuple(one for one in sections(programme) if one.name in SHOWN)
        edition = Edition(release, language, tuple(spoken.values()), Addresses("/"), assets(), some)
        for section in some:
            for key in section.keys(edition):
                _, body = section.render(edition, key)
                found[section.path(language.code, key)] = body.decode()
    return found


def text(page: str) -> str:
    """The words of a page, with single blanks."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def blocks(page: str) -> list[str]:
    return [
        " ".join(html.unescape(re.sub(r"<[^>]+>", " ", b)).split()) for _, b in BLOCK.findall(page)
    ]


def initiative(pages: dict[str, str], name: str, language: str = "nl") -> str:
    return text(pages[f"{language}/initiative/{name}/"])


def test_210_is_never_printed_beside_15_without_123_granted(pages: dict[str, str]) -> None:
    granted = {"nl": "verleend", "en": "granted"}
    together = [
        (path, block)
        for path, page in pages.items()
        for block in blocks(page)
        if re.search(r"\b210\b", block) and re.search(r"\b15\b", block)
    ]

    assert together
    for path, block in together:
        assert re.search(r"\b123\b", block), (path, block)
        assert granted[path[:2]] in block.lower(), (path, block)


def test_the_chain_of_the_210_million_is_there_step_by_step(pages: dict[str, str]) -> None:
    page = pages["nl/initiative/opschaling-pps/"]

    said = text(page)
    for step in (
        "€ 656 miljoen gevraagd (14 februari 2022)",
        "€ 210 miljoen voorwaardelijk toegekend (14 april 2022)",
        "€ 152,6 miljoen toegekend aan het ministerie (januari 2023)",
        "€ 57,4 miljoen voorwaardelijk toegekend (januari 2023)",
        "€ 165 miljoen gevraagd (18 april 2023)",
        "€ 123 miljoen verleend aan 15 consortia (8 juni 2023)",
        "wat daarna is uitbetaald, is niet bekend",
    ):
        assert step in said, step
    assert "geen som" in said
    assert "Van de 15 gegevens weten wij er 10." in said
    assert "Of het initiatief zijn doel dichterbij bracht, is niet gemeten." in said


def test_57_registrations_and_39_grants_stand_apart_without_a_rate(pages: dict[str, str]) -> None:
    page = pages["nl/initiative/techkwadraat/"]
    results = page[page.index('id="results"') : page.index('id="goals"')]
    rows = re.findall(r"<tr id=.*?</tr>", results, re.S)

    found = {tuple(re.sub(r"<[^>]+>", "|", row).replace("\u00a0", " ").split("|")) for row in rows}
    counted = " ".join(" ".join(row) for row in found)
    assert "57" in counted
    assert "aanmelding" in counted
    assert "39" in counted
    assert "toekenning" in counted
    assert "niet geteld" in counted  # the formal applications
    assert "%" not in results
    assert not [path for path, one in pages.items() if re.search(r"\b68 ?%", text(one))]


def test_amounts_of_another_rate_are_never_one_figure(pages: dict[str, str]) -> None:
    said = initiative(pages, "microchip-talent")

    assert "€ 450 miljoen beschikbaar genoemd" in said
    assert "€ 80 miljoen per jaar gereserveerd" in said
    assert not [path for path, page in pages.items() if re.search(r"\b530\b", text(page))]


def test_the_money_of_the_development_paths_is_not_also_that_of_slim(
    pages: dict[str, str],
) -> None:
    assert "73,7" in initiative(pages, "sectorale-ontwikkelpaden")
    assert "73,7" not in initiative(pages, "slim")


def test_one_sum_is_allowed_and_all_others_are_refused_with_their_reasons(
    pages: dict[str, str],
) -> None:
    said = text(pages["nl/money/"])

    assert "45 + 20,5 + 9,4 + 5,9 = 80,8" in said
    assert "De bron noemt € 80,9 miljoen" in said
    assert said.count("geen som") == 6  # of everything, and of each of the five steps
    assert "Andere soort:" in said
    assert "Hetzelfde geld:" in said


def test_the_option_has_no_subject_at_least_3_million_and_no_money(pages: dict[str, str]) -> None:
    said = text(pages["nl/money/"])

    assert "Onderwerp van deze zin ontbreekt" in said
    assert "ten minste 3 jaar: ten minste € 3 miljoen" in said
    assert re.search(r"(?<!ten minste )€ 3 miljoen", said) is None
    assert "100% zonder financiering; in geen enkele som" in said
    assert "Onze lezing, geen feit" in said


def test_what_has_no_known_amount_says_so_and_no_zero(
    pages: dict[str, str], register: Register
) -> None:
    paid_for = {row.initiative for row in register.money.values()}
    for name in set(register.initiatives) - paid_for:
        said = initiative(pages, name)
        assert "Een bedrag kennen wij hiervan niet. Dat is iets anders dan nul." in said, name
        assert "€ 0" not in said, name


@pytest.mark.parametrize(
    ("name", "relation"),
    [
        ("aanvalsplan-techniek", "houdt verband met het plan"),
        ("techkwadraat", "door het plan versterkt"),
        ("shaping-the-future-of-work", "eigen actie van het plan"),
        ("katapult-netwerk", "verband met het plan niet bekend"),
    ],
)
def test_an_initiative_says_what_it_is_to_the_plan(
    pages: dict[str, str], name: str, relation: str
) -> None:
    assert relation in initiative(pages, name)


def test_the_experiment_runs_since_2024_and_its_goal_cannot_be_measured(
    pages: dict[str, str],
) -> None:
    said = initiative(pages, "shaping-the-future-of-work")

    assert "Status: loopt" in said
    assert "vanaf 2024" in said
    assert "Dit doel is niet te meten" in said
    assert "ontbreekt" in said


def test_every_initiative_says_which_parties_take_part(
    pages: dict[str, str], register: Register
) -> None:
    for name in register.initiatives:
        page = pages[f"nl/initiative/{name}/"]
        parties = page[page.index('class="parties"') :].split("</ul>")[0]
        assert len(re.findall(r"<li>", parties)) == 4, name


def test_steering_talks_and_four_core_groups_are_being_set_up_and_not_active(
    pages: dict[str, str],
) -> None:
    said = text(pages["nl/body/koersoverleg/"])
    assert "bestuurlijk" in said
    for name in ("koersoverleg", *(f"kerngroep-{pillar}" for pillar in range(1, 5))):
        said = text(pages[f"nl/body/{name}/"])
        assert "in oprichting" in said, name
        assert "actief" not in said, name
        assert "De leden zijn niet openbaar, of wij kennen ze niet." in said, name
        assert "Nog geen." in said, name


def test_the_motion_was_carried_112_to_37_as_the_source_lists_149_seats(
    pages: dict[str, str],
) -> None:
    said = text(pages["nl/commitments/"])

    assert (
        "aangenomen , 112 voor en 37 tegen, zoals de bron de 149 zetels vermeldt"
        in said.replace("aangenomen,", "aangenomen ,")
    )
    assert "Kamerstuk 29544, nr. 1201" in said


def test_no_promise_is_late_and_the_answered_one_is_not_called_done(pages: dict[str, str]) -> None:
    page = pages["nl/commitments/"]

    assert "Geen enkele toezegging is aantoonbaar te laat." in text(page)
    assert 'class="ledger late"' not in page
    row = page[page.index('id="agdb-doorrekening"') :].split("</article>")[0]
    assert "beantwoord, oordeel niet bekend" in row
    assert "gedaan" not in row


def test_a_shorter_scheme_than_announced_is_seen_without_a_verdict(pages: dict[str, str]) -> None:
    said = text(pages["nl/commitments/"])

    assert "“ vanaf 2025 ” → 1 januari 2025 afgeleid" in said
    assert "Aangekondigd voor 2025 tot en met 2029; het werd 2025 tot en met 2028." in said


def test_two_of_the_fifteen_partnerships_have_a_name(pages: dict[str, str]) -> None:
    page = pages["nl/initiative/opschaling-pps/"]

    assert page.count("naam niet bekend") == 13
    assert "Groene transitie Noord-Nederland" in page
    assert "Digital Industry Boost" in page


def test_the_four_named_results_say_that_the_list_is_open(pages: dict[str, str]) -> None:
    assert "de lijst is niet uitputtend" in initiative(pages, "monitor-agdb-website")
    assert "hoeveel het er zijn, staat er niet" in initiative(pages, "microchip-talent")


def test_levels_of_education_and_the_two_transitions_can_be_asked_for(
    pages: dict[str, str],
) -> None:
    page = pages["nl/initiatives/"]
    for code in ("po", "so", "vmbo", "havo", "vwo", "mbo", "hbo"):
        assert f'<option value="{code}">' in page
    choice = page[page.index('id="filter-transition"') :].split("</select>")[0]
    assert re.findall(r'value="(\w+)"', choice) == ["green", "digital", "unknown"]


def test_nothing_of_a_person_or_of_our_work_is_on_a_page(pages: dict[str, str]) -> None:
    work = re.compile(r"\[NS\]|\[K\]|domain\.md|worktree|recorded_by", re.IGNORECASE)

    assert [path for path, page in pages.items() if work.search(page)] == []
    dutch = [text(page) for path, page in pages.items() if path.startswith("nl/")]
    assert not [said for said in dutch if {"unknown", "missing"} & set(said.split())]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_link_between_records_is_walked_both_ways(
    pages: dict[str, str], register: Register, language: str
) -> None:
    for one in register.initiatives.values():
        page = pages[f"{language}/initiative/{one.id}/"]
        for name in one.organisations():
            assert f"/{language}/organisation/{name}/" in page, (one.id, name)
            back = pages[f"{language}/organisation/{name}/"]
            assert f"/{language}/initiative/{one.id}/" in back, (name, one.id)
        if one.parent:
            assert f"/{language}/initiative/{one.parent}/" in page
            assert (
                f"/{language}/initiative/{one.id}/" in pages[f"{language}/initiative/{one.parent}/"]
            )
    for body in register.bodies.values():
        page = pages[f"{language}/body/{body.id}/"]
        if body.initiative:
            assert f"/{language}/initiative/{body.initiative}/" in page
            assert (
                f"/{language}/body/{body.id}/" in pages[f"{language}/initiative/{body.initiative}/"]
            )
