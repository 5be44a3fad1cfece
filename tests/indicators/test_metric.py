"""Growth, index, moving total and derived metrics, against figures worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import NOON

from agdb.errors import ProgrammeError
from agdb.indicators.explain import explain
from agdb.indicators.workbench import Workbench
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.release.build import build_release
from agdb.release.inputs import keep_embedded
from agdb.results.value import Computed, Value
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

INDICATOR = """
id: made
catalogue: P1.09
pillar: learning
names: {nl: Gemaakt, en: Made}
definition: {nl: Gemaakt., en: Made.}
sentence: {nl: '{period} waren er {value}.', en: '{period}, there were {value}.'}
unit: thousand-bicycles
direction: up
metric: METRIC
frequencies: [FREQUENCY]
region: {fixed: NL01}
"""
SELECTION = '{dataset: "demo:sales", measure: Sold, where: {Kind: T}}'
SOURCE = """
id: demo:sales
publisher: {nl: Bureau, en: Bureau}
names: {nl: Verkoop, en: Sales}
page: https://example.org/sales
licence: CC BY 4.0
citation: {nl: verkoop, en: sales}
rhythm: quarter
embedded: figures/sales.csv
measures:
  Sold:
    names: {nl: Verkocht, en: Sold}
    unit: thousand-bicycles
    unit_origin: documented
    unit_source: the invented handbook
    nature: flow
"""
HEADER = "dataset,measure,Kind,period,value,unit,unit_origin,unit_source,status,recorded,citation\n"


def made(folder: Path, metric: str, frequency: str, figures: dict[str, float]) -> Computed:
    """Compute the one indicator of a programme with these sales."""
    (folder / "indicators" / "roads" / "made.yaml").write_text(
        INDICATOR.replace("METRIC", metric).replace("FREQUENCY", frequency), "utf-8"
    )
    (folder / "sources" / "sales.yaml").write_text(SOURCE, "utf-8")
    rows = (
        f"demo:sales,Sold,{kind},{period},{number},,not-recorded,,,2025-01-10,Invented\n"
        for (kind, period), number in (
            ((key.split() if " " in key else ["T", key]), number) for key, number in figures.items()
        )
    )
    (folder / "figures" / "sales.csv").write_text(HEADER + "".join(rows), "utf-8")
    programme, warehouse = read_programme(folder), Warehouse(folder.parent / "var")
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    computed = build_release(programme=programme, warehouse=warehouse).computed["made"]
    _every_value_explains_itself(computed, programme, warehouse)
    return computed


def _every_value_explains_itself(
    computed: Computed, programme: Programme, warehouse: Warehouse
) -> None:
    with Engine(folders=(warehouse.root,)) as engine:
        for value in computed.values:
            found = explain(
                computed,
                Workbench(programme=programme, warehouse=warehouse, engine=engine),
                region=value.region,
                period=value.period,
                breakdown={},
            )
            assert len(found.cells) == value.keys


def numbers(computed: Computed) -> dict[str, float | None]:
    """The values by period, rounded as a reader would see them."""

    def seen(value: Value) -> float | None:
        return None if value.value is None else round(value.value, 6)

    return {value.period: seen(value) for value in computed.values}


def test_growth_compares_a_quarter_with_the_same_one_a_year_earlier(programme_folder: Path) -> None:
    figures = {"2023-Q4": 80.0, "2024-Q1": 50.0, "2024-Q4": 100.0}

    growth = made(programme_folder, f"{{type: growth, value: {SELECTION}}}", "quarter", figures)

    assert numbers(growth) == {"2024-Q4": 25.0}
    assert growth.values[0].keys == 2


def test_growth_over_years_may_be_told_as_a_yearly_rate(programme_folder: Path) -> None:
    metric = f"{{type: growth, years: 2, yearly: true, value: {SELECTION}}}"

    growth = made(programme_folder, metric, "school-year", {"2021/22": 100.0, "2023/24": 121.0})

    assert numbers(growth) == {"2023/24": 10.0}


def test_an_index_has_its_base_at_a_hundred(programme_folder: Path) -> None:
    metric = f'{{type: index, base: "2022", value: {SELECTION}}}'

    index = made(programme_folder, metric, "year", {"2021": 40.0, "2022": 50.0, "2023": 60.0})

    assert numbers(index) == {"2021": 80.0, "2022": 100.0, "2023": 120.0}


@pytest.mark.parametrize(
    ("frequency", "periods", "whole"),
    [
        ("quarter", ["2023-Q4", "2024-Q1", "2024-Q2", "2024-Q3"], "2024-Q3"),
        ("month", ["2023-11", "2023-12", "2024-01", "2024-02"], "2024-02"),
        ("half-year", ["2022-S2", "2023-S1", "2023-S2", "2024-S1"], "2024-S1"),
    ],
)
def test_a_moving_total_crosses_the_year_and_wants_every_period(
    programme_folder: Path, frequency: str, periods: list[str], whole: str
) -> None:
    figures = {period: float(10**nth) for nth, period in enumerate(periods)}

    total = made(
        programme_folder,
        f"{{type: moving-total, periods: 4, value: {SELECTION}}}",
        frequency,
        figures,
    )

    assert numbers(total) == {whole: 1111.0}


def test_a_moving_total_of_a_stock_is_refused(programme_folder: Path) -> None:
    path = programme_folder / "indicators" / "roads" / "bicycles.yaml"
    text = path.read_text("utf-8").replace("type: simple", "type: moving-total")
    path.write_text(text, "utf-8")

    with pytest.raises(ProgrammeError, match="is not a flow") as caught:
        read_programme(programme_folder)

    assert "bicycles.yaml:9: " in str(caught.value)


def test_a_derived_metric_is_the_arithmetic_that_was_written(programme_folder: Path) -> None:
    electric = SELECTION.replace("Kind: T", "Kind: E")
    metric = (
        f'{{type: derived, formula: "whole - electric", '
        f"parts: {{whole: {SELECTION}, electric: {electric}}}}}"
    )

    derived = made(programme_folder, metric, "year", {"2023": 50.0, "E 2023": 20.0, "2024": 60.0})

    assert numbers(derived) == {"2023": 30.0}  # 2024 has no electric part


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [("a - b - c", "uses 'c'"), ("a + 1", "'b' is not used"), ("a; b", "is not a formula")],
)
def test_a_formula_that_does_not_fit_its_parts_is_one_sentence(
    programme_folder: Path, formula: str, sentence: str
) -> None:
    metric = f'{{type: derived, formula: "{formula}", parts: {{a: {SELECTION}, b: {SELECTION}}}}}'

    with pytest.raises(ProgrammeError, match=sentence):
        made(programme_folder, metric, "year", {"2023": 1.0})
