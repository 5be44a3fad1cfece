"""Each phrase of the decision note of 1 July 2025 that was read, and what the papers do with it.

Every phrase has an assertion of its own. What no paper says is looked for in the register of that
day, and the reason stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import pytest

from agdb.programme.programme import Programme
from agdb.publication.report.document import PaperTable, ReportPaper, TableRow, walk
from agdb.register.initiative import Initiative
from agdb.register.register import Register
from agdb.register.states import ActivityStatus, BodyStatus
from agdb.results.release import Release

from .conftest import Papers

NOTE: Final = "29544-1283-beslisnota"


@dataclass(frozen=True)
class Then:
    """What was known on the day of the note, and the Dutch papers made of it."""

    release: Release
    papers: Papers

    @property
    def programme(self) -> Programme:
        return self.release.programme

    @property
    def register(self) -> Register:
        return self.release.register

    def paper(self, ident: str) -> ReportPaper:
        return self.papers[ident, "nl"]

    def says(self, ident: str, chapter: str = "") -> str:
        """What a paper, or a chapter of it, says; spaces that do not break are plain ones."""
        every = tuple(walk(self.paper(ident).chapters))
        some = every if not chapter else walk((next(c for c in every if c.ident == chapter),))
        texts: list[str] = []
        for one in some:
            texts += [one.name, one.heading.text]
            for block in one.blocks:
                if isinstance(block, PaperTable):
                    texts += [" | ".join(cells(row)) for row in block.rows]
                for point in getattr(block, "points", ()):
                    texts += [point.lead, *(s.text for s in point.sentences)]
                texts += [s.text for s in getattr(block, "sentences", ())]
        return " ".join(texts).replace("\u00a0", " ")

    def initiative(self, ident: str) -> Initiative:
        return self.register.initiatives[ident]


def cells(row: TableRow) -> list[str]:
    return ["".join(p if isinstance(p, str) else p.text for p in cell) for cell in row.cells]


@pytest.fixture
def then(at_the_note: Release, papers: Papers) -> Then:
    return Then(at_the_note, papers)


def cost_of_the_option(then: Then) -> bool:
    said = then.says("beslisnota", "options")
    return "€ 1 miljoen per jaar" in said and "het onderwerp van deze zin" in said.casefold()


def at_least_three_million(then: Then) -> bool:
    said = then.says("beslisnota", "options")
    return "ten minste € 3 miljoen" in said and not re.search(r"(?<!ten minste )€ 3 miljoen", said)


def no_money(then: Then) -> bool:
    (option,) = then.register.options.values()
    unfunded = re.search("Daarvoor is geen geld|Er is geen geld voor", then.says("brief"))
    table = then.says("beslisnota", "finances")
    return option.unfunded_share == 1 and unfunded is not None and "wervingscampagne" not in table


def purpose(then: Then) -> bool:
    """The purpose of the plan: its page has it, a paper on progress does not repeat it."""
    plan = then.initiative("agdb")
    owners = set(plan.organisations())
    return "bedrijven helpen aan genoeg mensen" in plan.goals[0].what["nl"] and "ez" in owners


def skills_apart(then: Then) -> bool:
    leads = {one.indicator for one in then.programme.report.pillars["labour-market"].figures}
    said = then.says("bijlage-pijlers", "pillar-2")
    apart = {"technical-occupations-brc", "ict-occupations-employed", "digital-professionals-hca"}
    return apart <= leads and said.count("ICT niet meegeteld") >= 2


def transitions(then: Then) -> bool:
    """Green and digital are a filter of the list of initiatives: no paper sorts by them."""
    found = {one.transitions for one in then.register.initiatives.values()}
    return {("green",), ("digital",), "unknown"} <= found


def actors(then: Then) -> bool:
    """Employers, employees and government: on the page of each initiative, by its partners."""
    known = then.register.organisations
    kinds = {known[name].kind for one in then.register.initiatives.values()
             for name in one.organisations() if name in known}  # fmt: skip
    return len(kinds) >= 3


def whole_set(then: Then) -> bool:
    return [one.id for one in then.programme.report.papers.values() if one.in_set] == [
        "brief", "bijlage-pijlers", "bijlage-toezegging-motie", "beslisnota",
    ]  # fmt: skip


def short_lines(then: Then) -> bool:
    """What is gone into briefly is brief: the letter has at most six sentences for a pillar."""
    chapter = next(one for one in then.paper("brief").chapters if one.ident == "in-short")
    points = [point for block in chapter.blocks for point in getattr(block, "points", ())]
    text = [" ".join(s.text for s in point.sentences) for point in points]
    return len(text) == 4 and all(len(re.findall(r"[.?!](?= |$)", one)) <= 6 for one in text)


def relations(then: Then) -> bool:
    said = then.says("bijlage-pijlers")
    every = {one.relation for one in then.register.initiatives.values()}
    four = {"own", "intensified", "related", "context", "unknown"}
    return every <= four and "Door het plan versterkt" in said and "Houdt verband met" in said


def named_first(then: Then) -> bool:
    said = then.says("beslisnota", "pillar-1")
    return "Aanvalsplan Techniek." in said and "Techkwadraat." in said


def four_pillars(then: Then) -> bool:
    chapter = next(one for one in then.paper("beslisnota").chapters if one.ident == "explanation")
    return [one.name for one in chapter.chapters] == [f"Pijler {n}" for n in range(1, 5)]


def titled(number: int, title: str) -> Callable[[Then], bool]:
    def check(then: Then) -> bool:
        return then.says("beslisnota", f"pillar-{number}").startswith(f"Pijler {number} {title}")

    return check


def reach(then: Then) -> bool:
    """Of reach no figure and no target is made up: the goal lacks its parts."""
    goals = [goal for goal in then.register.initiatives["agdb"].goals if goal.measurable]
    said = then.says("bijlage-pijlers", "pillar-1")
    return not goals and "elk kind" not in said and "kennismak" not in said


def levels(then: Then) -> bool:
    """Levels of education are a filter of the list of initiatives; the papers do not sort by it."""
    groups = {group for one in then.register.initiatives.values() for group in one.target_groups}
    return {"vmbo", "mbo", "hbo"} <= {part for group in groups for part in group.split("-")}


def teachers(then: Then) -> bool:
    said = then.says("bijlage-pijlers", "pillar-1")
    return "lerarenopleiding" in said and "vacatures voor docenten" in said


def two_blocks(then: Then) -> bool:
    said = then.says("bijlage-pijlers", "pillar-2")
    return 0 < said.index("Instroom. ") < said.index("Behoud. ")


def retention(then: Then) -> bool:
    said = then.says("bijlage-pijlers", "pillar-2")
    missing = re.search("geen cijfers over uitstroom|Over uitstroom .* geen cijfers", said)
    return missing is not None and "werkenden van 55 tot 65 jaar" in said


def paths_once(then: Then) -> bool:
    money = then.says("bijlage-pijlers")
    return money.count("73,7") == 1 and "Sectorale ontwikkelpaden" in money


def microchip(then: Then) -> bool:
    rows = then.says("beslisnota", "finances")
    regions = [one for one in then.register.initiatives if one.startswith("beethoven-")]
    apart = "€ 450 miljoen" in rows and "€ 80 miljoen per jaar" in rows and "530" not in rows
    return apart and len(regions) == 4


def labour_saved(then: Then) -> bool:
    """The doorrekening is later than the note: as of its day there is none, and the papers say so.

    Productivity is a pillar of the calculation of its own.
    """
    said = then.says("bijlage-toezegging-motie")
    no_scenario = re.search("nog geen doorrekening", said)
    return then.release.scenario is None and no_scenario is not None


def experiment(then: Then) -> bool:
    found = then.initiative("shaping-the-future-of-work")
    started = found.period != "unknown" and str(found.period.start) == "2024"
    said = then.says("beslisnota", "pillar-3")
    return started and found.status is ActivityStatus.IMPLEMENTATION and "status: loopt" in said


def barriers(then: Then) -> bool:
    goals = then.initiative("shaping-the-future-of-work").goals
    said = then.says("brief", "gaps")
    return (
        bool(goals)
        and not any(one.measurable for one in goals)
        and "een doel" in said
        and "met maat, getal en jaar" in said
    )


def overview(then: Then) -> bool:
    said = then.says("brief", "gaps")
    return "initiatieven" in said and "Pijler 4" in then.says("bijlage-pijlers", "pillar-4")


def connecting(then: Then) -> bool:
    """Networks are drawn on the site beside a null model: a paper has no verdict on them."""
    said = then.says("bijlage-pijlers")
    return len(then.register.memberships) > 0 and "netwerkdichtheid" not in said


def steering(then: Then) -> bool:
    return then.register.bodies["koersoverleg"].level == "governing"


def core_groups(then: Then) -> bool:
    said = then.says("beslisnota", "pillar-4")
    return all(f"Kerngroep pijler {n}" in said for n in range(1, 5)) and "pijler 5" not in said


def being_set_up(then: Then) -> bool:
    own = [one for one in then.register.bodies.values() if one.id.startswith("kerngroep")]
    said = then.says("beslisnota", "pillar-4")
    return (
        len(own) == 4
        and all(one.status is BodyStatus.BEING_SET_UP for one in own)
        and not then.register.meetings
        and "“in oprichting”" in said
        and "“actief”" not in said
    )


def the_monitor(then: Then) -> bool:
    """The sentence with the gap is quoted nowhere in a paper: the monitor has a line of its own."""
    said = then.says("beslisnota", "pillar-4")
    return "Monitor AGDB" in said and "[..]" not in then.says("beslisnota")


def results(then: Then) -> list[str]:
    chapter = next(one for one in then.paper("beslisnota").chapters if one.ident == "results")
    return [" ".join(s.text for s in point.sentences)
            for block in chapter.blocks for point in getattr(block, "points", ())]  # fmt: skip


def open_list(then: Then) -> bool:
    found = results(then)
    kinds = all(re.search(r"[Ss]oort(:| is:)", one) for one in found)
    said = then.says("beslisnota", "results")
    return len(found) == 4 and kinds and "Deze lijst is niet uitputtend" in said


def launched(then: Then) -> bool:
    (found,) = (one for one in results(then) if "lancering van de Monitor" in one)
    return "Op welke dag, staat er niet." in found


def granted(then: Then) -> bool:
    (found,) = (one for one in results(then) if "210" in one)
    return "15" in found and "123 miljoen verleend" in found


def not_measured(then: Then) -> bool:
    (found,) = (one for one in results(then) if "aansluiting van onderwijs en arbeidsmarkt" in one)
    return "is niet gemeten" in found


def number_unknown(then: Then) -> bool:
    (found,) = (one for one in results(then) if "microchip-talent" in one)
    return "hoeveel het er zijn, staat er niet" in found and "Vraag EZ" not in found


def registrations(then: Then) -> bool:
    (found,) = (one for one in results(then) if "57" in one)
    every = " ".join(then.says(name) for name, code in then.papers if code == "nl")
    return "aanmelding" in found and "39 toegekende" not in every and "68%" not in every


PHRASES: Final[tuple[tuple[int, str, Callable[[Then], bool]], ...]] = (
    (1, "De kosten hiervoor worden geschat op € 1 mln. per jaar", cost_of_the_option),
    (2, "voor een minimale periode van 3 jaar", at_least_three_million),
    (3, "Hiervoor is geen financiering", no_money),
    (4, "wil het kabinet bedrijven helpen", purpose),
    (5, "genoeg mensen met de juiste technische en digitale kwaliteiten", skills_apart),
    (6, "groene en digitale transities", transitions),
    (7, "Werkgevers, werknemers en overheidsinstellingen werken samen", actors),
    (8, "voortgangsrapportage", whole_set),
    (9, "wordt kort ingegaan op verschillende ontwikkelingen", short_lines),
    (10, "die verband houden met, of zijn geïntensiveerd", relations),
    (11, "zoals het Aanvalsplan Techniek en Techkwadraat", named_first),
    (12, "per pijler een update", four_pillars),
    (13, "Verhogen instroom bètatechnisch onderwijs",
     titled(1, "Verhogen instroom bètatechnisch onderwijs")),
    (14, "Jongeren zoveel mogelijk kennismaken", reach),
    (15, "funderend, voortgezet als beroepsonderwijs", levels),
    (16, "randvoorwaarden zoals voldoende docenten", teachers),
    (17, "Behoud en vergroten instroom", two_blocks),
    (18, "duurzaam behoud van werkenden", retention),
    (19, "Sectorale Ontwikkelpaden", paths_once),
    (20, "Nationaal Versterkingsplan Microchip-talent", microchip),
    (21, "Arbeidsproductiviteitsgroei", titled(3, "Arbeidsproductiviteitsgroei")),
    (22, "verlagen van het tekort door productiviteit", labour_saved),
    (23, "Shaping the Future of Work, in 2024 gestart", experiment),
    (24, "barrières te doorbreken", barriers),
    (25, "overzicht te bieden", overview),
    (26, "samenwerking te versterken en stakeholders te verbinden", connecting),
    (27, "koersoverleg op bestuurlijk niveau", steering),
    (28, "kerngroepen per pijler met stakeholders", core_groups),
    (29, "opgestart", being_set_up),
    (30, "Monitor AGDB ontwikkeld om trends van [..] inzichtelijk te maken", the_monitor),
    (31, "Eerste resultaten zijn o.a.", open_list),
    (32, "lancering van de Monitor", launched),
    (33, "investering van 210 mln., 15 regionale pps'en versterkt", granted),
    (34, "aansluiting tussen onderwijs en arbeidsmarkt te verbeteren", not_measured),
    (35, "nieuw ontstane samenwerkingsverbanden", number_unknown),
    (36, "57 aanmeldingen vanuit de regio's voor Techkwadraat", registrations),
)  # fmt: skip
"""The phrases in their order in the note, shortened."""


@pytest.mark.parametrize(
    "check", [pytest.param(check, id=f"{number}-{phrase}") for number, phrase, check in PHRASES]
)
def test_a_phrase_of_the_note_is_said_as_it_may_be(
    then: Then, check: Callable[[Then], bool]
) -> None:
    assert check(then)


def test_no_phrase_is_left_out() -> None:
    assert [number for number, _, _ in PHRASES] == list(range(1, 37))


def test_papers_without_chapters_do_not_pass(then: Then) -> None:
    bare = {key: replace(one, chapters=()) for key, one in then.papers.items()}

    held = [phrase for _, phrase, check in PHRASES if holds(check, Then(then.release, bare))]

    assert held == [
        "wil het kabinet bedrijven helpen",
        "groene en digitale transities",
        "Werkgevers, werknemers en overheidsinstellingen werken samen",
        "voortgangsrapportage",
        "funderend, voortgezet als beroepsonderwijs",
        "samenwerking te versterken en stakeholders te verbinden",
        "koersoverleg op bestuurlijk niveau",
    ]  # what the register and the outline say themselves


def holds(check: Callable[[Then], bool], then: Then) -> bool:
    """Whether a check passes; a chapter that is not there is no pass."""
    try:
        return check(then)
    except (StopIteration, ValueError):
        return False
