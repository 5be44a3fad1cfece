"""A chart on a sheet of its own: title, sentence, drawing, source and address, as one SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from agdb.publication.chart.canvas import Draw, Size, element
from agdb.publication.chart.lettering import wrap
from agdb.publication.picture.style import chart_style, colour

_LEADING: Final = 1.22


@dataclass(frozen=True, slots=True)
class PictureSheet:
    """The words on a sheet; each may be empty."""

    title: str
    said: str
    about: str
    source: str
    where: str


@dataclass(frozen=True, slots=True)
class PictureFormat:
    """A size of sheet in pixels, and the size in which its chart is drawn before it is enlarged.

    A sheet without `height` is as high as its chart asks for. `pixels` is the width of its PNG.
    """

    name: str
    width: int
    height: int | None
    title: int
    text: int
    chart: Size
    pixels: int = 1200

    @property
    def margin(self) -> int:
        """White on all sides."""
        return 48


_WIDE: Final = Size("wide", width=720, height=300, font=15, end_labels=180, names=250)
_SQUARE: Final = Size("wide", width=500, height=400, font=15, end_labels=120, names=190)
LANDSCAPE: Final = PictureFormat("16x9", 1200, 675, 38, 24, _WIDE)
SQUARE: Final = PictureFormat("square", 1080, 1080, 44, 30, _SQUARE, pixels=900)
LOOSE: Final = PictureFormat("sheet", 1200, None, 38, 24, _WIDE)


def drawn(sheet: PictureSheet, form: PictureFormat, draw: Draw | None) -> str:
    """Return the sheet as SVG; without a drawing its sentence is large."""
    inside = form.width - 2 * form.margin
    head, top = _lines(sheet.title, form.margin, form.title, inside, "title", lines=2)
    size = form.text if draw is not None else round(form.title * 1.35)
    said, top = _lines(sheet.said, top + 8, size, inside, "said", lines=2 if draw else 6)
    about, top = _lines(sheet.about, top + 4, form.text - 4, inside, "soft", lines=1)
    foot, low = _foot(sheet, form, inside)
    texts = [*head, *said, *about]
    height = form.height
    if draw is not None:
        room = None if height is None else height - top - low - 16
        chart, taken = _chart(draw, form, top + 12, inside, room)
        texts.append(chart)
        height = height or round(top + 12 + taken + 16 + low)
    height = height or round(top + low + 16)
    ground = element("rect", width=form.width, height=height, fill=colour("surface"))
    rule = element("rect", width=form.width, height=8, fill=colour("accent"))
    style = Markup("<style>{}</style>").format(_style(Markup("").join(texts)))
    made = element(
        "svg",
        element("title", sheet.title),
        element("desc", f"{sheet.said} {sheet.about}"),
        style,
        ground,
        rule,
        *texts,
        element("g", *foot, transform=f"translate(0 {height - low})"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {form.width} {height}",
        width=form.width,
        height=height,
        role="img",
    )
    return str(made)


def _style(shown: str) -> Markup:
    ink, soft = colour("ink"), colour("ink-soft")
    own = (
        f"text {{font-family: 'Source Sans 3', 'Segoe UI', sans-serif; fill: {ink};}}\n"
        f".title {{font-weight: 700;}}\n.soft {{fill: {soft};}}\n"
    )
    return Markup(own + chart_style(shown))  # noqa: S704 - our own stylesheet


def _lines(
    text: str, top: float, size: int, room: float, kind: str, *, lines: int
) -> tuple[list[Markup], float]:
    """The text in lines below `top`, and where it ends; nothing for no text."""
    if not text:
        return [], top
    left = 48
    found = [
        element(
            "text",
            line,
            class_=kind,
            x=left,
            y=top + size + nth * size * _LEADING,
            font_size=size,
        )
        for nth, line in enumerate(wrap(text, room=room, size=size, lines=lines))
    ]
    return found, top + len(found) * size * _LEADING


def _foot(sheet: PictureSheet, form: PictureFormat, room: float) -> tuple[list[Markup], float]:
    """Source and address, and the height that they take with the margin below them."""
    small = form.text - 6
    source, top = _lines(sheet.source, 0, small, room, "soft", lines=2)
    where, top = _lines(sheet.where, top, small, room, "soft", lines=1)
    return [*source, *where], top + form.margin - 16


def _chart(
    draw: Draw, form: PictureFormat, top: float, inside: float, room: float | None
) -> tuple[Markup, float]:
    """The chart enlarged to the sheet, never over its edge, and the height that it takes."""
    size, scale = form.chart, inside / form.chart.width
    if room is not None:
        fitting = max(200, round(room / scale))
        size = Size(size.name, size.width, fitting, size.font, size.end_labels, size.names)
    elements, height = draw(size)
    if room is not None and height > size.height:  # rows of names above it
        less = max(160, round(2 * size.height - height))
        size = Size(size.name, size.width, less, size.font, size.end_labels, size.names)
        elements, height = draw(size)
    if room is not None:
        scale = min(scale, room / height)
    made = element(
        "svg",
        *elements,
        overflow="visible",  # what is cut out is drawn apart and laid over: a quarter of the time
        class_="chart wide",
        x=form.margin,
        y=top,
        width=size.width * scale,
        height=height * scale,
        viewBox=f"0 0 {size.width} {round(height)}",
    )
    return made, height * scale
