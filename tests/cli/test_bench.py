"""`agdb bench`: which benchmarks there are, how one ends, and on what machine it ran."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.conftest import ROOT

from agdb.cli.bench import Benchmark, benchmarks
from agdb.errors import UsageError

CALLED = '\nif __name__ == "__main__":\n'
SOUND = (
    '"""How fast one line is printed.\n\nMore.\n"""\nimport sys\nQUICK = ("a", "b")\n'
    f'{CALLED}    print("words:", *sys.argv[1:])\n'
)
BROKEN = f'"""Breaks off."""\n{CALLED}    raise SystemExit(3)\n'
LACKING = f'"""Beside another."""\nNEEDS = "no_such_package"\n{CALLED}    print("never")\n'


@pytest.fixture
def folder(place: Path) -> Path:
    """A folder with a benchmark that ends well, one that lacks a package, and a part of one."""
    (place / "benchmarks").mkdir()
    (place / "benchmarks" / "sound.py").write_text(SOUND)
    (place / "benchmarks" / "lacking.py").write_text(LACKING)
    (place / "benchmarks" / "part.py").write_text('"""What several have in common."""\n')
    return place / "benchmarks"


def test_a_benchmark_is_a_program_with_a_sentence_and_a_part_of_one_is_none(folder: Path) -> None:
    found = benchmarks(folder.parent)

    assert found == {
        "lacking": Benchmark(folder / "lacking.py", "Beside another.", (), "no_such_package"),
        "sound": Benchmark(folder / "sound.py", "How fast one line is printed.", ("a", "b"), ""),
    }
    assert found["lacking"].lacks == "no_such_package"
    assert found["sound"].lacks == ""


@pytest.mark.slow
def test_every_benchmark_runs_and_the_machine_the_day_and_a_table_are_told(
    agdb: Run, folder: Path
) -> None:
    done = agdb("bench", "--json")

    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert "cores" in told["machine"]
    assert "Python 3." in told["machine"]
    assert len(told["day"]) == len("2026-11-30")
    lacking, sound = told["measurements"]
    assert (lacking["ended"], lacking["why"]) == (
        None,
        "not run: needs no_such_package, which is in no lock",
    )
    assert (sound["name"], sound["ended"], sound["output"]) == ("sound", 0, "words:\n")
    assert 0 < sound["processor_seconds"] < 60
    assert sound["peak_mb"] > 1  # no less than that of who starts it: here all tests before


@pytest.mark.slow
def test_one_is_run_with_its_own_words_or_those_of_a_first_look(agdb: Run, folder: Path) -> None:
    told = json.loads(agdb("bench", "sound", "--json", "--", "--size", "3").stdout)
    quick = json.loads(agdb("bench", "sound", "--quick", "--json").stdout)

    assert [one["output"] for one in told["measurements"]] == ["words: --size 3\n"]
    assert [one["output"] for one in quick["measurements"]] == ["words: a b\n"]


@pytest.mark.slow
def test_people_get_a_table_and_what_breaks_off_ends_with_one(agdb: Run, folder: Path) -> None:
    (folder / "broken.py").write_text(BROKEN)

    done = agdb("bench")

    assert done.returncode == 1
    rows = {line.split()[0]: line for line in done.stdout.splitlines() if line}
    assert rows["broken"].endswith("broke off with 3")
    assert rows["sound"].endswith("well")
    assert rows["lacking"].endswith("not run: needs no_such_package, which is in no lock")


def test_the_list_has_names_and_what_they_measure(agdb: Run, folder: Path) -> None:
    done = agdb("bench", "--list")

    assert done.stdout.splitlines()[1:] == [
        "lacking  Beside another.",
        "sound    How fast one line is printed.",
    ]


def test_a_name_that_is_none_and_a_place_without_benchmarks_are_refused(
    agdb: Run, place: Path, folder: Path
) -> None:
    unknown = agdb("bench", "nosuch")

    assert unknown.returncode != 0
    assert "there is no benchmark 'nosuch'; take one of: lacking, sound" in unknown.stderr
    with pytest.raises(UsageError, match="there are no benchmarks beside this installation"):
        benchmarks(place / "programme")


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name, one in benchmarks(ROOT).items() if not one.lacks])
def test_each_benchmark_of_ours_still_runs(
    name: str, agdb: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGDB_HOME", str(ROOT))

    done = agdb("bench", name, "--quick", "--json")

    (one,) = json.loads(done.stdout)["measurements"]
    assert one["ended"] == 0
    assert one["output"] != ""
