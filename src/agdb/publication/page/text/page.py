"""The pages that the programme writes itself: about, methods, accessibility and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from agdb.errors import ReleaseError
from agdb.programme.comparison import marked
from agdb.programme.markdown import text_reader
from agdb.programme.programme import Programme
from agdb.programme.text_slots import TextSlot, filled
from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.page.text.comparison import SideBySide, side_by_side
from agdb.publication.page.text.terms import with_anchors
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point
from agdb.publication.section import LinkLabel, LinkPlace, Section, one_if
from agdb.statistics.period import Period

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class TextPart:
    """A stretch of a text, and the comparison that comes after it, if one does."""

    body: Markup
    comparison: SideBySide | None


def check_texts(programme: Programme, *, taken: frozenset[str]) -> None:
    """Raise `ReleaseError` if a text lacks a language, or its name cannot be an address.

    `taken` are the names of the other pages.
    """
    codes = programme.plan.languages
    names = {name for code in codes for name in programme.texts.get(code, {})}
    for name in sorted(names):
        if _NAME.fullmatch(name) is None or name in taken:
            raise ReleaseError(
                f"a text cannot be called {name!r}",
                remedy="use small letters, digits and dashes, and no name that a page has already",
            )
        for code in codes:
            if name not in programme.texts.get(code, {}):
                raise ReleaseError(
                    f"text {name!r} is not there in language {code!r}",
                    remedy="write it, or take it out of the other languages",
                )


def text_page(edition: Edition, name: str) -> tuple[str, bytes]:
    """Return the page of the text `name` of the programme."""
    markdown = edition.programme.texts[edition.language.code][name]
    title = heading(markdown, name)
    return edition.render(
        "text/text.html",
        address.section(edition.language.code, name),
        title=title,
        description=f"{title}. {edition.language.words(edition.programme.plan.names)}",
        parts=tuple(_parts(edition, markdown, title)),
    )


def heading(markdown: str, name: str) -> str:
    """Return the first heading of a text, or its name if it has none.

    >>> heading("# About this monitor\\n\\nText.", "about")
    'About this monitor'
    """
    for line in markdown.splitlines():
        if line.startswith("# "):
            return line[2:].strip()
    return name


def _parts(edition: Edition, markdown: str, title: str) -> Iterator[TextPart]:
    """Cut a text where it asks for a comparison, and put that there."""
    lines: list[str] = []
    for line in markdown.splitlines():
        name = marked(line)
        if name is None:
            lines.append(filled(line, lambda slot: number_for(edition, slot)))
            continue
        shown = side_by_side(edition, edition.programme.comparisons[name])
        yield TextPart(rendered("\n".join(lines), title=title), shown)
        lines = []
    yield TextPart(rendered("\n".join(lines), title=title), None)


def rendered(markdown: str, *, title: str) -> Markup:
    """Return `markdown` as markup without its first heading; HTML in it is shown and not obeyed.

    A table can be scrolled sideways, in a region that is named after `title`.

    >>> str(rendered("# Title\\n\\nA <b>text</b>.", title="Title"))
    '<p>A &lt;b&gt;text&lt;/b&gt;.</p>\\n'
    """
    lines = markdown.splitlines()
    first = next((nth for nth, line in enumerate(lines) if line.startswith("# ")), None)
    kept = [line for nth, line in enumerate(lines) if nth != first]
    body = Markup(text_reader().render("\n".join(kept)))  # noqa: S704 - html is off, all text is escaped
    count = 0
    while "<table>" in body:
        count += 1
        name = title if count == 1 else f"{title} ({count})"
        body = body.replace("<table>", _OPEN.format(name=name), 1)
    return with_anchors(body.replace("</table>", _CLOSE))


_OPEN = Markup(
    '<div class="scroll" role="region" tabindex="0" aria-label="{name}"><table class="text">'
)
_CLOSE = Markup("</table></div>")


def text_section(name: str) -> Section:
    """Return the section of the text `name`, linked at the foot where its language has it."""

    def label(edition: Edition, _: str) -> LinkLabel:
        return LinkLabel(heading(edition.programme.texts[edition.language.code][name], name))

    return Section(
        name=name,
        keys=one_if(lambda edition: name in edition.programme.texts.get(edition.language.code, {})),
        render=lambda edition, _: text_page(edition, name),
        place=LinkPlace.FOOTER,
        label=label,
    )


def number_for(edition: Edition, slot: TextSlot) -> str:
    """Return what stands in a slot; a figure that this release has not is said to be unknown."""
    if slot.kind == "value":
        return _figure(edition, slot)
    if slot.kind == "columns":
        return _count(edition, len(edition.programme.comparisons[slot.name].columns))
    return _count(edition, how_many(edition, slot.name))


def how_many(edition: Edition, name: str) -> int:
    """Return how many of something the monitor has, for every page that says so."""
    programme, counts = edition.programme, edition.counts
    return {
        "indicators": counts.indicators,
        "indicators-with-figures": counts.with_figures,
        "indicators-waiting": counts.indicators - counts.with_figures,
        "initiatives": len(edition.release.register.initiatives),
        "sources": len(programme.sources),
        "targets": len(programme.targets),
    }[name]


def _count(edition: Edition, number: int) -> str:
    return edition.language.figure(number, decimals=0)


def _figure(edition: Edition, slot: TextSlot) -> str:
    reading = edition.readings.get(slot.name)
    point = None if reading is None else _point(reading, slot)
    if reading is None or point is None or point.number is None:
        return edition.language.say("sentence.unknown")
    quantity = reading.quantity
    if not quantity.counted:
        return quantity.short(point.number)
    ones = point.number.scaleb(quantity.unit.scale)
    decimals = max(0, quantity.decimals - quantity.unit.scale)
    return edition.language.figure(ones, decimals=decimals)


def _point(reading: Reading, slot: TextSlot) -> Point | None:
    head, period = reading.headline, Period.parse(slot.period)
    if head is None:
        return None
    member = tuple((name, slot.members.get(name, code)) for name, code in head.member)
    found = (
        series.at(period)
        for series in reading.series
        if (series.region, series.member) == (head.region, member)
    )
    return next((point for point in found if point is not None), None)
