"""A reader whose datasets take up the codes of the programme, where the source says how."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from agdb.programme.source import Source
from agdb.sources.contract import Answers, Draft, Inquiry, Label, Reader, RecordedFile, Recording
from agdb.sources.vocabulary import renamed, renames
from agdb.statistics.identifier import sql_text


def translated(reader: Reader, source: Source | None) -> Reader:
    """Return `reader`, with our codes in what it reads where `source` tells them."""
    if source is None or not _said(source):
        return reader
    return TranslatedReader(reader, source)


@dataclass(frozen=True, slots=True)
class TranslatedReader:
    """Reads as `reader` does, and calls measures and members as the programme does."""

    reader: Reader
    source: Source

    @property
    def proven(self) -> bool:
        """Whether the reader is."""
        return self.reader.proven

    @property
    def revision(self) -> str:
        """That of the reader, and all that decides what things are called."""
        said = json.dumps(_said(self.source), sort_keys=True)
        return f"{self.reader.revision} words/1/{hashlib.sha256(said.encode()).hexdigest()[:12]}"

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether the reader recognises the files."""
        return self.reader.recognises(files)

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return what the reader reads about the files."""
        return self.reader.label(files)

    def read(self, recording: Recording, *, scratch: Path) -> Draft | Inquiry:
        """Return the draft of the reader with our codes, also if it must ask its files first."""
        answer = self.reader.read(recording, scratch=scratch)
        if isinstance(answer, Draft):
            return self._called(answer)
        then = answer.then

        def called(answers: Answers) -> Draft:
            return self._called(then(answers))

        return replace(answer, then=called)

    def _called(self, draft: Draft) -> Draft:
        names = renames(draft.structure, self.source)
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
