"""What both readers of Parquet share: files by entity set, their questions and their types.

Files are called `<catalogue>.<table>_<set>.parquet`, or with `v3.` or `v4.` before the table. The
catalogue is `cbs`, or that of a third party whose tables StatLine shows, such as `rivm`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

import msgspec

from agdb.errors import Place, SourceError
from agdb.files.recorded import RecordedFile
from agdb.sources.cbs.metadata import decoded, rows_from_json
from agdb.sources.cbs.relation import from_parquet
from agdb.sources.contract import Answers, Draft

TEXT: Final = "VARCHAR"
COLUMNS: Final = "columns"
_EMPTY: Final = '"NULL"'  # the type of a column without a single value
_NAME: Final = re.compile(
    r"(?:(?!v[34]\.)(?P<catalogue>[A-Za-z][A-Za-z0-9-]*)\.)?(?:v[34]\.)?"
    r"(?P<table>\d+[A-Za-z]*)_(?P<set>\w+)\.(?P<form>parquet|json)"
)
_OWN: Final = frozenset({"", "cbs"})
_METADATA: Final = "Metadata"
_MAGIC: Final = b"PAR1"
Kind = TypeVar("Kind")
BySet = Mapping[str, RecordedFile]


def by_set_of(files: tuple[RecordedFile, ...]) -> dict[str, RecordedFile]:
    """Return the files by the entity set that their names tell; others are passed over."""
    by_set = {}
    for file in files:
        match = _NAME.fullmatch(file.name)
        if match and (match["form"] == "parquet" or match["set"] == _METADATA):
            by_set[match["set"]] = file
    return by_set


def table_of(files: tuple[RecordedFile, ...]) -> str:
    """Return the table of the files; raises `SourceError` if they are of several.

    One table may not be of two catalogues: each has ids of its own.
    """
    names = {
        (match["catalogue"] or "", match["table"])
        for file in files
        if (match := _NAME.fullmatch(file.name))
    }
    if len(names) != 1:
        shown = ", ".join(".".join(filter(None, name)) for name in sorted(names))
        raise SourceError(
            f"the files are of several tables ({shown})",
            remedy="give each table a folder of its own",
        )
    return names.pop()[1]


def with_catalogue(draft: Draft, files: tuple[RecordedFile, ...]) -> Draft:
    """Return `draft` with a note of the catalogue, where the table is not one of CBS itself."""
    found = {
        (match["catalogue"] or "").lower()
        for file in files
        if (match := _NAME.fullmatch(file.name))
    } - _OWN
    if not found:
        return draft
    notes = {**draft.structure.notes, "catalogue": ", ".join(sorted(found))}
    return replace(draft, structure=replace(draft.structure, notes=notes))


def document(by_set: BySet, kind: type[Kind]) -> Kind | None:
    """Return what `Metadata` tells, or None if it was not recorded."""
    file = by_set.get(_METADATA)
    return None if file is None else decoded(file.read(), kind, name=file.name)


def figures_of(by_set: BySet, names: Sequence[str]) -> RecordedFile:
    """Return the first of the sets `names` that is there; raises `SourceError` if none is."""
    found = next((by_set[name] for name in names if name in by_set), None)
    if found is None:
        raise SourceError(
            f"the recording holds no {names[0]}, only metadata", remedy=f"record {names[0]} as well"
        )
    return found


def questions_about(by_set: BySet, *, without: frozenset[str] | set[str]) -> dict[str, str]:
    """Return a question for each set of metadata: its rows, each as one JSON text."""
    questions = {}
    for name, file in by_set.items():
        if file.name.endswith(".parquet"):
            _check_magic(file)
            if name not in without:
                questions[name] = f"select to_json(t)::varchar from {from_parquet(file.path)} t"
    return questions


def _check_magic(file: RecordedFile) -> None:
    if file.head(len(_MAGIC)) != _MAGIC:
        raise SourceError(
            "not a Parquet file", place=Place(file.name), remedy="copy the recording again"
        )


def describe(file: RecordedFile) -> str:
    """Return the question for names and types of the columns of a file."""
    return (
        f"select column_name, column_type from (describe select * from {from_parquet(file.path)})"
    )


def column_types(answers: Answers) -> dict[str, str]:
    """Return the columns of the figures and their types."""
    return {str(column): str(kind) for column, kind, *_ in answers[COLUMNS]}


def check_types(types: Mapping[str, str], wanted: Mapping[str, str], file: RecordedFile) -> None:
    """Raise `SourceError` for a column of text that is none; numbers may be of any width."""
    for name, kind in wanted.items():
        if kind == TEXT and types.get(name, TEXT) not in {TEXT, _EMPTY}:
            raise SourceError(
                f"the column {name!r} holds {types[name]}, and text belongs there",
                place=Place(file.name),
                remedy="copy the recording again",
            )


def no_column(name: str, file: RecordedFile) -> SourceError:
    """Return the error for a column that the metadata name and a file lacks."""
    return SourceError(
        f"there is no column {name!r}, which the metadata name",
        place=Place(file.name),
        remedy="record figures and metadata together",
    )


def rows_of(answers: Answers, name: str, kind: type[Kind]) -> tuple[Kind, ...]:
    """Return the rows of one set of metadata."""
    texts = (_without_nulls(str(row[0])) for row in answers.get(name, ()))
    return rows_from_json(texts, kind, name=name)


def _without_nulls(text: str) -> str:
    """A null in a column of a code list is what JSON of the service leaves out."""
    row = msgspec.json.decode(text, type=dict[str, object])
    return msgspec.json.encode(
        {key: cell for key, cell in row.items() if cell is not None}
    ).decode()
