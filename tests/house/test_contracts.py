"""The import contracts find what they are for: each is broken once, in a copy of the code."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.conftest import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
NAMES = [one["name"] for one in CONTRACTS["contracts"]]
PLANTED = {
    # through another module: only a contract that sees indirect imports finds it
    "publication/chart/canvas.py": "from agdb.indicators.succession import tables",
    "publication/wording/status.py": "from agdb.publication.chart.canvas import element",
    "publication/api/front.py": "from agdb.publication.page.registry import sections",
    "statistics/number.py": "from agdb.programme.plan import Plan",
    "sources/duo/layout.py": "import agdb.sources.oecd.message",
    "sources/duo/fetch.py": "import agdb.sources.oecd.fetch",
    "release/store.py": "import django",
    "indicators/compute.py": "import duckdb",
    "warehouse/warehouse.py": "import pyspark",
    "cli/publish.py": "import httpx2",
    "cli/template.py": "from agdb.files.durable import put",
}


@pytest.mark.slow
def test_every_contract_is_broken_by_an_import_that_it_forbids(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src" / "agdb", tmp_path / "src" / "agdb")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, line in PLANTED.items():
        path = tmp_path / "src" / "agdb" / name
        text = path.read_text("utf-8")
        path.write_text(text.replace("import annotations\n", f"import annotations\n{line}\n", 1))

    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "src"), "COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )

    said = re.sub(r"\s+", " ", done.stdout)
    assert [name for name in NAMES if f"{name} BROKEN" not in said] == [], done.stderr
    assert "agdb.publication.chart.canvas -> agdb.indicators.succession" in said


def test_no_contract_looks_away() -> None:
    for one in CONTRACTS["contracts"]:
        assert "allow_indirect_imports" not in one, one["name"]
        assert "ignore_imports" not in one, one["name"]
