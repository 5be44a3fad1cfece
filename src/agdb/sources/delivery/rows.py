"""The rows of a delivered file, CSV or Excel, as text cells and numbers with their line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from agdb.files.gunzip import plain
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.delivery.manifest import DeliveryManifest
from agdb.sources.formats.text import encoding_of, rows
from agdb.sources.formats.workbook import Sheet, Value, is_workbook, read_workbook

Row = Mapping[str, Value]


def table(
    file: RecordedFile, manifest: DeliveryManifest, *, scratch: Path
) -> Iterator[tuple[int, Row]]:
    """Yield each row that is not blank, by the header, with its line.

    Raises `SourceError` if the header is not exactly the described columns, or a row not as wide.
    """
    if is_workbook(file):
        yield from _sheet_rows(read_workbook(file), manifest, file.name)
        return
    delimiter = "\t" if manifest.delimiter == "tab" else manifest.delimiter
    path = plain(file, scratch=scratch)
    encoding = encoding_of(path, name=file.name)
    lines = rows(path, name=file.name, delimiter=delimiter, encoding=encoding, whole=False)
    _, first = next(lines, (1, []))
    header = _header([*first], manifest, file.name)
    for line, row in lines:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise fault(
                f"{len(row)} cells where the header has {len(header)}",
                file.name,
                line=line,
                remedy="mend the row, or the delimiter in the description",
            )
        yield line, dict(zip(header, row, strict=True))


def _sheet_rows(
    sheets: Mapping[str, Sheet], manifest: DeliveryManifest, name: str
) -> Iterator[tuple[int, Row]]:
    wanted = manifest.sheet or (next(iter(sheets)) if len(sheets) == 1 else "")
    if wanted not in sheets:
        raise fault(
            f"there is no sheet {shown(wanted)} (the sheets are {', '.join(sheets)})",
            name,
            remedy="name the sheet in the description",
        )
    sheet = sheets[wanted]
    width = max(
        (at + 1 for row in sheet[:1] for at, cell in enumerate(row) if cell != ""), default=0
    )
    header = _header([str(cell) for cell in (sheet[0] if sheet else [])[:width]], manifest, name)
    for line, row in enumerate(sheet[1:], 2):
        if any(cell != "" for cell in row[width:]):
            raise fault(
                "a cell outside the columns", f"{name}/{wanted}", line=line, remedy="clear it"
            )
        if any(cell != "" for cell in row):
            yield line, dict(zip(header, row, strict=False))


def _header(cells: list[str], manifest: DeliveryManifest, name: str) -> list[str]:
    header = [cell.strip() for cell in cells]
    for column in header:
        if column not in manifest.columns:
            raise fault(
                f"the column {shown(column)} is not described",
                name,
                line=1,
                remedy="describe it, or give it the role ignore",
            )
    missing = [column for column in manifest.columns if column not in header]
    if missing or len(set(header)) != len(header):
        raise fault(
            f"the described column {shown(missing[0])} is not there"
            if missing
            else "two columns have one name",
            name,
            line=1,
            remedy="mend the header or the description",
        )
    return header
