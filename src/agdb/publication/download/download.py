"""All downloads of one indicator."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.publication.download.as_csv import as_csv
from agdb.publication.download.as_csvw import EXTENSION, as_csvw
from agdb.publication.download.as_json import as_json
from agdb.publication.download.as_xlsx import as_xlsx
from agdb.publication.download.metadata import metadata
from agdb.publication.download.rows import columns, rows
from agdb.publication.page.edition import Edition
from agdb.publication.reading.reading import Reading


def downloads(edition: Edition, reading: Reading) -> Iterator[tuple[str, bytes]]:
    """Yield extension and bytes of each download; one without values has its metadata only.

    The CSV has beside it its description for machines.
    """
    found = metadata(edition, reading)
    heads = columns(reading)
    lines = list(rows(edition, reading))
    say = reading.language.say
    yield "csv", as_csv(found, heads, lines)
    yield EXTENSION, as_csvw(found, heads, reading)
    yield "json", as_json(found, heads, lines)
    yield (
        "xlsx",
        as_xlsx(
            found,
            heads,
            lines,
            sheets=(say("download.sheet.values"), say("download.sheet.about")),
            created=edition.release.recorded,
        ),
    )
