# ruff: noqa: E501 - a sentence reads best on one line
"""Known answers: the figure in front is of whom the name speaks, and the sentence says so.

Each is asked as of the period named, so that newer figures of the same series do not change it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from agdb.indicators.compute import compute
from agdb.indicators.headline import fronts
from agdb.indicators.workbench import Workbench
from agdb.programme.indicator import Indicator
from agdb.programme.programme import Programme
from agdb.programme.sentence import Slot, forms, pieces
from agdb.publication.reading.change import Course
from agdb.publication.reading.lead import change_told, course, newest_sentence
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import NO_BREAK, languages
from agdb.release.inputs import keep_embedded
from agdb.results.value import Computed
from agdb.statistics.period import Period
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse
from tests.conftest import NOON

Ask = Callable[[str, str, str], Reading]


@pytest.fixture(scope="module")
def computed(
    programme: Programme, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Computed]:
    """Return an indicator of the programme as computed from the embedded figures."""
    root: Path = tmp_path_factory.mktemp("headlines")
    warehouse = Warehouse(root)
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    done: dict[str, Computed] = {}

    def of(ident: str) -> Computed:
        if ident not in done:
            with Engine(folders=(warehouse.root,)) as engine:
                done[ident] = compute(
                    programme.indicators[ident],
                    Workbench(programme=programme, warehouse=warehouse, engine=engine),
                )
        return done[ident]

    return of


@pytest.fixture(scope="module")
def ask(programme: Programme, computed: Callable[[str], Computed]) -> Ask:
    """Return the reading of an indicator as of a period, in a language."""
    spoken = languages(programme.plan.languages)

    def reading(ident: str, until: str, language: str = "nl") -> Reading:
        found, last = computed(ident), Period.parse(until)
        values = tuple(v for v in found.values if Period.parse(v.period) <= last)
        return Reading(replace(found, values=values), programme, spoken[language])

    return reading


@pytest.mark.parametrize(
    ("ident", "period", "numbers"),
    [
        ("unemployment-technical", "2022", ["2.4"]),
        ("hourly-wage", "2023", ["23.90", "30.90"]),
        ("ageing-technical-branches", "2018", ["20.8", "17.0", "9.9"]),
        ("tension-occupations-roa", "2026-Q1", ["13.99"]),
        ("technically-trained-in-technical-occupation", "2022", ["43", "65"]),
        ("women-technical-choice-share", "2023/24", ["13", "27"]),
        ("digital-programmes-intake", "2019/20", ["6334", "3001"]),
        ("digital-programmes-women-share", "2019/20", ["9.4", "21.7"]),
        ("international-stay-rate", "2022", ["37"]),
        ("women-technical-occupations-share", "2022", ["16.5"]),
    ],
)
def test_the_figure_in_front_is_of_whom_the_name_speaks(
    ask: Ask, ident: str, period: str, numbers: list[str]
) -> None:
    reading = ask(ident, period, "nl")

    newest = [one.latest for one in reading.headlines]
    assert [str(point.number) for point in newest if point is not None] == numbers
    assert {point.period.text for point in newest if point is not None} == {period}


@pytest.mark.parametrize(
    ("ident", "period", "number"),
    [
        ("women-technical-occupations-share", "2022", "8.6"),
        ("women-technical-occupations-share", "2013", "6.4"),
        ("technical-occupations-employed", "2022", "594000"),
        ("technical-occupations-employed", "2013", "674000"),
    ],
)
def test_the_technical_crafts_are_what_the_source_leaves(
    ask: Ask, ident: str, period: str, number: str
) -> None:
    reading = ask(ident, period, "nl")
    (breakdown,) = reading.definition.breakdowns

    crafts = next(s for s in reading.parts(breakdown) if s.member == (("category", "craft"),))
    assert crafts.latest is not None
    assert (crafts.latest.period.text, str(crafts.latest.number)) == (period, number)
    assert reading.names.part(breakdown, "craft") == "Technische ambachten"


@pytest.mark.parametrize(
    ("ident", "period", "language", "sentence"),
    [
        ("companies-ai-2024", "2024", "nl",
         "In 2024 gebruikte 13% van de bedrijven met 2 of meer werkzame personen AI."),
        ("companies-ai-2024", "2024", "en",
         "In 2024, 13% of the companies with 2 or more persons employed used AI."),
        ("unemployment-technical", "2022", "nl",
         "In 2022 was 2,4% van de technisch opgeleiden in de beroepsbevolking werkloos; van de hele beroepsbevolking was dat 3,5%."),
        ("hourly-wage", "2023", "nl",
         "In 2023 was het mediane bruto-uurloon 23,90 euro in technische beroepen en 30,90 euro in ICT-beroepen, tegen 23,70 euro in alle beroepen."),
        ("ageing-technical-branches", "2018", "nl",
         "In 2018 was 20,8% van de werkenden in de industrie 55 tot 65 jaar; in de bouw was dat 17,0%, en in de informatie en communicatie 9,9%."),
        ("tension-occupations-roa", "2026-Q1", "nl",
         "In het 1e kwartaal van 2026 was de arbeidsmarkt het krapst voor elektrotechnisch ingenieurs: 13,99 openstaande vacatures voor elke kortdurig werkzoekende."),
        ("tension-occupations-roa", "2026-Q1", "en",
         "In the first quarter of 2026, the labour market was tightest for electrical engineers: 13.99 open vacancies for each short-term job seeker."),
        ("women-technical-occupations-share", "2022", "nl",
         "In 2022 was 16,5% van de mensen met een technisch beroep vrouw; in de technische ambachten was dat 8,6%, en in de ICT 17,2%."),
        ("vacancies-open", "2024-Q4", "nl",
         "Aan het eind van het 4e kwartaal van 2024 stonden er 403.700 vacatures open in de hele economie."),
        ("labour-productivity-growth", "2023", "nl",
         "In 2023 was de groei van de arbeidsproductiviteit in de commerciële sector negatief: −1,4%."),
        ("labour-productivity-growth", "2022", "nl",
         "In 2022 groeide de arbeidsproductiviteit in de commerciële sector met 2,0%."),
        ("women-technical-choice-share", "2023/24", "nl",
         "In schooljaar 2023/24 koos 13% van de vrouwen die met een hbo-opleiding begonnen bètatechniek, en 27% van de vrouwen die met een wo-opleiding begonnen."),
        ("technical-occupations-employed", "2022", "en",
         "In 2022, 1,847,000 people had a technical occupation, among them 594,000 in the technical crafts and 553,000 in ICT."),
    ],
)  # fmt: skip
def test_the_sentence_is_one_that_a_journalist_may_quote(
    ask: Ask, ident: str, period: str, language: str, sentence: str
) -> None:
    said = str(newest_sentence(ask(ident, period, language))).replace(NO_BREAK, " ")

    assert said == sentence


@pytest.mark.parametrize(
    ("ident", "period", "sentence", "where"),
    [
        ("women-technical-occupations-share", "2022",
         "In 2013 was het 12,6%; het nieuwste cijfer ligt 3,9 procentpunt hoger.", Course.WANTED),
        ("vwo-science-profile-share", "2023/24",
         "Dat is 1 procentpunt hoger dan een jaar eerder. Over een langere tijd is het beeld anders: in schooljaar 2016/17 was het 62%; het nieuwste cijfer ligt 2 procentpunt lager.",
         Course.UNSAID),
        ("vacancy-rate", "2024-Q4",
         "Dat is 1 vacature per 1.000 banen van werknemers minder dan een jaar eerder.", Course.NONE),
        ("labour-productivity-growth-ten-years", "2023",
         "Dat is 0,3 procentpunt minder dan een jaar eerder.", Course.OTHER),
        ("vwo-science-candidates-share", "2023/24",
         "Dat is 1,7 procentpunt lager dan een jaar eerder.", Course.OTHER),
    ],
)  # fmt: skip
def test_a_change_is_told_in_the_unit_with_the_wanted_direction(
    ask: Ask, ident: str, period: str, sentence: str, where: Course
) -> None:
    reading = ask(ident, period, "nl")

    assert (change_told(reading).replace(NO_BREAK, " "), course(reading)) == (sentence, where)


def test_every_indicator_has_a_sentence_that_says_its_own_figure(
    indicators: dict[str, Indicator],
) -> None:
    for indicator in indicators.values():
        assert indicator.sentence is not None, indicator.id
        for language, sentence in indicator.sentence.items():
            for text in forms(sentence).values():
                told = [piece for piece in pieces(text) if isinstance(piece, Slot)]
                assert told, (indicator.id, language)
                assert "cijfer voor" not in text, indicator.id
                assert "figure for" not in text, indicator.id


def test_every_indicator_with_figures_has_one_in_front(
    programme: Programme, computed: Callable[[str], Computed]
) -> None:
    country = programme.plan.country
    having = [one for one in map(computed, programme.indicators) if one.values]

    assert [one.definition.id for one in having if not fronts(one, country=country)] == []


def test_no_sentence_of_any_indicator_has_a_place_left_open(
    programme: Programme, computed: Callable[[str], Computed]
) -> None:
    for language in languages(programme.plan.languages).values():
        unknown = language.say("sentence.unknown")
        for one in map(computed, programme.indicators):
            said = str(newest_sentence(Reading(one, programme, language)))
            assert not re.search(r"[{}]", said), one.definition.id
            assert unknown not in said, one.definition.id
