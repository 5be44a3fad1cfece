"""Quoted figures equal the published ones, and no goal is among them."""

from __future__ import annotations

import pytest

from .figure import Row

QUOTED = (
    "bedrijvenbeleid:techniekpact-2018",
    "cbs:85276NED@2025-Q4",
    "cbs:jonge-technici-2022",
    "ez:productiviteitsagenda-2025",
    "katapult:impactmeting-2019",
    "katapult:netwerk-2023",
    "ptvt:ngf-pps-2023",
    "ptvt:techkwadraat-2025",
    "seo:sto-regioplannen-2020",
    "techniekpact:arbeidsmarkt-nieuws2023",
    "techniekpact:ho-man-vrouw-editie2024",
    "techniekpact:nprofiel-editie2024",
    "techniekpact:onderwijs-artikel2024",
    "techniekpact:vmbo-editie2024",
    "techniekpact:werkzaam-technisch-editie2023",
    "topsector-ict:digitaal-geschoolden-2023",
    "topsector-ict:digitale-professionals-2024",
    "uwv:vacatures-kst-29544-1283",
    "uwv:vacatures-technisch-juni2024",
)
# The edition of June 2024 repeats the shares of these years in one sentence; the list of published
# figures has them under the address of an earlier edition.
REPEATED = {
    ("techniekpact:nprofiel-editie2024", school, year)
    for school in ("havo", "vwo")
    for year in ("2014/15", "2015/16", "2016/17")
}


CONTRADICTING = "katapult:tellingen-2023"


# The letter names it too; the list of published figures has it of the edition of June 2024 alone.
IN_THE_LETTER = {("uwv:vacatures-kst-29544-1283", "technical", "T", "2016-Q1")}


def test_what_the_letter_repeats_is_the_figure_of_the_edition_before_it(
    figures: dict[str, list[Row]],
) -> None:
    before = {row.key: row["value"] for row in figures["uwv:vacatures-technisch-juni2024"]}
    for dataset, *codes, period in IN_THE_LETTER:
        key = ("vacancies", *codes, period)
        assert [row["value"] for row in figures[dataset] if row.key == key] == [before[key]]


def test_two_publications_that_contradict_each_other_are_both_shown(
    figures: dict[str, list[Row]], published_figures: list[dict[str, str]]
) -> None:
    students = {row.codes: row for row in figures[CONTRADICTING] if row["measure"] == "students"}

    assert {codes: row["value"] for codes, row in students.items()} == {
        ("impact",): "134000", ("network",): "124000"
    }  # fmt: skip
    network = students["network",]
    assert network["value"] in {
        other["value"] for other in published_figures if other["source_url"] == network["citation"]
    }


def test_every_quoted_data_set_is_checked_here(figures: dict[str, list[Row]]) -> None:
    quoted = {d for d, rows in figures.items() if rows[0]["citation"].startswith("http")}

    assert quoted == {*QUOTED, CONTRADICTING}


@pytest.mark.parametrize("dataset", QUOTED)
def test_each_row_is_a_published_figure_with_its_address(
    dataset: str, figures: dict[str, list[Row]], published_figures: list[dict[str, str]]
) -> None:
    for row in figures[dataset]:
        if (dataset, *row.codes, row["period"]) in IN_THE_LETTER:
            continue
        repeated = row["measure"] == "share" and (dataset, row.codes[:1], row["period"]) in {
            (d, (s,), y) for d, s, y in REPEATED
        }
        found = [
            other
            for other in published_figures
            if other["value"] == row["value"]
            and other["unit"] == row["unit"]
            and other["region"] == "NL"
            and _period(other["period"]) == row["period"]
            and (repeated or other["source_url"] == row["citation"])
        ]
        assert found, (dataset, row.key)
        goals = [other for other in found if other["breakdown"].startswith(("doel", "ambitie"))]
        assert goals == [], (dataset, row.key)
        assert row["citation"] == row["unit_source"]


def test_one_data_set_is_one_edition(figures: dict[str, list[Row]]) -> None:
    # Pages of one edition: the general page and the one on men and women.
    for dataset in QUOTED:
        hosts = {row["citation"].split("/")[2] for row in figures[dataset]}
        assert len(hosts) == 1, dataset


def _period(text: str) -> str:
    """Return our printed period for one of the published figures: 2023Q4, 1974-2013, 2023/24."""
    if "Q" in text:
        return text.replace("Q", "-Q")
    return text.replace("-", "/") if len(text) == len("1974-2013") else text
