"""How far a long command is: told on a terminal, silent in a pipe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agdb.cli.progress import Progress, progress


def ticking(step: float) -> Iterator[float]:
    moment = 0.0
    while True:
        yield moment
        moment += step


def test_a_terminal_reads_how_many_there_are_and_how_long_it_takes() -> None:
    # Given a line on a terminal, and items of one second each
    said: list[str] = []
    clock = ticking(1.0)
    shown = Progress("writing", said.append, lambda: next(clock))

    # When they are gone through
    assert list(shown.through("abcde", total=5)) == list("abcde")

    # Then each is told, and what is left once it can be known
    assert said[0] == "writing: 0 of 5"
    assert said[-1] == "writing: 4 of 5, some 1 s left"


def test_without_a_total_only_the_count_is_told() -> None:
    said: list[str] = []
    clock = ticking(1.0)

    list(Progress("writing", said.append, lambda: next(clock)).through("ab"))

    assert said == ["writing: 0", "writing: 1"]


def test_more_than_was_expected_is_no_share() -> None:
    said: list[str] = []
    clock = ticking(1.0)

    list(Progress("writing", said.append, lambda: next(clock)).through("abc", total=1))

    assert said[-1] == "writing: 2"


def test_a_pipe_reads_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("writing") as shown:
        shown.tell("more")
        assert list(shown.through([1, 2])) == [1, 2]

    assert capsys.readouterr() == ("", "")
