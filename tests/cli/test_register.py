"""`agdb register check`: counts of what is known, and one sentence that also stops a build."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.conftest import Run

ORGANISATIONS = """\
- id: roads
  names: {nl: Wegen, en: Roads}
  kind: unknown
  sources: [{url: 'https://example.org/', seen: whole}]
  as_of: 2029
  recorded: 2030-01-01
"""


@pytest.fixture
def empty(programme_folder: Path) -> Path:
    folder = programme_folder / "register"
    shutil.rmtree(folder)
    folder.mkdir()
    return folder


@pytest.fixture
def organisations(empty: Path) -> Path:
    file = empty / "organisations.yaml"
    file.write_text(ORGANISATIONS, "utf-8")
    return file


@pytest.mark.usefixtures("place", "empty")
def test_a_programme_without_a_register_says_so(agdb: Run) -> None:
    assert agdb("register", "check").stdout.endswith("the register has no records\n")


@pytest.mark.usefixtures("place", "organisations")
def test_records_and_gaps_are_counted_per_kind(agdb: Run) -> None:
    people, programs = agdb("register", "check"), agdb("register", "check", "--json")

    assert people.returncode == 0
    assert "records: 1, no mistake found" in people.stdout
    assert json.loads(programs.stdout)["organisations"] == {
        "records": 1, "unread": 0, "lacking": {"kind": 1},
    }  # fmt: skip


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("command", [("register", "check"), ("check",), ("build",)])
def test_a_mistake_is_one_sentence_and_stops_check_and_build(
    agdb: Run, organisations: Path, command: tuple[str, ...]
) -> None:
    organisations.write_text(ORGANISATIONS.replace("kind: unknown", "kind: guild"), "utf-8")

    told = agdb(*command)

    assert told.returncode == 1
    assert "organisations.yaml:3: kind is 'guild'" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.usefixtures("place", "organisations")
@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[PILLAR]", "[nowhere]", "there is no pillar 'nowhere'"),
        ("code: NL01", "code: NL99", "there is no region 'NL99' in 2025"),
        ("bicycles-number", "unicycles", "the programme has no 'unicycles'"),
    ],
)
def test_what_the_programme_does_not_have_is_told(
    agdb: Run, programme_folder: Path, old: str, new: str, sentence: str
) -> None:
    pillar = next(
        line.split("id: ")[1].strip(" ,}")
        for line in (programme_folder / "programme.yaml").read_text("utf-8").splitlines()
        if "id: " in line and line.strip().startswith("- ")
    ).split(",")[0]
    text = """\
- id: lanes
  names: {nl: Fietspaden, en: Cycle lanes}
  level: scheme
  relation: own
  pillars: [PILLAR]
  history: unknown
  period: unknown
  national: false
  regions: [{code: NL01, year: 2025}]
  indicators: [bicycles-number]
  sources: [{url: 'https://example.org/', seen: whole}]
  as_of: 2029
  recorded: 2030-01-01
"""
    file = programme_folder / "register" / "initiatives.yaml"
    file.write_text(text.replace("[PILLAR]", f"[{pillar}]"), "utf-8")
    assert agdb("register", "check").returncode == 0, agdb("register", "check").stderr

    file.write_text(text.replace(old, new).replace("[PILLAR]", f"[{pillar}]"), "utf-8")
    told = agdb("register", "check")

    assert told.returncode == 1
    assert sentence in told.stderr
