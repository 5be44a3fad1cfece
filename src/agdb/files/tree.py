"""What lies below a folder, with nothing passed over in silence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def below(folder: Path) -> Iterator[Path]:
    """Yield every file, folder and link below a folder; links are not followed.

    Nothing for a folder that is not there. Raises `OSError` for one inside it that may not be read,
    which `Path.rglob` takes for empty.

    >>> list(below(Path("nowhere")))
    []
    """
    for name, folders, files in os.walk(folder, onerror=_refuse):
        here = Path(name)
        for one in (*folders, *files):
            yield here / one


def _refuse(error: OSError) -> None:
    """Raise what stands in the way; a folder that another process removed meanwhile does not."""
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        raise error
