"""A value is run back to its cells, and the cells must still be the same ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import NOON

from agdb.errors import IndicatorError
from agdb.indicators.compute import compute
from agdb.indicators.explain import check_paths, explain
from agdb.indicators.workbench import Workbench
from agdb.programme.reading import read_programme
from agdb.release.inputs import keep_embedded
from agdb.results.provenance import Explanation
from agdb.results.release import Release
from agdb.results.value import Computed, Value
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse


def explained(
    computed: Computed, release: Release, warehouse: Warehouse, region: str, period: str, **b: str
) -> Explanation:
    """Explain one value of `computed`."""
    with Engine(folders=(warehouse.root,)) as engine:
        return explain(
            computed,
            Workbench(programme=release.programme, warehouse=warehouse, engine=engine),
            region=region,
            period=period,
            breakdown=b,
        )


def test_a_ratio_is_explained_by_both_its_cells(
    cycling_release: Release, cycling_warehouse: Warehouse
) -> None:
    share = cycling_release.computed["bicycles-electric-share"]

    found = explained(share, cycling_release, cycling_warehouse, "NL01", "2024-Q2")

    assert [(cell.role, cell.key, cell.value) for cell in found.cells] == [
        ("numerator", "demo:bicycles|Bicycles|NL01|E|2024-Q2", 33.0),
        ("denominator", "demo:bicycles|Bicycles|NL01|T|2024-Q2", 110.0),
    ]
    assert found.cells[0].published == "demo:bicycles|Bicycles|NL01|K100|2024-Q2"
    assert found.cells[0].citation == "Invented table 1"
    assert found.value.value == 30.0


@pytest.mark.slow
def test_every_published_value_can_be_explained(
    cycling_release: Release, cycling_warehouse: Warehouse
) -> None:
    for computed in cycling_release.computed.values():
        for value in computed.values:
            found = explained(
                computed,
                cycling_release,
                cycling_warehouse,
                value.region,
                value.period,
                **dict(value.breakdown),
            )
            assert len(found.cells) == value.keys


def test_a_value_made_of_other_cells_is_refused(
    cycling_release: Release, cycling_warehouse: Warehouse
) -> None:
    share = cycling_release.computed["bicycles-electric-share"]
    forged = replace(share, values=tuple(replace(v, keys_hash="0" * 64) for v in share.values))

    with pytest.raises(IndicatorError, match="are not the 2 that this value was made of"):
        explained(forged, cycling_release, cycling_warehouse, "NL01", "2024-Q2")


@pytest.mark.parametrize(
    ("forged", "sentence"),
    [
        (lambda v: replace(v, value=31.0), "its cells give 30, and 31 is published"),
        (lambda v: replace(v, value=None), "its cells give 30, and no number is published"),
        (lambda v: replace(v, lower=29.0), "its cells give no number, and 29 is published"),
    ],
)
def test_a_value_that_its_cells_do_not_give_is_refused(
    cycling_release: Release,
    cycling_warehouse: Warehouse,
    forged: Callable[[Value], Value],
    sentence: str,
) -> None:
    # Given a share of which the number is another, and the cells are the same
    share = cycling_release.computed["bicycles-electric-share"]
    values = tuple(
        forged(v) if (v.region, v.period) == ("NL01", "2024-Q2") else v for v in share.values
    )
    other = replace(share, values=values)

    # Then neither its explanation nor the publication goes on
    with pytest.raises(IndicatorError, match=sentence):
        explained(other, cycling_release, cycling_warehouse, "NL01", "2024-Q2")
    with Engine(folders=(cycling_warehouse.root,)) as engine:
        bench = Workbench(
            programme=cycling_release.programme, warehouse=cycling_warehouse, engine=engine
        )
        with pytest.raises(IndicatorError, match=sentence):
            check_paths(other, bench)
        check_paths(share, bench)


@pytest.mark.parametrize(
    ("region", "period", "breakdown", "sentence"),
    [
        ("NL01", "2031-Q1", {}, "no value for NL01 2031-Q1 make=T; there are regions NL01, PV20"),
        ("NL01", "2024-Q1", {"colour": "red"}, "no breakdown 'colour'; it has make"),
    ],
)
def test_a_value_that_is_not_there_says_what_is(
    cycling_release: Release,
    cycling_warehouse: Warehouse,
    region: str,
    period: str,
    breakdown: dict[str, str],
    sentence: str,
) -> None:
    bicycles = cycling_release.computed["bicycles-number"]

    with pytest.raises(IndicatorError) as caught:
        explained(bicycles, cycling_release, cycling_warehouse, region, period, **breakdown)

    assert sentence in str(caught.value)


def test_a_waiting_indicator_says_what_it_waits_for(
    cycling_release: Release, cycling_warehouse: Warehouse
) -> None:
    parking = cycling_release.computed["parking-places"]

    with pytest.raises(IndicatorError, match="waits for demo:parking; run agdb import demo:park"):
        explained(parking, cycling_release, cycling_warehouse, "NL01", "2024")


def test_a_version_that_is_gone_is_named(
    cycling_release: Release, cycling_warehouse: Warehouse
) -> None:
    share = cycling_release.computed["bicycles-electric-share"]
    gone = replace(share, inputs=tuple(replace(used, version="2020-x") for used in share.inputs))

    with pytest.raises(IndicatorError, match="version 2020-x is not in the warehouse any more"):
        explained(gone, cycling_release, cycling_warehouse, "NL01", "2024-Q2")


@pytest.mark.slow
@pytest.mark.parametrize(("cells", "listed"), [(1000, True), (1001, False)])
def test_up_to_a_thousand_cells_are_listed_and_beyond_that_counted_and_hashed(
    programme_folder: Path, warehouse: Warehouse, cells: int, listed: bool
) -> None:
    # Given a number that is the sum of so many cells of the source
    kinds = [f"S{number}" for number in range(cells - 1)]  # the denominator is one more
    figures = programme_folder / "figures" / "bicycles.csv"
    rows = "".join(
        f"demo:bicycles,Bicycles,NL01,{kind},2024-Q1,1.0,,not-recorded,,,2025-01-10,Invented\n"
        for kind in kinds
    )
    figures.write_text(figures.read_text("utf-8") + rows, "utf-8")
    share = (programme_folder / "indicators" / "roads" / "electric-share.yaml").read_text("utf-8")
    many = share.replace("bicycles-electric-share", "bicycles-many").replace("P1.02", "P1.04")
    many = many.replace("{Kind: E}", f"{{Kind: [{', '.join(kinds)}]}}")
    (programme_folder / "indicators" / "roads" / "many.yaml").write_text(many, "utf-8")
    programme = read_programme(programme_folder)
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    with Engine(folders=(warehouse.root,)) as engine:
        computed = compute(
            programme.indicators["bicycles-many"],
            Workbench(programme=programme, warehouse=warehouse, engine=engine),
        )

        # When it is explained: numerator and denominator together
        found = explain(
            computed,
            Workbench(programme=programme, warehouse=warehouse, engine=engine),
            region="NL01",
            period="2024-Q1",
            breakdown={},
        )

    # Then up to the limit each cell stands there, and the hash vouches for all of them
    assert found.value.keys == cells
    assert len(found.cells) == (cells if listed else 0)
    assert len(found.value.keys_hash) == 64
