"""What the recordings say about regions, in the form of programme/regions: an independent reading.

The files of the programme were written with these functions, and a test holds them to it.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from agdb.programme.geography.reading import read_geography
from tools.drawing import shapes_bytes, shapes_of

TABLES = {2023: "85385NED", 2024: "85755NED", 2025: "86059NED"}
DIVISIONS = ("LD", "PV", "CR", "AM")
_MOVED = re.compile(
    r"- (?P<name>[^()]*) \((?P<code>GM\d{4})\),\s*\.\.\. (?P<hectares>\d+) hectare met"
    r" (?P<dwellings>\d+) woningen en (?P<inhabitants>\d+) inwoners"
)
_ENDED = re.compile(
    r"Opgeheven per (\d\d)-(\d\d)-(\d{4}), overgegaan naar:\n((?:-.*\n\.\.\..*\n?)+)"
)

_RENAMED = re.compile(
    r"Naamswijziging per (\d\d)-(\d\d)-(\d{4}),\s*nieuwe naam: ([^()]*) \((GM\d{4})\)"
)


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
    """Every municipality whose code ended, and what went where; a new name went with no count."""
    folder = specimens / "cbs" / "81734NED" / "v4-bulk-metadata-2026"
    with (folder / "RegioVanVertrekCodes.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    lines: list[tuple[str, ...]] = []
    for row in rows:
        text, who = row["Description"].replace("\r", ""), (row["Identifier"], row["Title"].strip())
        for day, month, year, parts in _ENDED.findall(text):
            lines += [
                (f"{year}-{month}-{day}", *who, *part.group(
                    "code", "name", "hectares", "dwellings", "inhabitants"
                ))
                for part in _MOVED.finditer(parts)
            ]  # fmt: skip
        for day, month, year, name, code in _RENAMED.findall(text):
            lines.append((f"{year}-{month}-{day}", *who, code, name, "", "", ""))
    header = (
        "date", "code", "name", "into", "into_name", "hectares", "dwellings", "inhabitants"
    )  # fmt: skip
    return _table([header, *sorted(lines)])


def shapes(specimens: Path) -> bytes:
    """The shapes of 2023, made of the recorded municipalities and the recorded keys."""
    name = "gemeenten2023_veiligheidsregio_nl.topojson"
    keys = {"regions/municipalities-2023.csv": municipalities(specimens, 2023).encode()}
    return shapes_bytes(
        shapes_of(
            (specimens / "geo" / name).read_bytes(),
            layer="gm_features",
            geography=read_geography(keys, folder="recorded"),
            year=2023,
            divisions=DIVISIONS,
            name=name,
        )
    )


def files(specimens: Path) -> dict[str, bytes]:
    """Every file of programme/regions that is made of recordings, by name."""
    return {
        **{f"municipalities-{y}.csv": municipalities(specimens, y).encode() for y in TABLES},
        "editions.csv": editions(specimens).encode(),
        "mergers.csv": mergers(specimens).encode(),
        "shapes-2023.json": shapes(specimens),
    }


if __name__ == "__main__":
    recordings, folder = map(Path, sys.argv[1:])
    for path, content in files(recordings).items():
        (folder / path).write_bytes(content)
