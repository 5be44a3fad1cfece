"""All that leaves the site as data: downloads, the interface, and the data package over them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial

from agdb.publication import address
from agdb.publication.api.catalogue import catalogue
from agdb.publication.api.comparable import comparable_file
from agdb.publication.api.files import collection_files, indicator_entry, indicator_files
from agdb.publication.api.package import Weighed, data_package, register_resource
from agdb.publication.api.sdmx import Structures
from agdb.publication.download.as_json_stat import JsonStatFiles
from agdb.publication.download.as_sdmx_csv import as_sdmx_csv
from agdb.publication.download.cells import ValueCells
from agdb.publication.download.download import downloads
from agdb.publication.download.lines import ValueLines
from agdb.publication.download.observations import WriteParquet, as_array, rows_of_csv
from agdb.publication.download.register import (
    csv_bytes,
    csvw_bytes,
    tables,
    workbook_bytes,
)
from agdb.publication.download.whole import WholeRelease
from agdb.publication.edition import Edition
from agdb.publication.remembered import Remembered, Unit
from agdb.statistics.columns import OBSERVATION


def open_data(
    editions: tuple[Edition, ...],
    *,
    workbooks: bool = True,
    remembered: Remembered | None = None,
    parquet: WriteParquet | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file, one indicator after the other.

    Each is made in all languages at once, so that what they share is made once; its columns are
    let go before those of the next are read. Without `workbooks` those are left out. What is
    `remembered` and did not change is not made again. The table of all observations is made by
    `parquet`, and is left out without it.
    """
    first, structures = editions[0], Structures(editions)
    with closing(WholeRelease()) as whole:
        tables_of_values: list[bytes] = []
        weighed: dict[str, Weighed] = {}
        entries = []
        for ident in first.readings:
            csv = address.download(first.language.code, ident, "csv")
            what, make = indicator_data_unit(editions, ident, workbooks=workbooks)
            files = make() if remembered is None else remembered.files(what, make)
            for path, content in files:
                yield path, content
                if path == csv:
                    weighed[ident] = Weighed.of(content)
                    tables_of_values.append(content)
                    whole.add(path, content)
            structures.add(first.readings[ident])
            entries.append(indicator_entry(editions, ident))
            for edition in editions:
                edition.readings[ident].let_go()
        yield from collection_files(first, entries)
        yield comparable_file(editions)
        found = tables(first.release)
        spoken = tuple(edition.language for edition in editions)
        resources = []
        for table in found:
            content = csv_bytes(table)
            path = address.register_csv(table.kind)
            yield path, content
            whole.add(path, content)
            yield f"{path}-metadata.json", csvw_bytes(table, first.release, spoken)
            resources.append(register_resource(table, first.language, Weighed.of(content)))
        if found and workbooks:
            title, day = first.language.words(first.programme.plan.names), first.release.day
            book = workbook_bytes(found, language=first.language, title=title, created=day)
            yield address.REGISTER_WORKBOOK, book
        described = [
            (address.PACKAGE, data_package(first, weighed, resources)),
            (address.STRUCTURES, structures.message()),
            (address.CATALOGUE, catalogue(editions)),
        ]
        if parquet is not None:
            rows = (as_array(row) for one in tables_of_values for row in rows_of_csv(one))
            about = f"observations of release {first.release.id}"
            described.append((address.OBSERVATIONS, parquet(OBSERVATION, rows, about=about)))
        for path, content in described:
            if content:
                yield path, content
                whole.add(path, content)
        yield address.WHOLE, whole.content()


def indicator_data_unit(
    editions: tuple[Edition, ...], ident: str, *, workbooks: bool = True
) -> Unit:
    """Return the making of all data of one indicator."""
    return f"data {ident}", partial(_of_indicator, editions, ident, workbooks=workbooks)


def _of_indicator(
    editions: tuple[Edition, ...], ident: str, *, workbooks: bool
) -> Iterator[tuple[str, bytes]]:
    """Every download in every language, also at the addresses that it had, and its interface."""
    first, reading = editions[0], editions[0].readings[ident]
    cells = ValueCells(first, reading)
    lines, cubes = ValueLines(cells), JsonStatFiles(cells)
    for edition in editions:
        own = edition.readings[ident]
        for extension, content in downloads(edition, own, cells, lines, cubes, workbook=workbooks):
            for name in (ident, *reading.definition.formerly):
                yield address.download(edition.language.code, name, extension), content
    yield from indicator_files(editions, ident, lines)
    if reading.computed.values:  # a data set of SDMX has observations
        yield address.sdmx_csv(ident), as_sdmx_csv(cells, lines)
