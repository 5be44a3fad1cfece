"""Two tables make one line where their overlap proves it, and stop the build where it does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import NOON
from tests.indicators.test_compute import built, one

from agdb.errors import IndicatorError, ProgrammeError
from agdb.files.recorded import RecordedFile
from agdb.indicators.compute import compute
from agdb.indicators.explain import check_paths, explain
from agdb.indicators.succession import by_table
from agdb.indicators.workbench import Workbench
from agdb.programme.reading import read_programme
from agdb.release.build import build_release
from agdb.release.inputs import keep_embedded
from agdb.results.value import stretches
from agdb.sources.contract import Origin, Recording
from agdb.sources.embedded.read import EmbeddedFigures
from agdb.statistics.identifier import DatasetId
from agdb.statistics.status import ObservationStatus
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

Edit = Callable[[str, str, str], Path]
BICYCLES = "indicators/roads/bicycles.yaml"
ROW = (
    "demo:cycles,Bicycles,NL01,{kind},{period},{value},,not-recorded,,,2025-06-10,Invented table 3"
)
SOURCE = """
id: demo:cycles
publisher: {nl: Verzonnen bureau, en: Invented bureau}
names: {nl: Rijwielen naar soort, en: Cycles by kind}
page: https://example.org/cycles
licence: CC BY 4.0
citation: {nl: "Verzonnen bureau, rijwielen", en: "Invented bureau, cycles"}
rhythm: quarter
embedded: figures/cycles.csv
succeeds:
  dataset: demo:bicycles
  joined: line
  tolerance: 1
  codes: {Kind: {E: [P, Q]}}
  because: {nl: Beide tellen hetzelfde., en: Both count the same.}
measures:
  Bicycles:
    names: {nl: Fietsen, en: Bicycles}
    unit: thousand-bicycles
    unit_origin: documented
    unit_source: the invented handbook, page 3
dimensions:
  RegioS:
    names: {nl: Regio, en: Region}
    kind: region
