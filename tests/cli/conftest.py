"""What the tests of the commands share: the command as a user runs it, in a folder of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import ROOT

from agdb.cli import app

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def place(programme_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the invented programme and no data, in which the commands work."""
    monkeypatch.setenv("AGDB_HOME", str(tmp_path))
    monkeypatch.setenv("AGDB_DATA", "var")
    monkeypatch.setenv("AGDB_PROGRAMME", programme_folder.name)
    return tmp_path


@pytest.fixture
def agdb(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Run:
    """Run a command in this process and return its output and exit code."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.setattr(sys, "argv", ["agdb", *words])
        capsysbinary.readouterr()
        code = 0
        try:
            app.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsysbinary.readouterr()
        return subprocess.CompletedProcess(words, code, out.decode(), err.decode())

    return run


@pytest.fixture(scope="session")
def specimen_v4() -> str:
    """The small CBS recording with invented figures."""
    return str(ROOT / "specimens" / "cbs" / "v4-json")
