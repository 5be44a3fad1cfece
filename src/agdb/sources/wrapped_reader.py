"""Readers around a reader: its drafts are marked as a slice, or take up the programme's codes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from agdb.files.recorded import RecordedFile
from agdb.programme.source import Source
from agdb.sources.contract import Ask, Draft, Label, Reader, Recording
from agdb.sources.publishers import reader_for
from agdb.sources.vocabulary import renamed, renames
from agdb.statistics.identifier import sql_text


@dataclass(frozen=True, slots=True)
class WrappedReader:
    """Reads as `reader` does, and gives what `change` makes of the draft.

    `because` is all that decides the change: another is another reading of the same bytes.
    """

    reader: Reader
    because: str
    change: Callable[[Draft], Draft]

    @property
    def proven(self) -> bool:
        """Whether the reader is."""
        return self.reader.proven

    @property
    def revision(self) -> str:
        """That of the reader, and what decides the change."""
        return f"{self.reader.revision} {self.because}"

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether the reader recognises the files."""
        return self.reader.recognises(files)

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return what the reader reads about the files."""
        return self.reader.label(files)

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the changed draft."""
        return self.change(self.reader.read(recording, scratch=scratch, ask=ask))


def sliced(reader: Reader, reason: str) -> Reader:
    """Return `reader`, with datasets marked partial for `reason` if nobody did before."""

    def marked(draft: Draft) -> Draft:
        return draft if draft.partial else replace(draft, partial=reason)

    return WrappedReader(reader, _digest(reason), marked)


def sliced_as_before(reader: Reader, *, revision: str, partial: str | None) -> Reader:
    """Return `reader`, sliced if the reading of `revision`, which is `partial`, was.

    What was asked then decides, not what would be asked today.
    """
    if partial is None or _digest(partial) not in revision.split():
        return reader
    return sliced(reader, partial)


def _digest(reason: str) -> str:
    return hashlib.sha256(reason.encode()).hexdigest()[:12]


def translated(reader: Reader, source: Source | None) -> Reader:
    """Return `reader`, with our codes in what it reads where `source` tells them."""
    said = {} if source is None else _words_of(source)
    if source is None or not said:
        return reader
    digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    return WrappedReader(reader, f"words/1/{digest[:12]}", partial(_with_our_codes, source=source))


def _with_our_codes(draft: Draft, *, source: Source) -> Draft:
    """The draft with measures and members called as the programme calls them."""
    names = renames(draft.structure, source)
    if not names:
        return draft
    return replace(
        draft,
        structure=renamed(draft.structure, names),
        select=_renamed_in(names, draft.select),
        careful=None if draft.careful is None else _renamed_in(names, draft.careful),
        rows="",  # under other names they are in another order
    )


def _renamed_in(names: Mapping[str, Mapping[str, str]], select: str) -> str:
    columns = (f'{_case(column, some)} as "{column}"' for column, some in names.items())
    return f"select * replace ({', '.join(columns)}) from ({select})"


def _case(column: str, names: Mapping[str, str]) -> str:
    text = f'cast("{column}" as VARCHAR)'
    cases = " ".join(
        f"when {sql_text(theirs)} then {sql_text(ours)}" for theirs, ours in names.items()
    )
    return f"case {text} {cases} else {text} end"


def _words_of(source: Source) -> dict[str, object]:
    """All that decides what measures and members are called."""
    measures = {name: note.titles for name, note in source.measures.items()}
    members = {
        name: (note.codes, note.titles, note.titles_begin_with_code)
        for name, note in source.dimensions.items()
        if note.codes or note.titles or note.titles_begin_with_code
    }
    return {"measures": measures, "dimensions": members} if measures or members else {}


def reader_today(
    recording: Recording, source: Source, *, revision: str, partial: str | None
) -> Reader:
    """Return the reader for the form of `recording`, with what `source` says of it.

    `revision` and `partial` are those of the reading that there is. Raises `SourceError` if no
    reader knows the form any more.
    """
    reader = reader_for(recording.dataset, recording.files)
    return translated(sliced_as_before(reader, revision=revision, partial=partial), source)
