"""The doorrekening from the command line: the golden case, and the ways to ask it wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

GOLDEN = str(ROOT / "specimens" / "scenario" / "golden.yaml")
PILLARS = ("roads", "signs", "learning", "mending")


@pytest.fixture
def with_scenario(programme_folder: Path) -> Path:
    """The invented programme with four pillars and the scenario of the golden case for them."""
    plan = programme_folder / "programme.yaml"
    signs = "  - id: signs\n    names: {nl: borden, en: signs}\n    summary: {nl: x, en: x}\n"
    before = "  - id: learning\n"
    plan.write_text(plan.read_text("utf-8").replace(before, f"{signs}{before}"))
    (programme_folder / "scenario").mkdir()
    golden = programme_folder / "scenario" / "golden.yaml"
    golden.write_text(_renamed(Path(GOLDEN).read_text("utf-8")), "utf-8")
    return programme_folder


def _renamed(text: str) -> str:
    for code, pillar in zip(("P1", "P2", "P3", "P4"), PILLARS, strict=True):
        text = text.replace(code, pillar)
    return text


def test_the_golden_case_is_printed_for_people_and_for_programs(agdb: Run) -> None:
    people, programs = agdb("scenario", "run", GOLDEN), agdb("scenario", "run", GOLDEN, "--json")

    assert people.returncode == programs.returncode == 0, people.stderr
    assert "1537.1" in people.stdout
    last = json.loads(programs.stdout)["years"][-1]
    assert last["v"]["P1+P2+P3+P4"] == pytest.approx(1537, abs=1)
    shares = sum(one["share"]["mean"] for one in last["pillars"].values())
    assert shares == pytest.approx(last["subsets"]["P1+P2+P3+P4"]["closed"]["mean"], abs=1e-6)


def test_the_same_seed_gives_the_same_bytes(agdb: Run) -> None:
    words = ("scenario", "run", GOLDEN, "--seed", "7", "--draws", "50", "--json")

    assert agdb(*words).stdout == agdb(*words).stdout


def test_the_scenario_of_the_programme_needs_no_name(agdb: Run, with_scenario: Path) -> None:
    named = agdb("scenario", "run", GOLDEN).stdout

    assert agdb("scenario", "run").stdout.split() == _renamed(named).split()


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


BAD_INPUT = {
    "a probability over 1": ("{20: 0.04, 60: 0}", "{20: 1.04, 60: 0}", "outside 0 to 1"),
    "a curve that does not sum": ("{3: 0.2, 4: 0.4, 5: 0.1}", "{3: 0.9, 4: 0.4}", "sums to 1.3"),
    "shares that do not sum": ("{25: 1, 45: 0}", "{25: 0.5, 45: 0}", "sum to 0.5"),
    "a negative stock": ("employed: 47000", "employed: -47000", "is -47000"),
    "an unknown parameter": ("rebound: 0.3", "rebond: 0.3", "unknown parameter 'rebond'"),
    "an unknown measure": (
        "measures:\n",
        "options:\n  x: {measures: [nothing], cost: {1: 1}}\n\nmeasures:\n",
        "unknown measure 'nothing'",
    ),
    "a prior without source": (
        "rebound: 0.3",
        "rebound: {value: 0.3, prior: {uniform: [0, 1]}, unit: share, grade: D}",
        "prior without a source",
    ),
    "a plan that ends before it starts": ("last_year: 5", "last_year: -1", "not after its base"),
    "a measure that ends before it starts": (
        "touches: exit",
        "touches: exit\n    end: 0",
        "ends in 0 before it starts in 1",
    ),
    "an unknown section": ("\nparameters:", "\nunknown_key: 1\nparameters:", "unknown section"),
}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"a: \xff\xfe", "scenario.yaml: this file is not text in UTF-8; name a YAML file."),
        (b"#" * ((8 << 20) + 1), "has 8388609 bytes, and a scenario has at most 8388608."),
    ],
)
def test_a_file_that_is_no_scenario_is_one_sentence(
    agdb: Run, place: Path, body: bytes, sentence: str
) -> None:
    path = place / "scenario.yaml"
    path.write_bytes(body)

    done = agdb("scenario", "run", str(path))

    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.rstrip().endswith(sentence)


@pytest.mark.parametrize(("good", "bad", "sentence"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_a_mistake_in_a_scenario_is_one_sentence_with_its_line(
    agdb: Run, tmp_path: Path, good: str, bad: str, sentence: str
) -> None:
    text = Path(GOLDEN).read_text("utf-8")
    assert good in text
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace(good, bad, 1), "utf-8")

    done = agdb("scenario", "run", str(wrong))

    assert done.returncode == 1
    assert done.stdout == ""
    assert re.search(r"wrong\.yaml:\d+: ", done.stderr)
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_measure_that_names_no_initiative_of_the_register_is_told(
    agdb: Run, with_scenario: Path
) -> None:
    file = with_scenario / "scenario" / "golden.yaml"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("touches: exit", "touches: exit\n    initiatives: [none]"), "utf-8"
    )

    for words in (("scenario", "run"), ("scenario", "option"), ("build",)):
        done = agdb(*words)

        assert done.returncode == 1
        assert re.search(r"golden\.yaml:\d+: unknown initiative 'none'", done.stderr)


def test_a_number_of_the_scenario_says_why_it_is_what_it_is(agdb: Run, with_scenario: Path) -> None:
    assert agdb("build").returncode == 0

    people = agdb("explain", "scenario", "effect", "--year", "5")
    programs = json.loads(agdb("explain", "scenario", "effect", "--year", "5", "--json").stdout)
    wrong = agdb("explain", "scenario", "nothing")

    assert "value       1537 persons" in people.stdout
    assert "+ gap = 4788" in people.stdout
    assert "seed 20261123" in people.stdout
    assert programs["value"]["mean"] == pytest.approx(1537.1427, abs=1e-3)
    assert {use["input"]["name"] for use in programs["uses"]} >= {"rebound", "all.employed"}
    assert wrong.returncode == 1
    assert "has no number 'nothing'" in wrong.stderr


def test_the_plan_of_this_repository_runs_and_names_its_assumptions(
    agdb: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGDB_PROGRAMME", str(ROOT / "programme"))

    run = agdb("scenario", "run", "--draws", "64")
    option = agdb("scenario", "option", "--draws", "64")
    sensitivity = agdb("scenario", "sensitivity", "--draws", "8")

    assert "inputs are assumptions" in run.stdout
    assert "which promise 8 of 10" in run.stdout
    assert "unfunded 3.0" in option.stdout
    assert "with the training that who comes forward needs" in option.stdout
    assert "as written, not taken from an indicator" in run.stdout
    assert "no-response" in sensitivity.stdout
    assert "worth finding out" in sensitivity.stdout
    assert "for an even chance of no gap" in sensitivity.stdout
