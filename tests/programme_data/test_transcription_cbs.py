"""Figures of Statistics Netherlands equal the series and the recordings that they come from."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from agdb.programme.source import Source

from .figure import Row, period_of_code, period_of_label
from .label import code_of, region_codes

SERIES = (
    "84545NED",
    "80472ned",
    "80567ned",
    "83599NED",
    "85276NED",
    "85517NED",
    "83154NED",
    "84985NED",
    "82012NED",
    "80590ned",
)
RECORDINGS = ("85951NED", "85314NED", "85353NED", "85356NED", "85696NED", "86071NED")


@pytest.mark.parametrize("table", SERIES)
def test_a_series_of_statistics_netherlands_is_copied_to_the_letter(
    table: str,
    figures: dict[str, list[Row]],
    cbs_series: list[dict[str, str]],
    specimens: Path,
) -> None:
    # Given the series, keyed as the programme keys them
    regions = region_codes(specimens)
    given = {
        _series_key(row, regions): (row["value"], row["status"], _date(row["recorded"]))
        for row in cbs_series
        if row["table_id"] == table
    }

    # When our rows are looked up in them
    ours = figures[f"cbs:{table}"]

    # Then value, status and recorded date are the same
    for row in ours:
        assert given[row.key] == (row["value"], row["status"], row["recorded"]), row.key


@pytest.mark.parametrize("table", RECORDINGS)
def test_a_recording_of_statistics_netherlands_is_copied_exactly(
    table: str, figures: dict[str, list[Row]], specimens: Path
) -> None:
    regions = region_codes(specimens)
    file = specimens / "cbs" / table / "v3-typed-labelled-csv-20250422" / f"{table}.csv"
    ours = figures[f"cbs:{table}"]
    dimensions, measures = ours[0].dimensions, {row["measure"] for row in ours}
    given: dict[tuple[str, ...], str] = {}
    with file.open(encoding="utf-8-sig", newline="") as text:
        for line in csv.DictReader(text, delimiter=";"):
            codes = tuple(code_of(line[name], regions) for name in dimensions)
            period = period_of_label(line["Perioden"]) if "Perioden" in line else "2024"
            given |= {(m, *codes, period): line[m] for m in measures}

    for row in ours:
        assert Decimal(given[row.key]) == Decimal(row["value"]), row.key


@pytest.mark.parametrize("table", SERIES[1:9])
def test_no_period_of_a_copied_cell_is_left_out(
    table: str,
    figures: dict[str, list[Row]],
    cbs_series: list[dict[str, str]],
    specimens: Path,
) -> None:
    regions = region_codes(specimens)
    ours = {row.key for row in figures[f"cbs:{table}"]}
    copied = {key[:-1] for key in ours}
    given = {_series_key(row, regions) for row in cbs_series if row["table_id"] == table}

    assert {key for key in given if key[:-1] in copied} == ours


def test_the_table_by_age_is_the_one_recorded_in_parquet(
    figures: dict[str, list[Row]], specimens: Path, sources: dict[str, Source]
) -> None:
    folder = specimens / "cbs" / "82807NED" / "v4-parquet-20201114"
    file = folder / "cbs.82807NED_Observations.parquet"
    source = sources["cbs:82807NED"]
    theirs = {
        name: {ours: code for code, ours in note.codes.items()}
        for name, note in source.dimensions.items()
    }
    statement = (
        "select Value from read_parquet($file) where trim(Geslacht) = $Geslacht "
        "and trim(Persoonskenmerken) = $Persoonskenmerken "
        "and trim(BedrijfstakkenBranchesSBI2008) = $BedrijfstakkenBranchesSBI2008 "
        "and Perioden = $period"
    )
    rows = figures["cbs:82807NED"]

    for row in rows[:: max(1, len(rows) // 20)]:
        codes = {n: theirs[n][c] for n, c in zip(row.dimensions, row.codes, strict=True)}
        asked = codes | {"file": str(file), "period": f"{row['period']}JJ00"}
        (value,) = duckdb.execute(statement, asked).fetchall()
        assert Decimal(str(value[0])) == Decimal(row["value"]), row.key


def _series_key(row: dict[str, str], regions: dict[str, str]) -> tuple[str, ...]:
    labels = [row[f"dim{n}"] for n in range(1, 5) if row[f"dim{n}_name"]]
    codes = tuple(code_of(label, regions) for label in labels)
    return (row["measure_key"], *codes, period_of_code(row["period_code"]))


def _date(text: str) -> str:
    return text if "-" in text else f"{text[:4]}-{text[4:6]}-{text[6:]}"
