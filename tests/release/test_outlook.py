"""The outlook of a release: series long enough get a forecast, and every target its judgement."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import NOON, ROOT, our_programme

from agdb.errors import IndicatorError
from agdb.indicators.explain import explain
from agdb.indicators.workbench import Workbench
from agdb.programme.target import Candidate
from agdb.release.backtest import backtest_release
from agdb.release.build import build_release
from agdb.release.inputs import keep_embedded
from agdb.release.outlook import with_outlook
from agdb.release.outlook_series import families_of, known_series
from agdb.release.store import ReleaseStore
from agdb.results.outlook import TargetStatus
from agdb.results.release import Release
from agdb.results.value import BEYOND, Computed, Kind, Value
from agdb.statistics.period import Frequency, from_ordinal, last_in_year
from agdb.statistics.status import ObservationStatus
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

BICYCLES = "bicycles-number"


def grown(release: Release, copies: int = 40) -> dict[str, Computed]:
    """Forty indicators with thirty-two quarters each, made from the one of the bicycles.

    They come from different datasets, so that each can be calibrated on the others.
    """
    bicycles = release.computed[BICYCLES]
    first = next(v for v in bicycles.values if v.region == "NL01" and v.breakdown[0][1] == "T")
    found = {}
    for copy in range(copies):
        name = BICYCLES if copy == 0 else f"{BICYCLES}-{copy}"
        values = tuple(_value(first, copy, step) for step in range(32))
        inputs = tuple(replace(one, dataset=f"demo:{copy}") for one in bicycles.inputs)
        definition = bicycles.definition.model_copy(update={"id": name})
        found[name] = Computed(definition, values, inputs, None)
    return found


def _value(first: Value, copy: int, step: int) -> Value:
    wobble = (step * (7 + copy)) % 5
    period = f"{2016 + step // 4}-Q{step % 4 + 1}"
    return replace(first, period=period, value=100.0 + step + wobble)


def test_a_long_series_gets_a_forecast_with_bounds(cycling_release: Release) -> None:
    computed, outlook = with_outlook(grown(cycling_release), programme=cycling_release.programme)

    forecasts = [v for v in computed[BICYCLES].values if v.kind is Kind.FORECAST]
    (said,) = outlook[BICYCLES]
    assert [v.period for v in forecasts] == [
        f"{2024 + step // 4}-Q{step % 4 + 1}" for step in range(12)
    ]
    for value in forecasts:
        assert value.value is not None
        assert value.lower is not None
        assert value.upper is not None
        assert value.lower < value.value < value.upper
        assert value.keys_hash == said.fingerprint
    assert said.trend == "rising"


def test_the_same_values_give_the_same_outlook(cycling_release: Release) -> None:
    computed = grown(cycling_release)

    assert with_outlook(computed, programme=cycling_release.programme) == with_outlook(
        computed, programme=cycling_release.programme
    )


def test_two_points_get_no_forecast_and_no_judgement(cycling_release: Release) -> None:
    (said,) = cycling_release.outlook["bicycles-electric-share"]

    assert said.method is None
    assert said.remarks == ("too-few-points",)
    (judged,) = said.judged
    assert (judged.status, judged.probability, judged.points) == ("no-judgement", None, 2)


def judged_with(release: Release, **target: object) -> TargetStatus:
    """What is said of the invented target, changed, beside forty long series of bicycles."""
    changed = release.programme.targets["electric-half"].model_copy(
        update={"indicator": BICYCLES, "unit": "thousand-bicycles", "value": 150.0, **target}
    )
    programme = replace(release.programme, targets={changed.id: changed})
    _, outlook = with_outlook(grown(release), programme=programme)
    (judged,) = outlook[BICYCLES][0].judged
    return judged


def test_a_target_of_the_same_definition_is_judged_behind_the_tested_horizon(
    cycling_release: Release,
) -> None:
    # Given bicycles that rise by four a year to 134 at the end of 2023, tested to the end of 2026
    near, far = (judged_with(cycling_release, value=value) for value in (120.0, 500.0))

    # Then a target of 2030 is judged all the same, and both cases are clear
    assert (near.status, far.status) == ("on-track", "off-track")
    assert {"beyond-tested-horizon", "clear-cases-only"} <= set(near.remarks)
    assert far.probability is not None
    assert far.probability < 0.1


def test_steps_beyond_the_tested_horizon_are_published_with_their_mark(
    cycling_release: Release,
) -> None:
    changed = cycling_release.programme.targets["electric-half"].model_copy(
        update={"indicator": BICYCLES, "unit": "thousand-bicycles", "value": 150.0}
    )
    programme = replace(cycling_release.programme, targets={changed.id: changed})

    computed, outlook = with_outlook(grown(cycling_release), programme=programme)

    forecasts = [v for v in computed[BICYCLES].values if v.kind is Kind.FORECAST]
    tested = outlook[BICYCLES][0].tested
    assert forecasts[-1].period == "2030-Q4"
    assert {v.mark for v in forecasts[:tested]} == {""}
    assert {v.mark for v in forecasts[tested:]} == {BEYOND}


def test_a_target_in_a_smaller_unit_is_converted(cycling_release: Release) -> None:
    # Given the same target in thousands and in single bicycles
    units = dict(cycling_release.programme.units)
    units["bicycles"] = units["thousand-bicycles"].model_copy(update={"id": "bicycles", "scale": 0})
    release = replace(cycling_release, programme=replace(cycling_release.programme, units=units))

    thousands = judged_with(release)
    single = judged_with(release, unit="bicycles", value=150_000.0)

    # Then nothing else changes
    assert single.needed == pytest.approx(thousands.needed)
    assert thousands.needed == pytest.approx((150.0 - 134.0) / 7.0, abs=0.5)
    assert single.probability == pytest.approx(thousands.probability)


def test_a_share_is_no_target_for_a_count(cycling_release: Release) -> None:
    judged = judged_with(cycling_release, unit="percent", value=50.0)

    assert (judged.status, judged.probability, judged.needed) == ("no-judgement", None, None)
    assert "target-of-other-definition" in judged.remarks


def test_another_definition_is_not_measured_at_all(cycling_release: Release) -> None:
    changed = cycling_release.programme.targets["electric-half"].model_copy(
        update={"indicator": BICYCLES, "same_definition": False}
    )
    programme = replace(cycling_release.programme, targets={changed.id: changed})

    _, outlook = with_outlook(grown(cycling_release), programme=programme)

    assert outlook[BICYCLES][0].judged == ()


def test_a_count_that_may_be_meant_is_judged_under_its_condition(cycling_release: Release) -> None:
    may_be = Candidate(indicator=BICYCLES, when={"nl": "Als", "en": "If"})
    sure = judged_with(cycling_release)
    perhaps = judged_with(
        cycling_release, indicator=None, same_definition=False, candidates=(may_be,)
    )

    assert (sure.conditional, perhaps.conditional) == (False, True)
    assert perhaps.probability == pytest.approx(sure.probability)
    assert perhaps.needed == pytest.approx(sure.needed)


def test_a_change_below_zero_is_legal_and_gets_a_forecast(cycling_release: Release) -> None:
    # Given bicycles that are told as a change in per cent, below zero in the last period
    units = dict(cycling_release.programme.units)
    signed = units["thousand-bicycles"].model_copy(update={"kind": "share", "signed": True})
    units["thousand-bicycles"] = signed
    release = replace(cycling_release, programme=replace(cycling_release.programme, units=units))
    computed = grown(release)
    values = tuple(replace(v, value=v.value and v.value - 130.0) for v in computed[BICYCLES].values)
    computed[BICYCLES] = replace(computed[BICYCLES], values=values)

    found, outlook = with_outlook(computed, programme=release.programme)

    assert "values-outside-unit" not in outlook[BICYCLES][0].remarks
    assert any(v.kind is Kind.FORECAST for v in found[BICYCLES].values)


def test_a_target_must_be_met_in_the_last_period_that_ends_in_its_year() -> None:
    ends = {
        frequency: str(from_ordinal(frequency, last_in_year(2030, frequency)))
        for frequency in (Frequency.YEAR, Frequency.SCHOOL_YEAR, Frequency.QUARTER)
    }
    assert list(ends.values()) == ["2030", "2029/30", "2030-Q4"]


def test_a_deviating_value_has_a_border_on_both_sides(cycling_release: Release) -> None:
    # Given three quarters of which the middle one is counted otherwise
    bicycles = cycling_release.computed[BICYCLES]
    marks = {1: ObservationStatus.NORMAL, 2: ObservationStatus.DEFINITION_DIFFERS,
             3: ObservationStatus.NORMAL, 4: ObservationStatus.BREAK}  # fmt: skip
    values = tuple(
        replace(bicycles.values[0], period=f"2024-Q{quarter}", status=status)
        for quarter, status in marks.items()
    )

    (one,) = known_series(
        {BICYCLES: replace(bicycles, values=values)}, programme=cycling_release.programme
    )

    first = one.series.first_period
    assert one.series.breaks == {first + 1, first + 2, first + 3}


def test_editions_of_a_table_and_tables_that_one_formula_joins_are_one_family(
    cycling_release: Release,
) -> None:
    bicycles = cycling_release.computed[BICYCLES]
    (used, *_) = bicycles.inputs

    def made(*datasets: str) -> Computed:
        return replace(bicycles, inputs=tuple(replace(used, dataset=name) for name in datasets))

    found = families_of(
        [made("demo:a@2024"), made("demo:a", "demo:b"), made("demo:b"), made("demo:c")]
    )

    assert found == {"demo:a": "demo:a", "demo:b": "demo:a", "demo:c": "demo:c"}


def test_a_quoted_figure_has_no_outlook(cycling_release: Release) -> None:
    bicycles = cycling_release.computed[BICYCLES]
    quoted = bicycles.definition.model_copy(update={"nature": "quoted"})

    _, outlook = with_outlook(
        {BICYCLES: replace(bicycles, definition=quoted)}, programme=cycling_release.programme
    )

    assert outlook == {}


def test_a_forecast_is_not_explained_as_if_it_were_observed(
    cycling_release: Release, cycling_warehouse: Warehouse
) -> None:
    computed, _ = with_outlook(grown(cycling_release), programme=cycling_release.programme)

    with (
        Engine(folders=(cycling_warehouse.root,)) as engine,
        pytest.raises(IndicatorError, match=f"run agdb outlook {BICYCLES}"),
    ):
        explain(
            computed[BICYCLES],
            Workbench(
                programme=cycling_release.programme, warehouse=cycling_warehouse, engine=engine
            ),
            region="NL01",
            period="2024-Q1",
            breakdown={},
        )


def test_the_million_digitally_skilled_gets_no_judgement_but_its_path(tmp_path: Path) -> None:
    # Given the two measurements of the new definition: 673,000 in 2022 and 670,000 in 2023
    programme = our_programme()
    target = next(t for t in programme.targets.values() if t.value == 1_000_000)
    first, *_ = target.candidates
    definition = programme.indicators[first.indicator]
    read = definition.model_dump_json()
    alone = replace(
        programme,
        indicators={definition.id: definition},
        sources={name: one for name, one in programme.sources.items() if f'"{name}"' in read},
        targets={target.id: target},
        scenario={},
        register={},
    )
    warehouse = Warehouse(tmp_path / "var")
    keep_embedded(programme=alone, warehouse=warehouse, received=NOON)

    # When a release is built of it alone
    release = build_release(programme=alone, warehouse=warehouse)

    # Then the path is there, and no judgement

    (said,) = release.outlook[first.indicator]

    judged = next(one for one in said.judged if one.target == target.id)
    assert judged.conditional
    assert (judged.status, judged.probability, judged.points) == ("no-judgement", None, 2)
    assert judged.needed == pytest.approx(47_143, abs=1)
    assert judged.observed == -3000


def test_a_release_with_outlook_and_backtest_is_read_back_as_it_was(
    cycling_release: Release, tmp_path: Path
) -> None:
    programme = cycling_release.programme
    computed = grown(cycling_release)
    whole, outlook = with_outlook(computed, programme=programme)
    scores = backtest_release(computed, programme=programme)
    assert [one.series for one in scores] == [0, 40]
    release = replace(
        cycling_release,
        computed={BICYCLES: whole[BICYCLES]},
        outlook={BICYCLES: outlook[BICYCLES]},
        backtest=scores,
    )
    store = ReleaseStore(tmp_path)

    store.keep(release, programme_folder=ROOT / "specimens" / "programme")
    read = store.open()

    assert read.outlook == release.outlook
    assert read.backtest == release.backtest
    assert read.computed[BICYCLES].values == whole[BICYCLES].values
