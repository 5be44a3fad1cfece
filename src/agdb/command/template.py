"""`agdb template`."""

from __future__ import annotations

from pathlib import Path

from agdb.command.output import put
from agdb.errors import Place, UsageError
from agdb.sources.delivery import template


def write_template(path: Path) -> None:
    """Write the empty workbook of a delivery to `path`; a file that is there is never replaced."""
    place = Place(str(path))
    if path.suffix.lower() != ".xlsx":
        raise UsageError("the template is an .xlsx file", place=place, remedy="give it that name")
    try:
        with path.open("xb") as stream:
            stream.write(template())
    except FileExistsError:
        raise UsageError(
            "this file is there already", place=place, remedy="choose another"
        ) from None
    except OSError as error:
        raise UsageError(
            f"cannot be written ({error.strerror})", place=place, remedy="choose another folder"
        ) from None
    put(f"{path}: fill in its sheets, then run agdb import publisher:id {path}")
