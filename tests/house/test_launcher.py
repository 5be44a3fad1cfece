"""The script `agdb`: from wherever it is called, it runs its own code on a Python that is there."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT

STAMP = ".complete-requirements.lock"
NEW_PYTHON = """#!/bin/sh
# Stands for a Python 3.11 that can make environments, without a connection.
case "$*" in
  "-I -m venv "*) mkdir -p "$4/bin"; cp "$0" "$4/bin/python"; cp "$0" "$4/bin/pip" ;;
  "-I -m pip "*) exit {pip} ;;
  "-P -m agdb "*) echo "started with $4" ;;
esac
"""


def executable(path: Path, text: str) -> Path:
    """Write a script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose .venv is complete: its Python is the one that runs this test."""
    folder = tmp_path / "the code (été)"
    (folder / ".venv").mkdir(parents=True)
    shutil.copy(ROOT / "agdb", folder)
    lock = shutil.copy(ROOT / "requirements.lock", folder)
    (folder / "src").symlink_to(ROOT / "src")
    executable(folder / ".venv" / "bin" / "python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    stamp = hashlib.sha256(Path(lock).read_bytes()).hexdigest()
    (folder / ".venv" / STAMP).write_text(stamp, "utf-8")
    return folder


def call(script: Path, *words: str, at: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Call the script as a shell does, from the folder `at`, without what `agdb test` has set."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("AGDB_")}
    return subprocess.run(
        [str(script), *words],
        cwd=at,
        env=outside | {"COVERAGE_PROCESS_START": ""} | more,
        capture_output=True,
        text=True,
        check=False,
    )


def without_python(checkout: Path, *, pip: int) -> dict[str, str]:
    """Take the Python of .venv away, as an upgrade does, and offer another one in the PATH."""
    (checkout / ".venv" / "bin" / "python").unlink()
    (checkout / ".venv" / "bin" / "python").symlink_to("/opt/no/longer/there/python3.11")
    other = executable(checkout.parent / "bin" / "python3", NEW_PYTHON.format(pip=pip))
    return {"PATH": f"{other.parent}:/usr/bin:/bin", "AGDB_PYTHON": str(other)}


def test_it_is_found_through_links(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "near").symlink_to(checkout / "agdb")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "agdb").symlink_to("../near")

    done = call(tmp_path / "bin" / "agdb", "--help", at=tmp_path, CDPATH=str(tmp_path))

    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage" in done.stdout


@pytest.mark.slow
def test_files_of_others_in_the_current_folder_are_never_run(
    checkout: Path, tmp_path: Path
) -> None:
    # Given a delivery with files that are called as libraries of ours are
    partner = tmp_path / "from-partner"
    partner.mkdir()
    for name in ("yaml", "numpy", "duckdb", "typer", "statistics", "agdb", "sitecustomize"):
        (partner / f"{name}.py").write_text("open('RAN', 'w').close()", "utf-8")

    # When it is called there, also where the path of Python's modules ends with an empty name
    done = call(checkout / "agdb", "sources", at=partner, PYTHONPATH=":")

    assert not (partner / "RAN").exists()
    assert "Traceback" not in done.stderr
    assert "programme.yaml" in done.stderr  # it came so far as to look for its programme


def test_a_python_that_is_gone_is_replaced(checkout: Path, tmp_path: Path) -> None:
    machine = without_python(checkout, pip=0)

    done = call(checkout / "agdb", "sources", at=tmp_path, **machine)

    assert "agdb: the Python of .venv is gone; it is made again\n" in done.stderr
    assert (done.returncode, done.stdout) == (0, "started with sources\n")


def test_without_a_connection_the_sentence_says_so(checkout: Path, tmp_path: Path) -> None:
    machine = without_python(checkout, pip=1)

    done = call(checkout / "agdb", "sources", at=tmp_path, **machine)

    assert done.returncode == 1
    assert done.stderr.endswith(
        "agdb: the libraries could not be installed, for the reason above; check the connection"
        " (once, for this step) and start again.\n"
    )
    assert not (checkout / ".venv" / STAMP).exists()


def test_a_library_that_is_lost_is_named(checkout: Path, tmp_path: Path) -> None:
    # Given an environment without libraries, as after an upgrade of Python
    executable(
        checkout / ".venv" / "bin" / "python", f'#!/bin/sh\nexec "{sys.executable}" -S "$@"\n'
    )

    done = call(checkout / "agdb", "sources", at=tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("agdb: a library cannot be loaded (No module named 'typer')")
    assert done.stderr.endswith(
        "remove the folder .venv beside the code, and the next start makes it again.\n"
    )


@pytest.mark.parametrize(
    ("words", "more", "wanted"),
    [
        (["serve"], {}, True),
        (["sources"], {}, False),
        (["sources", "serve"], {}, False),
        (["sources"], {"AGDB_DATABASE_URL": "postgres://agdb@/agdb"}, True),
    ],
)
def test_the_server_is_installed_when_it_is_asked_for(
    checkout: Path, tmp_path: Path, words: list[str], more: dict[str, str], wanted: bool
) -> None:
    # Given a checkout that has all but the server
    machine = without_python(checkout, pip=0)
    call(checkout / "agdb", "sources", at=tmp_path, **machine)
    shutil.copy(ROOT / "requirements-server.lock", checkout)

    done = call(checkout / "agdb", *words, at=tmp_path, **machine, **more)

    assert ("setting up .venv from requirements-server.lock" in done.stderr) is wanted
    assert done.stdout == f"started with {words[0]}\n"
