"""Everything of a release in one zip: the data package and all that it describes."""

from __future__ import annotations

from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the same bytes whenever it is made


class WholeRelease:
    """A zip that is filled while the files of a site are made, so that none is kept beside it."""

    def __init__(self) -> None:
        self._stream = BytesIO()
        self._zip = ZipFile(self._stream, "w", compression=ZIP_DEFLATED)

    def add(self, path: str, content: bytes) -> None:
        """Take in a file under its path of the site."""
        member = ZipInfo(path, _FIRST_DAY)
        member.compress_type = ZIP_DEFLATED
        member.external_attr = 0o644 << 16
        self._zip.writestr(member, content)

    def content(self) -> bytes:
        """Close it and return its bytes."""
        self._zip.close()
        return self._stream.getvalue()

    def close(self) -> None:
        """Let go of it, also where nobody asked for all files."""
        self._zip.close()
