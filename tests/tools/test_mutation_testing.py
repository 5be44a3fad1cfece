"""What a test notices is killed, what none notices survives, and what never ends is ended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tools.mutants import Mutant, mutants
from tools.mutation_testing import Outcome, Ran, copied, in_a_child, sampled, tried

MODULE = '''"""Counts."""


def count(limit: int) -> int:
    """Return how many steps lead to `limit`."""
    n = 0
    while n < limit:
        n += 1
    return n + 0
'''
TEST = '''"""Counting."""

from counting import count


def test_steps():
    assert count(3) == 3
'''
PATH, NAME = "src/counting.py", "tests/test_counting.py::test_steps"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with one module and one test."""
    for name in ("src", "tests", "tools"):
        (tmp_path / name).mkdir()
    for name in ("programme", "specimens", "docs", "benchmarks", "changes"):
        (tmp_path / name).mkdir()
    (tmp_path / PATH).write_text(MODULE)
    (tmp_path / "tests" / "test_counting.py").write_text(TEST)
    (tmp_path / "pyproject.toml").write_text(
        "[tool.pytest.ini_options]\nmarkers = ['browser','long','slow','specimens']\n"
    )
    return tmp_path


def planted(old: str, new: str) -> Mutant:
    (one,) = [
        one for one in mutants(PATH, MODULE.encode()) if (one.old, one.new) == (old, new)
    ]  # fmt: skip
    return one


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "end"),
    [
        ("n < limit", "n <= limit", "killed"),
        ("n + 0", "n - 0", "survived"),
        ("n += 1", "n -= 1", "too long"),
    ],
)
def test_a_fault_is_killed_survives_or_never_ends(
    old: str, new: str, end: str, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.mutation_testing._LEAST_SECONDS", 2.0)
    known = Ran({NAME: 0.01}, {PATH: {n: frozenset({NAME}) for n in (7, 8, 9)}})

    with copied(checkout) as copy:
        outcome = tried(copy, planted(old, new), known)

        assert (outcome.end, outcome.tests) == (end, 1)
        assert outcome.noticed is (end != "survived")
        assert (copy / PATH).read_text() == MODULE
    assert (checkout / PATH).read_text() == MODULE


def test_a_line_that_no_test_runs_is_held_by_nobody(tmp_path: Path) -> None:
    outcome = Outcome(planted("n + 0", "n - 0"), "survived", 0, 0.0)

    assert Ran({}, {}).of(outcome.mutant) == ()
    assert not outcome.noticed


def test_tests_of_the_own_module_go_first_and_then_the_quick_ones() -> None:
    own, slow, quick = NAME, "tests/test_other.py::slow", "tests/test_other.py::quick"
    lines = {PATH: {9: frozenset({slow, own, quick}), 7: frozenset({slow})}}
    known = Ran({own: 5.0, slow: 3.0, quick: 1.0}, lines)

    assert known.of(planted("n + 0", "n - 0")) == (own, quick, slow)
    # its own are asked too where another one ran the line: what is remembered runs once alone
    assert known.of(planted("n < limit", "n <= limit")) == (own, slow)
    # a constant of a module is held by every test that runs something of it
    assert known.of(planted("n += 1", "n -= 1")) == (own, quick, slow)


def test_the_same_seed_draws_the_same_faults_and_another_one_others() -> None:
    one, count = sampled("statistics", size=20, seed=1)
    again, _ = sampled("statistics", size=20, seed=1)
    other, _ = sampled("statistics", size=20, seed=2)

    assert one == again
    assert one != other
    assert count > 300
    assert all(mutant.path.startswith("src/agdb/statistics/") for mutant in one)


def test_what_a_child_returns_is_its_code_and_a_fall_is_one_too() -> None:
    def falls() -> int:
        raise RuntimeError

    works: list[tuple[Callable[[], int], int]] = [(lambda: 0, 0), (lambda: 1, 1), (falls, 70)]

    assert [in_a_child(work, seconds=5) for work, _ in works] == [code for _, code in works]


def test_every_room_and_its_tests_are_there() -> None:
    from tools.mutation_testing import ROOMS

    for room, tests in ROOMS.items():
        assert (ROOT / "src" / "agdb" / room).is_dir()
        assert all((ROOT / name).is_dir() for name in tests)
