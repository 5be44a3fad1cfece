"""`agdb outlook` and `agdb backtest` as a user runs them."""

from __future__ import annotations

import json

from tests.command.conftest import Run


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
