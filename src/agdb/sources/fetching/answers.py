"""What an answer must be before anybody relies on it: JSON to its end, with the parts we need."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import SplitResult, urlsplit

import msgspec

from agdb.errors import Place, SourceError
from agdb.files.documents import decoded
from agdb.transport.answer import Request, UnsoundError
from agdb.transport.limits import PAGE_BYTES

JSON_TYPES: Final = ("application/json",)
CSV_TYPES: Final = ("text/csv", "application/csv", "application/octet-stream", "text/plain")
ZIP_TYPES: Final = ("application/zip", "application/x-zip-compressed", "application/octet-stream")
BULK_BYTES: Final = 4 << 30
_FIELD: Final = 1 << 24

Document = TypeVar("Document")


def document(path: Path, kind: type[Document], *, address: str) -> Document:
    """Return the JSON at `path`; raises `SourceError` if it lacks the parts that we need."""
    return decoded(
        path.read_bytes().removeprefix(BOM_UTF8),
        kind,
        refused=lambda reason: SourceError(
            f"the answer is not in the layout that we know ({reason})",
            place=Place(address),
            remedy="report it; docs/limits-sources.md tells which layouts are not proven live",
        ),
    )


def json_request(address: str, *, most: int = PAGE_BYTES) -> Request:
    """Return the question for JSON, which is asked again if it breaks off."""
    return Request(address, JSON_TYPES, whole_json, most)


def whole_json(path: Path) -> None:
    """Raise `UnsoundError` for what is not JSON from its beginning to its end."""
    decoded(
        path.read_bytes().removeprefix(BOM_UTF8),
        msgspec.Raw,
        refused=lambda reason: UnsoundError(f"the answer is not whole JSON ({reason})"),
    )


def whole_number(path: Path) -> None:
    """Raise `UnsoundError` for what is not the bare number that `$count` gives."""
    if not number(path).isdecimal():
        raise UnsoundError("the answer to $count is not a number")


def number(path: Path) -> str:
    """Return the text of a bare number: a byte order mark before it was seen."""
    return path.read_bytes()[:40].decode("utf-8-sig", "replace").strip()


def not_empty(path: Path) -> None:
    """Raise `UnsoundError` for an answer without a single byte."""
    if not path.stat().st_size:
        raise UnsoundError("the answer is empty")


def csv_records(
    path: Path, *, delimiter: str, encoding: str = "utf-8-sig"
) -> tuple[list[str], int]:
    """Return the header of a CSV file and the number of records below it.

    Every record has as many cells as the header; raises `SourceError` for the first that has not.
    Quoted cells may hold line breaks. Bytes that are not `encoding` are read as Latin-1.
    """
    try:
        return _counted(path, delimiter=delimiter, encoding=encoding)
    except UnicodeDecodeError:
        return _counted(path, delimiter=delimiter, encoding="latin-1")


def _counted(path: Path, *, delimiter: str, encoding: str) -> tuple[list[str], int]:
    csv.field_size_limit(_FIELD)
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        try:
            return counted(reader.__next__, name=path.name)
        except csv.Error as error:
            raise SourceError(
                f"line {reader.line_num} is not CSV ({error})",
                place=Place(path.name, reader.line_num),
                remedy="run agdb fetch again",
            ) from None


def counted(following: Callable[[], list[str]], *, name: str) -> tuple[list[str], int]:
    """Return the first record and the number of those that follow; all are equally long."""
    header: list[str] = []
    count = 0
    while True:
        try:
            record = following()
        except StopIteration:
            return header, count
        if not header:
            header = record
        elif len(record) == len(header):
            count += 1
        elif record:
            raise SourceError(
                f"record {count + 1} has {len(record)} cells and the header has {len(header)}",
                place=Place(name),
                remedy="run agdb fetch again",
            )


Item = TypeVar("Item")


def only(
    items: Iterable[tuple[str, Item]], pattern: str | None, *, address: str
) -> tuple[str, Item]:
    """Return the one item whose name fits `pattern`, or the one that there is without a pattern.

    `*` stands for anything, and case does not count. Raises `SourceError` for none or several.

    >>> only([("a_2025.csv", 1), ("a_2026.csv", 2)], "*_2026.CSV", address="x")
    ('a_2026.csv', 2)
    """
    listed = list(items)
    wanted = (pattern or "*").lower()
    found = [(name, item) for name, item in listed if fnmatchcase(name.lower(), wanted)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(sorted(name for name, _ in listed)[:8]) or "nothing"
    raise SourceError(
        f"{len(found)} of the listed files fit {pattern or '*'!r} in place of one",
        place=Place(address),
        remedy=f"write its name into fetch.file of the source; listed are {names}",
    )


def same_host(link: str, *, base: str, what: str) -> str:
    """Return `link` if it leads to the host and port of `base`, with the scheme of `base`.

    Raises `SourceError` if it leads elsewhere.

    >>> same_host("http://a.nl/x?y", base="https://a.nl/b", what="the next page")
    'https://a.nl/x?y'
    """
    there, here = _split(link), urlsplit(base)
    if there.scheme not in {"http", "https"} or there.netloc.lower() != here.netloc.lower():
        raise SourceError(
            f"{what} is said to be at {link!r}, which is not at {here.netloc}",
            place=Place(base),
            remedy="check the base address in the settings",
        )
    return there._replace(scheme=here.scheme).geturl()


def same_site(link: str, *, base: str, what: str) -> str:
    """Return `link` if it leads to `base` or a sister of it; raises `SourceError`.

    Sisters are hosts that end in the same two names, as duo.nl and onderwijsdata.duo.nl.

    >>> same_site("https://duo.nl/a.csv", base="https://onderwijsdata.duo.nl", what="the file")
    'https://duo.nl/a.csv'
    """
    there, here = _split(link), urlsplit(base)
    own = there.netloc.lower() == here.netloc.lower()
    if not own and there.scheme == "https" and _site(there.hostname) == _site(here.hostname):
        return link
    return same_host(link, base=base, what=what)


def _split(link: str) -> SplitResult:
    try:
        return urlsplit(link)
    except ValueError:  # brackets that are not an IPv6 address
        return urlsplit("")


def _site(host: str | None) -> str:
    return ".".join((host or "").lower().split(".")[-2:])
