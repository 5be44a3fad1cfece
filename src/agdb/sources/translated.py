"""A reader whose datasets take up the codes of the programme, where the source says how."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from agdb.programme.source import Source
from agdb.sources.changed import ChangedReader
from agdb.sources.contract import Draft, Reader
from agdb.sources.vocabulary import renamed, renames
from agdb.statistics.identifier import sql_text


def translated(reader: Reader, source: Source | None) -> Reader:
    """Return `reader`, with our codes in what it reads where `source` tells them."""
    said = {} if source is None else _said(source)
    if source is None or not said:
        return reader
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    return ChangedReader(reader, f"words/1/{digest[:12]}", partial(_called, source=source))


def _called(draft: Draft, *, source: Source) -> Draft:
    """The draft with measures and members called as the programme calls them."""
    names = renames(draft.structure, source)
    if not names:
        return draft
    return replace(
        draft,
        structure=renamed(draft.structure, names),
        select=_with(names, draft.select),
        careful=None if draft.careful is None else _with(names, draft.careful),
    )


def _with(names: Mapping[str, Mapping[str, str]], select: str) -> str:
    columns = (f'{_case(column, some)} as "{column}"' for column, some in names.items())
    return f"select * replace ({', '.join(columns)}) from ({select})"


def _case(column: str, names: Mapping[str, str]) -> str:
    text = f'cast("{column}" as VARCHAR)'
    cases = " ".join(
        f"when {sql_text(theirs)} then {sql_text(ours)}" for theirs, ours in names.items()
    )
    return f"case {text} {cases} else {text} end"


def _said(source: Source) -> dict[str, object]:
    """All that decides what measures and members are called."""
    measures = {name: note.titles for name, note in source.measures.items()}
    members = {
        name: (note.codes, note.titles, note.titles_begin_with_code)
        for name, note in source.dimensions.items()
        if note.codes or note.titles or note.titles_begin_with_code
    }
    return {"measures": measures, "dimensions": members} if measures or members else {}
