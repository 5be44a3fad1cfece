"""What leaves the site as data."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from python_calamine import load_workbook
from tests.publication.bicycles import edition_of

from agdb.publication.download.as_csv import as_csv
from agdb.publication.download.as_json_stat import JsonStatFiles
from agdb.publication.download.cells import ValueCells, columns
from agdb.publication.download.download import downloads
from agdb.publication.download.lines import ValueLines
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.results.release import Release
from agdb.statistics.columns import RESERVED


def files(release: Release, ident: str, language: Language) -> dict[str, bytes]:
    reading = Reading(release.computed[ident], release.programme, language)
    edition = edition_of(release, language)
    cells = ValueCells(edition, reading)
    return dict(downloads(edition, reading, cells, ValueLines(cells), JsonStatFiles(cells)))


@pytest.fixture
def school(release: Release, nl: Language) -> dict[str, bytes]:
    return files(release, "bicycles-to-school", nl)


def records(content: bytes) -> list[dict[str, str]]:
    lines = [line for line in content.decode().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(io.StringIO("\n".join(lines))))


def test_every_value_is_in_every_format(school: dict[str, bytes], release: Release) -> None:
    number = len(release.computed["bicycles-to-school"].values)
    sheet = load_workbook(io.BytesIO(school["xlsx"])).get_sheet_by_name("Cijfers").to_python()

    assert len(records(school["csv"])) == number
    assert len(json.loads(school["json"])["values"]) == number
    assert sheet[0][0] == "Leerlingen die op de fiets komen: alle cijfers"
    assert len(sheet) == number + 2


def test_the_columns_of_every_download_are_those_that_no_breakdown_may_be_called(
    release: Release, nl: Language
) -> None:
    for computed in release.computed.values():
        reading = Reading(computed, release.programme, nl)
        own = {one.id for one in computed.definition.breakdowns}

        names = {column.name for column in columns(reading)}
        assert {name for name in names if name.removesuffix("_name") not in own} <= RESERVED


def test_all_formats_give_the_same_rounded_number(school: dict[str, bytes]) -> None:
    sheet = load_workbook(io.BytesIO(school["xlsx"])).get_sheet_by_name("Cijfers").to_python()
    column = sheet[1].index("value")

    from_csv = [float(row["value"]) for row in records(school["csv"])]
    from_json = [row["value"] for row in json.loads(school["json"])["values"]]
    from_xlsx = [row[column] for row in sheet[2:]]

    assert from_csv == from_json == from_xlsx
    assert all(round(number, 1) == number for number in from_csv)


def test_metadata_tell_where_everything_comes_from(school: dict[str, bytes]) -> None:
    found: dict[str, Any] = json.loads(school["json"])["metadata"]

    assert found["release"] == "2025-04-22-0a1b2c3d4e"
    assert found["rounding"] == "half away from zero"
    assert found["page"] == "https://example.org/nl/indicator/bicycles-to-school/"
    numerator, denominator = found["inputs"]
    assert (numerator["transcription"], denominator["transcription"]) == (True, False)
    assert numerator["unit_origin"] == "documented"
    assert denominator["partial"] == "alleen bekostigd onderwijs"
    assert denominator["derived"] == "Afgerond door een ander."


def test_metadata_are_also_in_csv_and_workbook(school: dict[str, bytes]) -> None:
    about = load_workbook(io.BytesIO(school["xlsx"])).get_sheet_by_name("Herkomst").to_python()
    head = [line for line in school["csv"].decode().splitlines() if line.startswith("#")]

    assert ["inputs.1.checksum_sha256", "cd" * 32] in about
    (first,) = (line for line in head if line.startswith("# inputs.1: "))
    assert json.loads(first.partition(": ")[2])["citation"] == "Testbureau, Fietsen in bedrijf"
    assert any(line.startswith("# definition: ") for line in head)


def test_a_name_that_would_be_a_formula_is_words_in_csv(release: Release, nl: Language) -> None:
    regions = {
        code: region.model_copy(update={"names": {"nl": "=HYPERLINK(A1)", "en": "x"}})
        for code, region in release.programme.regions.items()
    }
    other = replace(release, programme=replace(release.programme, regions=regions))

    found = files(other, "bicycles-to-school", nl)

    assert {row["region_name"] for row in records(found["csv"])} == {"'=HYPERLINK(A1)"}
    assert json.loads(found["json"])["values"][0]["region_name"] == "=HYPERLINK(A1)"


def test_the_header_stays_where_readers_look_for_it() -> None:
    # Given an indicator that is made of very many data sets
    inputs = [dict.fromkeys(map(str, range(30)), "x") for _ in range(60)]

    lines = as_csv({"name": "Bikes", "inputs": inputs}, ("period", "value"), []).splitlines()

    assert lines.index(b"period,value") < 100


def test_a_gap_is_empty_in_csv_and_null_in_json(release: Release, nl: Language) -> None:
    made = files(release, "bicycles-stock", nl)

    told = {
        (row["region"], row["period"], row["kind"]): row["value"]
        for row in json.loads(made["json"])["values"]
    }
    assert {None} < set(told.values())
    for row in records(made["csv"]):
        value = told[row["region"], row["period"], row["kind"]]
        assert row["value"] == ("" if value is None else f"{value:.1f}")


def test_a_suppressed_value_is_empty_with_its_status_and_bounds(
    release: Release, nl: Language
) -> None:
    rows = records(files(release, "bicycles-stock", nl)["csv"])

    secret = next(row for row in rows if row["region"] == "PV29" and row["period"] == "2024-Q4")
    assert (secret["value"], secret["status"]) == ("", "Q")
    assert (secret["lower"], secret["upper"]) == ("10.0", "30.0")


def test_the_same_release_gives_the_same_bytes(
    school: dict[str, bytes], release: Release, nl: Language
) -> None:
    assert files(release, "bicycles-to-school", nl) == school


def test_an_indicator_that_waits_gives_its_metadata(release: Release, en: Language) -> None:
    lanes = files(release, "bicycles-lanes", en)

    assert json.loads(lanes["json"])["metadata"]["waiting_for"] == "test:lanes"
    assert json.loads(lanes["json"])["values"] == []
    assert records(lanes["csv"]) == []


def test_every_row_says_how_old_it_is_and_when_it_was_published(
    release: Release, en: Language
) -> None:
    # Given figures that their publisher dated, in a release of a later day
    computed = release.computed["bicycles-stock"]
    dated = tuple(replace(one, published="2025-02-14") for one in computed.inputs)
    later = replace(
        release,
        built=date(2027, 3, 1),
        computed={"bicycles-stock": replace(computed, inputs=dated)},
    )

    # When they are taken along
    found = files(later, "bicycles-stock", en)

    # Then each has its own age on that day, and the file that of the newest
    rows = {(row["region"], row["period"]): row for row in records(found["csv"])}
    newest, older = rows["NL01", "2024-Q4"], rows["NL01", "2020-Q4"]
    assert (newest["age_months"], newest["ageing"]) == ("26", "old")
    assert (older["age_months"], older["ageing"]) == ("74", "very-old")
    assert newest["published"] == "2025-02-14"
    about = json.loads(found["json"])["metadata"]
    assert (about["latest_age_months"], about["latest_ageing"]) == (26, "old")
    assert (about["ages_counted_on"], about["newer_known_from"]) == ("2027-03-01", None)
