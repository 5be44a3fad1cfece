"""The commands as a user runs them: what they print, and how they end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.conftest import ROOT

from agdb.cli.app import COMMANDS

pytestmark = pytest.mark.slow

SPECIMEN = str(ROOT / "specimens" / "cbs" / "v4-json")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with its content."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_build_says_what_it_holds_and_the_next_one_that_nothing_changed(agdb: Run) -> None:
    first, second = agdb("build"), agdb("build")

    assert first.returncode == second.returncode == 0
    assert first.stdout.startswith("new release 2025-01-10-")
    assert "3 indicators, 16 values, 1 waiting for data" in first.stdout
    assert second.stdout.startswith("unchanged, release 2025-01-10-")


def test_an_unchanged_build_says_the_same_whether_it_was_remembered_or_not(
    agdb: Run, place: Path
) -> None:
    agdb("build")
    cache = place / "var" / "releases" / ".reuse"

    remembered = agdb("build", "--json")
    for path in cache.iterdir():
        path.write_bytes(b"damaged")
    worked_out = agdb("build", "--json")

    assert '"new": false' in remembered.stdout
    assert remembered.stdout == worked_out.stdout
    assert agdb("build", "--json").stdout == remembered.stdout


def test_a_damaged_release_is_told_also_where_the_build_is_remembered(
    agdb: Run, place: Path
) -> None:
    agdb("build")
    (release,) = (place / "var" / "releases").glob("2025-01-10-*")
    (release / "programme" / "units.yaml").write_text("altered")

    done = agdb("build")

    assert done.returncode == 1
    assert "is not as it was kept" in done.stderr


def test_a_build_of_an_earlier_state_makes_its_release_the_latest_again(
    agdb: Run, place: Path
) -> None:
    first = agdb("build").stdout.split()[2]
    text = place / "programme" / "programme.yaml"
    written = text.read_text()
    text.write_text(written + "# another programme\n")
    second = agdb("build").stdout.split()[2]
    text.write_text(written)

    again = agdb("build")

    assert first != second
    assert again.stdout.startswith(f"unchanged, release {first}")
    assert (place / "var" / "releases" / "latest").read_text() == first


def test_a_build_as_of_a_date_knows_nothing_later(agdb: Run) -> None:
    agdb("build")

    early = agdb("build", "--as-of", "2025-01-09")

    assert early.returncode == 1
    assert "no indicator has a dataset" in early.stderr


def test_indicators_are_listed_for_people_and_for_programs(agdb: Run) -> None:
    agdb("build")

    people, programs = agdb("indicators"), agdb("indicators", "--json")

    assert "parking-places           Stallingsplaatsen" in people.stdout
    listed = {one["id"]: one for one in json.loads(programs.stdout)["indicators"]}
    assert listed["bicycles-number"]["values"] == 11
    assert listed["bicycles-number"]["latest"] == "2024-Q2"
    assert listed["parking-places"]["waiting_for"] == "demo:parking"
    assert listed["parking-places"]["command"] == "agdb import demo:parking FILE"


def test_values_are_printed_for_one_region_and_period(agdb: Run) -> None:
    agdb("build")

    one = agdb("indicator", "bicycles-electric-share", "--region", "NL01", "--period", "2024-Q1")
    as_json = agdb("indicator", "bicycles-electric-share", "--region", "NL01", "--json")

    assert one.stdout.splitlines()[1].split() == ["NL01", "2024-Q1", "25", "A", "unknown"]
    assert [v["value"] for v in json.loads(as_json.stdout)["values"]] == [25.0, 30.0]


def test_a_number_is_asked_for_by_name_and_region_by_name(agdb: Run) -> None:
    agdb("build")

    said = agdb("explain", "aandeel elektrische", "--region", "nederland").stdout

    assert "(bicycles-electric-share)" in said.splitlines()[0]
    assert "NL01 (Nederland)" in said


def test_indicators_are_chosen_by_words_region_pillar_and_what_they_wait_for(agdb: Run) -> None:
    agdb("build")

    def listed(*words: str) -> list[str]:
        return [line.split()[0] for line in agdb("indicators", *words).stdout.splitlines()[1:]]

    assert listed("--waiting") == ["parking-places"]
    assert listed("elektrische") == ["bicycles-electric-share"]
    assert "parking-places" not in listed("--region", "NL01")
    assert set(listed("--pillar", "roads")) > {"parking-places"}
    assert listed("nothing") == []


def test_datasets_are_chosen_by_words(agdb: Run) -> None:
    agdb("build")

    assert "demo:bicycles" in agdb("datasets", "bicycles").stdout
    assert "demo:bicycles" not in agdb("datasets", "parking").stdout


def test_a_number_is_explained_down_to_its_cells(agdb: Run) -> None:
    agdb("build")
    words = ("explain", "bicycles-electric-share", "--region", "NL01", "--period", "2024-Q2")

    people, programs = agdb(*words), agdb(*words, "--json")

    for said in (
        "value       30 percent in NL01 (Nederland) 2024-Q2",
        "formula     100 * numerator / denominator, where numerator = demo:bicycles Bicycles;",
        "demo:bicycles|Bicycles|NL01|E|2024-Q2 = 33",
        "the publisher calls it demo:bicycles|Bicycles|NL01|K100|2024-Q2",
        "of our transcription",
        "recorded  2025-01-10",
        "citation  Invented table 1",
        "documented: the invented handbook, page 3",
    ):
        assert said in people.stdout
    assert [cell["value"] for cell in json.loads(programs.stdout)["cells"]] == [33.0, 110.0]


def test_without_place_and_period_the_newest_number_of_the_country_is_explained(agdb: Run) -> None:
    agdb("build")

    said = agdb("explain", "bicycles-number").stdout

    assert " thousand-bicycles in NL01 (Nederland) 2024-Q" in said
    assert "definition  " in said
    assert "half away from zero" in said


def test_a_part_is_explained_by_its_code(agdb: Run) -> None:
    agdb("build")

    part = agdb(
        "explain", "bicycles-number", "--region", "NL01", "--period", "2024-Q2",
        "--breakdown", "make=E",
    )  # fmt: skip

    assert "value       33 thousand-bicycles in NL01 (Nederland) 2024-Q2 make=E (" in part.stdout


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("indicator", "bicycles-numbr"), 2, "did you mean bicycles-number"),
        (("indicator", "zzz"), 2, "agdb indicators lists them"),
        (("indicator", "bicycles-number", "--region", "PV99"), 2, "there is no region 'PV99'"),
        (("explain", "bicycles-number", "--region", "NL01", "--period", "1999"), 1, "no value for"),
        (
            ("explain", "bicycles-number", "--region", "NL01", "--period", "2024-Q1",
             "--breakdown", "make"), 2, "write it as NAME=CODE",
        ),
        (("build", "--as-of", "yesterday"), 2, "write it as 2025-04-22"),
        (("dataset", "demo:bicycles", "--format", "xml"), 2, "use csv, json, parquet"),
        (("dataset", "demo:cars"), 1, "not in the warehouse"),
        (("dataset", "demo:bicycle"), 1, "did you mean demo:bicycles?"),
        (("dataset", "cars"), 1, "is not a dataset id"),
        (("import", "cbs:85224NED", "/nowhere"), 1, "no such file or folder"),
        (("import", "abc:1", SPECIMEN), 1, "publisher 'abc' has no readers"),
        (("buil",), 2, "Did you mean 'build'"),
        (("explain",), 2, "Missing argument"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_and_an_exit_code(
    agdb: Run, place: Path, words: tuple[str, ...], code: int, sentence: str
) -> None:
    agdb("build")
    before = tree(place / "var")

    done = agdb(*words)

    assert done.returncode == code
    assert sentence in done.stderr
    assert done.stderr.startswith("agdb: ")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
    assert tree(place / "var") == before


def test_a_recording_becomes_a_dataset_and_then_an_indicator(
    agdb: Run, programme_folder: Path, tmp_path: Path
) -> None:
    # Given an indicator, written by nobody who knows the engine, on a dataset it never saw
    (programme_folder / "indicators" / "roads" / "new.yaml").write_text(
        """
