"""All downloads of one indicator."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.publication import address
from agdb.publication.download.as_csv import as_csv, header_line
from agdb.publication.download.as_csvw import EXTENSION, as_csvw
from agdb.publication.download.as_json import as_json
from agdb.publication.download.as_json_stat import EXTENSION as JSON_STAT
from agdb.publication.download.as_json_stat import JsonStatFiles
from agdb.publication.download.as_xlsx import as_xlsx
from agdb.publication.download.cells import ValueCells, columns
from agdb.publication.download.lines import ValueLines
from agdb.publication.download.metadata import metadata
from agdb.publication.download.wide import wide_csv, wide_table
from agdb.publication.edition import Edition
from agdb.publication.reading.reading import Reading


def downloads(
    edition: Edition,
    reading: Reading,
    cells: ValueCells,
    lines: ValueLines,
    cubes: JsonStatFiles,
    *,
    workbook: bool = True,
) -> Iterator[tuple[str, bytes]]:
    """Yield extension and bytes of each download; one without values has its metadata only.

    The CSV has beside it its description for machines. `cells`, `lines` and `cubes` are those of
    the indicator, made once for all languages.
    """
    found = metadata(edition, reading)
    heads = columns(reading)
    names = [column.name for column in heads]
    wide = wide_table(reading)
    if wide is not None:
        yield address.FOR_PEOPLE, wide_csv(wide, reading)
    table = as_csv(found, names, lines.csv(reading))
    yield "csv", table
    yield EXTENSION, as_csvw(found, heads, reading, header=header_line(table))
    yield "json", as_json(found, lines.json(reading))
    yield JSON_STAT, cubes.file(reading)
    if not workbook:
        return
    told = cells.all(reading)
    yield (
        "xlsx",
        as_xlsx(
            found,
            heads,
            [told[name] for name in names],
            reading=reading,
            wide=wide,
            created=edition.release.recorded,
        ),
    )
