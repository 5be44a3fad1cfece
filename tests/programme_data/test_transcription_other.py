"""Figures of Eurostat, DUO, ROA and UWV equal the series that they come from."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from agdb.programme.source import Source

from .figure import Row

DATASETS = {
    "eurostat:isoc_sks_itspt": ("eurostat (derived)", "isoc_sks_itspt"),
    "eurostat:educ_uoe_grad02": ("eurostat (derived)", "educ_uoe_grad02"),
    "eurostat:trng_lfse_04": ("eurostat", "trng_lfse_04"),
    "duo:hbo_gediplomeerden_2019": ("duo (sum over file)", "hbo_gediplomeerden_2019"),
    "duo:wo_gediplomeerden_2019": ("duo (sum over file)", "wo_gediplomeerden_2019"),
    "duo:examenkandidaten-2019-2024": (
        "duo (sum over file)",
        "examenkandidaten-en-geslaagden-2019-2024",
    ),
    "roa:ais-2030-ed2026": ("roa", "AIS tot 2030 editie 2026"),
    "uwv:spanningsindicator-2023q1": ("uwv (as reported)", "Spanningsindicator"),
}
FIELDS = {
    "technology": "techniek",
    "nature": "natuur",
    "economics": "economie",
    "behaviour-society": "gedrag en maatschappij",
    "health": "gezondheidszorg",
    "agriculture-environment": "landbouw en natuurlijke omgeving",
    "education": "onderwijs",
    "law": "recht",
    "language-culture": "taal en cultuur",
    "cross-sector": "sectoroverstijgend",
    "associate-degree": "hbo associate degree",
    "undivided": "wo ongedeelde opleiding",
    "postmaster": "wo postmaster",
}
MEASURES = {
    "job-openings": "baanopeningen_aantal",
    "expansion": "uitbreiding_aantal",
    "replacement": "vervanging_aantal",
    "itkb": "itkb_indicator",
    "tension": "huidige_indicator_2026Q1",
    "PC_EMP": "ICT specialists, share of employment",
    "THS_PER": "ICT specialists employed",
}
OCCUPATIONS = {
    "T": "totaal",
    "0713": "Elektrotechnisch ingenieurs",
    "0744": "Machinemonteurs",
    "0781": "Hulpkrachten bouw en industrie",
    "0812": "Databank- en netwerkspecialisten",
}


@pytest.mark.parametrize("dataset", sorted(DATASETS))
def test_each_row_is_a_row_of_the_series(
    dataset: str,
    figures: dict[str, list[Row]],
    other_series: list[dict[str, str]],
    sources: dict[str, Source],
) -> None:
    # Given the rows of the series, each with the parts of its label
    given = [
        ([part.strip() for part in row["dimension_labels"].split(";")], row)
        for row in other_series
        if (row["source"], row["dataset"]) == DATASETS[dataset]
    ]

    # When a row of ours is looked up by the parts that its codes stand for
    for row in figures[dataset]:
        wanted = _parts(dataset, row, sources[dataset])
        found = [
            other
            for parts, other in given
            if wanted <= set(parts) and other["period"] in _periods(row["period"])
        ]

        # Then there is exactly one, with this value and unit
        (other,) = found
        assert (other["value"], other["unit"].removesuffix(" (top value)")) == (
            row["value"],
            row["unit"],
        ), row.key


def _parts(dataset: str, row: Row, source: Source) -> set[str]:
    """Return what must stand in the label of the series for our row."""
    publisher, name = dataset.split(":")
    if name == "educ_uoe_grad02":
        field = {"F06": "ICT (F06)", "F07": "engineering (F07)"}[row["iscedf"]]
        return {"geo=NL", f"tertiary graduates {field}"}
    if publisher == "eurostat":
        # of two editions of NUTS the older stands first, and the series has the older
        theirs = {ours: code for code, ours in reversed(source.dimensions["geo"].codes.items())}
        measure = MEASURES.get(row["measure"])
        return {f"geo={theirs[row['geo']]}", *([measure] if measure else [])}
    if publisher == "roa":
        code = "999999" if row["Beroep"] == "T" else row["Beroep"]
        return {f"BRC {code}", MEASURES[row["measure"]]}
    if publisher == "uwv":
        return {"Nederland", OCCUPATIONS[row["occupation"]]}
    if "croho" in row.dimensions:
        level = name.split("_")[0]
        diploma = FIELDS.get(row["diploma"], f"{level} {row['diploma']}")
        return {FIELDS[row["croho"]], diploma}
    return {_exam(row["school"], row["profile"]), "examenkandidaten"}


def _exam(school: str, profile: str) -> str:
    """Return the label of DUO for a profile: `HAVO - N&T / N&G`, `VMBO B - techniek`."""
    if school != "vmbo":
        names = [f"{part[0].upper()}&{part[1].upper()}" for part in profile.split("+")]
        return f"{school.upper()} - {' / '.join(names)}"
    track, _, sector = profile.partition("-")
    sector = sector.replace("zorg-welzijn", "zorg & welzijn").replace("-", " ")
    return f"VMBO {track.upper()} - {sector}" if sector else f"VMBO {track.upper()}"


def test_breaks_that_eurostat_marks_stay_marked(
    figures: dict[str, list[Row]], other_series: list[dict[str, str]]
) -> None:
    given = [row for row in other_series if row["dataset"] == "trng_lfse_04" and row["flag"]]
    ours = [row for row in figures["eurostat:trng_lfse_04"] if row["status"]]

    assert sorted((r["period"], r["value"]) for r in given) == sorted(
        (r["period"], r["value"]) for r in ours
    )


def test_a_derived_series_says_so(sources: dict[str, Source]) -> None:
    for dataset in ("eurostat:isoc_sks_itspt", "duo:hbo_gediplomeerden_2019"):
        assert sources[dataset].derived


def _periods(ours: str) -> set[str]:
    """Return the ways in which the series write our period."""
    if "/" in ours and len(ours) == len("2023/24"):
        return {f"{ours[:4]}-{int(ours[:4]) + 1}", ours[:4]}  # DUO names a study year by its start
    return {ours.rpartition("/")[2].replace("-", "")}


def test_diplomas_of_duo_are_those_that_cbs_counts_in_the_same_study_year(
    figures: dict[str, list[Row]], specimens: Path
) -> None:
    # Given the hbo bachelors of CBS by study year, of another register and rounded to tens
    table = specimens / "cbs" / "85424NED" / "v3-typed-labelled-csv-20250422" / "85424NED.csv"
    with table.open(encoding="utf-8-sig", newline="") as stream:
        counted = {
            row["Perioden"].replace("/'", "/"): float(row["Gediplomeerden_1"])
            for row in csv.DictReader(stream, delimiter=";")
            if (row["Onderwijssoort"], row["Diplomasoort"])
            == ("Hoger beroepsonderwijs", "Bachelor")
            and row["Geslacht"].startswith("Totaal")
            and row["Opleidingsvorm"].startswith("Totaal")
        }
    # When those of DUO are added up, from its old file and from its portal
    ours: dict[str, float] = defaultdict(float)
    for dataset in ("duo:hbo_gediplomeerden_2019", "duo:p04hogdipl-hbo@2026-02"):
        for row in figures[dataset]:
            if (row["measure"], row["diploma"]) == ("diplomas", "bachelor") and row["value"]:
                ours[row["period"]] += float(row["value"])
    # Then ten study years agree within one per cent: hidden counts are left out of ours
    assert sorted(ours) == [f"{year}/{(year + 1) % 100:02}" for year in range(2014, 2024)]
    for period, number in ours.items():
        assert number == pytest.approx(counted[period], rel=0.01), period