id: jobs-number
catalogue: P1.09
pillar: learning
names: {nl: Banen, en: Jobs}
definition: {nl: Banen., en: Jobs.}
sentence: {nl: '{period} waren er {value}.', en: '{period}, there were {value}.'}
unit: thousand-bicycles
direction: up
metric:
  type: simple
  value: {dataset: "cbs:99999NED", measure: MEASURE}
frequencies: [quarter, year]
region: {dimension: RegioS, divisions: [NL, PV]}
""".replace("MEASURE", _first_measure()),
        "utf-8",
    )

    source = (programme_folder / "sources" / "parking.yaml").read_text("utf-8")
    (programme_folder / "sources" / "jobs.yaml").write_text(
        source.replace("demo:parking", "cbs:99999NED"), "utf-8"
    )

    # When its dataset, without the number of jobs below zero, is imported and a release is built
    recording = Path(shutil.copytree(SPECIMEN, tmp_path / "recording"))
    for page in recording.glob("observations-page-*.json"):
        page.write_text(page.read_text("utf-8").replace("-1.5", "1.5"), "utf-8")
    imported = agdb("import", "cbs:99999NED", str(recording))
    listed = agdb("datasets", "--json")
    agdb("build")
    values = json.loads(agdb("indicator", "jobs-number", "--json").stdout)["values"]

    # Then it has values
    assert imported.returncode == 0, imported.stderr
    assert "observations" in imported.stdout
    assert "cbs:99999NED" in {one["dataset"] for one in json.loads(listed.stdout)}
    assert values


def _first_measure() -> str:
    codes = json.loads((Path(SPECIMEN) / "measure-codes.json").read_text("utf-8"))["value"]
    return str(next(c["Identifier"] for c in codes if c["Unit"] in {"x 1 000", "x 1000"}))


def test_a_dataset_is_printed_in_three_forms(agdb: Run, place: Path) -> None:
    agdb("build")

    table = agdb("dataset", "demo:bicycles").stdout.splitlines()
    document = json.loads(agdb("dataset", "demo:bicycles", "--format", "json").stdout)

    assert len(table) == 1 + 12
    assert len(document["observations"]) == 12


def test_the_site_is_written_and_replaced_but_nothing_else_is(agdb: Run, place: Path) -> None:
    agdb("build")

    first = agdb("publish", str(place / "public"))
    again = agdb("publish", str(place / "public"))
    (place / "mine").mkdir()
    (place / "mine" / "thesis.txt").write_text("mine", "utf-8")
    refused = agdb("publish", str(place / "mine"))

    assert first.returncode == again.returncode == 0, first.stderr
    assert (place / "public" / "nl" / "indicator" / "bicycles-number" / "index.html").is_file()
    assert refused.returncode == 2
    assert "not a site that agdb wrote" in refused.stderr
    assert (place / "mine" / "thesis.txt").read_text("utf-8") == "mine"


def test_the_same_release_is_published_with_the_same_bytes(agdb: Run, place: Path) -> None:
    agdb("build")

    agdb("publish", str(place / "one"))
    agdb("publish", str(place / "two"))

    assert tree(place / "one") == tree(place / "two")


def test_help_is_quick_because_it_loads_no_command() -> None:
    code = (
        "import sys; from agdb.cli.app import app_of; app_of(['--help']);"
        " print(*(name for name in sys.modules if name.startswith('agdb.')))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )

    assert set(done.stdout.split()) == {
        "agdb.cli", "agdb.cli.app", "agdb.cli.exit", "agdb.cli.log", "agdb.errors",
    }  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does_and_prints_json_if_it_prints_results(
    agdb: Run, name: str
) -> None:
    done = agdb(*name.split(), "--help")

    assert done.returncode == 0
    assert COMMANDS[name].help.split()[0] in done.stdout
    assert ("--json" in done.stdout) == (name not in {"serve", "test", "fix"})


def test_a_command_that_does_not_exist_is_one_sentence(agdb: Run) -> None:
    done = agdb("scenario", "rnu")

    assert done.returncode == 2
    assert "No such command 'rnu'. Did you mean 'run'?" in done.stderr


def test_a_check_that_fails_ends_with_one(agdb: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a checkout of which no check can succeed, for there is nothing in it to check
    monkeypatch.setattr("agdb.cli.test.subprocess.run", lambda *_, **__: failed())
    monkeypatch.setenv("AGDB_HOME", str(ROOT))

    done = agdb("test")

    assert done.returncode == 1
    assert "failed: types, lint, format, spelling, contracts, tests" in done.stdout


def failed() -> subprocess.CompletedProcess[str]:
    """A program that ended badly."""
    return subprocess.CompletedProcess((), 1)


def test_checks_pass_on_what_is_selected_and_end_with_zero(
    agdb: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, ...]] = []

    def passed(step: tuple[str, ...], **_: object) -> subprocess.CompletedProcess[str]:
        ran.append(step)
        return subprocess.CompletedProcess((), 0)

    monkeypatch.setattr("agdb.cli.test.subprocess.run", passed)
    monkeypatch.setenv("AGDB_HOME", str(ROOT))

    done = agdb("test", "tests/statistics")

    assert done.returncode == 0
    assert [step[-2:] for step in ran] == [("-q", "tests/statistics")]


def test_there_is_nothing_to_check_outside_of_a_clone(agdb: Run) -> None:
    assert "run it from a clone" in agdb("test").stderr
