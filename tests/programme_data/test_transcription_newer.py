"""Figures of 2025 and 2026 equal the recordings that they come from, value and mark.

What is a byte copy of a publisher's answer is imported by the reader that reads it in real use.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from agdb.indicators.compute import compute
from agdb.indicators.workbench import Workbench
from agdb.programme.programme import Programme
from agdb.programme.source import Source
from agdb.sources.folder import open_recording
from agdb.sources.wrapped_reader import translated
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse
from tests.conftest import NOON

from .figure import Row, period_of_code

# The dataset, the recording, and the years that it holds.
ANSWERS = [
    ("isoc_eb_ai", "statistics-jsonstat-2025-upd20260227/isoc_eb_ai_2025.json", {"2025"}),
    ("isoc_cicce_use", "statistics-jsonstat-2025-upd20260227/isoc_cicce_use_2025.json", {"2025"}),
    ("isoc_eb_das", "statistics-jsonstat-2025-upd20260227/isoc_eb_das_2025.json", {"2025"}),
    ("isoc_e_dii", "statistics-jsonstat-2025-upd20260227/isoc_e_dii_2025.json", {"2025"}),
    (
        "isoc_eb_p3d",
        "sdmx-csv-2018-2022-upd20250717/estat_isoc_eb_p3d_en.csv",
        {"2018", "2020", "2022"},
    ),
]
_BRC = {"A000273": "08", "A000276": "0812", "A059353": "0813", "A059354": "0814"}
_CLASSES = {"A000273": "08", "A000274": "081", "A000277": "082"}


@pytest.fixture
def newer(specimens: Path) -> Path:
    """The folder with the recordings of 2025 and 2026."""
    folder = specimens / "newer"
    if not folder.is_dir():
        pytest.skip(f"the newer recordings are not at {folder}")
    return folder


@pytest.mark.parametrize(
    ("table", "recording", "years"),
    ANSWERS,
    ids=lambda one: "" if isinstance(one, set) else str(one),
)
def test_every_figure_is_in_the_answer_of_eurostat_as_the_reader_reads_it(
    table: str,
    recording: str,
    years: set[str],
    newer: Path,
    warehouse: Warehouse,
    sources: dict[str, Source],
    figures: dict[str, list[Row]],
) -> None:
    # Given the publisher's own bytes, imported as a user would
    name = f"eurostat:{table}"
    opened, reader = open_recording(
        DatasetId.parse(name), newer / "eurostat" / table / recording, today=date(2026, 11, 29)
    )
    version = warehouse.keep(opened, reader=translated(reader, sources[name]), received=NOON)
    rows = [row for row in figures[name] if row["period"] in years]
    dimensions = rows[0].dimensions
    with Engine(folders=(warehouse.root,)) as engine:
        engine.view("answer", version.parquet)
        columns = ", ".join(f'"{column}"' for column in dimensions)
        found = {
            (measure, *codes, period): (value, mark)
            for measure, *codes, period, value, mark in engine.rows(
                f"select measure, {columns}, period, value, mark from answer"
            )
        }

    # When each figure that we carry is looked up in it
    different = [
        row.key for row in rows if found.get(row.key) != (float(row["value"]), row["status"])
    ]

    # Then value and mark are the same
    assert rows
    assert different == []


@pytest.mark.parametrize(
    ("table", "recording", "indicator"),
    [
        (*ANSWERS[0][:2], "enterprises-ai"),
        (*ANSWERS[1][:2], "sme-cloud"),
        (*ANSWERS[2][:2], "enterprises-data-analytics"),
        (*ANSWERS[4][:2], "enterprises-robots"),
    ],
)
def test_the_answer_itself_can_take_the_place_of_what_was_copied(
    table: str,
    recording: str,
    indicator: str,
    newer: Path,
    warehouse: Warehouse,
    programme: Programme,
    figures: dict[str, list[Row]],
) -> None:
    # Given only the publisher's own bytes, with every country, size and subject in them
    name = f"eurostat:{table}"
    opened, reader = open_recording(
        DatasetId.parse(name), newer / "eurostat" / table / recording, today=date(2026, 11, 29)
    )
    reader = translated(reader, programme.sources[name])
    warehouse.keep(opened, reader=reader, received=NOON)

    # When the indicator is computed from it
    with Engine(folders=(warehouse.root,)) as engine:
        computed = compute(
            programme.indicators[indicator],
            Workbench(programme=programme, warehouse=warehouse, engine=engine),
        )

    # Then it has the values that were copied, of the country and the union, for these years
    years = {value.period for value in computed.values}
    copied = {
        (row.codes[-1], row["period"], row.codes[0]): float(row["value"])
        for row in figures[name]
        if row["period"] in years
    }
    found = {
        (value.region, value.period, value.breakdown[0][1]): value.value
        for value in computed.values
    }
    assert {key: value for key, value in found.items() if key in copied} == {
        key: value for key, value in copied.items() if key in found
    }
    assert {"NL01", "EU27_2020"} <= {region for region, _, _ in found.keys() & copied.keys()}


def _csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _thousands(row: dict[str, str]) -> float:
    return float(row["value"]) / 1000


def _occupations(newer: Path) -> Iterator[tuple[tuple[str, ...], float]]:
    for row in _csv(newer / "cbs/86320NED/derived-json-20260919/ict_occupations.csv"):
        codes = ("T", "T", _BRC[row["Beroep"]])
        yield (row["measure"], *codes, period_of_code(row["Perioden"])), _thousands(row)


def _new_vacancies(newer: Path) -> Iterator[tuple[tuple[str, ...], float]]:
    for row in _csv(newer / "cbs/85081NED/derived-json-20260919/new_vacancies_ict_occupations.csv"):
        codes = ("A-U", _CLASSES[row["Beroepenindeling"]])
        yield (row["measure"], *codes, period_of_code(row["Perioden"])), _thousands(row)


def _provinces(newer: Path) -> Iterator[tuple[tuple[str, ...], float]]:
    for row in _csv(newer / "cbs/83599NED/derived-json-20261006/open_vacancies_province.csv"):
        codes = (row["sector"].split()[0], row["RegioS"])
        yield (row["measure"], *codes, period_of_code(row["Perioden"])), float(row["value"])


def _branches(newer: Path) -> Iterator[tuple[tuple[str, ...], float]]:
    for (measure, branch, region, period), value in _provinces(newer):
        if region == "NL01":
            yield (measure, branch, period), value
    folder = newer / "cbs/83599NED/derived-json-20260919-ict"
    for row in _csv(folder / "open_vacancies_ict_sector.csv"):
        yield (row["measure"], "J", period_of_code(row["Perioden"])), _thousands(row)


def _adjusted(newer: Path) -> Iterator[tuple[tuple[str, ...], float]]:
    for row in _csv(newer / "cbs/80474ned/derived-json-20260919/vacancies_ict_sector_sa.csv"):
        yield (row["measure"], "J", period_of_code(row["Perioden"])), _thousands(row)


def _wages(newer: Path) -> Iterator[tuple[tuple[str, ...], float]]:
    for row in _csv(newer / "cbs/86355NED/derived-json-20261004/median_hourly_wage.csv"):
        if row["brc_code_ed2025"] in {"0761", "0814", "0821"}:
            year = period_of_code(row["Perioden"])
            yield ("k_50ePercentielMediaan_3", row["brc_code_ed2025"], year), float(row["value"])


def _groups(newer: Path) -> list[dict[str, float | str]]:
    path = newer / "cbs/85276NED_85517NED/derived-json-20260317/data.json"
    groups = json.loads(path.read_text("utf-8"))["occupations"]
    return [group for group in groups if group["categoryCode"] in {"07", "08"}]


def _of_groups(newer: Path) -> Iterator[tuple[tuple[str, ...], float]]:
    for group in _groups(newer):
        for period, name in (("2024-Q4", "jobsComparison"), ("2025-Q4", "jobs")):
            key = ("WerkzameBeroepsbevolking_1", "T", "T", str(group["code"]), period)
            yield key, float(group[name]) / 1000


def _medians(newer: Path) -> Iterator[tuple[tuple[str, ...], float]]:
    for group in _groups(newer):
        if group["medianHourlyPay"] is not None:
            key = ("k_50ePercentielMediaan_3", str(group["code"]), "2024")
            yield key, float(group["medianHourlyPay"])


def _limits(newer: Path) -> Iterator[tuple[tuple[str, ...], float]]:
    for group in _groups(newer):
        for limit, name in (("p25", "payP25"), ("p75", "payP75")):
            if group[name] is not None:
                yield ("hourly-wage", limit, str(group["code"]), "2024"), float(group[name])


SERIES: dict[str, Callable[[Path], Iterator[tuple[tuple[str, ...], float]]]] = {
    "cbs:86320NED": _occupations,
    "cbs:85081NED": _new_vacancies,
    "cbs:83599NED@2026-10-06": _provinces,
    "cbs:83599NED@2026-07-30": _branches,
    "cbs:80474ned": _adjusted,
    "cbs:86355NED": _wages,
    "cbs:85276NED@2026-03-17": _of_groups,
    "cbs:85517NED@2026-03-17": _medians,
    "cbs:85517NED-spreiding@2026-03-17": _limits,
}


@pytest.mark.parametrize("dataset", SERIES)
def test_each_figure_is_that_of_the_file_and_none_is_left_out(
    dataset: str, newer: Path, figures: dict[str, list[Row]]
) -> None:
    assert {row.key: float(row["value"]) for row in figures[dataset]} == dict(
        SERIES[dataset](newer)
    )


EXCERPTS = ("isoc_cicce_use", "isoc_e_dii", "isoc_eb_das", "isoc_ske_itrcrs", "isoc_ske_itspe")


@pytest.mark.parametrize("table", EXCERPTS)
def test_each_figure_of_an_earlier_year_is_a_line_of_the_excerpt(
    table: str, newer: Path, figures: dict[str, list[Row]]
) -> None:
    (path,) = (newer / "eurostat" / table).glob("sdmx-csv*/*.csv")
    lines = {
        (row["unit"], row["size_emp"], row["nace_r2"], row["indic_is"], row["geo"],
         row["TIME_PERIOD"]): (row["OBS_VALUE"], row["OBS_FLAG"])
        for row in _csv(path)
    }  # fmt: skip

    for row in figures[f"eurostat:{table}"]:
        *before, geo = row.codes
        key = (row["measure"], *before, geo.replace("NL01", "NL"), row["period"])
        if key in lines:
            assert (float(lines[key][0]), lines[key][1]) == (float(row["value"]), row["status"])
        else:
            assert row["period"] == "2025", row.key  # from the answer of that year


@pytest.mark.parametrize(
    ("table", "path"),
    [
        ("isoc_eb_ai", "isoc_eb_ai/derived-json-20260924-2021-2025/enterprises_ai.csv"),
        ("isoc_sk_dskl_i21", "isoc_sk_dskl_i21/derived-json-20260924/basic_digital_skills.csv"),
    ],
)
def test_each_derived_figure_of_the_country_and_the_union_is_carried(
    table: str, path: str, newer: Path, figures: dict[str, list[Row]]
) -> None:
    ours = {
        (row.codes[0], row.codes[-1].replace("NL01", "NL"), row["period"]): row
        for row in figures[f"eurostat:{table}"]
    }
    for row in _csv(newer / "eurostat" / path):
        if row["geo"] in {"NL", "EU27_2020"}:
            found = ours[row.get("size_emp") or row["ind_type"], row["geo"], row["time"]]
            assert (float(found["value"]), found["status"]) == (float(row["value"]), row["flag"])


def test_first_years_and_diplomas_of_hbo_are_the_sums_of_the_files(
    newer: Path, figures: dict[str, list[Row]]
) -> None:
    # Given the sums of the files of DUO, in which hidden cells are left out
    folder = newer / "duo" / "derived-hbo-20260223"
    total = sum(
        int(row["aantal_eerstejaars"])
        for row in _csv(folder / "hbo_eerstejaars_provincie_onderdeel.csv")
        if (row["jaar"], row["onderdeel"]) == ("2024", "TECHNIEK")
    )
    women = sum(
        int(row["aantal_eerstejaars"])
        for row in _csv(folder / "hbo_eerstejaars_sector_geslacht.csv")
        if (row["jaar"], row["onderdeel"], row["geslacht"]) == ("2024", "TECHNIEK", "VROUW")
    )
    diplomas = sum(
        int(row["aantal_gediplomeerden"])
        for row in _csv(folder / "hbo_gediplomeerden_sector_geslacht.csv")
        if (row["jaar"], row["onderdeel"]) == ("2023", "TECHNIEK")
    )

    # Then they are what we carry, and no count is negative
    intake = {row.key: float(row["value"]) for row in figures["duo:p02ho1ejrs-hbo@2026-02"]}
    earned = figures["duo:p04hogdipl-hbo@2026-02"]
    assert (total, women, diplomas) == (18694, 5272, 16212)
    assert intake["first-years", "technology", "2024/25"] == total
    assert intake["first-years-women", "technology", "2024/25"] == women
    assert diplomas == sum(
        float(row["value"])
        for row in earned
        if (row["measure"], row.codes[0], row["period"]) == ("diplomas", "technology", "2023/24")
    )
    assert min([*intake.values(), *(float(row["value"]) for row in earned)]) >= 0


def test_seasonally_adjusted_vacancies_of_2025_are_those_of_the_table_in_english(
    figures: dict[str, list[Row]], cbs_series: list[dict[str, str]]
) -> None:
    # Given what a text quotes of the table, and the first figure of the last quarter
    quoted = {
        period_of_code(row["period_code"]): row["value"]
        for row in cbs_series
        if row["table_id"] == "84545ENG"
    }

    ours = {row["period"]: row["value"] for row in figures["cbs:84545NED@2025-Q4"]}

    assert quoted == {"2025-Q1": "394.2", "2025-Q2": "388.7", "2025-Q3": "385.4"}
    assert ours == {"2024-Q4": "404", **quoted, "2025-Q4": "380"}
