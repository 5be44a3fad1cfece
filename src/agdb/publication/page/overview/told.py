"""One answer of the first page, as its template draws it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from agdb.publication.edition import Link


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A row of a small picture: a name, its drawing, and its number in words."""

    name: str
    drawing: Markup
    text: str


@dataclass(frozen=True, slots=True)
class PillarLine:
    """A pillar in one sentence; `course` says in words what the sign shows."""

    sign: Markup
    link: Link
    said: str
    course: str


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: a heading that is a whole sentence and leads to its reason, a picture, a foot.

    The picture is a drawing, rows, or a line for each pillar.
    """

    ident: str
    heading: str
    href: str
    drawing: str | Markup = ""
    key: tuple[tuple[str, str], ...] = ()
    rows: tuple[PictureRow, ...] = ()
    pillars: tuple[PillarLine, ...] = ()
    foot: tuple[str, ...] = ()
    also: Link | None = None
