"""Counts what the code is made of, for docs/develop/structure.md; run from the root of a clone.

    PYTHONPATH=src .venv/bin/python tools/structure.py

Lines are counted as they stand in the files, empty ones too. A private function is used once if its
name stands once in its own file beside its definition. The walks run the invented programme and
count the files and functions of `agdb` that one page, and one import of a table of CBS, pass.
"""

from __future__ import annotations

import ast
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from agdb.programme.reading import read_programme
from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.edition import Edition
from agdb.publication.page.indicator.page import indicator_page
from agdb.publication.page.registry import sections
from agdb.publication.wording.language import languages
from agdb.release.build import build_release
from agdb.release.inputs import keep_embedded
from agdb.sources.folder import open_recording
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.warehouse import Warehouse

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "agdb"
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


def tell(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Print every count as a row of a table in Markdown."""
    texts = {path: path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.py"))}
    trees = {path: ast.parse(text) for path, text in texts.items()}
    tell("| What | Count |\n|---|---|")
    for what, count in (*_files(texts), *_definitions(texts, trees), *_walks()):
        tell(f"| {what} | {count} |")
    tell("\n| Room | Files | Lines |\n|---|---:|---:|")
    lines, files = Counter[str](), Counter[str]()
    for path, text in texts.items():
        room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        files[room] += bool(text.count("\n") > 1)
        lines[room] += text.count("\n")
    for room in sorted(lines):
        tell(f"| `{room}` | {files[room]} | {lines[room]:,} |")


def _files(texts: dict[Path, str]) -> list[tuple[str, str]]:
    full = [text.count("\n") for text in texts.values() if text.count("\n") > 1]
    tests = sum(path.read_text("utf-8").count("\n") for path in (ROOT / "tests").rglob("*.py"))
    return [
        ("files in `src/agdb` (without an `__init__` of one line)", f"{len(full)}"),
        ("lines in `src/agdb`", f"{sum(full):,}"),
        ("lines of a file: median / p90 / most", _spread(full)),
        ("lines in `tests`", f"{tests:,}"),
    ]


def _definitions(texts: dict[Path, str], trees: dict[Path, ast.Module]) -> list[tuple[str, str]]:
    lengths, private, once = [], 0, 0
    classes = Counter[str]()
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                classes[node.name] += 1
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            lengths.append((node.end_lineno or node.lineno) - node.lineno + 1)
            if node.name.startswith("_") and not node.name.startswith("__"):
                private += 1
                once += len(re.findall(rf"\b{node.name}\b", texts[path])) == 2
    twice = sum(count > 1 for count in classes.values())
    return [
        ("functions and methods", f"{len(lengths):,}"),
        ("lines of a function: median / p90 / most", _spread(lengths)),
        ("private functions, and used once", f"{private:,}, {once:,} ({once / private:.0%})"),
        ("classes, and names used more than once", f"{classes.total():,}, {twice}"),
    ]


def _spread(sizes: list[int]) -> str:
    ordered = sorted(sizes)
    return f"{ordered[len(ordered) // 2]} / {ordered[int(len(ordered) * 0.9)]} / {ordered[-1]}"


def _walks() -> list[tuple[str, str]]:
    programme = read_programme(ROOT / "specimens" / "programme")
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Warehouse(Path(folder) / "one")
        keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
        release = build_release(programme=programme, warehouse=warehouse)
        other = Warehouse(Path(folder) / "two")

        def take_in() -> None:
            recording, reader = open_recording(
                DatasetId.parse("cbs:99999NED"),
                ROOT / "specimens" / "cbs" / "v4-json",
                today=NOON.date(),
            )
            other.keep(recording, reader=reader, received=NOON)

        spoken = tuple(languages(programme.plan.languages).values())
        edition = Edition(release, spoken[0], spoken, Addresses("/"), assets(), sections(programme))
        ident = next(one for one, found in release.computed.items() if found.values)
        return [
            ("files and functions behind one page of an indicator",
             _walked(lambda: indicator_page(edition, edition.readings[ident]))),
            ("files and functions behind one import of a table of CBS", _walked(take_in)),
        ]  # fmt: skip


def _walked(work: Callable[[], object]) -> str:
    passed: set[tuple[str, str, int]] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(str(SOURCE)):
            passed.add((code.co_filename, code.co_name, code.co_firstlineno))

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return f"{len({file for file, _, _ in passed})} and {len(passed)}"


if __name__ == "__main__":
    main()
