"""A reader whose drafts are changed before the warehouse sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from agdb.files.recorded import RecordedFile
from agdb.sources.contract import Answers, Draft, Inquiry, Label, Reader, Recording


@dataclass(frozen=True, slots=True)
class ChangedReader:
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

    def read(self, recording: Recording, *, scratch: Path) -> Draft | Inquiry:
        """Return the changed draft, also if the reader must ask its files first."""
        answer = self.reader.read(recording, scratch=scratch)
        if isinstance(answer, Draft):
            return self.change(answer)
        then = answer.then

        def changed(answers: Answers) -> Draft:
            return self.change(then(answers))

        return replace(answer, then=changed)
