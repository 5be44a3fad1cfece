"""Published figures come out again from another source than the quotation itself.

The sources are recordings of the tables that the publications quote, or counts from another page
of the same edition. What cannot be reproduced is listed with the reason in docs/limits-data.md.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from agdb.statistics.number import rounded

Published = list[dict[str, str]]
VACANCIES = {
    "openstaande_vacatures_cbs": "OpenstaandeVacatures_1",
    "ontstane_vacatures_cbs": "OntstaneVacatures_2",
    "vervulde_vacatures_cbs": "VervuldeVacatures_3",
}


def test_quoted_vacancies_are_those_of_the_recorded_table(
    published_figures: Published, specimens: Path
) -> None:
    """https://www.cbs.nl/nl-nl/cijfers/detail/80472ned"""
    recorded = {
        (row["Bedrijfskenmerken"].split(" ")[0], row["Perioden"].strip()): row
        for row in _recording(specimens, "80472ned")
    }
    quoted = [row for row in published_figures if row["indicator"] in VACANCIES]
    assert len(quoted) == 45

    for row in quoted:
        branch = row["breakdown"].removeprefix("sbi=").split(" ")[0]
        cell = recorded[branch, _period_label(row["period"])][VACANCIES[row["indicator"]]]
        assert float(cell) == float(row["value"]), (row["period"], row["breakdown"])


def test_quoted_occupations_are_those_of_the_recorded_table(
    published_figures: Published, specimens: Path
) -> None:
    """https://www.cbs.nl/nl-nl/cijfers/detail/85276NED"""
    recorded = {
        row["Beroep"].split(" ")[0].strip(): row["WerkzameBeroepsbevolking_1"]
        for row in _recording(specimens, "85276NED")
        if row["Perioden"].strip() == "2024 4e kwartaal"
    }
    quoted = [
        row
        for row in published_figures
        if (row["indicator"], row["period"]) == ("werkzame_beroepsbevolking_brc", "2024Q4")
    ]
    assert len(quoted) == 7

    for row in quoted:
        occupation = row["breakdown"].removeprefix("beroepsklasse=").split(" ")[0]
        assert recorded[occupation.replace("totaal", "Totaal")] == row["value"]


def test_the_quoted_employed_labour_force_of_2017_is_that_of_the_old_table(
    published_figures: Published, specimens: Path
) -> None:
    """https://www.cbs.nl/nl-nl/cijfers/detail/83359NED: 8,579 thousand; 82808NED has it too.

    By occupation the two differ (class 07: 1,222 and 1,232): that was revised later.
    """
    (recorded,) = [
        row["WerkzameBeroepsbevolking_1"]
        for row in _recording(specimens, "82808NED")
        if (row["Beroep"].strip(), row["Perioden"].strip()) == ("Totaal", "2017")
    ]
    quoted = _value(published_figures, "werkzame_beroepsbevolking_brc", "2017", "totaal", "83359")

    assert float(recorded) == quoted


def test_quoted_growth_of_technical_occupations_follows_from_the_counts(
    published_figures: Published,
) -> None:
    """Growth since 2013: 24 % in 2022, 25 % in 2023, ICT 96 % in 2022 (news of 2023 and 2024)."""
    sexes = ("geslacht=man", "geslacht=vrouw")
    page = "mv-kenmerken-technische-arbeidsmarkt"
    count = {
        (year, kind): sum(
            _value(published_figures, "werkzame_technisch_beroep", year, sex + kind, page)
            for sex in sexes
        )
        for year in ("2013", "2022")
        for kind in ("", ";beroepscategorie=ICT")
    }
    later = _value(published_figures, "werkzame_technisch_beroep", "2023", "totaal", "krapte")

    for indicator, year, now, base in (
        ("groei_technisch_beroep_sinds_2013", "2022", count["2022", ""], count["2013", ""]),
        ("groei_technisch_beroep_sinds_2013", "2023", later, count["2013", ""]),
        (
            "groei_ict_beroep_sinds_2013",
            "2022",
            count["2022", ";beroepscategorie=ICT"],
            count["2013", ";beroepscategorie=ICT"],
        ),
    ):
        quoted = _value(published_figures, indicator, year, "totaal", "techniekpact")
        assert float(rounded((now / base - 1) * 100, decimals=0)) == quoted, (indicator, year)


