"""What the rules leave alone, and how findings are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from tests.indicators.checks.bench import TODAY, Bench, Shelf, version, write_programme

from agdb.errors import Place
from agdb.indicators.checks.data import is_change
from agdb.indicators.checks.examine import check_dataset, check_values
from agdb.indicators.checks.finding import SHOWN, Finding, Found, Severity, capped
from agdb.indicators.checks.outliers import RULE as OUTLIERS
from agdb.indicators.checks.rules import RULES, STOPPING
from agdb.indicators.checks.values import ExaminedIndicator, ValueDataset
from agdb.indicators.compute import compute
from agdb.indicators.workbench import Workbench
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.results.value import Computed, Kind, Value
from agdb.sources.contract import Origin
from agdb.statistics.period import Frequency, from_ordinal
from agdb.statistics.status import Finality, ObservationStatus
from agdb.statistics.structure import Code, DimensionKind, Measure, UnitOrigin
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

Outlying = Callable[[Sequence[float], Frequency], list[str]]


@pytest.fixture(scope="module")
def riding(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """The invented programme with the clean dataset."""
    return write_programme(tmp_path_factory.mktemp("riding") / "programme")


def found(bench: Bench, programme: Programme, folder: Path, rule: str) -> list[Finding]:
    """Return what one rule finds."""
    with Engine(folders=(folder,)) as engine:
        return [f for f in bench.findings(engine, programme, folder) if f.rule == rule]


def titled(bench: Bench, measure: str, title: str) -> None:
    """Give a measure another title."""
    bench.structure = replace(
        bench.structure,
        measures=tuple(
            replace(m, title=title) if m.id == measure else m for m in bench.structure.measures
        ),
    )


@pytest.mark.parametrize(
    "title",
    [
        "Ritten, volume in prijzen van 2021",
        "Rides, chain-linked",
        "Ritten, seizoengecorrigeerd",
        "Gemiddeld aantal ritten",
        "Ritten, afgerond op duizendtallen",
    ],
)
def test_parts_are_not_asked_to_add_up_where_they_cannot(
    riding: Programme, tmp_path: Path, title: str
) -> None:
    bench = Bench()
    titled(bench, "Rides", title)
    bench.cell("Rides", "PV27", "T")["value"] *= 0.97

    assert found(bench, riding, tmp_path, "sums") == []


def test_categories_that_overlap_are_no_parts(riding: Programme, tmp_path: Path) -> None:
    bench = Bench()
    for row in bench.rows:
        if row["measure"] == "Rides" and row["Kind"] == "E" and row["value"] is not None:
            row["value"] *= 1.6  # some of them are counted among the others too

    assert found(bench, riding, tmp_path, "sums") == []


def test_members_that_are_declared_to_overlap_are_not_summed(
    riding: Programme, tmp_path: Path
) -> None:
    bench = Bench()
    bench.structure = replace(
        bench.structure,
        dimensions=tuple(
            replace(d, kind=DimensionKind.FACETS) if d.id == "Kind" else d
            for d in bench.structure.dimensions
        ),
    )
    bench.cell("Rides", "PV27", "T")["value"] *= 0.999
    bench.cell("Rides", "NL01", "T")["value"] -= 0.1

    assert found(bench, riding, tmp_path, "sums") == []


def test_seasonally_adjusted_observations_are_not_summed(riding: Programme, tmp_path: Path) -> None:
    # Given the same figures adjusted, in which nothing adds up
    bench = Bench()
    codes = (Code("raw", "niet gecorrigeerd"), Code("sa", "seizoengecorrigeerd"))
    adjustment = replace(
        bench.structure.dimensions[1],
        id="Season",
        title="Seizoen",
        kind=DimensionKind.SEASONAL_ADJUSTMENT,
        codes=codes,
    )
    bench.structure = replace(bench.structure, dimensions=(*bench.structure.dimensions, adjustment))
    rows = [row | {"Season": "raw"} for row in bench.rows]
    adjusted = [row | {"Season": "sa"} for row in bench.rows]
    for number, row in enumerate(adjusted):
        if row["value"] is not None and number % 8 == 0:
            row["value"] *= 1.01
    bench.rows = rows + adjusted

    assert found(bench, riding, tmp_path, "sums") == []


def test_rounding_is_no_difference(riding: Programme, tmp_path: Path) -> None:
    bench = Bench()
    bench.cell("Rides", "PV27", "T")["value"] += 0.1

    assert found(bench, riding, tmp_path, "sums") == []


def test_a_forecast_of_the_publisher_may_be_of_the_future(
    riding: Programme, tmp_path: Path
) -> None:
    bench = Bench()
    bench.cell()["start"] = "2031-01-01"
    bench.cell()["status"] = "F"

    assert found(bench, riding, tmp_path, "future_periods") == []


def test_a_change_may_be_below_zero() -> None:
    def titled(title: str) -> Measure:
        return Measure("m", title, "%", UnitOrigin.RECORDED)

    assert is_change(titled("Arbeidsproductiviteit, mutatie"))
    assert not is_change(titled("Aandeel met helm"))


def test_a_new_spelling_of_the_same_unit_is_no_change(riding: Programme, tmp_path: Path) -> None:
    bench = Bench()
    bench.structure = replace(
        bench.structure,
        measures=tuple(
            replace(m, unit="x 1000") if m.unit == "x 1 000" else m
            for m in bench.structure.measures
        ),
    )

    assert found(bench, riding, tmp_path, "unit_change") == []


def test_many_findings_are_counted_and_not_all_shown(riding: Programme, tmp_path: Path) -> None:
    bench = Bench()
    for row in bench.rows:
        if row["measure"] == "Helmets":
            row["value"] = 140.0
    helmets = sum(row["measure"] == "Helmets" for row in bench.rows)

    findings = found(bench, riding, tmp_path, "impossible_values")

    assert len(findings) == SHOWN
    assert findings[-1].more == helmets - SHOWN
    assert f"(and {helmets - SHOWN} more)" in str(findings[-1])


def test_findings_of_two_queries_are_counted_together() -> None:
    many = [Found(str(n), "x", more=5 if n == 19 else 0) for n in range(20)]

    shown = list(capped([*many, Found("20", "y", more=2)]))

    assert len(shown) == SHOWN
    assert shown[-1].more == 5 + 1 + 2


def test_a_finding_is_one_sentence_with_its_place_and_remedy() -> None:
    finding = Finding("gaps", Severity.WARN, Place("demo:a", cell="x 2024"), "a hole", "fill it")

    assert str(finding) == "warn gaps: demo:a [x 2024]: a hole; fill it."


def test_every_rule_has_a_file_of_its_name_and_a_remedy() -> None:
    folder = Path(__file__).parents[3] / "src" / "agdb" / "indicators" / "checks"

    assert len({rule.name for rule in RULES}) == len(RULES) == 20
    assert all((folder / f"{rule.name}.py").is_file() and rule.remedy for rule in RULES)
    assert {rule.name for rule in RULES} - {rule.name for rule in STOPPING} == {
        "definitive_changed", "gaps", "margin_declared", "outliers", "stale_source", "sums"
    }  # fmt: skip


def test_two_spellings_of_one_code_are_not_added_up_in_silence(tmp_path: Path) -> None:
    # Given a publisher that gives electric rides under an old and a new code, mapped to one
    write_programme(tmp_path / "programme")
    with (tmp_path / "programme" / "sources" / "rides.yaml").open("a", encoding="utf-8") as stream:
        stream.write("dimensions:\n  Kind: {names: {nl: Soort, en: Kind}, codes: {K100: E}}\n")
    programme = read_programme(tmp_path / "programme")
    bench = Bench()
    bench.code("Kind", Code("K100", "elektrisch"))
    bench.rows += [row | {"Kind": "K100"} for row in bench.rows if row["Kind"] == "E"]

    # When the indicator is computed and held against its cells
    with Engine(folders=(tmp_path,)) as engine:
        shelf = Shelf(tmp_path, version(engine, tmp_path / "v", bench.rows, bench.structure, "now"))
        indicator = programme.indicators["rides-number"]
        rides = compute(indicator, Workbench(programme=programme, warehouse=shelf, engine=engine))
        findings = list(
            check_values(
                [rides], Workbench(programme=programme, warehouse=shelf, engine=engine), today=TODAY
            )
        )

    # Then every doubled value is named
    doubled = [f for f in findings if f.rule == "duplicates"]
    assert all("make=E" in str(f.place) for f in doubled)
    assert doubled[0].what == "2 cells were added up where 1 is meant"
    assert len(doubled) == SHOWN


def test_a_first_vintage_has_nothing_to_be_compared_with(riding: Programme, tmp_path: Path) -> None:
    bench = Bench()
    with Engine(folders=(tmp_path,)) as engine:
        now = version(engine, tmp_path / "v", bench.rows, bench.structure, "now")
        findings = list(
            check_dataset(
                [now],
                Workbench(programme=riding, warehouse=Warehouse(tmp_path), engine=engine),
                today=TODAY,
            )
        )

    assert findings == []


def test_a_transcription_is_no_vintage_of_the_publishers_own_bytes(
    riding: Programme, tmp_path: Path
) -> None:
    # Given a transcription of a few cells, and then the publisher's own table
    bench = Bench()
    with Engine(folders=(tmp_path,)) as engine:
        few = [bench.rows[0] | {"value": 1.0}]
        last = version(engine, tmp_path / "last", few, bench.structure, "last")
        receipt = structs.replace(last.receipt, origin=Origin.TRANSCRIPTION)
        last = replace(last, receipt=receipt)
        now = version(engine, tmp_path / "now", bench.rows, bench.structure, "now")
        findings = list(
            check_dataset(
                [last, now],
                Workbench(programme=riding, warehouse=Warehouse(tmp_path), engine=engine),
                today=TODAY,
            )
        )

    assert findings == []


@pytest.fixture(scope="module")
def outlying(riding: Programme) -> Iterator[Outlying]:
    """The periods of an invented series that are outliers."""
    definition = riding.indicators["rides-number"]

    def find(numbers: Sequence[float], frequency: Frequency) -> list[str]:
        start = 2000 * (frequency.per_year or 1)
        values = tuple(
            Value(
                region="NL01",
                period=str(from_ordinal(frequency, start + place)),
                breakdown=(("make", "T"),),
                value=number,
                status=ObservationStatus.NORMAL,
                finality=Finality.DEFINITIVE,
                mark="",
                lower=None,
                upper=None,
                kind=Kind.OBSERVED,
                keys=1,
                keys_hash="",
            )
            for place, number in enumerate(numbers)
        )
        one = ExaminedIndicator(Computed(definition, values, (), None), (), riding)
        table = ValueDataset.offered(engine, [one], today=TODAY)
        assert OUTLIERS.of_table is not None
        return [found.cell.split()[1] for found in OUTLIERS.of_table(table)]

    assert OUTLIERS.of_table is not None
    with Engine() as engine:
        yield find


def test_a_short_series_has_no_outliers(outlying: Outlying) -> None:
    assert outlying([1.0, 2.0, 300.0, 4.0], Frequency.YEAR) == []


def test_one_number_far_off_is_named_and_not_the_step_back(outlying: Outlying) -> None:
    calm = [100.0 + place for place in range(20)]
    calm[12] = 300.0

    assert outlying(calm, Frequency.YEAR) == ["2012"]


@given(
    st.integers(8, 60),
    st.floats(0.5, 2),
    st.sampled_from([Frequency.YEAR, Frequency.QUARTER, Frequency.MONTH]),
)
def test_steady_growth_has_no_outliers(
    outlying: Outlying, length: int, growth: float, frequency: Frequency
) -> None:
    numbers = [100 * growth ** (place / length) for place in range(length)]

    assert outlying(numbers, frequency) == []
