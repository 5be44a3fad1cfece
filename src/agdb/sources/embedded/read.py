"""Figures that the programme carries itself: our transcription of published tables, as CSV.

Columns: `dataset, measure, <dimensions>, period, value, unit, unit_origin, unit_source, status,
recorded, citation`, UTF-8, comma, with a header; the dimensions stand between `measure` and
`period`. One file holds one data set recorded on one day, and every row has its citation.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from agdb.errors import Place, SourceError
from agdb.files.recorded import RecordedFile
from agdb.programme.source import Source
from agdb.sources.contract import Ask, Draft, Label, Origin, Recording
from agdb.sources.embedded.figures import CitedFigure, Figures, read_figures
from agdb.sources.vocabulary import Renames, renamed, renames
from agdb.statistics.identifier import DatasetId, sql_text
from agdb.statistics.period import Period
from agdb.statistics.structure import (
    Code,
    Dimension,
    DimensionKind,
    Measure,
    Structure,
    UnitOrigin,
    observation_columns,
)

_BEGINS: Final = b"dataset,measure,"
_NOT_OF_THE_FIGURES: Final = {
    "expected", "fetch", "published", "newer", "closed", "asked", "succeeds", "via",
    "vintage",
}  # fmt: skip
_LANGUAGE: Final = "nl"  # the language of the publishers; structures have one language


class EmbeddedFigures:
    """Reader for the figures of one `Source` of the programme; see `sources.contract.Reader`.

    With `translating` the rows have codes of the publisher, which take up the programme's.
    """

    def __init__(self, source: Source, *, translating: bool = False) -> None:
        self._source, self._translating = source, translating

    proven: Final = True  # the layout is our own

    @property
    def revision(self) -> str:
        """Changes with everything that the programme says of what the figures are."""
        saying = self._source.model_dump_json(exclude=_NOT_OF_THE_FIGURES)
        said = RecordedFile.of("source", saying.encode())
        return f"embedded/1/{said.sha256}{' translated' if self._translating else ''}"

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether this is one CSV file that begins as figures of the programme do."""
        return len(files) == 1 and _BEGINS in files[0].head(32)

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return the recorded date of the rows; page and licence are those of the source."""
        figures = self.figures(files)
        return Label(
            name=DatasetId.parse(self._source.id).name,
            recorded=figures.recorded,
            address=self._source.page,
            licence=self._source.licence,
        )

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` with file and line for a row that is wrong."""
        figures = self.figures(recording.files)
        structure = _structure(figures, self._source)
        names = renames(structure, self._source) if self._translating else {}
        rows = [_row(figure, figures.dimensions, names) for figure in figures.rows]
        structure = renamed(structure, names)
        table = scratch / "figures.json"
        table.write_bytes(msgspec.json.encode(rows))
        columns = observation_columns(structure.dimensions)
        types = ", ".join(f"{sql_text(name)}: '{kind}'" for name, kind in columns.items())
        select = (
            f"select * from read_json({sql_text(str(table))}, format='array', columns={{{types}}})"
        )
        return Draft(structure, select, expected_rows=len(figures.rows), partial=None)

    def figures(self, files: tuple[RecordedFile, ...]) -> Figures:
        """Return the rows of the one file; raises `SourceError` if they are not of this source."""
        if len(files) != 1:
            raise SourceError(
                f"{len(files)} files in place of one",
                place=Place(self._source.id),
                remedy="give one",
            )
        figures = read_figures(files[0].read(), name=files[0].name)
        if figures.dataset != self._source.id:
            raise SourceError(
                f"the rows are of {figures.dataset}, the source is {self._source.id}",
                place=Place(files[0].name, line=2),
                remedy="name the file of this source under `embedded`",
            )
        return figures


def transcription(
    source: Source, *, name: str, content: bytes
) -> tuple[Recording, EmbeddedFigures]:
    """Return the figures `content`, embedded in the programme as `name`, ready to be kept.

    Raises `SourceError` if they do not read as figures of `source`.
    """
    files = (RecordedFile.of(name, content),)
    figures = EmbeddedFigures(source).figures(files)
    reader = EmbeddedFigures(source, translating=_has_publishers_codes(figures, source))
    recording = Recording(
        dataset=DatasetId.parse(source.id),
        files=files,
        recorded=figures.recorded,
        origin=Origin.TRANSCRIPTION,
        address=source.page,
        publisher_date="",
        licence=source.licence,
    )
    return recording, reader


def _has_publishers_codes(figures: Figures, source: Source) -> bool:
    notes = ((place, source.dimensions.get(name)) for place, name in enumerate(figures.dimensions))
    return any(
        note is not None and row.codes[place] in note.codes
        for place, note in notes
        for row in figures.rows
    )


def _structure(figures: Figures, source: Source) -> Structure:
    return Structure(
        title=_word(source.names),
        measures=_measures(figures, source),
        dimensions=tuple(
            _dimension(name, {row.codes[place] for row in figures.rows}, source)
            for place, name in enumerate(figures.dimensions)
        ),
        periods=tuple(
            Code(id=period.text, title=period.text, period=period)
            for period in sorted({row.period for row in figures.rows})
        ),
        licence=source.licence,
        notes={"citation": _word(source.citation)}
        | ({"derived": _word(source.derived)} if source.derived else {}),
    )


def _dimension(name: str, codes: set[str], source: Source) -> Dimension:
    note = source.dimensions.get(name)
    members = tuple(Code(id=code, title=code) for code in sorted(codes))
    if note is None:
        return Dimension(name, name, DimensionKind.ORDINARY, members)
    return Dimension(name, _word(note.names), note.kind, members)


def _measures(figures: Figures, source: Source) -> tuple[Measure, ...]:
    """One for each measure that occurs, with the unit of its rows, else that of the source."""
    measures: list[Measure] = []
    for id_ in sorted({row.measure for row in figures.rows}):
        rows = [row for row in figures.rows if row.measure == id_]
        note = source.measures.get(id_)
        unit, origin = rows[0].unit, rows[0].unit_origin
        where = "; ".join(sorted({row.unit_source for row in rows}))
        if origin is UnitOrigin.NOT_RECORDED and note is not None:
            unit, origin, where = note.unit, note.unit_origin, note.unit_source
        title = id_ if note is None else _word(note.names)
        measures.append(Measure(id_, title, unit, origin, where))
    return tuple(measures)


def _row(figure: CitedFigure, dimensions: tuple[str, ...], names: Renames) -> dict[str, object]:
    period: Period = figure.period
    return {
        "measure": figure.measure,
        **{
            name: names.get(name, {}).get(code, code)
            for name, code in zip(dimensions, figure.codes, strict=True)
        },
        "period": period.text,
        "frequency": period.frequency,
        "start": period.start.isoformat() if period.dated else None,
        "value": figure.value,
        "status": figure.status,
        "confidentiality": "F",
        "finality": figure.finality,
        "mark": figure.mark,
        "citation": figure.citation,
    }


def _word(words: dict[str, str]) -> str:
    return words.get(_LANGUAGE) or next(iter(words.values()))
