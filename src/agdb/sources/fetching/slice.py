"""A reader for answers to a question about a part of a data set."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from agdb.sources.contract import Answers, Draft, Inquiry, Label, Reader, RecordedFile, Recording


@dataclass(frozen=True, slots=True)
class SliceReader:
    """Reads as `reader` does, and marks the dataset partial for `reason` if nobody did before."""

    reader: Reader
    reason: str

    @property
    def proven(self) -> bool:
        """Whether the reader is."""
        return self.reader.proven

    @property
    def revision(self) -> str:
        """That of the reader, and what was asked."""
        return f"{self.reader.revision} {hashlib.sha256(self.reason.encode()).hexdigest()[:12]}"

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether the reader recognises the files."""
        return self.reader.recognises(files)

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return what the reader reads about the files."""
        return self.reader.label(files)

    def read(self, recording: Recording, *, scratch: Path) -> Draft | Inquiry:
        """Return the draft of the reader, marked partial, also if it must ask its files first."""
        answer = self.reader.read(recording, scratch=scratch)
        if isinstance(answer, Draft):
            return self._marked(answer)
        then = answer.then

        def marked(answers: Answers) -> Draft:
            return self._marked(then(answers))

        return replace(answer, then=marked)

    def _marked(self, draft: Draft) -> Draft:
        return draft if draft.partial else replace(draft, partial=self.reason)
