"""OECD in its three forms: multipliers applied, labels beside codes, mixed frequencies apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError, StatisticsError
from agdb.sources.oecd.layout import cell_of
from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]
ID = "oecd:DSD_CYC@DF_CYC_LV"


def test_labels_stand_beside_codes_and_thousands_become_units(
    small: Path, take_in: TakeIn, cells: Cells
) -> None:
    version = take_in(ID.lower(), small / "oecd" / "labels.csv")
    assert str(version.id) == ID
    assert cells(version, "measure, REF_AREA, FREQ, period, value, status") == [
        ("KM.PS", "DEU", "A", "2023", None, "M"),
        ("KM.PS", "NLD", "A", "2023", 403_700.0, "A"),
        ("KM.PS", "NLD", "Q", "2023-Q4", 1.5, "E"),
    ]
    (measure,) = version.structure.measures
    assert (measure.title, measure.unit) == ("Kilometres", "Persons")
    assert version.structure.dimension_by_id["REF_AREA"].by_id["DEU"].title == "Germany"


def test_json_gives_series_with_their_attributes(
    small: Path, take_in: TakeIn, cells: Cells
) -> None:
    version = take_in(ID, small / "oecd" / "data.json")
    assert cells(version, "measure, REF_AREA, period, value, status, finality") == [
        ("PS", "DEU", "2023", None, "M", "unknown"),
        ("PS", "NLD", "2023", 403_700.0, "A", "unknown"),
        ("PS", "NLD", "2024", 404_000.0, "P", "provisional"),
    ]


def test_json_of_version_1_has_flat_observations(
    take_in: TakeIn, cells: Cells, tmp_path: Path
) -> None:
    # Given observations keyed by the position in every dimension
    dimensions = [
        {"id": "LOCATION", "values": [{"id": "NLD", "name": "Netherlands"}]},
        {"id": "TIME_PERIOD", "values": [{"id": "2022-Q4"}, {"id": "2023-Q1"}]},
    ]
    message = {
        "header": {"id": "x"},
        "dataSets": [{"observations": {"0:0": [1.5], "0:1": [2, None]}}],
        "structure": {"name": "CYC", "dimensions": {"observation": dimensions}},
    }
    path = tmp_path / "x.json"
    path.write_text(json.dumps(message))
    found = cells(take_in(ID, path), "measure, LOCATION, period, value")
    assert found == [("OBS_VALUE", "NLD", "2022-Q4", 1.5), ("OBS_VALUE", "NLD", "2023-Q1", 2.0)]


def message(
    small: Path,
    *,
    at: str,
    multiplier: str = "UNIT_MULT",
    key: str = ":0",
    by: tuple[str, ...] = (),
) -> dict[str, Any]:
    """The specimen with its multiplier of 3 said of the data set, a group, a series or each one."""
    found: dict[str, Any] = json.loads((small / "oecd" / "data.json").read_text("utf-8"))
    (data,), (structure,) = found["data"]["dataSets"], found["data"]["structures"]
    attributes = structure["attributes"]
    del data["series"]["0:0"]["attributes"], attributes["series"]
    said = {"id": multiplier, "values": [{"id": "3"}], "relationship": {"dimensions": list(by)}}
    if at == "observation":
        attributes["observation"].append(said)
        for series in data["series"].values():
            for row in series["observations"].values():
                row.append(0)
        return found
    attributes[at] = [said]
    if at == "dataSet":
        data["attributes"] = [0]
    elif at == "dimensionGroup":
        data["dimensionGroupAttributes"] = {key: [0]}
    else:
        for series in data["series"].values():
            series["attributes"] = [0]
    return found


LEVELS: list[dict[str, Any]] = [
    {"at": "dataSet"},
    {"at": "series"},
    {"at": "observation"},
    {"at": "dimensionGroup", "key": ":0", "by": ("UNIT_MEASURE",)},
    {"at": "dimensionGroup", "key": "0:", "by": ("REF_AREA",)},
    {"at": "dimensionGroup", "key": "0:0", "by": ("UNIT_MEASURE", "REF_AREA")},
    {"at": "dimensionGroup", "key": "0::", "by": ("REF_AREA",)},  # with a place for the time
    {"at": "dimensionGroup", "key": ":0"},  # of what is not said
    {"at": "dataSet", "multiplier": "POWERCODE"},  # as it was called before 2024
]


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
def test_a_multiplier_counts_wherever_it_is_said(
    small: Path, take_in: TakeIn, cells: Cells, tmp_path: Path, level: dict[str, Any]
) -> None:
    path = tmp_path / "data.json"
    path.write_text(json.dumps(message(small, **level)), "utf-8")

    found = cells(take_in(ID, path), "REF_AREA, period, value")

    assert found == [("DEU", "2023", None), ("NLD", "2023", 403_700.0), ("NLD", "2024", 404_000.0)]


def test_what_is_said_nearer_goes_first(
    small: Path, take_in: TakeIn, cells: Cells, tmp_path: Path
) -> None:
    # Given thousands for all, and units for one series
    told = message(small, at="dataSet")
    (data,), (structure,) = told["data"]["dataSets"], told["data"]["structures"]
    structure["attributes"]["series"] = [{"id": "UNIT_MULT", "values": [{"id": "0"}]}]
    data["series"]["0:0"]["attributes"] = [0]
    path = tmp_path / "data.json"
    path.write_text(json.dumps(told), "utf-8")

    assert cells(take_in(ID, path), "value")[:2] == [(403.7,), (404.0,)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d, s: d.update(groupAttributes=[]), "unknown field `groupAttributes`"),
        (lambda d, s: d["series"]["0:0"].update(group=[0]), "unknown field `group`"),
        (lambda d, s: s["attributes"].update(group=[]), "unknown field `group`"),
        (lambda d, s: d.update(dimensionGroupAttributes={"9": [0]}), "fits no sets of dimensions"),
        (lambda d, s: d.update(dimensionGroupAttributes={"0": [0]}), "fits no sets of dimensions"),
        (lambda d, s: d.update(dimensionGroupAttributes={"0:0": [1]}), "no value at place 1"),
        (lambda d, s: d.update(dimensionGroupAttributes={"x:": [0]}), "group does not fit"),
        (lambda d, s: d.update(dimensionGroupAttributes={"0:": [0, 0]}), "2 attributes are given"),
        (lambda d, s: d.update(action="Delete"), "the action is Delete"),
        (
            lambda d, s: s["attributes"]["dimensionGroup"][0].update(id="SCALE"),
            "the attribute 'SCALE' is not known",
        ),
        (
            lambda d, s: s.update(measures={"observation": [{"id": "A"}, {"id": "B"}]}),
            "more than one measure",
        ),
    ],
)
def test_what_may_change_a_value_and_is_not_understood_is_refused(
    small: Path,
    take_in: TakeIn,
    tmp_path: Path,
    change: Callable[[dict[str, Any], dict[str, Any]], object],
    sentence: str,
) -> None:
    told = message(small, at="dimensionGroup", key=":0")
    change(told["data"]["dataSets"][0], told["data"]["structures"][0])
    path = tmp_path / "data.json"
    path.write_text(json.dumps(told), "utf-8")
    with pytest.raises(SourceError, match=sentence):
        take_in(ID, path)


def test_an_export_mixes_frequencies_and_groups_and_keeps_them_apart(
    small: Path, take_in: TakeIn, cells: Cells
) -> None:
    version = take_in("oecd:CYC", small / "oecd" / "dp_live.csv")  # with a byte-order mark
    assert cells(version, "measure, LOCATION, FREQ, period, frequency, value, status") == [
        ("CYC.THND_PER", "NLD", "A", "2022", "year", 403.7, "A"),
        ("CYC.THND_PER", "NLD", "Q", "2022-Q4", "quarter", 101.2, "E"),
        ("CYC.THND_PER", "OECD", "M", "2022-12", "month", None, "M"),
    ]


@pytest.mark.parametrize(
    ("name", "rows"), [("hours_worked_oecd.csv", 1_985), ("employment_rate_oecd.csv.gz", 61_340)]
)
def test_recorded_exports_arrive_whole(
    specimens: Path, take_in: TakeIn, name: str, rows: int
) -> None:
    assert take_in("oecd:export", specimens / "oecd" / name).rows == rows


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("labels.csv", "403.7", "many", "labels.csv:2: 'many' is not a number"),
        ("labels.csv", ",E,Est", ",?,Est", "labels.csv:3: the status"),
        ("labels.csv", ",3,Thousands", ",x,Thousands", "multiplier 'x' is not a power of ten"),
        ("labels.csv", "UNIT_MULT", "UNIT_POWER", "'UNIT_POWER' is not known"),
        ("labels.csv", "levels (invented figures),I", "levels (invented figures),D", "action 'D'"),
        ("labels.csv", "OBS_VALUE", "OBS_WERT", "no column OBS_VALUE"),
        ("labels.csv", ",NLD,Netherlands,Q", ",,Netherlands,Q", "cannot be a code"),
        ("data.json", '"0:0"', '"0:0:0"', "key '0:0:0' does not fit 2 dimensions"),
        ("data.json", '"1:0"', '"2:0"', "no value at place 2"),
        ("data.json", "[404, 1]", "[404, 9]", "no value at place 9"),
        ("data.json", "[404, 1]", '["404", 1]', "no number first"),
        ("data.json", "TIME_PERIOD", "TIJD", "have no TIME_PERIOD"),
        ("data.json", "[404, 1]", "[404, 1.5]", "is not a position"),
        ("dp_live.csv", '"A","2022"', '"Q","2022"', "dp_live.csv:2: the period '2022' is not"),
        ("dp_live.csv", "403.7", "403,7", "dp_live.csv:2: 9 cells"),
        ("dp_live.csv", "403.7", "x", "dp_live.csv:2: 'x' is not a number"),
        ("dp_live.csv", '"E"', '"e"', "dp_live.csv:3: the status 'e'"),
    ],
)
def test_what_does_not_fit_is_refused(
    small: Path, take_in: TakeIn, tmp_path: Path, file: str, old: str, new: str, sentence: str
) -> None:
    path = tmp_path / file
    text = (small / "oecd" / file).read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(SourceError, match=sentence):
        take_in(ID if file == "labels.csv" else "oecd:CYC", path)


def test_an_error_of_the_service_is_one_sentence(take_in: TakeIn, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"meta": {}, "errors": [{"title": "No results found"}]}')
    with pytest.raises(SourceError, match=r"OECD answered with an error .*No results found"):
        take_in(ID, path)


def test_a_multiplier_keeps_the_decimals_exact() -> None:
    assert cell_of(0.1, "A", "3").value == 100.0
    assert cell_of(1.1, "", "-2").value == 0.011
    with pytest.raises(StatisticsError, match="beyond reason"):
        cell_of(1e300, "", "99")


@pytest.mark.parametrize("status", ["M", "L", "O"])
def test_a_status_of_no_value_goes_with_no_value(status: str) -> None:
    assert cell_of(None, status).status.has_value is False
    with pytest.raises(StatisticsError, match="stands beside a value"):
        cell_of(1.0, status)


def test_a_confidential_cell_is_suppressed_and_not_merely_missing() -> None:
    cell = cell_of(None, "C")
    assert (cell.status, cell.confidentiality, cell.mark) == ("Q", "C", "C")


def test_a_line_break_in_quotes_is_part_of_its_cell(
    small: Path, take_in: TakeIn, cells: Cells, tmp_path: Path
) -> None:
    path = tmp_path / "labels.csv"
    text = (small / "oecd" / "labels.csv").read_text("utf-8")
    path.write_text(
        text.replace("Cycling levels", '"Cycling\nlevels"')
        .replace('" (', " (")
        .replace("figures)", 'figures)"'),
        "utf-8",
    )
    version = take_in(ID, path)
    assert version.rows == 3
    assert version.structure.title == "Cycling levels (invented figures)"


@pytest.mark.parametrize(
    ("prepared", "recorded"),
    [("2026-02-03T10:11:12Z", "2026-02-03"), ("a moment ago", "2026-11-24")],
)
def test_a_message_is_of_the_day_on_which_it_was_prepared(
    small: Path, take_in: TakeIn, tmp_path: Path, prepared: str, recorded: str
) -> None:
    path = tmp_path / "data.json"
    text = (small / "oecd" / "data.json").read_text("utf-8")
    path.write_text(text.replace('"id": "x"', f'"id": "x", "prepared": "{prepared}"'), "utf-8")
    assert take_in(ID, path).recorded.isoformat() == recorded
