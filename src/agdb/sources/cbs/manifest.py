"""`index.json` beside a recording: who recorded what, when, and whether only a slice was asked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import msgspec

from agdb.errors import Place, SourceError
from agdb.files.documents import decoded
from agdb.files.recorded import RecordedFile

NAME: Final = "index.json"


class Manifest(msgspec.Struct, frozen=True, rename="camel"):
    """What the recorder wrote down about a v4 recording."""

    table_id: str
    captured_at: datetime
    observation_rows: int
    observation_pages: tuple[str, ...] = ()
    files: dict[str, str] = {}
    source: str = ""
    slice_filter: str | None = None
    capture_only_slice: object = None
    sample_only: bool = False

    @property
    def recorded(self) -> date:
        """The day of the recording, in the time zone that the recorder used."""
        return self.captured_at.date()

    @property
    def slice_reason(self) -> str | None:
        """Why this recording is not the whole table, in words, or None if it claims to be."""
        if self.slice_filter:
            return f"only where {self.slice_filter}"
        if self.capture_only_slice:
            return f"only the slice {msgspec.json.encode(self.capture_only_slice).decode()}"
        return "only a sample" if self.sample_only else None


def read_manifest(files: dict[str, RecordedFile]) -> Manifest | None:
    """Return the manifest among `files`, None if there is none.

    Raises `SourceError` if it does not read as one, or names files that are not there.
    """
    file = files.get(NAME)
    if file is None:
        return None
    place = Place(NAME)
    manifest = decoded(
        file.read(),
        Manifest,
        refused=lambda reason: SourceError(
            f"not a manifest of a recording ({reason})",
            place=place,
            remedy="mend it, or take it away so that the files speak for themselves",
        ),
    )
    for name in (*manifest.observation_pages, *manifest.files.values()):
        if name not in files:
            raise SourceError(
                f"the manifest names {name!r}, and there is no such file",
                place=place,
                remedy="copy the recording again",
            )
    return manifest
