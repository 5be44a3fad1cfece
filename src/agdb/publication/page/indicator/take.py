"""What a reader takes along of a figure: pictures, a link with a picture, and how to cite it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.picture.files import MAIN, map_picture
from agdb.publication.picture.sheet import LANDSCAPE, SQUARE
from agdb.publication.reading.citation import citations
from agdb.publication.reading.lead import newest_sentence
from agdb.publication.reading.reading import Reading


@dataclass(frozen=True, slots=True)
class CopyText:
    """A text to copy, under a heading."""

    ident: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class TakeAlong:
    """The pictures of the main figure, the code of a link with one, and texts to cite by."""

    image: str
    pictures: tuple[Link, ...]
    texts: tuple[CopyText, ...]


def take_along(edition: Edition, reading: Reading) -> TakeAlong:
    """Return what can be taken of an indicator that has a figure."""
    say, addresses = edition.language.say, edition.addresses

    def path(form: str) -> str:
        name = f"{MAIN}-{form}.png"
        return address.picture(edition.language.code, reading.definition.id, name)

    pictures = tuple(
        Link(addresses.link(path(form.name)), say(f"take.{form.name}"))
        for form in (LANDSCAPE, SQUARE)
    )
    image = addresses.full(path(LANDSCAPE.name))
    texts = (
        CopyText("cite-plain", say("take.plain"), _plain(edition, reading)),
        CopyText("cite-apa", "APA", _apa(edition, reading)),
        CopyText("cite-bibtex", "BibTeX", _bibtex(edition, reading)),
        CopyText("embed", say("take.embed"), _embed(edition, reading, image)),
    )
    return TakeAlong(image if addresses.absolute else "", pictures, texts)


def svg_link(edition: Edition, reading: Reading, figure: str) -> str:
    """Return the link to the drawing of one figure."""
    code, ident = edition.language.code, reading.definition.id
    return edition.addresses.link(address.picture(code, ident, f"{figure}.svg"))


def map_links(edition: Edition, reading: Reading) -> dict[str, tuple[Link, ...]]:
    """Return the links to the pictures of the maps, by the figure that each map stands under."""
    code, ident, say = edition.language.code, reading.definition.id, edition.language.say

    def link(prefix: str, form: str) -> Link:
        path = address.picture(code, ident, f"{map_picture(prefix)}.{form}")
        return Link(edition.addresses.link(path), say(f"take.map.{form}"))

    return {
        f"in-{prefix.lower()}": (link(prefix, "png"), link(prefix, "svg"))
        for prefix in reading.regions()
    }


def _permanent(edition: Edition, reading: Reading) -> str:
    """The address at which this figure stays as it is in this release."""
    language, plan = edition.language.code, edition.programme.plan
    shown = "" if language == plan.languages[0] else language
    path = address.frozen_figure(edition.release.id, shown, reading.definition.id)
    return edition.addresses.full(path)


def _plain(edition: Edition, reading: Reading) -> str:
    return edition.language.say(
        "take.plain.text",
        said=str(newest_sentence(reading)),
        source="; ".join(citations(reading)),
        monitor=edition.language.words(edition.programme.plan.short),
        release=edition.release.id,
        page=_permanent(edition, reading),
    )


def _apa(edition: Edition, reading: Reading) -> str:
    """After the seventh edition: author (year). Title (version) [kind]. Publisher. Address."""
    return edition.language.say(
        "take.apa.text",
        owner=edition.language.words(edition.programme.plan.owner),
        year=str(edition.release.day.year),
        name=reading.name,
        release=edition.release.id,
        monitor=edition.language.words(edition.programme.plan.short),
        page=_permanent(edition, reading),
    )


def _bibtex(edition: Edition, reading: Reading) -> str:
    plan, words = edition.programme.plan, edition.language.words
    day, key = edition.release.day, reading.definition.id
    fields = {
        "author": f"{{{words(plan.owner)}}}",
        "title": f"{{{reading.name}}}",
        "year": str(day.year),
        "howpublished": words(plan.short),
        "version": edition.release.id,
        "note": "; ".join(citations(reading)),
        "url": _permanent(edition, reading),
    }
    lines = ",\n".join(f"  {name} = {{{_bibtex_text(text)}}}" for name, text in fields.items())
    return f"@misc{{{plan.id}-{key}-{day.isoformat()},\n{lines}\n}}"


def _bibtex_text(text: str) -> str:
    r"""Return a text in which no sign means something to TeX; braces stay.

    >>> _bibtex_text("12% & meer")
    '12\\% \\& meer'
    """
    return text.replace("%", r"\%").replace("&", r"\&").replace("#", r"\#")


def _embed(edition: Edition, reading: Reading, image: str) -> str:
    """A link with a picture: no frame, no script, and nothing that follows a reader."""
    return str(
        Markup('<a href="{}"><img src="{}" alt="{}" width="1200" height="675"></a>').format(
            edition.addresses.full(address.indicator(edition.language.code, reading.definition.id)),
            image,
            f"{reading.name}. {newest_sentence(reading)}",
        )
    )
