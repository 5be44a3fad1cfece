"""A data folder of an earlier version works on with this one, and goes back with its backup."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.long
# Versions before this one, and how many commits before its end; where a version has no tag, its end
# is the last commit that called itself so.
EARLIER = (("0.1.0", 0), ("0.1.0", 400))
# Of a release that is older than checksums this is said for as long as it is kept.
UNVOUCHED = "made before releases had checksums; delete the folder if nothing cites it"


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def commit_of(version: str) -> str:
    """The commit of a version, empty if this clone does not have it."""
    if tagged := git("rev-parse", "--verify", f"v{version}^{{commit}}"):
        return tagged
    line = f'^version = "{version}"'
    ended = git("log", "--format=%H", "-1", f"-G{line}", "--", "pyproject.toml")
    return git("rev-parse", "--verify", f"{ended}^") if ended else ""


@pytest.fixture(scope="module", params=EARLIER, ids=lambda one: f"{one[0]}~{one[1]}")
def earlier(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The code of an earlier version."""
    version, before = request.param
    ended = commit_of(version)
    commit = git("rev-parse", "--verify", f"{ended}~{before}") if ended else ""
    if not commit:
        pytest.skip(f"this clone has no such commit of {version} (git fetch --unshallow)")
    folder = tmp_path_factory.mktemp("earlier") / "code"
    assert git("worktree", "add", "--detach", str(folder), commit) or folder.is_dir()
    assert f'version = "{version}"' in (folder / "pyproject.toml").read_text("utf-8")
    yield folder
    git("worktree", "remove", "--force", str(folder))


def agdb(code: Path, data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of `code` on `data`, with the programme that came with that code."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "agdb", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=data.parent,
        env={name: value for name, value in os.environ.items() if not name.startswith("AGDB_")}
        | {
            "PYTHONPATH": str(code / "src"),
            "AGDB_HOME": str(code),
            "AGDB_DATA": str(data),
            "AGDB_PROGRAMME": str(code / "specimens" / "programme"),
            "COVERAGE_PROCESS_START": "",
        },
    )


def done(code: Path, data: Path, *words: str) -> str:
    """What it says, once it succeeded."""
    found = agdb(code, data, *words)
    assert found.returncode == 0, (words, found.stdout, found.stderr)
    return found.stdout


def releases(data: Path) -> list[str]:
    """The names of the releases that are kept."""
    return sorted(one.name for one in (data / "releases").glob("[0-9]*"))


@pytest.fixture(scope="module")
def left(earlier: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder that the earlier version leaves behind: figures, a release, a backup."""
    data = tmp_path_factory.mktemp("left") / "data"
    data.mkdir()
    done(earlier, data, "build")
    done(earlier, data, "publish", str(data.parent / "site"))
    done(earlier, data, "backup", str(data.parent / "before.tar"))
    return data


@pytest.fixture
def data(left: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(left, tmp_path / "data"))


def test_it_is_sound_or_the_step_to_take_is_named(data: Path) -> None:
    found = agdb(ROOT, data, "doctor")

    told = found.stdout + found.stderr
    assert "Traceback" not in told
    assert found.returncode == 0 or "agdb " in told, told


def test_this_version_builds_and_publishes_on_it(data: Path, tmp_path: Path) -> None:
    before = releases(data)

    done(ROOT, data, "build")
    done(ROOT, data, "publish", str(tmp_path / "site"))

    assert before
    assert set(before) <= set(releases(data))  # what there was is still there
    assert (tmp_path / "site" / "en" / "index.html").is_file()
    doctor = agdb(ROOT, data, "doctor")
    found = [line for line in doctor.stdout.splitlines() if UNVOUCHED not in line]
    assert doctor.returncode == 0 or found == [], doctor.stdout + doctor.stderr
    assert re.search(r"\d", done(ROOT, data, "indicators"))


def test_a_command_before_the_first_build_says_to_build(data: Path) -> None:
    found = agdb(ROOT, data, "indicators")

    assert "Traceback" not in found.stderr
    assert found.returncode == 0 or "agdb build" in found.stderr, found.stderr


def test_this_version_reads_its_backup(left: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"

    done(ROOT, data, "restore", str(left.parent / "before.tar"))

    done(ROOT, data, "build")


def test_the_earlier_version_goes_on_from_its_backup(
    earlier: Path, left: Path, data: Path, tmp_path: Path
) -> None:
    # Given a data folder that this version has worked on
    done(ROOT, data, "build")
    back = tmp_path / "back"

    # When the earlier one is put back with the backup of before
    done(earlier, back, "restore", str(left.parent / "before.tar"))

    # Then it has its release as it was, and makes the same one again
    assert releases(back) == releases(left)
    assert done(earlier, back, "doctor") == done(earlier, left, "doctor")
    done(earlier, back, "build")
