"""A v4 recording becomes exactly its observations, or nothing and one sentence."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.statistics.period import Frequency
from agdb.statistics.structure import DimensionKind, UnitOrigin
from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

TakeIn = Callable[[str, Path], DatasetVersion]
SMALL = "cbs:99999NED"


def cells(version: DatasetVersion, columns: str) -> list[tuple[Any, ...]]:
    with Engine(folders=(version.folder,)) as engine:
        return engine.rows(f"select {columns} from read_parquet('{version.parquet}') order by all")


def edit(path: Path, change: Callable[[Any], object]) -> None:
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def test_every_observation_arrives_with_its_codes_period_value_and_status(
    v4_folder: Path, take_in: TakeIn
) -> None:
    version = take_in(SMALL, v4_folder)
    found = cells(version, "measure, RegioS, period, frequency, value, status, finality, mark")
    assert version.rows == len(found) == 13
    assert found[:4] == [
        ("M000001_1", "NL01", "2024", "year", 7888.2, "A", "definitive", "None"),
        ("M000001_1", "NL01", "2024-Q4", "quarter", 403.7, "A", "revised-provisional", "None"),
        ("M000001_1", "NL01", "2025-Q1", "quarter", 401.0, "A", "provisional", "None"),
        ("M000001_1", "NL01", "2025X000", "other", 0.3, "A", "unknown", "None"),
    ]
    assert ("M000003_1", "PV27", "2024", "year", None, "M", "definitive", "Impossible") in found


def test_the_structure_keeps_titles_units_groups_and_typed_periods(
    v4_folder: Path, take_in: TakeIn
) -> None:
    structure = take_in(SMALL, v4_folder).structure
    first, second = structure.measures
    assert (first.title, first.unit, first.decimals) == ("Seizoengecorrigeerd", "x 1 000", 1)
    assert first.unit_origin is UnitOrigin.RECORDED
    assert first.group == ("Vacatures", "Openstaand")
    assert second.group == ("Vacatures", "Ontstaan")  # the same title, told apart
    assert structure.dimension_by_id["RegioS"].kind is DimensionKind.REGION
    assert [code.id for code in structure.dimensions[0].codes] == ["NL01", "PV27"]
    assert [code.period.frequency for code in structure.periods if code.period] == [
        Frequency.YEAR,
        Frequency.QUARTER,
        Frequency.QUARTER,
        Frequency.OTHER,
    ]
    assert structure.published == "2026-01-31T06:30:00+01:00"
    assert structure.licence == "https://creativecommons.org/licenses/by/4.0/"


def test_a_folder_without_manifest_speaks_for_itself(v4_folder: Path, take_in: TakeIn) -> None:
    (v4_folder / "index.json").unlink()
    version = take_in(SMALL, v4_folder)
    assert (version.rows, version.recorded.isoformat()) == (13, "2026-01-31")


def test_the_id_is_found_whatever_its_casing_and_kept_as_published(
    v4_folder: Path, take_in: TakeIn
) -> None:
    assert str(take_in("cbs:99999ned", v4_folder).id) == SMALL


def test_a_declared_slice_is_a_partial_dataset(v4_folder: Path, take_in: TakeIn) -> None:
    edit(v4_folder / "index.json", lambda d: d.update(sliceFilter="RegioS eq 'NL01'"))
    edit(v4_folder / "properties.json", lambda d: d.update(ObservationCount=900))
    partial = take_in(SMALL, v4_folder).partial
    assert partial == "only where RegioS eq 'NL01'; 13 of 900 observations"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"captureOnlySlice": {"periodFloor": "2020JJ00"}}, "only the slice"),
        ({"sampleOnly": True}, "only a sample"),
    ],
)
def test_other_ways_to_declare_a_slice_count_too(
    v4_folder: Path, take_in: TakeIn, change: dict[str, object], reason: str
) -> None:
    edit(v4_folder / "index.json", lambda d: d.update(change))
    assert str(take_in(SMALL, v4_folder).partial).startswith(reason)


def test_equal_titles_are_told_apart_by_the_group_id_where_groups_are_missing(
    v4_folder: Path, take_in: TakeIn
) -> None:
    (v4_folder / "index.json").unlink()
    (v4_folder / "measure-groups.json").unlink()
    groups = [measure.group for measure in take_in(SMALL, v4_folder).structure.measures]
    assert groups == [("G2",), ("G3",)]


def test_two_codes_for_one_period_stay_apart(v4_folder: Path, take_in: TakeIn) -> None:
    # Given a second code that reads as the fourth quarter of 2024
    edit(v4_folder / "codes-Perioden.json", lambda d: d["value"][3].update(Identifier="2024-Q4"))
    page = v4_folder / "observations-page-1.json"
    page.write_text(page.read_text().replace("2025X000", "2024-Q4"))
    # Then both codes are kept as they are, and no cell is lost
    periods = Counter(period for (period,) in cells(take_in(SMALL, v4_folder), "period"))
    assert periods["2024KW04"] == 4
    assert periods["2024-Q4"] == 1


def test_the_status_of_a_period_decides_and_not_its_description(
    v4_folder: Path, take_in: TakeIn
) -> None:
    # Given a period that is definitive and still described as provisional, as in 86355NED
    def contradict(codes: dict[str, Any]) -> None:
        for row in codes["value"]:
            row.update(Status="Definitief", Description="Voorlopige cijfers")

    edit(v4_folder / "codes-Perioden.json", contradict)
    version = take_in(SMALL, v4_folder)
    assert {finality for (finality,) in cells(version, "finality")} == {"definitive"}
    assert version.structure.periods[0].description == "Voorlopige cijfers"


Fault = Callable[[Path], object]
FAULTS: dict[str, tuple[Fault, str]] = {
    "a file that the manifest names is missing": (
        lambda d: (d / "codes-RegioS.json").unlink(),
        "index.json: the manifest names 'codes-RegioS.json', and there is no such file",
    ),
    "a page is broken JSON": (
        lambda d: (d / "observations-page-2.json").write_text(
            '{"@odata.context": "https://x/$metadata#Observations", "value": [{"Id": }]}'
        ),
        'Malformed JSON in file "observations-page-2.json"',
    ),
    "a page breaks off": (
        lambda d: (d / "observations-page-2.json").write_bytes(
            (d / "observations-page-2.json").read_bytes()[:-40]
        ),
        "observations-page-2.json: .*breaks off",
    ),
    "a page is recorded twice": (
        lambda d: edit(d / "observations-page-2.json", lambda o: o["value"].append(o["value"][0])),
        r"\[M000003_1 NL01 2024\]: the cell occurs 2 times",
    ),
    "an observation is gone": (
        lambda d: edit(d / "observations-page-2.json", lambda o: o["value"].pop()),
        "the recording holds 12 observations and claims 13",
    ),
    "the last page points to another": (
        lambda d: edit(
            d / "observations-page-2.json", lambda o: o.update({"@odata.nextLink": "https://x"})
        ),
        "a further page follows, and none is recorded",
    ),
    "a code list points to another page": (
        lambda d: edit(
            d / "codes-RegioS.json", lambda o: o.update({"@odata.nextLink": "https://x"})
        ),
        "codes-RegioS.json: the answer says that a further page follows",
    ),
    "an unknown region": (
        lambda d: edit(
            d / "observations-page-2.json", lambda o: o["value"][0].update(RegioS="PV99")
        ),
        "the code list of RegioS does not have 'PV99'",
    ),
    "an unknown period": (
        lambda d: edit(
            d / "observations-page-2.json", lambda o: o["value"][0].update(Perioden="2031JJ00")
        ),
        "the code list of period does not have '2031JJ00'",
    ),
    "an unknown measure": (
        lambda d: edit(d / "observations-page-2.json", lambda o: o["value"][0].update(Measure="X")),
        "the code list of measure does not have 'X'",
    ),
    "an observation without region": (
        lambda d: edit(d / "observations-page-2.json", lambda o: o["value"][0].pop("RegioS")),
        "the observation has no RegioS",
    ),
    "an impossible cell with a value": (
        lambda d: edit(d / "observations-page-2.json", lambda o: o["value"][0].update(Value=3)),
        r"\[M000003_1 NL01 2024\]: the observation and its status disagree",
    ),
    "an infinite value": (
        lambda d: (d / "observations-page-1.json").write_text(
            (d / "observations-page-1.json").read_text().replace("7888.2", "1e999")
        ),
        "not a number: inf",
    ),
    "an unknown status of a period": (
        lambda d: edit(d / "codes-Perioden.json", lambda o: o["value"][0].update(Status="Concept")),
        r"PeriodenCodes \[2024JJ00\]: the status 'Concept' of a period is not known",
    ),
    "a code twice in its list": (
        lambda d: edit(d / "codes-RegioS.json", lambda o: o["value"].append(o["value"][0])),
        "the code list of RegioS has 'NL01' twice",
    ),
    "a count that the manifest contradicts": (
        lambda d: edit(d / "index.json", lambda o: o.update(observationRows=12)),
        "counts 12 observations and CBS 13, and no slice is declared",
    ),
    "no count at all": (
        lambda d: edit(d / "properties.json", lambda o: o.pop("ObservationCount")),
        "the properties give no ObservationCount",
    ),
    "a manifest of another table": (
        lambda d: edit(d / "index.json", lambda o: o.update(tableId="82610NED")),
        "the manifest is of table '82610NED', the properties are of '99999NED'",
    ),
    "a manifest that is none": (
        lambda d: (d / "index.json").write_text("[]"),
        "index.json: not a manifest of a recording",
    ),
    "metadata that are no JSON": (
        lambda d: (d / "dimensions.json").write_text(
            '{"@odata.context": "https://x/$metadata#Dimensions", "value": 3}'
        ),
        "dimensions.json: not the JSON that CBS publishes here",
    ),
    "two tables in one folder": (
        lambda d: (d / "p2.json").write_bytes((d / "properties.json").read_bytes()),
        "the recording holds 2 files with Properties in place of one",
    ),
    "no measures": (
        lambda d: edit(d / "measure-codes.json", lambda o: o["value"].clear()),
        "the recording has no MeasureCodes",
    ),
    "no codes of a dimension": (
        lambda d: edit(d / "codes-RegioS.json", lambda o: o["value"].clear()),
        "the recording has no codes for dimension 'RegioS'",
    ),
    "a time dimension that is not listed": (
        lambda d: edit(d / "dimensions.json", lambda o: o["value"].pop(0)),
        r"\[M000001_1 NL01 2024/2025\]: the cell occurs 4 times",
    ),
    "a dimension with the name of a column": (
        lambda d: (
            edit(d / "dimensions.json", lambda o: o["value"][1].update(Identifier="Status")),
            edit(
                d / "codes-RegioS.json",
                lambda o: o.update({"@odata.context": "https://x/$metadata#StatusCodes"}),
            ),
        ),
        "dimension 'Status' has the name of another column",
    ),
    "a dimension that cannot be a column": (
        lambda d: (
            edit(d / "dimensions.json", lambda o: o["value"][1].update(Identifier='R"; drop')),
            edit(
                d / "codes-RegioS.json",
                lambda o: o.update({"@odata.context": "https://x/$metadata#RCodes"}),
            ),
        ),
        "has no codes for dimension",
    ),
    "no observations at all": (
        lambda d: (
            (d / "index.json").unlink(),
            [page.unlink() for page in d.glob("observations-*")],
        ),
        "the recording holds no observations, and 13 are claimed",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_one_sentence_and_leaves_nothing(
    v4_folder: Path, take_in: TakeIn, warehouse: Warehouse, fault: str
) -> None:
    # Given a recording with one fault
    plant, sentence = FAULTS[fault]
    plant(v4_folder)
    # When it is imported, then it is refused in one sentence that names the dataset
    with pytest.raises(SourceError, match=sentence) as refused:
        take_in(SMALL, v4_folder)
    assert "\n" not in str(refused.value)
    assert str(v4_folder.parent / "var") not in str(refused.value)
    # And the warehouse is as it was
    assert not warehouse.root.exists()


@pytest.mark.specimens
@pytest.mark.parametrize(
    ("table", "folder", "count"),
    [("85224NED", "v4-json-20260702", 4046), ("82610NED", "v4-json-20260702", 3863)],
)
def test_a_real_recording_arrives_cell_by_cell(
    specimens: Path, take_in: TakeIn, table: str, folder: str, count: int
) -> None:
    path = specimens / "cbs" / table / folder
    version = take_in(f"cbs:{table}", path)
    received = json.loads((path / "observations-page-1.json").read_text())["value"]
    statuses = {
        row["Identifier"].strip(): row["Status"]
        for row in json.loads((path / "codes-Perioden.json").read_text())["value"]
    }
    words = {
        "Definitief": "definitive",
        "NaderVoorlopig": "revised-provisional",
        "Voorlopig": "provisional",
        None: "unknown",
    }
    texts = {code.id: code.period.text for code in version.structure.periods if code.period}
    (dimension,) = version.structure.dimensions
    expected = {
        (
            row["Measure"].strip(),
            row[dimension.id].strip(),
            texts[row["Perioden"].strip()],
            row["Value"],
            row["ValueAttribute"],
            words[statuses[row["Perioden"].strip()]],
        )
        for row in received
    }
    found = cells(version, f"measure, {dimension.id}, period, value, mark, finality")
    assert version.rows == len(found) == len(received) == count
    assert set(found) == expected
    assert version.partial is None


@pytest.mark.specimens
def test_the_real_slice_is_marked_partial(specimens: Path, take_in: TakeIn) -> None:
    version = take_in("cbs:80590NED", specimens / "cbs" / "80590ned" / "v4-json-20260717")
    assert str(version.id) == "cbs:80590ned"
    assert version.rows == 5586
    assert str(version.partial).endswith("5586 of 67032 observations")


@pytest.mark.specimens
def test_a_real_recording_of_the_schema_alone_is_refused(specimens: Path, take_in: TakeIn) -> None:
    with pytest.raises(SourceError, match="holds no observations, and 305280 are claimed"):
        take_in("cbs:85554NED", specimens / "cbs" / "85554NED" / "v4-json-20260710")
