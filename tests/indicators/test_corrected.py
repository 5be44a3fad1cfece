"""A correction changes the values of its cell, travels with them, and stops when it is stale."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import NOON

from agdb.errors import ProgrammeError
from agdb.indicators.explain import explain
from agdb.indicators.workbench import Workbench
from agdb.programme.reading import read_programme
from agdb.release.build import build_release
from agdb.release.inputs import keep_embedded
from agdb.release.store import ReleaseStore
from agdb.results.release import Release
from agdb.results.value import Computed, Value
from agdb.statistics.status import ObservationStatus
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

ENTRY = """\
- id: {name}
  dataset: "demo:bicycles"
  cell: {{measure: Bicycles, codes: {{RegioS: NL01, Kind: {kind}}}, period: {period}}}
  expects: {{{expects}}}
  {becomes}
  reason: {{nl: Drukfout., en: Misprint.}}
  source: https://example.org/erratum
  who: A. Verzonnen
  decided: 2025-02-01
  recorded_from: {since}
"""
Build = Callable[..., Release]


@pytest.fixture
def build(programme_folder: Path, tmp_path: Path) -> Build:
    """Build the invented programme with one correction."""

    def do(
        *,
        becomes: str = "becomes: {value: 111.0}",
        expects: str = "value: 110.0",
        kind: str = "T",
        period: str = "2024-Q2",
        since: str = "2025-01-01",
    ) -> Release:
        folder = programme_folder / "corrections"
        folder.mkdir()
        text = ENTRY.format(
            name="misprint", kind=kind, period=period, expects=expects, becomes=becomes, since=since
        )
        (folder / "all.yaml").write_text(text, "utf-8")
        programme = read_programme(programme_folder)
        warehouse = Warehouse(tmp_path / "var")
        keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
        return build_release(programme=programme, warehouse=warehouse)

    return do


def national(computed: Computed, period: str = "2024-Q2") -> dict[str, Value]:
    """Return the national values of a period by kind."""
    return {
        "".join(code for _, code in value.breakdown): value
        for value in computed.values
        if (value.region, value.period) == ("NL01", period)
    }


def test_the_value_is_corrected_and_says_so(build: Build) -> None:
    bicycles = build().computed["bicycles-number"]

    values = national(bicycles)

    assert (values["T"].value, values["T"].corrections) == (111.0, ("misprint",))
    assert (values["E"].value, values["E"].corrections) == (33.0, ())


def test_what_is_made_of_the_cell_is_corrected_too(build: Build) -> None:
    share = national(build().computed["bicycles-electric-share"])[""]

    assert share.value == pytest.approx(100 * 33 / 111)
    assert share.corrections == ("misprint",)


def test_the_correction_travels_with_the_input(build: Build) -> None:
    (used,) = build().computed["bicycles-number"].inputs
    (applied,) = used.corrections

    assert applied.key == ("Bicycles", "NL01", "T", "2024-Q2")
    assert (applied.found, applied.made) == ("110, status A", "111")
    assert (applied.who, applied.source) == ("A. Verzonnen", "https://example.org/erratum")


def test_a_cell_may_lose_its_value_and_gain_a_status(build: Build) -> None:
    release = build(becomes="becomes: {value: null, status: Q, mark: x}")

    total = national(release.computed["bicycles-number"])["T"]

    assert (total.value, total.status) == (None, ObservationStatus.MISSING_SUPPRESSED)
    assert total.mark == "x"


def test_a_cell_may_be_dropped(build: Build) -> None:
    release = build(becomes="drop: true")

    assert "T" not in national(release.computed["bicycles-number"])
    (used,) = release.computed["bicycles-number"].inputs
    assert used.corrections[0].made == "dropped"


def test_a_sum_without_a_dropped_cell_says_that_it_was_corrected(
    build: Build, edit: Callable[[str, str, str], Path]
) -> None:
    edit("indicators/roads/electric-share.yaml", "where: {Kind: E}", "where: {Kind: [E, S]}")

    release = build(kind="S", expects="value: 77.0", becomes="drop: true")

    share = national(release.computed["bicycles-electric-share"])[""]
    assert (share.value, share.keys, share.corrections) == (30.0, 2, ("misprint",))


def test_versions_outside_its_days_are_left_alone(build: Build) -> None:
    total = national(build(since="2025-01-11").computed["bicycles-number"])["T"]

    assert (total.value, total.corrections) == (110.0, ())


@pytest.mark.parametrize(
    ("wrong", "line", "sentence"),
    [
        ({"expects": "value: 109.0"}, 4, "expects 109 and finds 110, status A in demo:bicycles"),
        ({"expects": "value: null"}, 4, "expects no value and finds 110"),
        ({"expects": "status: P"}, 4, "expects status P and finds 110, status A"),
        ({"expects": "mark: '*'"}, 4, "expects mark '*' and finds 110"),
        ({"period": "2030-Q1"}, 3, "no such cell in demo:bicycles of 2025-01-10"),
        ({"becomes": "becomes: {status: Q}"}, 5, "the cell would have 110 and status Q"),
        ({"kind": "T, Colour: red"}, 3, "the dimensions of demo:bicycles are RegioS, Kind"),
    ],
)
def test_what_does_not_fit_stops_the_build_with_file_and_line(
    build: Build, wrong: dict[str, str], line: int, sentence: str
) -> None:
    with pytest.raises(ProgrammeError) as caught:
        build(**wrong)

    assert sentence in str(caught.value)
    assert f"corrections/all.yaml:{line}: " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_release_keeps_its_corrections(
    build: Build, programme_folder: Path, tmp_path: Path
) -> None:
    release = build()
    store = ReleaseStore(tmp_path / "releases")

    store.keep(release, programme_folder=programme_folder)

    assert store.open().computed == release.computed


def test_an_explanation_shows_the_cell_as_corrected(build: Build, tmp_path: Path) -> None:
    release = build()
    warehouse = Warehouse(tmp_path / "var")
    with Engine(folders=(warehouse.root,)) as engine:
        found = explain(
            release.computed["bicycles-electric-share"],
            Workbench(programme=release.programme, warehouse=warehouse, engine=engine),
            region="NL01",
            period="2024-Q2",
            breakdown={},
        )

    assert [(cell.value, cell.correction) for cell in found.cells] == [
        (33.0, ""), (111.0, "misprint")
    ]  # fmt: skip
    assert found.inputs[1].corrections[0].found == "110, status A"
