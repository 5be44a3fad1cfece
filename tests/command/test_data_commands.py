"""The commands that look after the data folder, as a user runs them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.command.conftest import Run


def test_doctor_finds_nothing_in_a_sound_folder_and_ends_with_one_otherwise(
    agdb: Run, place: Path, specimen_v4: str
) -> None:
    agdb("import", "cbs:99999NED", specimen_v4)
    sound = agdb("doctor")
    assert (sound.returncode, sound.stdout) == (0, "the data folder is sound\n")
    assert agdb("doctor", "--json").stdout == "[]\n"

    next((place / "var" / "datasets").rglob("observations.parquet")).unlink()
    broken = agdb("doctor")
    assert broken.returncode == 1
    assert "the observations are missing; delete the folder and import" in broken.stdout
    assert "1 inconsistency was found in the data folder" in broken.stderr
    (finding,) = json.loads(agdb("doctor", "--json").stdout)
    assert finding["what"] == "the observations are missing"


def test_a_backup_restores_into_a_new_folder(
    agdb: Run, place: Path, specimen_v4: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    agdb("import", "cbs:99999NED", specimen_v4)
    table = agdb("dataset", "cbs:99999NED").stdout
    kept = agdb("backup", str(place / "all.agdb"))
    assert "files kept and verified" in kept.stdout

    monkeypatch.setenv("AGDB_DATA", "elsewhere")
    assert "files restored and verified" in agdb("restore", str(place / "all.agdb")).stdout
    assert agdb("dataset", "cbs:99999NED").stdout == table
    again = agdb("restore", str(place / "all.agdb"))
    assert (again.returncode, "not empty" in again.stderr) == (1, True)


def test_revisions_of_definitive_figures_are_listed(
    agdb: Run, tmp_path: Path, specimen_v4: str
) -> None:
    assert "not in the warehouse" in agdb("revisions", "cbs:99999NED").stderr
    agdb("import", "cbs:99999NED", specimen_v4)
    assert agdb("revisions", "cbs:99999NED").stdout == (
        "there is no earlier version to compare with\n"
    )
    newer = Path(shutil.copytree(specimen_v4, tmp_path / "newer"))
    page = newer / "observations-page-1.json"
    page.write_text(page.read_text().replace("7888.2", "7890"))
    agdb("import", "cbs:99999NED", str(newer))

    people = agdb("revisions", "cbs:99999NED").stdout
    (one,) = json.loads(agdb("revisions", "cbs:99999NED", "--json").stdout)

    assert "  M000001_1 NL01 2024: 7888.2 became 7890" in people
    (revision,) = one["revisions"]
    assert revision["cell"] == {"measure": "M000001_1", "RegioS": "NL01", "period": "2024"}
    assert (revision["before"]["value"], revision["after"]["value"]) == (7888.2, 7890.0)