def test_the_quoted_tension_follows_from_vacancies_and_short_term_unemployed(
    published_figures: Published,
) -> None:
    """UWV: 432,900 vacancies and 100,314 people, quoted elsewhere as 4.32."""
    vacancies = _value(published_figures, "openstaande_vacatures_uwv", "2023Q1", "totaal", "uwv")
    people = _value(published_figures, "kortdurend_werklozen_ww", "2023Q1", "totaal", "uwv")
    quoted = _value(published_figures, "spanningsindicator", "2023Q1", "totaal", "accountancy")

    assert float(rounded(vacancies / people, decimals=2)) == quoted


def test_technical_and_ict_vacancies_add_up_to_the_quoted_sum(published_figures: Published) -> None:
    """End of 2023: 78,900 technical and 26,200 in ICT make 105,100."""
    parts = [
        _value(published_figures, "openstaande_vacatures", "2023Q4", f"beroepsklasse={kind}", "")
        for kind in ("technisch", "ICT")
    ]
    whole = "beroepsklasse=technisch+ICT"

    assert sum(parts) == _value(published_figures, "openstaande_vacatures", "2023Q4", whole, "")


def test_the_share_of_ict_specialists_in_the_country_report_is_that_of_the_series(
    published_figures: Published, other_series: list[dict[str, str]]
) -> None:
    """Digital Decade country report 2024: 6.9 % in 2023."""
    quoted = _value(
        published_figures, "aandeel_ict_specialisten_eurostat", "2023", "totaal", "2024"
    )
    (series,) = [
        float(row["value"])
        for row in other_series
        if (row["dataset"], row["period"]) == ("isoc_sks_itspt", "2023")
        and row["unit"].startswith("%")
    ]

    assert series == quoted


def test_the_quoted_unemployment_rate_of_2022_is_that_of_the_recorded_table(
    published_figures: Published, specimens: Path
) -> None:
    """https://www.cbs.nl/nl-nl/cijfers/detail/85224NED: 3.5 %, on the level of the new survey.

    The 4.8 % quoted for 2018 is of before the revision; the table has 4.9.
    """
    quoted = _value(published_figures, "werkloosheid_totaal", "2022", "totaal", "techniekpact")
    (recorded,) = [
        row["Value"]
        for row in _observations(specimens, "85224NED", "v4-json-20260702")
        if (row["Measure"], row["Perioden"], row["SeizoenEnWerkdagcorrectie"])
        == ("M001906", "2022JJ00", "A042501")
    ]

    assert recorded == quoted


def test_the_anchors_stand_in_the_recordings_themselves(specimens: Path) -> None:
    """Statistics Netherlands: 403.7 thousand vacancies, 3.8 % unemployed, 547 thousand in ICT."""
    (vacancies,) = [
        row["VacaturesSeizoengecorrigeerdOpenstaand_1"]
        for row in _recording(specimens, "84545NED")
        if row["Perioden"].strip() == "2024 4e kwartaal"
    ]
    (unemployed,) = [
        row["Value"]
        for row in _observations(specimens, "80590ned", "v4-json-20260717")
        if (row["Measure"], row["Perioden"]) == ("M004210", "2026MM06")
        and (row["Geslacht"].strip(), row["Leeftijd"].strip()) == ("T001038", "52052")
    ]
    (ict,) = [
        row["WerkzameBeroepsbevolking_1"]
        for row in _recording(specimens, "85276NED")
        if row["Beroep"].startswith("08 ") and row["Perioden"].strip() == "2024"
    ]

    assert (float(vacancies), unemployed, float(ict)) == (403.7, 3.8, 547)


def _observations(specimens: Path, table: str, recording: str) -> list[dict[str, Any]]:
    file = specimens / "cbs" / table / recording / "observations-page-1.json"
    rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["value"]
    return rows


def _recording(specimens: Path, table: str) -> list[dict[str, str]]:
    file = specimens / "cbs" / table / "v3-typed-labelled-csv-20250422" / f"{table}.csv"
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text, delimiter=";"))


def _period_label(period: str) -> str:
    year, _, quarter = period.partition("Q")
    return f"{year} {quarter}e kwartaal" if quarter else f"{year} jaargem. /jaartotaal"


def _value(rows: Published, indicator: str, period: str, breakdown: str, address: str) -> float:
    """Return the one published value for the Netherlands whose address has `address` in it."""
    (found,) = {
        row["value"]
        for row in rows
        if (row["indicator"], row["period"], row["breakdown"]) == (indicator, period, breakdown)
        and row["region"] == "NL"
        and address in row["source_url"]
    }
    return float(found)
