"""The classifications: each with its version, its codes, and the indicators that count by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.errors import ReleaseError
from agdb.programme.classification import Classification
from agdb.programme.indicator import Indicator
from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.shared.freshness import aged
from agdb.publication.reading.reading import Reading
from agdb.publication.section import LinkPlace, Section, either, list_and, named
from agdb.publication.wording.period import period_name
from agdb.statistics.age import Ageing


@dataclass(frozen=True, slots=True)
class CodeNode:
    """A code with its name and the codes under it."""

    code: str
    name: str
    children: tuple[CodeNode, ...]


@dataclass(frozen=True, slots=True)
class ClassificationEntry:
    """A classification with what is said of it; `indicators` carry their latest value aside."""

    one: Classification
    link: Link
    years: str
    indicators: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DefinitionGroup:
    """Definitions of the same thing, next to each other."""

    name: str
    shown: tuple[ClassificationEntry, ...]


def classifications_page(edition: Edition) -> tuple[str, bytes]:
    """Return the list of classifications; there must be one at least."""
    every = [_shown(edition, one) for one in edition.programme.classifications.values()]
    language = edition.language
    return edition.render(
        "classifications/classifications.html",
        address.section(language.code, "classifications"),
        title=language.say("menu.classifications"),
        description=language.say("classifications.intro", n=len(every)),
        every=every,
        together=_side_by_side(edition, every),
    )


def classification_page(edition: Edition, ident: str) -> tuple[str, bytes]:
    """Return the page of classification `ident`."""
    language, one = edition.language, edition.programme.classifications[ident]
    return edition.render(
        "classifications/classification.html",
        address.classification(language.code, ident),
        title=language.words(one.names),
        description=language.words(one.description),
        shown=_shown(edition, one),
        tree=_whole_tree(edition, one),
        beside=[
            _link(edition, other)
            for other in edition.programme.classifications.values()
            if other is not one and one.defines is not None and other.defines == one.defines
        ],
    )


def classification_links(edition: Edition, definition: Indicator) -> tuple[Link, ...]:
    """Return the classifications that an indicator counts by, with their version aside."""
    known = edition.programme.classifications
    return tuple(
        _link(edition, known[ident]) for ident in definition.classified_by if ident in known
    )


def _shown(edition: Edition, one: Classification) -> ClassificationEntry:
    readings = [some for some in edition.readings.values() if one.id in some.classified_by]
    ends = [str(year or "") for year in (one.valid_from, one.valid_to)]
    return ClassificationEntry(
        one=one,
        link=_link(edition, one),
        years="–".join(ends) if any(ends) else "",
        indicators=tuple(_indicator(edition, reading) for reading in readings),
    )


def _link(edition: Edition, one: Classification) -> Link:
    path = address.classification(edition.language.code, one.id)
    return Link(edition.addresses.link(path), edition.language.words(one.names), aside=one.version)


def _indicator(edition: Edition, reading: Reading) -> Link:
    """The latest value with its period stands aside, so that periods are never taken as equal."""
    latest = reading.headline.latest if reading.headline else None
    said = edition.language.say("card.waiting")
    if latest is not None:
        value = ", ".join(_values(reading))
        fresh = aged(edition, latest.period)
        told = [period_name(latest.period, edition.language)]
        told += [fresh.age] if fresh.ageing != Ageing.RECENT else []
        said = f"{value} ({', '.join(told)})"
    return edition.link(reading, aside=said)


def _values(reading: Reading) -> Iterator[str]:
    """The newest number of each series in front, with its name where that is a part."""
    for series in reading.headlines:
        if series.latest is not None and series.latest.number is not None:
            member = reading.names.member(reading.definition, series.member)
            value = reading.quantity.full(series.latest.number)
            yield f"{member} {value}" if member else value


def _side_by_side(
    edition: Edition, every: list[ClassificationEntry]
) -> tuple[DefinitionGroup, ...]:
    found: dict[str, list[ClassificationEntry]] = {}
    for shown in every:
        if shown.one.defines is not None:
            found.setdefault(edition.language.words(shown.one.defines), []).append(shown)
    return tuple(
        DefinitionGroup(name, tuple(some)) for name, some in sorted(found.items()) if len(some) > 1
    )


def _whole_tree(edition: Edition, one: Classification) -> tuple[CodeNode, ...]:
    tree = _tree(edition, one, parent=None)
    if _size(tree) < len(one.members):
        raise ReleaseError(
            f"classification {one.id!r} has codes that are each other's parent",
            remedy="give one of them no parent, or another",
        )
    return tree


def _size(nodes: tuple[CodeNode, ...]) -> int:
    return sum(1 + _size(node.children) for node in nodes)


def _tree(edition: Edition, one: Classification, *, parent: str | None) -> tuple[CodeNode, ...]:
    codes = {member.id for member in one.members}
    return tuple(
        CodeNode(
            member.id,
            edition.language.words(member.names),
            _tree(edition, one, parent=member.id),
        )
        for member in one.members
        if (member.parent if member.parent in codes else None) == parent
    )


SECTION = Section(
    name="classifications",
    keys=list_and(lambda edition: tuple(edition.programme.classifications)),
    render=either(classifications_page, classification_page),
    place=LinkPlace.FOOTER,
    label=named("menu.classifications"),
)
