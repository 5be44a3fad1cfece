"""An indicator is computed from the cells that its definition names, and from no others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import NOON

from agdb.errors import AgdbError, IndicatorError
from agdb.indicators.compute import compute
from agdb.indicators.workbench import Workbench
from agdb.programme.reading import read_programme
from agdb.release.build import build_release
from agdb.release.inputs import keep_embedded
from agdb.results.release import Release
from agdb.results.value import Computed, Value
from agdb.statistics.status import Finality, ObservationStatus
from agdb.statistics.structure import UnitOrigin
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

Edit = Callable[[str, str, str], Path]
BICYCLES = "indicators/roads/bicycles.yaml"
SHARE = "indicators/roads/electric-share.yaml"
FIGURES = "figures/bicycles.csv"


def built(folder: Path, data: Path) -> Release:
    """Build the programme in `folder` on a new warehouse."""
    programme, warehouse = read_programme(folder), Warehouse(data)
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    return build_release(programme=programme, warehouse=warehouse)


def one(computed: Computed, region: str, period: str, *codes: str) -> Value:
    """Return the one value with these labels."""
    (found,) = [
        v
        for v in computed.values
        if (v.region, v.period, tuple(c for _, c in v.breakdown)) == (region, period, codes)
    ]
    return found


def test_a_simple_indicator_shows_the_cells_with_their_status(cycling_release: Release) -> None:
    bicycles = cycling_release.computed["bicycles-number"]

    electric = one(bicycles, "NL01", "2024-Q2", "E")

    assert (electric.value, electric.status, electric.finality, electric.keys) == (
        33.0, ObservationStatus.NORMAL, Finality.PROVISIONAL, 1
    )  # fmt: skip


def test_the_publisher_code_comes_out_as_that_of_the_programme(cycling_release: Release) -> None:
    codes = {v.breakdown[0][1] for v in cycling_release.computed["bicycles-number"].values}

    assert codes == {"T", "E", "S"}  # K100 is the publisher's spelling of E


def test_a_blank_status_is_unknown_and_never_definitive(cycling_release: Release) -> None:
    total = one(cycling_release.computed["bicycles-number"], "NL01", "2024-Q1", "T")

    assert total.finality is Finality.UNKNOWN


def test_a_ratio_divides_cell_by_cell_and_counts_both(cycling_release: Release) -> None:
    share = one(cycling_release.computed["bicycles-electric-share"], "NL01", "2024-Q2")

    assert (share.value, share.keys, share.finality) == (30.0, 2, Finality.PROVISIONAL)


def test_a_zero_denominator_gives_no_value_and_says_why(cycling_release: Release) -> None:
    share = one(cycling_release.computed["bicycles-electric-share"], "PV20", "2024-Q1")

    assert (share.value, share.status) == (None, ObservationStatus.MISSING_CANNOT_EXIST)


def test_what_is_not_published_stays_so_and_is_not_zero(cycling_release: Release) -> None:
    share = one(cycling_release.computed["bicycles-electric-share"], "PV27", "2024-Q2")

    assert (share.value, share.status) == (None, ObservationStatus.MISSING)


def test_values_stand_in_the_order_of_region_breakdown_and_period(cycling_release: Release) -> None:
    order = [
        (v.region, "TES".index(v.breakdown[0][1]), v.period)
        for v in cycling_release.computed["bicycles-number"].values
    ]

    assert order == sorted(order)


def test_an_indicator_without_its_dataset_waits_and_names_the_command(
    cycling_release: Release,
) -> None:
    parking = cycling_release.computed["parking-places"]

    assert parking.values == ()
    assert parking.waiting is not None
    assert parking.waiting.command == "agdb import demo:parking FILE"


def test_the_unit_of_an_input_says_where_it_comes_from(cycling_release: Release) -> None:
    (used,) = cycling_release.computed["bicycles-number"].inputs

    assert used.unit_origin is UnitOrigin.DOCUMENTED
    assert used.unit_source == "the invented handbook, page 3"
    assert used.transcription
    assert used.citations == ("Invented table 1", "Invented table 2")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (BICYCLES, "measure: Bicycles", "measure: Cars", "has no measure 'Cars'; it has Bicycles"),
        (SHARE, "where: {Kind: E}", "where: {Kind: X}", "has no code 'X' in Kind"),
        (SHARE, ", where: {Kind: E}", "", "'Kind' of demo:bicycles is neither filtered nor shown"),
        (SHARE, "where: {Kind: E}", "where: {Kind: E, Colour: red}", "no dimension 'Colour'"),
        (BICYCLES, "unit: thousand-bicycles", "unit: percent", "the unit is 'percent' here"),
        ("sources/bicycles.yaml", "documented", "not-recorded", "neither recorded nor documented"),
        (FIGURES, "PV27,T", "PV29,T", "the programme does not know the region 'PV29'"),
    ],
)
def test_a_definition_that_the_data_contradict_is_one_sentence(
    edit: Edit, tmp_path: Path, name: str, old: str, new: str, sentence: str
) -> None:
    folder = edit(name, old, new)

    with pytest.raises(IndicatorError) as caught:
        built(folder, tmp_path / "var")

    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_members_that_overlap_cannot_be_added_up(edit: Edit, tmp_path: Path) -> None:
    edit("sources/bicycles.yaml", "    codes: {K100: E}", "    kind: facets\n    codes: {K100: E}")
    folder = edit(SHARE, "where: {Kind: E}", "where: {Kind: [E, S]}")

    with pytest.raises(IndicatorError, match=r"\(facets\) cannot be added up; name one code"):
        built(folder, tmp_path / "var")


@pytest.mark.slow
def test_several_codes_are_added_up_where_that_has_a_meaning(edit: Edit, tmp_path: Path) -> None:
    folder = edit(SHARE, "where: {Kind: E}", "where: {Kind: [E, S]}")

    share = built(folder, tmp_path / "var").computed["bicycles-electric-share"]

    assert (one(share, "NL01", "2024-Q2").value, one(share, "NL01", "2024-Q2").keys) == (100.0, 3)


@pytest.mark.slow
def test_a_ratio_of_two_vintages_is_refused(
    edit: Edit, programme_folder: Path, tmp_path: Path
) -> None:
    figures = (programme_folder / FIGURES).read_text("utf-8")
    later = figures.replace("demo:bicycles", "demo:later").replace("2025-01-10", "2025-02-10")
    (programme_folder / "figures" / "later.csv").write_text(later, "utf-8")
    source = (programme_folder / "sources" / "bicycles.yaml").read_text("utf-8")
    (programme_folder / "sources" / "later.yaml").write_text(
        source.replace("demo:bicycles", "demo:later").replace("bicycles.csv", "later.csv"), "utf-8"
    )
    folder = edit(
        SHARE, 'numerator: {dataset: "demo:bicycles"', 'numerator: {dataset: "demo:later"'
    )

    with pytest.raises(IndicatorError, match="different vintages"):
        built(folder, tmp_path / "var")


def test_as_of_a_date_before_the_data_everything_waits(
    cycling_release: Release, cycling_warehouse: Warehouse
) -> None:
    programme = cycling_release.programme
    with Engine(folders=(cycling_warehouse.root,)) as engine:
        computed = compute(
            programme.indicators["bicycles-number"],
            Workbench(
                programme=programme,
                warehouse=cycling_warehouse,
                engine=engine,
                as_of=date(2025, 1, 9),
            ),
        )

    assert computed.waiting is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [("PV27,T,2024-Q2,7.2", "PV27,T,2024-Q2,seven"), ("NL01,T,2024-Q2", "NL01,T,2024-Q1")],
)
def test_a_row_that_is_no_figure_leaves_the_warehouse_as_it_was(
    edit: Edit, tmp_path: Path, old: str, new: str
) -> None:
    folder = edit(FIGURES, old, new)

    with pytest.raises(AgdbError):
        built(folder, tmp_path / "var")

    assert not list((tmp_path / "var").rglob("*.parquet"))
