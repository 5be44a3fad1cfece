"""What the tests of publishers share: small specimens, and recordings in a folder of their own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion

ROOT = Path(__file__).parents[2]
Put = Callable[..., Path]


@pytest.fixture(scope="session")
def small() -> Path:
    """The folder with small recordings of invented figures."""
    return ROOT / "specimens"


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write one or more files into a folder of their own; return the folder."""

    def write(**files: bytes | str) -> Path:
        folder = tmp_path / f"put-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        for name, content in files.items():
            path = folder / name.replace("__", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write


@pytest.fixture
def cells() -> Callable[[DatasetVersion, str], list[tuple[Any, ...]]]:
    """Return columns of a dataset, as SQL says them, in order."""

    def look(version: DatasetVersion, columns: str) -> list[tuple[Any, ...]]:
        with Engine(folders=(version.folder,)) as engine:
            return engine.rows(
                f"select {columns} from read_parquet('{version.parquet}') order by all"
            )

    return look


@pytest.fixture(scope="session")
def workbook() -> Callable[..., bytes]:
    """Make an Excel workbook from sheets of rows; text that begins with = is a formula."""

    def make(**sheets: list[list[Any]]) -> bytes:
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for at, row in enumerate(rows):
                    for column, value in enumerate(row):
                        if isinstance(value, str) and not value.startswith("="):
                            sheet.write_string(at, column, value)
                        elif value is not None:
                            sheet.write(at, column, value)
        return buffer.getvalue()

    return make


@pytest.fixture(scope="session")
def rezip() -> Callable[..., bytes]:
    """Return a zip archive with parts changed, added, or (None) taken out."""

    def change(content: bytes, parts: dict[str, bytes | None]) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
            for info in old.infolist():
                if info.filename not in parts:
                    new.writestr(info, old.read(info))
            for name, part in parts.items():
                if part is not None:
                    new.writestr(name, part)
        return buffer.getvalue()

    return change
