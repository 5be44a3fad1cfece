"""What the recordings say about regions, in the form of programme/regions: an independent reading.

The files of the programme were written with these functions, and a test holds them to it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

TABLES = {2023: "85385NED", 2024: "85755NED", 2025: "86059NED"}
DIVISIONS = ("LD", "PV", "CR", "AM")
_MOVED = re.compile(
    r"- (?P<name>[^()]*) \((?P<code>GM\d{4})\),\s*\.\.\. (?P<hectares>\d+) hectare met"
    r" (?P<dwellings>\d+) woningen en (?P<inhabitants>\d+) inwoners"
)
_ENDED = re.compile(r"Opgeheven per (\d\d)-(\d\d)-(\d{4}), overgegaan naar:\n((?:-.*\n\.\.\..*\n?)+)")


def _table(rows: Iterable[Iterable[object]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def _recording(specimens: Path, year: int) -> list[dict[str, str]]:
    (path,) = (specimens / "cbs" / TABLES[year]).glob("*/*.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [
            {key: (cell or "").strip() for key, cell in row.items()}
            for row in csv.DictReader(stream, delimiter=";")
        ]


def _columns(row: dict[str, str]) -> dict[str, tuple[str, str]]:
    """The columns of code and name by the prefix of the code: the numbers differ between years."""
    names = list(row)
    return {
        row[code][:2]: (code, names[names.index(code) + 1])
        for code in names
        if code.startswith("Code_")
    }


def municipalities(specimens: Path, year: int) -> str:
    """The list of one year: code, name and the region of each division."""
    rows = _recording(specimens, year)
    columns = _columns(rows[0])
    lines = sorted(
        (row[columns["GM"][0]], row[columns["GM"][1]], *(row[columns[d][0]] for d in DIVISIONS))
        for row in rows
    )
    return _table([("code", "name", *DIVISIONS), *lines])


def editions(specimens: Path) -> str:
    """Every region with the years in which it had that name."""
    found: dict[tuple[str, str], list[int]] = {}
    for year in TABLES:
        rows = _recording(specimens, year)
        columns = _columns(rows[0])
        for division in DIVISIONS:
            code, name = columns[division]
            for pair in {(row[code], row[name]) for row in rows}:
                found.setdefault(pair, []).append(year)
    lines = sorted((code, name, min(years), max(years)) for (code, name), years in found.items())
    lines.sort(key=lambda line: (DIVISIONS.index(line[0][:2]), line[0], line[2]))
    return _table([("code", "name", "first", "last"), *lines])


def mergers(specimens: Path) -> str:
    """Every municipality that was ended, and what went where."""
    folder = specimens / "cbs" / "81734NED" / "v4-bulk-metadata-2026"
    with (folder / "RegioVanVertrekCodes.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    lines = []
    for row in rows:
        for day, month, year, parts in _ENDED.findall(row["Description"].replace("\r", "")):
            lines += [
                (f"{year}-{month}-{day}", row["Identifier"], row["Title"].strip(), *part.group(
                    "code", "name", "hectares", "dwellings", "inhabitants"
                ))
                for part in _MOVED.finditer(parts)
            ]  # fmt: skip
    header = (
        "date", "code", "name", "into", "into_name", "hectares", "dwellings", "inhabitants"
    )  # fmt: skip
    return _table([header, *sorted(lines)])
