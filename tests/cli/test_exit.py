"""Whatever a command meets, it ends with one sentence and a code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.conftest import ROOT

from agdb.cli.exit import end_with

pytestmark = pytest.mark.slow


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """Run a line in a shell that knows `agdb`, on the invented programme."""
    agdb = f"env PYTHONPATH='{ROOT / 'src'}' AGDB_HOME='{ROOT / 'specimens'}' '{sys.executable}'"
    return subprocess.run(
        ["bash", "-c", f'set -o pipefail; agdb() {{ {agdb} -P -m agdb "$@"; }}; {line}'],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("agdb sources --json | head -1", 0, ""),
        ("agdb sources >&-", 0, ""),
        ("agdb nothing 2>&-", 2, ""),
        ("agdb nothing >&- 2>&-", 2, ""),
        (
            "agdb sources >/dev/full",
            1,
            (
                "agdb: the system refuses this (No space left on device); check the rights and the"
                " room there.\n"
            ),
        ),
    ],
)
def test_an_output_that_is_closed_or_full_is_no_traceback(
    line: str, code: int, sentence: str
) -> None:
    done = shell(line)

    assert (done.returncode, done.stderr) == (code, sentence)


def test_what_the_system_refuses_is_told_with_its_file(agdb: Run, place: Path) -> None:
    # Given a folder where a file is expected
    (place / "var" / "releases" / "latest").mkdir(parents=True)

    done = agdb("indicators")

    assert done.returncode == 1
    assert done.stderr == (
        f"agdb: {place / 'var' / 'releases' / 'latest'}: the system refuses this (Is a directory);"
        " check the rights and the room there.\n"
    )


@pytest.mark.parametrize("locale", ["C", "POSIX", "nowhere.ISO-8859-1"])
def test_a_locale_without_utf_8_gets_the_same_bytes(locale: str) -> None:
    words = "from agdb.cli.exit import end_with; from agdb.cli.output import put, put_json, warn;"
    work = (
        r"end_with(lambda: (put('\xe9\xe9n \u2019'), put_json({'\xe9': '\xfc'}),"
        r" warn('w\xf6rd \udcff')))"
    )
    settings = {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    done = subprocess.run(
        [sys.executable, "-c", words + work],
        env=settings | {"LC_ALL": locale},
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.decode() == 'één ’\n{\n  "é": "ü"\n}\n'
    assert done.stderr.decode() == "agdb: warning: wörd \\udcff.\n"


def interrupted() -> int:
    raise KeyboardInterrupt


@pytest.mark.parametrize("command", [interrupted, lambda: 130])
def test_an_interrupt_is_no_traceback(
    capsys: pytest.CaptureFixture[str], command: Callable[[], int]
) -> None:
    with pytest.raises(SystemExit) as ended:
        end_with(command)

    assert ended.value.code == 130
    assert capsys.readouterr().err.startswith("agdb: stopped; nothing is half done")


def test_a_machine_that_is_too_small_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    def too_much() -> None:
        raise MemoryError

    with pytest.raises(SystemExit) as ended:
        end_with(too_much)

    assert ended.value.code == 1
    assert "the memory of this machine is too small" in capsys.readouterr().err
