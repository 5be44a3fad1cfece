"""`agdb compute` prints the same values on this machine and on a cluster."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from tests.records.recorded import programme_with_records, written
from tests.records.spark_server import sail

pytestmark = pytest.mark.slow

Run = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def records(place: Path) -> dict[str, str]:
    """The programme of the commands with its layout of records, and the records."""
    shutil.rmtree(place / "programme")
    programme_with_records(place / "programme")
    return written(place / "records", 3000)


def test_values_from_records_are_printed_with_what_is_not_counted(
    agdb: Run, records: dict[str, str]
) -> None:
    path = records["demo:advertisements"]

    done = agdb("compute", "advertisements", "--data", f"demo:advertisements={path}")

    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["region", "period", "occupation", "value", "status", "finality"]
    assert lines[1].split()[:3] == ["NL01", "2021-Q1", "A"]
    assert "of 3000 records of demo:advertisements have no date and are not counted" in done.stderr
    assert "have no known code in occupation and are not counted" in done.stderr


def test_a_cluster_gives_the_same_json(
    agdb: Run, records: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("compute", "jobs", "--data", f"demo:job-spells={records['demo:job-spells']}", "--json")

    here = agdb(*words)
    with sail() as address:
        option = agdb(*words, "--engine", address)
        monkeypatch.setenv("AGDB_SPARK_URL", address)
        setting = agdb(*words)

    assert (here.returncode, option.returncode, setting.returncode) == (0, 0, 0)
    assert json.loads(here.stdout)["values"]
    assert here.stdout == option.stdout == setting.stdout
    assert option.stderr == ""


def test_a_dataset_of_the_warehouse_is_computed_there_too(agdb: Run, place: Path) -> None:
    here = agdb("compute", "bicycles-electric-share", "--json")
    with sail() as address:
        there = agdb("compute", "bicycles-electric-share", "--json", "--engine", address)

    assert here.stdout == there.stdout
    assert json.loads(here.stdout)["values"][0]["keys_hash"]


def test_the_statement_is_printed_and_nothing_is_run(agdb: Run, records: dict[str, str]) -> None:
    done = agdb("compute", "advertisements-per-job", "--statement")

    assert done.returncode == 0
    assert done.stdout.startswith("with observations_advertisements as (")
    assert "from records_jobs where first_day is not null" in done.stdout


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["nothing"], 2, "there is no indicator 'nothing'; agdb indicators lists them."),
        (["jobs"], 1, "jobs [demo:job-spells]: it is computed from records, and where"),
        (["jobs", "--data", "records"], 2, "'records' is not DATASET=PATH"),
        (["jobs", "--data", "demo:bicycles=x"], 2, "no layout of records for 'demo:bicycles'"),
        (["jobs", "--data", "demo:job-spells=absent"], 2, "there is nothing at 'absent'"),
        (["jobs", "--data", "demo:job-spells=programme"], 1, "No files found"),
        (["parking-places"], 2, "waits for demo:parking; run agdb import demo:parking FILE."),
        (["jobs", "--engine", "spark://x:7077"], 2, "write it as sc://host:15002"),
        (["jobs", "--engine", "sc://127.0.0.1:1"], 1, "sc://127.0.0.1:1: this cluster does not"),
    ],
)
def test_what_goes_wrong_is_one_sentence(
    agdb: Run,
    records: dict[str, str],
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    code: int,
    sentence: str,
) -> None:
    monkeypatch.chdir(place)

    done = agdb("compute", *words)

    assert done.returncode == code
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_records_of_another_layout_are_one_sentence(agdb: Run, records: dict[str, str]) -> None:
    swapped = records["demo:advertisements"]

    done = agdb("compute", "jobs", "--data", f"demo:job-spells={swapped}")

    assert done.returncode == 1
    assert done.stderr == (
        "agdb: demo:job-spells: the records have no column 'first_day'; correct the layout, or the"
        " path; they have placed, occupation_code, province.\n"
    )


def test_without_the_extra_a_cluster_is_not_asked(
    agdb: Run, records: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "pyspark"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)

    done = agdb("compute", "jobs", "--engine", "sc://127.0.0.1:1")

    assert done.returncode == 1
    assert "install it with pip install 'agdb[spark]'" in done.stderr
