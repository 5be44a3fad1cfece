"""A release as it was on its day: a page that stands on its own, and never changes afterwards.

It uses no file of the site around it and knows no address of it, so that neither a new style nor
another host touches it. Of a release that was withdrawn the same address says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Final

from agdb.publication import address
from agdb.publication.edition import POLICY, Edition, environment
from agdb.publication.reading.reading import Reading
from agdb.publication.section import Rendered
from agdb.publication.wording.language import Language
from agdb.publication.wording.period import period_name
from agdb.results.publication import PublicationStep

_BESIDE: Final = ("frozen.css", "icon.svg")
"""What lies beside each page, as the package has it."""


@dataclass(frozen=True, slots=True)
class FrozenFigure:
    """The newest figure of an indicator as it was; `figure` is empty where there was none.

    `chart` is its drawing beside the page, empty where there is none.
    """

    ident: str
    name: str
    period: str
    figure: str
    chart: str


@dataclass(frozen=True, slots=True)
class FrozenPillar:
    """The indicators of a pillar, in the order of the catalogue."""

    name: str
    figures: tuple[FrozenFigure, ...]


def frozen_pages(
    editions: tuple[Edition, ...], data: bytes, charts: Mapping[str, bytes]
) -> Iterator[Rendered]:
    """Yield the page of the release in every language, its style, and `data`: a zip, or nothing.

    Beside the page are those of `charts`, by their path on the site, that are of an indicator.
    """
    root = address.frozen(editions[0].release.id)
    for place, edition in enumerate(editions):
        page = _file(root, place, edition.language)
        beside = dict(_charts(edition, charts))
        yield page, _frozen(edition, editions, data, beside, up=bool(place))
        for name, drawing in beside.items():
            yield f"{page.removesuffix('index.html')}{name}", drawing
    yield from _files_beside(root)
    if data:
        yield f"{root}{address.WHOLE}", data


def _charts(edition: Edition, charts: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for ident in edition.readings:
        drawing = charts.get(address.main_chart(edition.language.code, ident))
        if drawing is not None:
            yield f"{ident}.svg", drawing


def withdrawn_pages(editions: tuple[Edition, ...]) -> Iterator[Rendered]:
    """Yield the page at the address of every release that was withdrawn, in every language."""
    provenance = editions[0].provenance
    for one in provenance.published() if provenance is not None else ():
        if one.withdrawn is None:
            continue
        root = address.frozen(one.release)
        for place, edition in enumerate(editions):
            page = _withdrawn(edition, editions, one.withdrawn, up=bool(place))
            yield _file(root, place, edition.language), page
        yield from _files_beside(root)


def _file(root: str, place: int, language: Language) -> str:
    """The first language stands at the address itself, the others below it."""
    return f"{root}{f'{language.code}/' if place else ''}index.html"


def _frozen(
    edition: Edition,
    editions: tuple[Edition, ...],
    data: bytes,
    charts: Mapping[str, bytes],
    *,
    up: bool,
) -> bytes:
    language, release = edition.language, edition.release
    pillars = tuple(
        FrozenPillar(
            language.words(pillar.names),
            tuple(
                _figure(reading, charts)
                for reading in edition.readings.values()
                if reading.definition.pillar == pillar.id
            ),
        )
        for pillar in edition.programme.plan.pillars
    )
    return _render(
        "releases/frozen.html",
        edition,
        editions,
        up=up,
        title=language.say("frozen.title", day=language.date(release.day)),
        description=language.say("frozen.text"),
        pillars=[one for one in pillars if one.figures],
        records=[
            (language.say(f"changes.kind.{kind}"), len(some))
            for kind, some in release.register.kinds()
            if some and kind in {"initiatives", "results", "commitments", "motions", "decisions"}
        ],
        release=release,
        data=address.WHOLE if data else "",
        citation=language.say(
            "frozen.citation",
            owner=language.words(edition.programme.plan.owner),
            name=language.words(edition.programme.plan.names),
            release=release.id,
            day=language.date(release.day),
        ),
    )


def _figure(reading: Reading, charts: Mapping[str, bytes]) -> FrozenFigure:
    head, ident = reading.headline, reading.definition.id
    latest = None if head is None else head.latest
    period = figure = ""
    if latest is not None and latest.number is not None:
        period = period_name(latest.period, reading.language)
        figure = reading.quantity.full(latest.number)
    chart = f"{ident}.svg" if f"{ident}.svg" in charts else ""
    return FrozenFigure(ident, reading.name, period, figure, chart)


def _withdrawn(
    edition: Edition, editions: tuple[Edition, ...], step: PublicationStep, *, up: bool
) -> bytes:
    language = edition.language
    return _render(
        "releases/withdrawn.html",
        edition,
        editions,
        up=up,
        title=language.say("frozen.withdrawn"),
        description=language.say("frozen.withdrawn.text", day=language.date(step.at.date())),
        reason=step.reason,
        release_id=step.release,
    )


def _render(
    template: str, edition: Edition, editions: tuple[Edition, ...], *, up: bool, **context: object
) -> bytes:
    """A page whose links are relative: `up` tells that it stands one folder below the first."""
    to_root = "../../../" if up else "../../"
    first = editions[0].language.code
    others = [
        (other.language.code, other.language.autonym, _beside(other.language.code, first, up=up))
        for other in editions
        if other.language.code != edition.language.code
    ]
    made = environment().get_template(template).render(
        context
        | {
            "language": edition.language,
            "say": edition.language.say,
            "plan": edition.programme.plan,
            "words": edition.language.words,
            "policy": POLICY,
            "here": "../" if up else "",
            "site": f"{to_root}{edition.language.code}/",
            "others": others,
        }
    )  # fmt: skip
    return made.encode()


def _beside(code: str, first: str, *, up: bool) -> str:
    """The way from a page to the same one in another language."""
    if code == first:
        return "../"
    return f"../{code}/" if up else f"{code}/"


def _files_beside(root: str) -> Iterator[Rendered]:
    static = resources.files("agdb.publication").joinpath("static")
    for name in _BESIDE:
        yield f"{root}{name}", static.joinpath(name).read_bytes()
