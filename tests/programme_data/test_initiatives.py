"""The initiatives of the register: placed, sourced, and in both languages."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from agdb.programme.geography.place import is_in, localities
from agdb.programme.plan import Plan
from agdb.programme.programme import Programme
from agdb.publication.page.initiatives.reach import codes
from agdb.register.register import Register

NUMBERS = {"1": "education", "2": "labour-market", "3": "productivity", "4": "governance"}
UNPLACED = {
    "sterk-techniekonderwijs",  # 78 regions of its own, of which no list was read
    "techkwadraat",  # 39 partnerships with a division of their own
    "regionaal-investeringsfonds-mbo",
    "techniek-centra",
    "smart-makers-academy",
}
"""Regional ones of which the sources name no region that the programme has."""


def test_every_initiative_of_the_list_is_there_under_its_pillars(
    register: Register, shared_figures: Path
) -> None:
    with (shared_figures / "initiatives.csv").open(encoding="utf-8", newline="") as file:
        given = [row["pillar"] for row in csv.DictReader(file)]

    assert sorted(tuple(NUMBERS[n] for n in pillars.split(";")) for pillars in given) == sorted(
        one.pillars for one in register.initiatives.values()
    )


def test_every_initiative_says_for_whom_it_is_in_every_language(
    register: Register, plan: Plan
) -> None:
    opens = {"nl": "Voor: ", "en": "For: "}
    for one in register.initiatives.values():
        assert one.summary is not None, one.id
        assert all(one.summary[code].startswith(opens[code]) for code in plan.languages), one.id


def test_every_regional_initiative_has_a_place_or_a_reason(register: Register) -> None:
    every = register.initiatives.values()

    assert {one.id for one in every if one.national is False and not one.regions} == UNPLACED
    assert all(one.national is False for one in every if one.regions)


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        # Overijssel: what lies in Twente and in Regio Zwolle, and the chip plan that names Twente
        ("PV23", {"beethoven-twente", "zonneplan-academy", "microchip-talent"}),
        ("AM05", {"beethoven-twente", "microchip-talent"}),
        # Noord-Brabant: Brainport is Zuidoost-Brabant
        (
            "PV30",
            {
                *("beethoven-brainport", "futuretec", "smart-craftsmanship-summa"),
                *("microchip-talent", "opschaling-pps"),
            },
        ),
        # Regio Zwolle lies in Drenthe for a part; what names the whole north is not counted there
        ("PV22", {"zonneplan-academy"}),
    ],
)
def test_a_province_has_the_initiatives_of_its_regions(
    programme: Programme, register: Register, region: str, expected: set[str]
) -> None:
    every = register.initiatives.values()

    assert {one.id for one in every if is_in(programme, codes(one), region)} == expected


def test_a_town_region_sees_the_plan_for_the_north_beside_its_own(
    programme: Programme, register: Register
) -> None:
    north = codes(register.initiatives["beethoven-noord-nederland"])

    assert is_in(programme, north, "LD01")
    assert not is_in(programme, north, "AM01")
    assert [one.wider for one in localities(programme, north, "AM01")] == [True]


def test_the_technology_scheme_for_schools_runs_to_2028(register: Register) -> None:
    # The regulation says 2025-2028; news items of early 2024 said 2029
    scheme = register.initiatives["sterk-techniekonderwijs"]

    assert scheme.period != "unknown"
    assert scheme.period.end == "2028"
    assert "stcrt-2024-11193" in (scheme.sources[0].url or "")
    assert scheme.remark is not None
    assert "2025 tot en met 2029" in scheme.remark["nl"]


PAPERS = {
    "agdb": "kst-29544-1173",
    "koersoverleg-agdb": "did=2025D31302",
    "landelijke-wervingscampagne": "did=2023D27912",
    "microchip-talent": "did=2024D45149",
    "productiviteitsagenda": "did=2025D37683",
    "strategie-digitale-economie": "did=2023D43911",
    "regionaal-investeringsfonds-mbo": "dus-i.nl",
}
"""What the main source of a government's own scheme is: the paper itself."""


@pytest.mark.parametrize(("ident", "paper"), PAPERS.items())
def test_a_fact_of_the_government_cites_its_own_paper(
    register: Register, ident: str, paper: str
) -> None:
    assert paper in (register.initiatives[ident].sources[0].url or "")


def test_both_readings_of_the_technology_plan_stand_side_by_side(register: Register) -> None:
    plan = register.initiatives["aanvalsplan-techniek"]

    assert plan.remark is not None
    assert plan.remark["nl"].startswith("Open vraag:")
    for part in ("25.000 vacatures per jaar", "10.000 per jaar", "60.000 vacatures in tien jaar"):
        assert part in plan.remark["nl"]
    cited = [source.url or "" for source in plan.sources]
    assert any("fnv.nl" in url for url in cited)
    assert any("netbeheernederland.nl" in url for url in cited)
