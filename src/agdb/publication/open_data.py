"""All that leaves the site as data: downloads, the interface, and the data package over them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from agdb.publication import address
from agdb.publication.api.files import collection_files, indicator_entry, indicator_files
from agdb.publication.api.package import Weighed, data_package, register_resource
from agdb.publication.download.cells import ValueCells
from agdb.publication.download.download import downloads
from agdb.publication.download.lines import ValueLines
from agdb.publication.download.register import (
    csv_bytes,
    csvw_bytes,
    tables,
    workbook_bytes,
)
from agdb.publication.edition import Edition
from agdb.publication.remembered import Remembered


def open_data(
    editions: tuple[Edition, ...],
    *,
    workbooks: bool = True,
    remembered: Remembered | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file, one indicator after the other.

    Each is made in all languages at once, so that what they share is made once; its columns are
    let go before those of the next are read. Without `workbooks` those are left out. What is
    `remembered` and did not change is not made again.
    """
    first = editions[0]
    weighed: dict[str, Weighed] = {}
    entries = []
    for ident in first.readings:
        csv = address.download(first.language.code, ident, "csv")
        make = partial(_of_indicator, editions, ident, workbooks=workbooks)
        files = make() if remembered is None else remembered.files(f"data {ident}", make)
        for path, content in files:
            yield path, content
            if path == csv:
                weighed[ident] = Weighed.of(content)
        entries.append(indicator_entry(editions, ident))
    yield from collection_files(first, entries)
    found = tables(first.release)
    spoken = tuple(edition.language for edition in editions)
    resources = []
    for table in found:
        content = csv_bytes(table)
        path = address.register_csv(table.kind)
        yield path, content
        yield f"{path}-metadata.json", csvw_bytes(table, first.release, spoken)
        resources.append(register_resource(table, first.language, Weighed.of(content)))
    if found and workbooks:
        title, day = first.language.words(first.programme.plan.names), first.release.day
        book = workbook_bytes(found, language=first.language, title=title, created=day)
        yield address.REGISTER_WORKBOOK, book
    yield address.PACKAGE, data_package(first, weighed, resources)


def _of_indicator(
    editions: tuple[Edition, ...], ident: str, *, workbooks: bool
) -> Iterator[tuple[str, bytes]]:
    """Every download in every language, also at the addresses that it had, and its interface."""
    first, reading = editions[0], editions[0].readings[ident]
    cells = ValueCells(first, reading)
    lines = ValueLines(cells)
    for edition in editions:
        own = edition.readings[ident]
        for extension, content in downloads(edition, own, cells, lines, workbook=workbooks):
            for name in (ident, *reading.definition.formerly):
                yield address.download(edition.language.code, name, extension), content
    yield from indicator_files(editions, ident, lines)
