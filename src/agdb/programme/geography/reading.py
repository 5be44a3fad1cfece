"""Reads the files of `regions/` into one geography, or one sentence about the first mistake."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, TypeVar

import msgspec

from agdb.errors import Place, ProgrammeError, StatisticsError
from agdb.programme.geography.geography import (
    MUNICIPALITY,
    Geography,
    Merger,
    Municipality,
    NamedRegion,
    NutsRegion,
    Shapes,
)
from agdb.statistics.region import RegionCode

_LIST: Final = re.compile(r"regions/municipalities-(\d{4})\.csv")
_SHAPES: Final = re.compile(r"regions/shapes-(\d{4})\.json")
_EDITIONS: Final = ("code", "name", "first", "last")
_MERGERS: Final = (
    *("date", "code", "name", "into", "into_name"),
    *("hectares", "dwellings", "inhabitants"),
)
_NUTS: Final = ("edition", "code", "name", "level", "region")
T = TypeVar("T")


def read_geography(bodies: Mapping[str, bytes], *, folder: str) -> Geography:
    """Return the geography in the files of a programme, by their path inside its `folder`.

    A programme without these files has an empty one. Raises `ProgrammeError` with file and line.
    """
    lists = {
        int(match[1]): _municipalities(f"{folder}/{name}", body)
        for name, body in bodies.items()
        if (match := _LIST.fullmatch(name))
    }
    shapes = {
        int(match[1]): read_shapes(body, name=f"{folder}/{name}")
        for name, body in bodies.items()
        if (match := _SHAPES.fullmatch(name))
    }

    def table(name: str, header: tuple[str, ...], make: Callable[[list[str]], T]) -> tuple[T, ...]:
        body = bodies.get(f"regions/{name}")
        return () if body is None else _rows(f"{folder}/regions/{name}", body, header, make)

    return Geography(
        lists=lists,
        names=table("editions.csv", _EDITIONS, _named),
        mergers=table("mergers.csv", _MERGERS, _merger),
        nuts=table("nuts.csv", _NUTS, _nuts),
        shapes=shapes,
    )


def _municipalities(name: str, body: bytes) -> dict[str, Municipality]:
    header = tuple(_text(name, body).partition("\n")[0].strip().split(","))
    if header[:2] != ("code", "name") or any(not re.fullmatch("[A-Z]{2}", d) for d in header[2:]):
        raise ProgrammeError(
            f"the header is {','.join(header)!r}",
            place=Place(name, 1),
            remedy="write code,name and then the prefix of each division",
        )

    def municipality(row: list[str]) -> Municipality:
        regions = {d: _code(cell, d) for d, cell in zip(header[2:], row[2:], strict=True)}
        return Municipality(_code(row[0], MUNICIPALITY), row[1], regions)

    found: dict[str, Municipality] = {}
    for line, one in enumerate(_rows(name, body, header, municipality), start=2):
        if one.code in found:
            raise ProgrammeError(f"{one.code!r} is written twice", place=Place(name, line))
        found[one.code] = one
    return found


def _named(row: list[str]) -> NamedRegion:
    return NamedRegion(_code(row[0]), row[1], int(row[2]), int(row[3]))


def _merger(row: list[str]) -> Merger:
    day, code, name, into, into_name, *amounts = row
    hectares, dwellings, inhabitants = (int(text) if text else None for text in amounts)
    return Merger(
        date.fromisoformat(day),
        _code(code, MUNICIPALITY),
        name,
        _code(into, MUNICIPALITY),
        into_name,
        hectares,
        dwellings,
        inhabitants,
    )


def _nuts(row: list[str]) -> NutsRegion:
    return NutsRegion(int(row[0]), row[1], row[2], int(row[3]), _code(row[4]))


def _code(text: str, prefix: str = "") -> str:
    code = RegionCode.parse(text)
    if prefix and code.prefix != prefix:
        raise StatisticsError(f"{text!r} is not a code of {prefix}")
    return code.text


def _text(name: str, body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise ProgrammeError(
            f"byte {error.start} is not UTF-8",
            place=Place(name, line),
            remedy="save the file as UTF-8",
        ) from None


def _rows(
    name: str, body: bytes, header: tuple[str, ...], make: Callable[[list[str]], T]
) -> tuple[T, ...]:
    reader = csv.reader(io.StringIO(_text(name, body), newline=""), strict=True)
    try:
        return tuple(map(make, _cells(reader, header)))
    except (StatisticsError, ValueError, csv.Error) as error:
        what = error.what if isinstance(error, StatisticsError) else str(error)
        remedy = error.remedy if isinstance(error, StatisticsError) else None
        raise ProgrammeError(what, place=Place(name, reader.line_num), remedy=remedy) from None


def _cells(reader: Iterator[list[str]], header: tuple[str, ...]) -> Iterator[list[str]]:
    if tuple(next(reader, ())) != header:
        raise StatisticsError("the header is another one", remedy=f"write {','.join(header)}")
    for row in reader:
        if len(row) != len(header):
            raise StatisticsError(f"the row has {len(row)} cells in place of {len(header)}")
        yield row


def read_shapes(body: bytes, *, name: str) -> Shapes:
    """Return the shapes in a file; raises `ProgrammeError` if it does not hold them."""
    try:
        return msgspec.json.decode(body, type=Shapes)
    except msgspec.DecodeError as error:
        raise ProgrammeError(
            f"not a file of shapes ({str(error).rstrip('.')})",
            place=Place(name),
            remedy="make the file again as programme/regions/README.md says",
        ) from None
