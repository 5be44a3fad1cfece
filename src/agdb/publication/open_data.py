"""All that leaves the site as data: downloads, the interface, and the data package over them."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.publication import address
from agdb.publication.api.files import collection_files, indicator_entry, indicator_files
from agdb.publication.api.package import Weighed, data_package
from agdb.publication.download.cells import ValueCells
from agdb.publication.download.download import downloads
from agdb.publication.download.lines import ValueLines
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
    yield address.PACKAGE, data_package(first, weighed)
