"""Estimates under a floor are hidden or warned of, and what is made of them is a range."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOON, ROOT

from agdb.errors import AgdbError
from agdb.indicators.compute import compute
from agdb.indicators.selection import Resolved
from agdb.indicators.size_floor import SizeFloor
from agdb.indicators.statement import value_statement
from agdb.indicators.workbench import Workbench
from agdb.programme.reading import read_programme
from agdb.publication.wording.language import languages
from agdb.publication.wording.quantity import Quantity
from agdb.release.inputs import keep_embedded
from agdb.results.value import Value
from agdb.statistics.period import Frequency
from agdb.statistics.status import ObservationStatus
from agdb.statistics.structure import Measure, UnitOrigin
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

SURVEY = """\
- id: survey
  names: {nl: Telling, en: Count}
  coefficient: 1.0
  population: 13000
  scale: 3
  factors:
    quarter: {low: 1.0, high: 1.0}
  floors:
    quarter: {below: 30, then: hide}
  floor_source: https://example.org/floor
  source: https://example.org/margin
  note: {nl: Verzonnen., en: Invented.}
"""
CYCLING = read_programme(ROOT / "specimens" / "programme")
SHARE = CYCLING.indicators["bicycles-electric-share"]
PERCENT = Quantity(CYCLING.units["percent"], 0, languages(("nl",))["nl"])


def values_of(folder: Path, warehouse: Warehouse, ident: str) -> dict[str, Value]:
    """Compute an indicator for the country, by period and codes."""
    programme = read_programme(folder)
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    with Engine(folders=(warehouse.root,)) as engine:
        found = compute(
            programme.indicators[ident],
            Workbench(programme=programme, warehouse=warehouse, engine=engine),
        )
    return {
        " ".join((v.period, *(code for _, code in v.breakdown))): v
        for v in found.values
        if v.region == "NL01"
    }


@pytest.fixture
def hiding(programme_folder: Path) -> Path:
    """The invented programme, whose counts under 30 may not be shown."""
    (programme_folder / "margins.yaml").write_text(SURVEY, "utf-8")
    source = programme_folder / "sources" / "bicycles.yaml"
    text = source.read_text("utf-8")
    survey = text.replace("{kind: full-count}", "{kind: survey, margin: survey}")
    source.write_text(survey, "utf-8")
    return programme_folder


def test_a_count_under_the_floor_is_hidden_between_nothing_and_the_floor(
    hiding: Path, warehouse: Warehouse
) -> None:
    found = values_of(hiding, warehouse, "bicycles-number")

    hidden, shown = found["2024-Q1 E"], found["2024-Q2 E"]  # 25 and 33
    assert (hidden.value, hidden.lower, hidden.upper) == (None, 0.0, 30.0)
    assert hidden.status is ObservationStatus.MISSING_SUPPRESSED
    assert (shown.value, shown.status) == (33.0, ObservationStatus.NORMAL)


@pytest.mark.slow
def test_a_share_of_a_hidden_count_is_a_range(hiding: Path, warehouse: Warehouse) -> None:
    found = values_of(hiding, warehouse, "bicycles-electric-share")

    share = found["2024-Q1"]  # of 100
    assert (share.value, share.lower, share.upper) == (None, 0.0, 30.0)
    assert share.status is ObservationStatus.MISSING_SUPPRESSED
    assert PERCENT.between(share.lower, share.upper) == "tussen 0% en 30%"
    assert found["2024-Q2"].value == 30.0


def test_a_small_number_of_a_survey_that_publishes_it_is_shown_as_less_reliable(
    hiding: Path, warehouse: Warehouse
) -> None:
    (hiding / "margins.yaml").write_text(SURVEY.replace("then: hide", "then: warn"), "utf-8")

    found = values_of(hiding, warehouse, "bicycles-number")

    assert (found["2024-Q1 E"].value, found["2024-Q1 E"].status.name) == (25.0, "LOW_RELIABILITY")
    assert found["2024-Q2 E"].status is ObservationStatus.NORMAL


def test_a_floor_is_in_the_unit_of_the_measure(hiding: Path, warehouse: Warehouse) -> None:
    # Given a floor that is written in units, under figures in thousands
    text = SURVEY.replace("below: 30", "below: 26000").replace("scale: 3", "scale: 0")
    (hiding / "margins.yaml").write_text(text, "utf-8")

    assert values_of(hiding, warehouse, "bicycles-number")["2024-Q1 E"].upper == 26.0


def test_a_floor_without_a_documented_unit_is_one_sentence(
    hiding: Path, warehouse: Warehouse
) -> None:
    source = hiding / "sources" / "bicycles.yaml"
    text = source.read_text("utf-8")
    start, end = text.index("measures:"), text.index("dimensions:")
    source.write_text(text[:start] + text[end:], "utf-8")

    with pytest.raises(AgdbError, match=r"\.yaml:\d+: the unit of Bicycles is not documented"):
        values_of(hiding, warehouse, "bicycles-number")


def test_a_floor_says_who_says_so(hiding: Path) -> None:
    lines = [line for line in SURVEY.splitlines() if "floor_source" not in line]
    (hiding / "margins.yaml").write_text("\n".join(lines), "utf-8")

    with pytest.raises(AgdbError, match="floors need a floor_source"):
        read_programme(hiding)


def resolved(role: str, floors: tuple[SizeFloor, ...]) -> Resolved:
    """A role over a table of one region and quarter."""
    return Resolved(
        role=role,
        dataset="demo:x",
        measure=Measure("m", "m", "", UnitOrigin.RECORDED, ""),
        predicate="1 = 1",
        region="region",
        period="period",
        breakdowns=(),
        key_columns=("measure", "period"),
        floors=floors,
    )


COUNTS = st.lists(st.integers(0, 60), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """One engine for all examples."""
    with Engine() as engine:
        yield engine


@pytest.mark.slow
@given(part=COUNTS, rest=COUNTS, below=st.integers(1, 80))
def test_the_true_share_lies_in_the_range_that_is_printed(
    engine: Engine, part: list[int], rest: list[int], below: int
) -> None:
    # Given counts of which the small ones are hidden
    floors = (SizeFloor(Frequency.QUARTER, float(below), "hide"),)
    tables = {"numerator": part, "denominator": [*part, *rest]}
    statement = value_statement(SHARE, tuple(resolved(role, floors) for role in tables))
    rows_given = ", ".join(
        f"observations_{role} as (select 'NL01' as region, '2024-Q1' as period,"
        " 'quarter' as frequency, 'A' as status, 'unknown' as finality, '' as mark,"
        " cast(null as double) as lower, cast(null as double) as upper,"
        f" unnest({counts!r})::double as value)"
        for role, counts in tables.items()
    )

    # When their share is computed
    (row,) = engine.rows(f"with {rows_given}, {statement.removeprefix('with ')}")
    value, lower, upper = (None if part is None else float(str(part)) for part in row[2:5])
    whole = sum(part) + sum(rest)

    # Then what is printed of it holds the truth
    if not whole:
        assert value is None
    elif value is not None:
        assert value == pytest.approx(100 * sum(part) / whole)
    elif lower is not None and upper is not None:
        printed = PERCENT.outward(lower, upper)
        assert float(printed[0]) <= 100 * sum(part) / whole <= float(printed[1])
    else:
        assert sum(part) + sum(rest) < below  # nothing is known of the denominator
