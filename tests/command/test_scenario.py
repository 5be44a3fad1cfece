"""The doorrekening from the command line: the golden case, and the ways to ask it wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.command.conftest import Run
from tests.conftest import ROOT

GOLDEN = str(ROOT / "specimens" / "scenario" / "golden.yaml")


@pytest.fixture
def with_scenario(programme_folder: Path) -> Path:
    """The invented programme with the scenario of the golden case."""
    (programme_folder / "scenario").mkdir()
    shutil.copy(GOLDEN, programme_folder / "scenario" / "golden.yaml")
    return programme_folder


def test_the_golden_case_is_printed_for_people_and_for_programs(agdb: Run) -> None:
    people, programs = agdb("scenario", "run", GOLDEN), agdb("scenario", "run", GOLDEN, "--json")

    assert people.returncode == programs.returncode == 0, people.stderr
    assert "1537.1" in people.stdout
    last = json.loads(programs.stdout)["years"][-1]
    assert last["v"]["P1+P2+P3+P4"] == pytest.approx(1537, abs=1)
    assert sum(last["shapley"].values()) == pytest.approx(last["v"]["P1+P2+P3+P4"], abs=1e-6)


def test_the_same_seed_gives_the_same_bytes(agdb: Run) -> None:
    words = ("scenario", "run", GOLDEN, "--seed", "7", "--draws", "50", "--json")

    assert agdb(*words).stdout == agdb(*words).stdout


def test_the_scenario_of_the_programme_needs_no_name(agdb: Run, with_scenario: Path) -> None:
    assert agdb("scenario", "run").stdout == agdb("scenario", "run", GOLDEN).stdout


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("scenario", "run"), 2, "the programme has no scenario"),
        (("scenario", "run", "none.yaml"), 2, "there is no file 'none.yaml'"),
        (("scenario", "run", GOLDEN, "--draws", "0"), 2, "--draws"),
        (("scenario", "option", "none"), 2, "the programme has no scenario"),
    ],
)
def test_a_question_that_cannot_be_answered_is_one_sentence(
    agdb: Run, words: tuple[str, ...], code: int, sentence: str
) -> None:
    done = agdb(*words)

    assert done.returncode == code
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_mistake_in_a_scenario_is_told_with_its_line(agdb: Run, tmp_path: Path) -> None:
    text = Path(GOLDEN).read_text("utf-8").replace("baseline", "baseliner", 1)
    (tmp_path / "wrong.yaml").write_text(text + "\nunknown_key: 1\n", "utf-8")

    done = agdb("scenario", "run", str(tmp_path / "wrong.yaml"))

    assert done.returncode == 1
    assert "wrong.yaml:" in done.stderr


def test_the_plan_of_this_repository_runs_and_names_its_assumptions(
    agdb: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGDB_PROGRAMME", str(ROOT / "programme"))

    run = agdb("scenario", "run", "--draws", "64")
    option = agdb("scenario", "option", "--draws", "64")
    as_json = agdb("scenario", "option", "--draws", "64", "--json")
    sensitivity = agdb("scenario", "sensitivity", "--draws", "8")

    assert "inputs are assumptions" in run.stdout
    assert "unfunded 3.0" in option.stdout
    assert json.loads(as_json.stdout)[0]["cost"]["total"] == 3.0
    assert "for an even chance of no gap" in sensitivity.stdout