"""


@pytest.fixture
def succeed(programme_folder: Path, edit: Edit) -> Callable[..., Path]:
    """A table demo:cycles that succeeds demo:bicycles and is read by bicycles-number."""

    def write(rows: dict[tuple[str, str], float], source: str = SOURCE) -> Path:
        figures = programme_folder / "figures"
        header = (figures / "bicycles.csv").read_text("utf-8").splitlines()[0]
        lines = [ROW.format(kind=kind, period=p, value=v) for (kind, p), v in rows.items()]
        (programme_folder / "figures" / "cycles.csv").write_text(
            "\n".join([header, *lines]), "utf-8"
        )
        (programme_folder / "sources" / "cycles.yaml").write_text(source, "utf-8")
        return edit(BICYCLES, 'dataset: "demo:bicycles"', 'dataset: "demo:cycles"')

    return write


ONE_LINE = {
    ("T", "2024-Q2"): 110.4, ("T", "2024-Q3"): 120.0,
    ("P", "2024-Q2"): 20.0, ("Q", "2024-Q2"): 13.0,
    ("P", "2024-Q3"): 21.0, ("Q", "2024-Q3"): 14.0,
    ("P", "2024-Q4"): 22.0,
}  # fmt: skip


def test_the_newer_table_counts_and_the_older_one_fills_what_it_lacks(
    succeed: Callable[..., Path], tmp_path: Path
) -> None:
    bicycles = built(succeed(ONE_LINE), tmp_path / "var").computed["bicycles-number"]

    whole = [v for v in bicycles.values if (v.region, v.breakdown[0][1]) == ("NL01", "T")]
    assert [(v.period, v.value, v.table) for v in whole] == [
        ("2024-Q1", 100.0, 1), ("2024-Q2", 110.4, 0), ("2024-Q3", 120.0, 0)
    ]  # fmt: skip
    assert [*stretches(whole)] == [(1, "2024-Q1", "2024-Q1"), (0, "2024-Q2", "2024-Q3")]
    assert [(used.dataset, used.table) for used in bicycles.inputs] == [
        ("demo:cycles", 0), ("demo:bicycles", 1)
    ]  # fmt: skip


def test_a_code_that_was_split_is_the_sum_of_its_parts_and_never_of_one_of_them(
    succeed: Callable[..., Path], tmp_path: Path
) -> None:
    bicycles = built(succeed(ONE_LINE), tmp_path / "var").computed["bicycles-number"]

    electric = [v for v in bicycles.values if (v.region, v.breakdown[0][1]) == ("NL01", "E")]

    assert [(v.period, v.value, v.keys) for v in electric] == [
        ("2024-Q1", 25.0, 1), ("2024-Q2", 33.0, 1), ("2024-Q3", 35.0, 2)
    ]  # fmt: skip


def test_a_total_that_the_publisher_gives_itself_stands_before_a_sum_of_rounded_parts(
    succeed: Callable[..., Path], tmp_path: Path
) -> None:
    rounded = {**ONE_LINE, ("P", "2024-Q2"): 20.5, ("Q", "2024-Q2"): 13.0}

    bicycles = built(succeed(rounded), tmp_path / "var").computed["bicycles-number"]

    electric = {
        v.period: v for v in bicycles.values if (v.region, v.breakdown[0][1]) == ("NL01", "E")
    }
    assert (electric["2024-Q2"].value, electric["2024-Q2"].table) == (33.0, 1)
    assert (electric["2024-Q3"].value, electric["2024-Q3"].table) == (35.0, 0)


def test_every_value_is_explained_from_its_own_table(
    succeed: Callable[..., Path], tmp_path: Path
) -> None:
    programme, warehouse = read_programme(succeed(ONE_LINE)), Warehouse(tmp_path / "var")
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    release = build_release(programme=programme, warehouse=warehouse)
    computed = release.computed["bicycles-number"]

    with Engine(folders=(warehouse.root,)) as engine:
        check_paths(computed, Workbench(programme=programme, warehouse=warehouse, engine=engine))
        cells = {
            period: explain(
                computed,
                Workbench(programme=programme, warehouse=warehouse, engine=engine),
                region="NL01",
                period=period,
                breakdown={"make": "E"},
            ).cells
            for period in ("2024-Q1", "2024-Q3")
        }

    assert [cell.key for cell in cells["2024-Q1"]] == ["demo:bicycles|Bicycles|NL01|E|2024-Q1"]
    assert sorted(cell.key for cell in cells["2024-Q3"]) == [
        "demo:cycles|Bicycles|NL01|P|2024-Q3", "demo:cycles|Bicycles|NL01|Q|2024-Q3"
    ]  # fmt: skip
    assert [part.definition.metric.terms[0].selection.dataset for part in by_table(computed)] == [
        "demo:cycles", "demo:bicycles"
    ]  # fmt: skip


def test_tables_that_differ_by_more_than_declared_stop_the_build(
    succeed: Callable[..., Path], tmp_path: Path
) -> None:
    folder = succeed(ONE_LINE | {("T", "2024-Q2"): 111.5})

    with pytest.raises(IndicatorError) as caught:
        built(folder, tmp_path / "var")

    assert str(caught.value) == (
        f"{folder / 'sources' / 'cycles.yaml'}:10: demo:cycles has 111.5 and demo:bicycles has 110"
        " for bicycles-number NL01 2024-Q2 make=T, and two tables of one line may differ by 1;"
        " fetch both again, or write joined: break or never, and why."
    )


def test_a_successor_without_overlap_stops_the_build(
    succeed: Callable[..., Path], tmp_path: Path
) -> None:
    folder = succeed({("T", "2024-Q3"): 120.0})

    with pytest.raises(IndicatorError, match="have no period in common for bicycles-number NL01"):
        built(folder, tmp_path / "var")


def test_of_a_later_edition_of_one_table_one_series_can_prove_the_others(
    succeed: Callable[..., Path], tmp_path: Path
) -> None:
    rows = {("T", "2024-Q2"): 110.0, ("T", "2024-Q3"): 120.0, ("S", "2024-Q3"): 85.0}
    source = SOURCE.replace("tolerance: 1", "tolerance: 1\n  overlap: table")

    bicycles = built(succeed(rows, source), tmp_path / "var").computed["bicycles-number"]

    assert one(bicycles, "NL01", "2024-Q3", "S").value == 85.0


def test_what_is_not_one_line_is_never_joined(succeed: Callable[..., Path], tmp_path: Path) -> None:
    source = SOURCE.replace("joined: line", "joined: never").replace(
        "  tolerance: 1\n  codes: {Kind: {E: [P, Q]}}\n", ""
    )
    rows = {(kind, "2024-Q3"): 1.0 for kind in ("T", "E", "S")}

    bicycles = built(succeed(rows, source), tmp_path / "var").computed["bicycles-number"]

    assert {v.period for v in bicycles.values} == {"2024-Q3"}


def test_a_member_that_no_table_has_is_one_sentence(
    succeed: Callable[..., Path], tmp_path: Path
) -> None:
    folder = succeed({("T", "2024-Q2"): 110.0, ("T", "2024-Q3"): 120.0})
    figures = folder / "figures" / "bicycles.csv"
    rows = figures.read_text("utf-8").splitlines()
    figures.write_text("\n".join(row for row in rows if ",S," not in row), "utf-8")

    with pytest.raises(IndicatorError, match="none of demo:cycles, demo:bicycles has the code 'S'"):
        built(folder, tmp_path / "var")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("  tolerance: 1\n", "", "one line needs a tolerance"),
        ("joined: line", "joined: never", "only one line has a tolerance"),
        (
            "dataset: demo:bicycles",
            "dataset: demo:unicycles",
            "no source 'demo:unicycles'",
        ),
        ("dataset: demo:bicycles", "dataset: demo:cycles", "demo:cycles succeeds itself"),
    ],
)
def test_a_succession_that_makes_no_sense_is_one_sentence(
    succeed: Callable[..., Path], old: str, new: str, sentence: str
) -> None:
    folder = succeed(ONE_LINE, SOURCE.replace(old, new, 1))

    with pytest.raises(ProgrammeError, match=sentence):
        read_programme(folder)


def test_what_is_joined_by_a_break_is_shown_and_no_change_is_told_over_it(
    succeed: Callable[..., Path], tmp_path: Path
) -> None:
    source = SOURCE.replace("joined: line", "joined: break").replace("  tolerance: 1\n", "")

    bicycles = built(succeed(ONE_LINE | {("T", "2024-Q2"): 300.0}, source), tmp_path / "var")

    whole = [
        (v.period, v.value, v.status)
        for v in bicycles.computed["bicycles-number"].values
        if (v.region, v.breakdown[0][1]) == ("NL01", "T")
    ]
    assert whole == [
        ("2024-Q1", 100.0, ObservationStatus.NORMAL),
        ("2024-Q2", 300.0, ObservationStatus.BREAK),
        ("2024-Q3", 120.0, ObservationStatus.NORMAL),
    ]


def test_an_edition_that_only_fills_leaves_what_its_table_has(
    succeed: Callable[..., Path], tmp_path: Path
) -> None:
    source = SOURCE.replace("demo:cycles", "demo:bicycles@quoted").replace(
        "tolerance: 1", "tolerance: 1\n  only_fills: true"
    )
    folder = succeed({("T", "2024-Q2"): 110.4, ("T", "2024-Q3"): 120.0}, source)
    for path in (folder / BICYCLES, folder / "figures" / "cycles.csv"):
        text = path.read_text("utf-8").replace("demo:cycles", "demo:bicycles@quoted")
        path.write_text(text, "utf-8")

    bicycles = built(folder, tmp_path / "var").computed["bicycles-number"]

    assert (
        one(bicycles, "NL01", "2024-Q2", "T").value,
        one(bicycles, "NL01", "2024-Q3", "T").value,
    ) == (110.0, 120.0)


def test_another_table_cannot_only_fill(succeed: Callable[..., Path]) -> None:
    folder = succeed(ONE_LINE, SOURCE.replace("tolerance: 1", "tolerance: 1\n  only_fills: true"))

    with pytest.raises(ProgrammeError, match="is not an edition of demo:bicycles"):
        read_programme(folder)


def test_where_the_newer_table_has_everything_an_older_one_cannot_stop_the_build(
    succeed: Callable[..., Path], tmp_path: Path
) -> None:
    rows = {("T", "2024-Q1"): 300.0, ("T", "2024-Q2"): 310.0}
    folder = succeed(rows)
    edited = (folder / BICYCLES).read_text("utf-8").replace("members: [E, S]", "members: []")
    edited = edited.replace("divisions: [NL, PV]", "divisions: [NL]")
    (folder / BICYCLES).write_text(edited, "utf-8")
    kept = [
        row
        for row in (folder / "figures" / "bicycles.csv").read_text("utf-8").splitlines()
        if ",NL01,T," in row or row.startswith("dataset")
    ]
    (folder / "figures" / "bicycles.csv").write_text("\n".join(kept), "utf-8")
    programme, warehouse = read_programme(folder), Warehouse(tmp_path / "var")
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)

    with Engine(folders=(warehouse.root,)) as engine:
        bicycles = compute(
            programme.indicators["bicycles-number"],
            Workbench(programme=programme, warehouse=warehouse, engine=engine),
        )

    assert [value.value for value in bicycles.values] == [300.0, 310.0]


def test_an_extract_gives_way_to_the_table_itself_once_that_was_fetched_later(
    succeed: Callable[..., Path], tmp_path: Path
) -> None:
    # Given somebody's extract, and the table itself as its publisher has it, half a year later
    source = SOURCE.replace("demo:cycles", "demo:bicycles@quoted")
    folder = succeed({("T", "2024-Q2"): 110.4, ("T", "2024-Q3"): 120.0}, source)
    for path in (folder / BICYCLES, folder / "figures" / "cycles.csv"):
        text = path.read_text("utf-8").replace("demo:cycles", "demo:bicycles@quoted")
        path.write_text(text, "utf-8")
    programme, warehouse = read_programme(folder), Warehouse(tmp_path / "var")
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    later = (folder / "figures" / "bicycles.csv").read_text("utf-8")
    content = later.replace("2025-01-10", "2025-12-01").replace(
        "T,2024-Q2,110.0", "T,2024-Q2,140.0"
    )
    reader = EmbeddedFigures(programme.sources["demo:bicycles"], translating=True)
    files = (RecordedFile.of("bicycles.csv", content.encode()),)
    fetched = Recording(
        dataset=DatasetId.parse("demo:bicycles"),
        files=files,
        recorded=date(2025, 12, 1),
        origin=Origin.IMPORT,
        address="",
        publisher_date="",
        licence="CC BY 4.0",
    )
    warehouse.keep(fetched, reader=reader, received=NOON)

    # When the indicator is computed
    with Engine(folders=(warehouse.root,)) as engine:
        bicycles = compute(
            programme.indicators["bicycles-number"],
            Workbench(programme=programme, warehouse=warehouse, engine=engine),
        )

    # Then the extract has no part in it, and does not stop it either
    assert {used.dataset for used in bicycles.inputs} == {"demo:bicycles"}
    assert one(bicycles, "NL01", "2024-Q2", "T").value == 140.0
