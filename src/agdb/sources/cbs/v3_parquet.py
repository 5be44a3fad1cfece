"""Reads a v3 table that a recorder kept as Parquet, one file per entity set.

A 32-bit number becomes the number of its shortest text: 7888.2001953125 is 7888.2 again.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from agdb.files.recorded import RecordedFile
from agdb.sources.cbs.long_table import drafted
from agdb.sources.cbs.parquet import (
    COLUMNS,
    TEXT,
    by_set_of,
    check_types,
    column_types,
    describe,
    document,
    figures_of,
    questions_about,
    rows_of,
    table_of,
    with_catalogue,
)
from agdb.sources.cbs.relation import from_parquet
from agdb.sources.cbs.structure import Sets
from agdb.sources.cbs.v3_metadata import (
    DESCRIPTIVE,
    FIGURES,
    CategoryGroupRow,
    KeyRow,
    PropertyRow,
    TableInfo,
    sets_of,
)
from agdb.sources.cbs.wide import check_columns, received
from agdb.sources.contract import Answers, Draft, Inquiry, Label, Recording


class V3Parquet:
    """Reader for v3 tables; see `sources.contract.Reader`."""

    revision: Final = "cbs-v3-parquet/1"
    proven: Final = True  # recordings of 83583NED and 84799NED

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether the files have the names of v3 sets."""
        return "DataProperties" in by_set_of(files)

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the identifier, and the date that `Metadata` tells."""
        info = document(by_set_of(files), TableInfo)
        return Label(name=table_of(files), publisher_date=(info.modified or "") if info else "")

    def read(self, recording: Recording, *, scratch: Path) -> Inquiry:
        """Return what must be asked for the draft."""
        by_set = by_set_of(recording.files)
        figures = figures_of(by_set, ("TypedDataSet", "UntypedDataSet"))
        questions = questions_about(by_set, without=FIGURES)
        questions[COLUMNS] = describe(figures)
        name = recording.dataset.name
        info = document(by_set, TableInfo) or TableInfo(name, name)

        def then(answers: Answers) -> Draft:
            sets = _v3_sets(info, answers)
            types = column_types(answers)
            check_columns(types, sets, name=figures.name)
            codes = dict.fromkeys((row.identifier for row in sets.dimensions), TEXT)
            check_types(types, codes, figures)
            query = partial(received, from_parquet(figures.path), types=types)
            draft = drafted(sets, query, scratch=scratch, expected_rows=sets.cells, partial=None)
            return with_catalogue(draft, recording.files)

        return Inquiry(questions, then)


def _v3_sets(info: TableInfo, answers: Answers) -> Sets:
    return sets_of(
        info=info,
        properties=rows_of(answers, "DataProperties", PropertyRow),
        keys={
            name: rows_of(answers, name, KeyRow)
            for name in answers
            if name not in {*DESCRIPTIVE, *FIGURES, COLUMNS}
        },
        groups=rows_of(answers, "CategoryGroups", CategoryGroupRow),
    )
