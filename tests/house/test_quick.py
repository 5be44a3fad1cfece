"""What `agdb test --fast` runs stays quick; no test measures time, so the causes are looked for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

TESTS = ROOT / "tests"
LEFT_OUT = ("slow", "long", "browser", "specimens", "IN_A_BROWSER")
COSTLY = {"site", "build_release", "subprocess.run", "subprocess.Popen"}
"""A whole site, a whole release, a program: each takes longer than a test is given."""


def _left_out(*marks: ast.expr) -> bool:
    return any(word in ast.unparse(mark) for mark in marks for word in LEFT_OUT)


def costly(path: Path) -> Iterator[str]:
    """The tests of a file that make something costly for themselves and are not marked for it."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in tree.body:
        named = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
        if isinstance(node, ast.Assign) and named and _left_out(node.value):
            return
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
            continue
        calls = {ast.unparse(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}
        if calls & COSTLY and not _left_out(*node.decorator_list):
            yield f"{path.name}::{node.name}"


def test_a_test_that_makes_a_site_or_a_release_or_starts_a_program_is_marked_slow() -> None:
    files = [
        path
        for path in sorted(TESTS.rglob("test_*.py"))
        if not path.is_relative_to(TESTS / "programme_data")  # marked as a whole, in conftest.py
    ]

    assert not [one for path in files for one in costly(path)]


def test_one_without_its_mark_is_found(tmp_path: Path) -> None:
    file = tmp_path / "test_one.py"
    quick, slow = "def test_a():\n    dict(site(release))\n", "@pytest.mark.slow\ndef test_b():\n"
    file.write_text(f"{quick}\n\n{slow}    site(release)\n", "utf-8")

    assert list(costly(file)) == ["test_one.py::test_a"]
