"""A whole table of CBS as a zip of CSV files: is it a zip to its end, and how much is in it."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from pathlib import Path
from typing import Final

from agdb.errors import Place, SourceError
from agdb.sources.fetching.checks import counted
from agdb.transport.answer import UnsoundError

_OBSERVATIONS: Final = "Observations.csv"
_DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, csv.Error, UnicodeDecodeError),
    *(EOFError, NotImplementedError, RuntimeError, ValueError),
)


def whole_zip(path: Path) -> None:
    """Raise `UnsoundError` for a zip that breaks off: its list of contents stands at its end."""
    if not zipfile.is_zipfile(path):
        raise UnsoundError("the answer is not a whole zip")


def observations_in(path: Path) -> int:
    """Return the number of observations; the zip's own checksum of them is verified on the way.

    Raises `SourceError` if it is damaged or holds no `Observations.csv`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith(_OBSERVATIONS)]
            if len(names) != 1:
                raise SourceError(
                    f"the zip holds {len(names)} files {_OBSERVATIONS} in place of one",
                    place=Place(path.name),
                    remedy="run agdb fetch again later",
                )
            with archive.open(names[0]) as stream:
                text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
                reader = csv.reader(text, delimiter=";", strict=True)
                return counted(reader.__next__, name=names[0])[1]
    except _DAMAGED as error:
        raise SourceError(
            f"the zip is damaged ({error})", place=Place(path.name), remedy="run agdb fetch again"
        ) from None
