"""Nothing in `src` is used by tests alone: a command or a view leads to every definition."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

SOURCE = ROOT / "src" / "agdb"
WORD = re.compile(r"[A-Za-z_]\w*")
CALLED_BY_OTHERS = {
    "increase_indent": "PyYAML, on the dumper of the register",
    "frombuf": "tarfile, on the member of a backup",
}
"""Names that a library calls and our code never says, each with the library."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A function, class, method or constant, and every name that it says."""

    where: str
    name: str
    says: frozenset[str]


def names_in(*nodes: ast.AST) -> frozenset[str]:
    """Every name that these say: also as an attribute, a keyword or a word of a short text."""
    found: set[str] = set()
    for node in (inner for outer in nodes for inner in ast.walk(outer)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                found.add(name)
            case ast.Constant(value=str(text)) if " " not in text:
                found |= set(WORD.findall(text))
    return frozenset(found)


def definitions(path: Path, source: Path) -> Iterator[Definition]:
    """What a module defines, and under no name what it says outside any definition."""
    where = path.relative_to(source).as_posix()
    loose: list[ast.AST] = []
    for node in ast.parse(path.read_text("utf-8")).body:
        match node:
            case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
                continue
            case ast.ClassDef():
                methods = [one for one in node.body if _named_on_its_own(one)]
                rest = [one for one in node.body if one not in methods]
                parts = [*rest, *node.bases, *node.keywords, *node.decorator_list]
                yield Definition(where, node.name, names_in(*parts))
                for one in methods:
                    assert isinstance(one, ast.FunctionDef)
                    yield Definition(f"{where}:{node.name}", one.name, names_in(one))
            case ast.FunctionDef(decorator_list=[]) | ast.AsyncFunctionDef(decorator_list=[]):
                yield Definition(where, node.name, names_in(node))
            case ast.FunctionDef() if not _registered(node):
                yield Definition(where, node.name, names_in(node))
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield Definition(where, name, names_in(node) - {name})
            case _:
                loose.append(node)
    yield Definition(where, "", names_in(*loose))


def _registered(node: ast.FunctionDef) -> bool:
    """Whether a decorator that is called with something hands the function to a library."""
    return any(isinstance(one, ast.Call) for one in node.decorator_list)


def _named_on_its_own(node: ast.stmt) -> bool:
    """A method that somebody must call by its name: no dunder, no validator."""
    return (
        isinstance(node, ast.FunctionDef)
        and not node.name.startswith("__")
        and not _registered(node)
    )


def unreached(source: Path = SOURCE) -> list[str]:
    """Every definition that no command, view or tool leads to, by the names that they say.

    Two that share a name are taken for one: what is found is never in use, but not all is found.
    """
    every = [one for path in sorted(source.rglob("*.py")) for one in definitions(path, source)]
    by_name: dict[str, list[Definition]] = defaultdict(list)
    for one in every:
        by_name[one.name].append(one)
    roots = [one for one in every if not one.name or one.where.startswith(("cli/", "web/"))]
    known = {"main", *CALLED_BY_OTHERS}
    for template in source.rglob("*.html"):
        known |= set(WORD.findall(template.read_text("utf-8")))
    for tool in (ROOT / "tools").glob("*.py"):
        known |= names_in(ast.parse(tool.read_text("utf-8")))
    for one in roots:
        known |= {one.name, *one.says}
    todo = list(known)
    while todo:
        for one in by_name.get(todo.pop(), []):
            todo += one.says - known
            known |= one.says
    return [f"{one.where} {one.name}" for one in every if one.name not in known]


def test_nothing_is_used_by_tests_alone() -> None:
    assert unreached() == []


def test_what_nothing_leads_to_is_found(tmp_path: Path) -> None:
    # Given a command that calls one of two functions
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "run.py").write_text("from agdb.sums import used\n\ndef run(): used()\n")
    (tmp_path / "sums.py").write_text("def used(): pass\n\ndef unused(): return used()\n")

    # Then the other one is found
    assert unreached(tmp_path) == ["sums.py unused"]


BY_FRAMEWORK = ("Meta", "Migration")
"""Django looks for these by name; its models have the names of their tables."""


def test_no_class_name_stands_for_two_things() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(SOURCE.rglob("*.py")):
        where = path.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and not where.startswith("web/desk/models/"):
                found[node.name].append(where)

    assert {
        name: places
        for name, places in found.items()
        if len(places) > 1 and not name.startswith("_") and name not in BY_FRAMEWORK
    } == {}
