"""Pages of figures as JSON, in their order and complete, laid out for the engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from agdb.errors import Place, SourceError
from agdb.files.recorded import RecordedFile
from agdb.sources.cbs.envelope import cut_list

_NUMBERS: Final = re.compile(r"(\d+)")


def natural(name: str) -> list[tuple[int, str]]:
    """Return what sorts names by the numbers in them: page 2 before page 10.

    >>> sorted(["p10", "p2"], key=natural)
    ['p2', 'p10']
    """
    return [
        (int(part), "") if part.isascii() and part.isdigit() else (0, part)
        for part in _NUMBERS.split(name)
    ]


def cut_pages(files: Sequence[RecordedFile], *, scratch: Path, claimed: str = "") -> list[Path]:
    """Write the list of each page below `scratch` and return where.

    Raises `SourceError` if there is no page, if one is not whole, or if the last points to another.
    """
    if not files:
        raise SourceError(
            f"the recording holds no observations{claimed}", remedy="record the pages of them too"
        )
    targets, links = [], []
    for number, file in enumerate(files):
        folder = scratch / f"page-{number}"  # so that the engine can call the page by its name
        folder.mkdir()
        targets.append(folder / PurePosixPath(file.name).name)
        links.append(cut_list(file, targets[-1]))
    if links[-1] is not None:
        raise SourceError(
            "the last page says that a further page follows, and none is recorded",
            place=Place(files[-1].name),
            remedy="record all pages",
        )
    return targets
