"""`agdb outlook` and `agdb backtest` as a user runs them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from tests.command.conftest import Run
from tests.release.made import long_release, made_computed, made_release, made_value

from agdb.programme.programme import Programme
from agdb.release.model import Release
from agdb.release.outlook import outlook_of
from agdb.release.store import ReleaseStore


def keep(place: Path, *releases: Release) -> None:
    """Keep these releases where the commands look for them."""
    for release in releases:
        ReleaseStore(place / "var" / "releases").keep(
            release, programme_folder=place / "programme", outlook=outlook_of(release)
        )


def test_a_short_series_gets_no_forecast_and_the_reason(agdb: Run) -> None:
    agdb("build")

    found = agdb("outlook", "bicycles-electric-share", "--region", "NL01")

    assert found.returncode == 0
    assert "an estimate of the monitor" in found.stdout
    assert "method: none (too-few-points)" in found.stdout
    assert "target electric-half: no-judgement" in found.stdout


def test_a_forecast_is_printed_with_bounds_probability_and_history(
    agdb: Run, place: Path, cycling: Programme
) -> None:
    # Given two releases, the newer with four more quarters
    keep(place, long_release(cycling, length=24, name="2024-01-10-made"), long_release(cycling))

    found = agdb("outlook", "bicycles-electric-share")
    as_json = json.loads(agdb("outlook", "bicycles-electric-share", "--json").stdout)

    lines = found.stdout.splitlines()
    assert any("probability" in line and "target electric-half" in line for line in lines)
    first = next(line for line in lines if line.strip().startswith("2022-Q1"))
    assert first.count("..") == 2
    assert first.endswith("yes")
    assert "extrapolated beyond the tested horizon" in lines[-5]
    assert [line.split()[-1] for line in lines[-2:]] == ["(first)", "(new-period)"]
    (series,) = as_json["series"]
    assert series["forecast"][0]["kind"] == "forecast"
    assert series["judgements"][0]["judgement"]["status"]
    assert len(as_json["history"]["electric-half"]) == 2
    assert as_json["by"] == "estimate-of-the-monitor"


def test_a_needed_path_is_shown_for_information(agdb: Run, place: Path, cycling: Programme) -> None:
    target = cycling.targets["electric-half"].model_copy(update={"same_definition": False})
    programme = replace(cycling, targets={target.id: target})
    values = [made_value(f"2024-Q{q}", 40.0) for q in (1, 2, 3, 4)]
    share = made_computed(programme, "bicycles-electric-share", values, "demo:bicycles")
    keep(place, made_release(programme, share))

    found = agdb("outlook", "bicycles-electric-share")

    assert "needed +1.67 a year, last observed none; for information" in found.stdout


def test_what_is_not_there_is_said_in_one_sentence(agdb: Run) -> None:
    agdb("build")

    unknown, elsewhere, absent = (
        agdb("outlook", "bicycle-number"),
        agdb("outlook", "bicycles-number", "--region", "XX99"),
        agdb("outlook", "parking-places"),
    )

    assert (unknown.returncode, elsewhere.returncode) == (2, 1)
    assert "did you mean bicycles-number" in unknown.stderr
    assert "no series of XX99" in elsewhere.stderr
    assert "no outlook: no-values" in absent.stdout


def test_the_backtest_prints_every_rival_and_the_published_forecasts(
    agdb: Run, place: Path, cycling: Programme
) -> None:
    keep(place, long_release(cycling, length=24, name="2024-01-10-made"), long_release(cycling))

    found = agdb("backtest")
    as_json = json.loads(agdb("backtest", "--json").stdout)

    assert found.returncode == 0
    for rival in ("monitor", "naive", "straight-line", "climatology"):
        assert found.stdout.count(rival) == 2
    assert "mixed, own family left out" in found.stdout
    assert "too few series for a score" in found.stdout
    assert "published before and now observed: 260" in found.stdout
    assert [one["frequency"] for one in as_json["backtests"]] == ["year", "quarter"]
    crps = as_json["backtests"][1]["scores"][0]["crps"]
    assert f"{crps:.3f}" in found.stdout


def test_a_first_release_has_no_published_forecast_to_score(agdb: Run) -> None:
    agdb("build")

    assert "can be scored yet" in agdb("backtest").stdout
