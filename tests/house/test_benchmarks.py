"""Every benchmark stands in docs/performance.md with its peer, limit, growth and day."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import ROOT

from agdb.cli.bench import benchmarks

PAGE = (ROOT / "docs" / "performance.md").read_text("utf-8")
HEAD = "| Benchmark | Measures | Peer | Limit | Growth | Measured |"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.partition(HEAD)[2].partition("\n\n")[0].splitlines()[2:]
]
FILES = sorted((ROOT / "benchmarks").glob("*.py"))


def test_every_benchmark_has_a_row_and_every_row_a_benchmark() -> None:
    assert sorted(row[0].strip("`") for row in ROWS) == sorted(benchmarks(ROOT))


def test_every_row_has_a_peer_a_limit_a_growth_and_a_day() -> None:
    for row in ROWS:
        assert len(row) == 6
        assert all(row), row
        assert re.fullmatch(r"2026-\d\d-\d\d", row[5]), row


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_benchmark_takes_from_our_code_is_there(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))

    missing = [
        f"{node.module}.{name.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "agdb"
        for name in node.names
        if not _there(node.module or "", name.name)
    ]

    assert missing == []


def _there(module: str, name: str) -> bool:
    """Whether a module has this name, without loading it: some need settings first."""
    place = ROOT / "src" / module.replace(".", "/")
    if (place / f"{name}.py").is_file() or (place / name).is_dir():
        return True
    file = place.with_suffix(".py") if place.with_suffix(".py").is_file() else place / "__init__.py"
    return file.is_file() and name in set(_names(ast.parse(file.read_text("utf-8"))))


def _names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Assign():
                yield from (one.id for one in node.targets if isinstance(one, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Import() | ast.ImportFrom():
                yield from (one.asname or one.name for one in node.names)
