"""The outlook of a release: series long enough get a forecast, and every target its judgement."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import ROOT

from agdb.errors import IndicatorError
from agdb.indicators.explain import explain
from agdb.indicators.value import Computed, Kind, Value
from agdb.programme.reading import read_programme
from agdb.release.backtest import backtest_release
from agdb.release.model import Release
from agdb.release.outlook import with_outlook
from agdb.release.store import ReleaseStore
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

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
            programme=cycling_release.programme,
            warehouse=cycling_warehouse,
            engine=engine,
            region="NL01",
            period="2024-Q1",
            breakdown={},
        )


def test_the_million_digitally_skilled_gets_no_judgement_but_its_path(tmp_path: Path) -> None:
    # Given the two measurements of the new definition: 673,000 in 2022 and 670,000 in 2023
    from tests.release.test_build import built

    release = built(ROOT / "programme", tmp_path / "var")
    programme = read_programme(ROOT / "programme")
    target = next(t for t in programme.targets.values() if t.value == 1_000_000)
    assert target.indicator is not None

    (said,) = release.outlook[target.indicator]

    judged = next(one for one in said.judged if one.target == target.id)
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
