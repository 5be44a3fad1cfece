"""`agdb check` tells people and programs what is found; its exit code says if any of it blocks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Run

pytestmark = pytest.mark.slow

Edit = Callable[[str, str, str], Path]
FIGURES = "figures/bicycles.csv"
IMPOSSIBLE = ("NL01,S,2024-Q2,77.0", "NL01,S,2024-Q2,-77.0")
CORRECTION = """\
- id: sign
  dataset: "demo:bicycles"
  cell: {measure: Bicycles, codes: {RegioS: NL01, Kind: S}, period: 2024-Q2}
  expects: {value: -77.0}
  becomes: {value: 77.0}
  reason: {nl: Een verdwaald minteken., en: A stray minus sign.}
  source: https://example.org/erratum
  who: A. Verzonnen
  decided: 2025-02-01
  recorded_from: 2025-01-01
"""


@pytest.mark.usefixtures("place")
def test_warnings_are_told_and_end_with_zero(agdb: Run) -> None:
    told = agdb("check")
    (finding,) = json.loads(agdb("check", "--json").stdout)

    assert told.returncode == 0
    assert told.stdout.startswith("warn stale_source: demo:bicycles: it was recorded on 2025-01-10")
    assert (finding["rule"], finding["severity"]) == ("stale_source", "warn")
    assert (finding["where"], finding["cell"]) == ("demo:bicycles", None)


@pytest.mark.usefixtures("place")
def test_nothing_is_said_to_be_nothing(agdb: Run) -> None:
    assert agdb("check", "--as-of", "2025-02-01").stdout == "nothing was found\n"


@pytest.mark.usefixtures("place")
def test_what_blocks_ends_with_one_and_stops_the_build(agdb: Run, edit: Edit) -> None:
    edit(FIGURES, *IMPOSSIBLE)

    told, built = agdb("check", "--as-of", "2025-02-01"), agdb("build")

    assert told.returncode == 1
    assert "block impossible_values: demo:bicycles [Bicycles NL01 S 2024-Q2]: -77" in told.stdout
    assert "2 findings stop the build" in told.stderr
    assert built.returncode == 1
    assert "-77 is less than nothing (impossible_values, and 1 more)" in built.stderr
    assert "agdb check lists all" in built.stderr


@pytest.mark.usefixtures("place")
def test_a_declared_correction_lets_the_build_go_on_and_is_explained(
    agdb: Run, edit: Edit, programme_folder: Path
) -> None:
    edit(FIGURES, *IMPOSSIBLE)
    (programme_folder / "corrections").mkdir()
    (programme_folder / "corrections" / "all.yaml").write_text(CORRECTION, "utf-8")

    built = agdb("build")
    told = agdb("explain", "bicycles-number", "--region", "NL01", "--period", "2024-Q2",
                "--breakdown", "make=S")  # fmt: skip

    assert built.returncode == 0, built.stderr
    assert "corrected   sign: Bicycles NL01 S 2024-Q2\n  was       -77, status A" in told.stdout
    assert "reason    Een verdwaald minteken." in told.stdout


@pytest.mark.usefixtures("place")
def test_a_dataset_that_no_indicator_reads_is_looked_at_too(agdb: Run, specimen_v4: str) -> None:
    agdb("import", "cbs:99999NED", specimen_v4)

    told = agdb("check", "--as-of", "2026-03-01", "--json")

    assert "cbs:99999NED" in {one["where"] for one in json.loads(told.stdout)}
