"""Reads a v4 table that a recorder kept as Parquet, one file per entity set."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from agdb.files.recorded import RecordedFile
from agdb.sources.cbs.long_table import drafted
from agdb.sources.cbs.metadata import DimensionRow, MeasureRow, Properties
from agdb.sources.cbs.observations import fields, missing_columns, received
from agdb.sources.cbs.parquet import (
    COLUMNS,
    by_set_of,
    check_types,
    column_types,
    describe,
    document,
    figures_of,
    no_column,
    questions_about,
    rows_of,
    table_of,
    with_catalogue,
)
from agdb.sources.cbs.relation import from_parquet
from agdb.sources.cbs.undescribed import UNCOUNTED
from agdb.sources.cbs.v4_sets import v4_sets
from agdb.sources.contract import Answers, Draft, Inquiry, Label, Recording


class V4Parquet:
    """Reader for v4 tables; see `sources.contract.Reader`."""

    revision: Final = "cbs-v4-parquet/1"
    proven: Final = True  # recording of 82807NED

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether the files have the names of v4 sets."""
        return "MeasureCodes" in by_set_of(files)

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the identifier, and what `Metadata` adds."""
        properties = document(by_set_of(files), Properties)
        if properties is None:
            return Label(name=table_of(files))
        return Label(
            name=table_of(files),
            publisher_date=properties.observations_modified or properties.modified or "",
            licence=properties.license or "",
        )

    def read(self, recording: Recording, *, scratch: Path) -> Inquiry:
        """Return what must be asked for the draft."""
        by_set = by_set_of(recording.files)
        figures = figures_of(by_set, ("Observations",))
        questions = questions_about(by_set, without={"Observations"})
        questions[COLUMNS] = describe(figures)
        properties = document(by_set, Properties) or Properties(
            identifier=recording.dataset.name, title=recording.dataset.name
        )

        def then(answers: Answers) -> Draft:
            rows = partial(rows_of, answers)
            dimensions = rows("Dimensions", DimensionRow)
            sets = v4_sets(properties, dimensions, rows("MeasureCodes", MeasureRow), rows)
            types = column_types(answers)
            missing = missing_columns(list(types), sets)
            if missing:
                raise no_column(missing[0], figures)
            check_types(types, fields(sets), figures)
            query = partial(received, from_parquet(figures.path), text="StringValue" in types)
            count = properties.observation_count
            short = UNCOUNTED if count is None else None
            draft = drafted(sets, query, scratch=scratch, expected_rows=count, partial=short)
            return with_catalogue(draft, recording.files)

        return Inquiry(questions, then)
