"""`agdb test` and `agdb fix`: what is asked of the tools, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.cli.settings import settings
from agdb.cli.test import CheckChoice, fix, pytest_options, run_checks
from agdb.cli.test import test as check_all
from agdb.errors import UsageError


def test_the_whole_run_measures_coverage_and_runs_the_examples_of_docstrings() -> None:
    options = pytest_options(CheckChoice(), processors=2)

    assert {"--cov", "--doctest-modules", "-n"} <= set(options)


def test_a_fast_run_leaves_out_browser_and_slow_tests() -> None:
    options = pytest_options(CheckChoice(fast=True), processors=2)

    assert "not browser and not slow and not long and not specimens" in options
    assert "--cov" not in options


@given(st.lists(st.sampled_from(["tests/web", "tests/scenario"]), min_size=1, unique=True))
def test_chosen_paths_are_all_that_runs(paths: list[str]) -> None:
    choice = CheckChoice(paths=tuple(paths), keyword="head")

    assert pytest_options(choice, processors=2)[-len(paths) :] == tuple(paths)
    assert not choice.whole


def test_fast_and_long_together_are_refused(tmp_path: Path) -> None:
    where = settings({"AGDB_HOME": str(tmp_path)})

    with pytest.raises(UsageError, match="exclude each other"):
        run_checks(where, choice=CheckChoice(fast=True, long=True))


@pytest.mark.parametrize("act", [check_all, fix])
def test_an_installation_without_tests_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]
) -> None:
    monkeypatch.setenv("AGDB_HOME", str(tmp_path))

    with pytest.raises(UsageError, match="run it from a clone"):
        act()
