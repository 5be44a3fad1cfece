"""`agdb outlook` and `agdb backtest` as a user runs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from agdb.release.store import ReleaseStore
from agdb.results.alerts import OVERVIEW, Alert, Alerts
from agdb.results.outlook import Revised
from agdb.results.release import Release
from agdb.results.value import Kind
from agdb.statistics.period import Frequency

pytestmark = pytest.mark.slow


def test_a_short_series_says_why_it_has_no_forecast(agdb: Run) -> None:
    agdb("build")

    people = agdb("outlook", "bicycles-electric-share")
    programs = json.loads(agdb("outlook", "bicycles-electric-share", "--json").stdout)

    assert "method none" in people.stdout
    assert "too-few-points" in people.stdout
    assert "target    electric-half: no-judgement; 2 measurements" in people.stdout
    assert programs["series"][0]["judged"][0]["status"] == "no-judgement"
    assert programs["forecasts"] == []


def test_an_indicator_without_values_has_no_outlook(agdb: Run) -> None:
    agdb("build")

    assert "no outlook" in agdb("outlook", "parking-places").stdout


def test_a_backtest_of_too_few_series_has_no_scores(agdb: Run) -> None:
    agdb("build")

    people, programs = agdb("backtest"), agdb("backtest", "--json")

    assert people.stdout.startswith("year: 0 series")
    assert json.loads(programs.stdout)["backtest"][0]["scores"] == []


def test_forecasts_of_quarters_are_not_printed_under_years(
    agdb: Run, place: Path, cycling_release: Release
) -> None:
    # Given an indicator with a forecast for a quarter and one for a year
    computed = cycling_release.computed["bicycles-electric-share"]
    quarter = replace(
        computed.values[0], period="2031-Q1", kind=Kind.FORECAST, region="NL01", value=61.0
    )
    forecasts = (quarter, replace(quarter, period="2032", value=62.0))
    (said,) = cycling_release.outlook["bicycles-electric-share"]
    release = replace(
        cycling_release,
        computed={
            **cycling_release.computed,
            "bicycles-electric-share": replace(computed, values=(*computed.values, *forecasts)),
        },
        outlook={"bicycles-electric-share": (said, replace(said, frequency=Frequency.YEAR))},
    )
    ReleaseStore(place / "var" / "releases").keep(release, programme_folder=place / "programme")

    by_quarter, by_year = agdb("outlook", "bicycles-electric-share").stdout.split("by year")

    assert "2031-Q1" in by_quarter
    assert "2032 " not in by_quarter
    assert "2032 " in by_year
    assert "2031-Q1" not in by_year


def test_alerts_and_revisions_are_printed(agdb: Run, place: Path, cycling_release: Release) -> None:
    # Given a release in which one region of twelve stands out, and one vintage that was not read
    share = "bicycles-electric-share"
    (said,) = cycling_release.outlook[share]
    jump = Alert(share, "PV20", (), Frequency.QUARTER, "2024-Q2", 61.2, 30.0, 41.0, 0.0004)
    release = replace(
        cycling_release,
        outlook={share: (replace(said, revised=Revised(2, 6, 0.5, 0.75, often=True)),)},
        alerts={
            share: Alerts(tested=12, outside=1, by_chance=0.6, found=(jump,)),
            OVERVIEW: Alerts(tested=3, outside=1, by_chance=0.15, found=(jump,)),
        },
        unread=("parking-places as of 2020-01-01: the codes differ",),
    )
    ReleaseStore(place / "var" / "releases").keep(release, programme_folder=place / "programme")

    people = agdb("outlook", share).stdout
    programs = json.loads(agdb("outlook", share, "--json").stdout)

    assert "revised   0.5 on average over 6 periods in 2 vintages, size 0.75" in people
    assert "often revised" in people
    assert "12 regions and members tested together, 1 outside their 95% bounds" in people
    assert "PV20 2024-Q2: 61.2, expected 30 to 41 (p 0.0004)" in people
    assert programs["alerts"]["found"][0]["region"] == "PV20"
    assert len(programs["overview_alerts"]) == 1
    assert "older vintage not read: parking-places" in agdb("backtest").stdout
    assert json.loads(agdb("backtest", "--json").stdout)["unread"] == list(release.unread)


@pytest.mark.parametrize(
    ("values", "remark"),
    [
        ("100.0 100.0 100.0 100.0 100.0 100.0 100.0 100.0", "constant-series"),
        ("100.0 104.0", "too-few-points"),
    ],
)
def test_bad_figures_have_a_stated_outcome_and_no_bounds(
    agdb: Run, edit: Callable[[str, str, str], Path], values: str, remark: str
) -> None:
    # Given figures that cannot carry a conclusion
    rows = [
        f"demo:bicycles,Bicycles,NL01,{kind},{2020 + step // 4}-Q{step % 4 + 1},"
        f"{number},,not-recorded,,,2025-01-10,Invented table"
        for step, number in enumerate(values.split())
        for kind in ("T", "K100", "S")
    ]
    folder = edit("figures/bicycles.csv", "dataset,", "dataset,")
    path = folder / "figures" / "bicycles.csv"
    path.write_text("\n".join([path.read_text("utf-8").splitlines()[0], *rows]) + "\n", "utf-8")

    built = agdb("build")
    assert built.returncode == 0, built.stderr
    told = json.loads(agdb("outlook", "bicycles-number", "--json").stdout)

    assert remark in told["series"][0]["remarks"]
    assert told["forecasts"] == []
