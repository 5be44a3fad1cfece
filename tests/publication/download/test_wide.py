"""The table for people: the first sheet of the workbook, and a CSV that a spreadsheet opens."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from python_calamine import load_workbook

from agdb.publication.download.wide import wide_csv, wide_table
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language, languages
from agdb.results.release import Release

STOCK = "nl/indicator/bicycles-stock"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def reading(release: Release, nl: Language) -> Reading:
    return Reading(release.computed["bicycles-stock"], release.programme, nl)


def sheet(body: bytes, name: str) -> list[list[object]]:
    found = load_workbook(io.BytesIO(body)).get_sheet_by_name(name).to_python()
    return [list(row) for row in found]


def parts(body: bytes) -> dict[str, str]:
    with ZipFile(io.BytesIO(body)) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def test_a_dutch_spreadsheet_opens_the_csv_without_a_question(files: dict[str, bytes]) -> None:
    body = files[f"{STOCK}.table.csv"].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body), delimiter=";"))

    assert files[f"{STOCK}.table.csv"].startswith(b"\xef\xbb\xbf")
    assert rows[0][:3] == ["Periode", "Nederland", "Groningen"]
    assert rows[1][:2] == ["1e kwartaal 2015", "1210,0"]
    assert rows[-1][0] == "4e kwartaal 2024"
    assert {len(row) for row in rows} == {14}


def test_an_english_csv_has_commas_and_points(files: dict[str, bytes]) -> None:
    body = files["en/indicator/bicycles-stock.table.csv"].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body)))

    assert rows[0][:2] == ["Period", "The Netherlands"]
    assert rows[1][:2] == ["First quarter of 2015", "1210.0"]


def test_a_name_that_would_be_a_formula_is_words(reading: Reading) -> None:
    table = wide_table(reading)
    assert table is not None

    text = wide_csv(replace(table, heads=("=1+1", *table.heads[1:])), reading).decode()

    assert '"\'=1+1"' in text


def test_what_is_not_published_is_empty_and_never_zero(reading: Reading) -> None:
    table = wide_table(reading)
    assert table is not None
    zeeland = dict(zip(table.periods, table.columns[table.heads.index("Zeeland")], strict=True))

    assert zeeland["4e kwartaal 2024"] is None
    assert zeeland["2e kwartaal 2024"] is not None
    assert zeeland["1e kwartaal 2015"] is None
    assert not {"0", "0.0"} & {cell for column in table.columns for cell in column}


def test_two_regions_of_one_name_stay_apart(reading: Reading) -> None:
    plan = reading.programme
    regions = dict(plan.regions)
    regions["PV21"] = regions["PV21"].model_copy(update={"names": regions["PV20"].names})
    both = replace(reading, programme=replace(plan, regions=regions))

    table = wide_table(both)

    assert table is not None
    assert len(set(table.heads)) == len(table.heads)
    assert table.heads[1:3] == ("Groningen", "Groningen (provincie)")


def test_the_first_sheet_is_a_table_with_title_source_and_meaning_of_an_empty_cell(
    files: dict[str, bytes],
) -> None:
    book = files[f"{STOCK}.xlsx"]
    names = load_workbook(io.BytesIO(book)).sheet_names
    rows = sheet(book, names[0])

    assert names == ["Tabel", "Uitleg", "Cijfers", "Herkomst"]
    assert [sheet(book, name)[0][0] for name in names] == [
        "Fietsen in bedrijf",
        "Uitleg bij: Fietsen in bedrijf",
        "Fietsen in bedrijf: alle cijfers",
        "Fietsen in bedrijf: herkomst van de cijfers",
    ]
    assert rows[0][0] == "Fietsen in bedrijf"
    assert rows[1][0] == "In duizend fietsen."
    assert "Testbureau, Fietsen in bedrijf" in str(rows[2][0])
    assert rows[3][0] == "Een lege cel: geen cijfer. Waarom staat in blad Cijfers."
    assert rows[4][:3] == ["Periode", "Nederland", "Groningen"]
    assert rows[5][:2] == ["1e kwartaal 2015", 1210.0]
    assert all(any(cell != "" for cell in row) for row in rows)


def test_tables_are_marked_up_and_cover_what_they_say(files: dict[str, bytes]) -> None:
    found = parts(files[f"{STOCK}.xlsx"])
    tables = {
        root.attrib["name"]: root
        for name, body in found.items()
        if name.startswith("xl/tables/")
        for root in [ET.fromstring(body)]
    }

    assert set(tables) == {"figures", "notes", "observations"}
    figures = tables["figures"]
    heads = [one.attrib["name"] for one in figures.iter(f"{MAIN}tableColumn")]
    rows = sheet(files[f"{STOCK}.xlsx"], "Tabel")
    assert heads == rows[4]
    assert figures.attrib["ref"] == f"A5:N{len(rows)}"
    assert "<dc:language>nl</dc:language>" in found["docProps/core.xml"]
    assert "<dc:creator>Redactie Fietsmonitor</dc:creator>" in found["docProps/core.xml"]


def test_every_part_is_declared_and_every_link_between_parts_leads_somewhere(
    files: dict[str, bytes],
) -> None:
    found = parts(files[f"{STOCK}.xlsx"])
    declared = found["[Content_Types].xml"]

    for name, body in found.items():
        ET.fromstring(body)
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for target in (one.attrib["Target"] for one in ET.fromstring(body)):
                path = f"{folder}/{target}".lstrip("/")
                while "/../" in path:
                    before, _, after = path.partition("/../")
                    path = f"{before.rpartition('/')[0]}/{after}"
                assert path in found, (name, target)
        elif name != "[Content_Types].xml":
            assert f'PartName="/{name}"' in declared, name


def test_the_chart_is_of_the_series_in_front_and_leaves_gaps_open(files: dict[str, bytes]) -> None:
    chart = parts(files[f"{STOCK}.xlsx"])["xl/charts/chart1.xml"]

    assert chart.count("<c:ser>") == 1
    assert "<c:f>'Tabel'!$B$6:$B$44</c:f>" in chart
    assert '<c:dispBlanksAs val="gap"/>' in chart


def test_no_page_leads_to_an_empty_download(files: dict[str, bytes]) -> None:
    linked = {
        path
        for name, body in files.items()
        if name.endswith(".html")
        for path in (
            part.partition('"')[0].removeprefix("/") for part in body.decode().split('href="')[1:]
        )
        if "/indicator/" in path and path.endswith((".csv", ".xlsx", ".json"))
    }

    assert linked
    for path in linked:
        body = files[path]
        if path.endswith(".csv"):
            lines = [line for line in body.decode().splitlines() if not line.startswith("#")]
            assert len(lines) > 1, path
        elif path.endswith(".xlsx"):
            names = load_workbook(io.BytesIO(body)).sheet_names
            assert len(sheet(body, names[0])) > 5, path


def test_an_indicator_without_figures_has_no_table(release: Release) -> None:
    dutch = languages(("nl", "en"))["nl"]
    waiting = next(one for one in release.computed.values() if one.waiting is not None)

    assert wide_table(Reading(waiting, release.programme, dutch)) is None
