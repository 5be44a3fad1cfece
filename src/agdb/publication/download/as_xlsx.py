"""A workbook: a table for people first, then what it means, all values, and where they are from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from agdb.publication.download.cells import Cells
from agdb.publication.download.metadata import flat
from agdb.publication.download.wide import WideTable
from agdb.publication.download.workbook import Sheet, SheetColumn, Style, workbook
from agdb.publication.reading.citation import citations
from agdb.publication.reading.reading import Reading
from agdb.statistics.columns import Column, ColumnType


def as_xlsx(
    found: dict[str, Any],
    columns: tuple[Column, ...],
    cells: Sequence[Cells],
    *,
    reading: Reading,
    wide: WideTable | None,
    created: date,
) -> bytes:
    """Return the workbook with the cells of each column; the same data and day, the same bytes.

    It follows what the Analysis Function of the British government asks of spreadsheets: a title in
    A1, tables marked up under a name, no empty rows, what an empty cell means in words.
    """
    say = reading.language.say
    names, texts = zip(*flat(found), strict=True)
    styles = {ColumnType.NUMBER: Style.NUMBER}
    values = Sheet(
        say("download.sheet.values"),
        tuple(
            SheetColumn(column.name, some, styles.get(column.type, Style.PLAIN))
            for column, some in zip(columns, cells, strict=True)
        ),
        above=(say("download.values.title", name=found["name"]),),
        table="observations" if any(cells) else "",
    )
    about = Sheet(
        say("download.sheet.about"),
        (
            SheetColumn(None, names, Style.BOLD, width=32),
            SheetColumn(None, texts, Style.WRAPPED, width=100),
        ),
        above=(say("download.about.title", name=found["name"]),),
    )
    front = () if wide is None else (_table(found, reading, wide), _notes(found, reading))
    return workbook(
        (*front, values, about),
        title=found["name"],
        comments=f"{found['programme']}, {found['release']}",
        created=created,
        decimals=found["decimals"],
        language=reading.language.code,
        creator=reading.language.words(reading.programme.plan.owner),
    )


def _table(found: dict[str, Any], reading: Reading, wide: WideTable) -> Sheet:
    say = reading.language.say
    first = SheetColumn(wide.corner, wide.periods, width=24)
    others = (
        SheetColumn(head, some, Style.NUMBER, width=max(14, min(len(head) + 2, 28)))
        for head, some in zip(wide.heads, wide.columns, strict=True)
    )
    return Sheet(
        say("download.sheet.table"),
        (first, *others),
        above=(
            found["name"],
            say("table.unit", unit=found["unit_name"]),
            say("picture.source", source="; ".join(citations(reading)), owner=found["programme"]),
            say("download.sheet.empty", sheet=say("download.sheet.values")),
        ),
        table="figures",
        drawn=wide.drawn if len(wide.periods) > 1 else 0,
        unit=found["unit_name"],
    )


def _notes(found: dict[str, Any], reading: Reading) -> Sheet:
    """What must be read with the figures, in the words of the page."""
    say = reading.language.say
    told = {
        "indicator.definition": [found["definition"]],
        "download.notes.sentence": [found["sentence"], found["change"]],
        "indicator.caveats": found["caveats"],
        "download.notes.collection": [found["collection_note"]],
        "evidence.rounding.term": [say("evidence.rounding", n=found["decimals"])],
        "indicator.sources": citations(reading),
        "site.licence": [found["licence"]],
        "site.release.id": [found["release"]],
        "download.notes.page": [found["page"]],
    }
    rows = [(say(key), text) for key, texts in told.items() for text in texts if text]
    heads, texts = zip(*rows, strict=True)
    return Sheet(
        say("download.sheet.notes"),
        (
            SheetColumn(say("download.notes.about"), heads, Style.BOLD, width=32),
            SheetColumn(say("download.notes.text"), texts, Style.WRAPPED, width=100),
        ),
        above=(say("download.notes.title", name=found["name"]),),
        table="notes",
    )
