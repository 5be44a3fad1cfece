"""All that leaves the site as data: downloads, the interface, and the data package over them."""

from __future__ import annotations

from collections.abc import Iterator

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


def open_data(
    editions: tuple[Edition, ...], *, workbooks: bool = True
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file, one indicator after the other.

    Each is made in all languages at once, so that what they share is made once; its columns are
    let go before those of the next are read. Without `workbooks` those are left out.
    """
    first = editions[0]
    weighed: dict[str, Weighed] = {}
    entries = []
    for ident, reading in first.readings.items():
        cells = ValueCells(first, reading)
        lines = ValueLines(cells)
        for edition in editions:
            files = downloads(edition, edition.readings[ident], cells, lines, workbook=workbooks)
            for extension, content in files:
                for name in (ident, *reading.definition.formerly):
                    path = address.download(edition.language.code, name, extension)
                    yield path, content
                if extension == "csv" and edition is first:
                    weighed[ident] = Weighed.of(content)
        yield from indicator_files(editions, ident, lines)
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
