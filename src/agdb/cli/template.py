"""`agdb template`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from agdb.cli.context import programme
from agdb.cli.options import Json
from agdb.cli.output import put, put_json
from agdb.cli.settings import current
from agdb.errors import Place, UsageError
from agdb.programme.programme import Programme
from agdb.publication.wording.language import languages
from agdb.sources.delivery.template import template as workbook


def delivery_workbook(plan: Programme) -> bytes:
    """Return the empty workbook of a delivery, with help in the languages of the programme."""
    spoken = languages(plan.plan.languages)
    return workbook(tuple(one.say for one in spoken.values()))


def template(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The .xlsx file to write.")],
    *,
    as_json: Json = False,
) -> None:
    """Write the empty workbook of a delivery to `path`; a file that is there is never replaced."""
    place = Place(str(path))
    content = delivery_workbook(programme(current()))
    if path.suffix.lower() != ".xlsx":
        raise UsageError("the template is an .xlsx file", place=place, remedy="give it that name")
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        raise UsageError(
            "this file is there already", place=place, remedy="choose another"
        ) from None
    except OSError as error:
        raise UsageError(
            f"cannot be written ({error.strerror})", place=place, remedy="choose another folder"
        ) from None
    if as_json:
        put_json({"file": str(path)})
        return
    put(f"{path}: fill in its sheets, then run agdb import publisher:id {path}")
