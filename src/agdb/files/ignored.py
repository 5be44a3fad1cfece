"""What a system or an editor leaves beside somebody's files, and nobody sent on purpose."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

_FOLDERS: Final = frozenset({"__macosx", "$recycle.bin", "system volume information"})
_FILES: Final = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"})


def is_ignored(path: PurePath) -> bool:
    """Whether `path`, inside a folder or an archive that was handed over, is none of its content.

    Hidden files are, what macOS and Windows keep about a folder, and the locks and copies of
    editors.

    >>> from pathlib import PurePosixPath
    >>> [is_ignored(PurePosixPath(name)) for name in ("__MACOSX/._a.csv", "in/Thumbs.db", "a.csv")]
    [True, True, False]
    """
    name = path.name
    return (
        any(part.startswith(".") and part != ".." for part in path.parts)
        or not _FOLDERS.isdisjoint(part.lower() for part in path.parts)
        or name.lower() in _FILES
        or name.startswith("~$")
        or name.endswith("~")
    )
