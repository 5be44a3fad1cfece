"""Overlap and cooperation: what the register can say of it, with a table behind every picture.

No traffic light: several organisations in one field may be fitting (GAO-15-49SP).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from agdb.publication import address
from agdb.publication.chart.canvas import Caption
from agdb.publication.chart.network import Node, network
from agdb.publication.edition import Edition, Link
from agdb.publication.page.fragmentation.measures import (
    ActorNetwork,
    actor_network,
    concentrations,
    coverages,
    seat_network,
)
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.section import LinkPlace, Section, named, one_if, single
from agdb.register.code import CodeList
from agdb.register.fragmentation.chance import LEAST_THINGS, LEAST_TIES
from agdb.register.fragmentation.overlap import pairs
from agdb.register.initiative import UMBRELLAS
from agdb.statistics.number import fixed, rounded

NAME = "fragmentation"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A target group with the number of initiatives in each pillar."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two initiatives that share a cell, and who could see to it that they fit."""

    first: Link
    second: Link
    kind: str
    shared: int
    overlap: str
    together: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class NetworkMeasure:
    """A measure of the network, beside what chance gives where that was tested."""

    name: str
    value: str
    chance: str
    probability: str


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An organisation with the number of things that it takes part in."""

    link: Link
    ties: int
    bridge: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """The network as a picture and as measures; `size` says why it was not tested, if so."""

    ident: str
    name: str
    note: str
    drawing: Markup
    measures: tuple[NetworkMeasure, ...]
    actors: tuple[ActorRow, ...]
    summary: str
    size: str
    bound: str


def fragmentation_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page."""
    said, language = RegisterWording(edition), edition.language
    say = language.say
    return edition.render(
        "fragmentation/fragmentation.html",
        address.section(language.code, NAME),
        title=say("fragmentation.title"),
        description=say("fragmentation.intro"),
        pillars=[language.words(one.names) for one in edition.programme.plan.pillars],
        matrix=tuple(_matrix(said)),
        left_out=_left_out(said),
        coverages=tuple(_coverages(said)),
        pairs=tuple(_pairs(said)),
        concentrations=tuple(_concentrations(said)),
        networks=tuple(_networks(said)),
    )


def _matrix(said: RegisterWording) -> Iterator[MatrixRow]:
    pillars = said.edition.programme.pillar_ids
    some = [one for one in said.register.initiatives.values() if one.level not in UMBRELLAS]
    for ident, code in said.register.codes.items():
        if code.list is CodeList.TARGET_GROUPS:
            counts = tuple(
                sum(pillar in one.pillars and ident in one.target_groups for one in some)
                for pillar in pillars
            )
            yield MatrixRow(said.words(code.names), counts)


def _left_out(said: RegisterWording) -> str:
    """How many initiatives are in no cell, because their group or place is not known."""
    some = said.register.initiatives.values()
    umbrellas = sum(one.level in UMBRELLAS for one in some)
    without = sum(one.level not in UMBRELLAS and not one.target_groups for one in some)
    return said.edition.language.say(
        "fragmentation.left-out", umbrellas=umbrellas, without=without, all=len(some)
    )


def _coverages(said: RegisterWording) -> Iterator[tuple[str, str, str, str, str]]:
    language, programme = said.edition.language, said.edition.programme
    for one in coverages(said.register, programme):
        key = f"{'with' if one.umbrellas else 'without'}-{'national' if one.national else 'region'}"
        found = one.found
        share = f"{fixed(100 * found.share, decimals=0)}%"
        yield (
            language.say(f"fragmentation.coverage.{key}"),
            share,
            language.figure(len(found.cells), decimals=0),
            language.figure(len(found.empty), decimals=0),
            language.figure(len(found.double), decimals=0),
        )


def _pairs(said: RegisterWording) -> Iterator[PairRow]:
    for pair in pairs(said.register.initiatives.values()):
        kind = "duplication" if pair.duplication else "overlap"
        yield PairRow(
            said.initiative(pair.first),
            said.initiative(pair.second),
            said.edition.language.say(f"fragmentation.pair.{kind}"),
            pair.shared,
            f"{fixed(100 * pair.overlap, decimals=0)}%",
            tuple(said.organisation(name) for name in pair.together),
        )


def _concentrations(said: RegisterWording) -> Iterator[tuple[str, str, int, str]]:
    for row, number, found in concentrations(said.register):
        effective = said.edition.language.figure(
            rounded(found.effective_number, decimals=1), decimals=1
        )
        yield said.code("money.kind", row.kind), said.moment(row.as_of), number, effective


def _networks(said: RegisterWording) -> Iterator[Drawn]:
    """Who takes part in which initiative, and who sits in which body."""
    for key, found, thing in (
        ("network", actor_network(said.register), said.initiative),
        ("seats", seat_network(said.register), said.body),
    ):
        if found is not None:
            yield _drawn(key, found, thing, said)


def _drawn(
    key: str, found: ActorNetwork, thing_of: Callable[[str], Link], said: RegisterWording
) -> Drawn:
    say, of = said.edition.language.say, found.network
    ties = [
        (of.actors[row], of.things[column])
        for row, column in zip(of.rows.tolist(), of.columns.tolist(), strict=True)
    ]
    degree = Counter(actor for actor, _ in ties)
    shown = [(actor, thing) for actor, thing in ties if degree[actor] > 1]
    actors = [_node(said.organisation(name), name) for name in dict.fromkeys(a for a, _ in shown)]
    things = [_node(thing_of(name), name) for name in dict.fromkeys(t for _, t in shown)]
    caption = Caption(
        f"picture-{key}", say(f"fragmentation.{key}"), say(f"fragmentation.{key}.describe")
    )
    rows = sorted(degree, key=lambda name: (-degree[name], name))
    low, high = (f"{fixed(100 * share, decimals=0)}%" for share in found.largest)
    return Drawn(
        ident=key,
        name=say(f"fragmentation.{key}"),
        note=say(f"fragmentation.{key}.shown", n=len(actors)),
        drawing=network(caption, actors, things, shown),
        measures=tuple(_measures(found, said)),
        actors=tuple(
            ActorRow(said.organisation(name), degree[name], name in found.bridges) for name in rows
        ),
        summary=say(
            f"fragmentation.{key}.summary",
            actors=len(of.actors),
            things=len(of.things),
            ties=of.ties,
            parts=found.parts,
            single=found.with_one_tie,
        ),
        size=say(f"fragmentation.size.{found.size}", ties=LEAST_TIES, things=LEAST_THINGS),
        bound=say(f"fragmentation.{key}.bound", without=found.without_partner, low=low, high=high),
    )


def _node(link: Link, ident: str) -> Node:
    return Node(ident, link.text, link.href)


def _measures(found: ActorNetwork, said: RegisterWording) -> Iterator[NetworkMeasure]:
    say, figure = said.edition.language.say, said.edition.language.figure
    for name, value in found.observed.items():
        tested = found.tested.get(name)
        decimals = 0 if name in {"four-cycles", "bridges"} else 2
        yield NetworkMeasure(
            say(f"fragmentation.measure.{name}"),
            figure(rounded(value, decimals=decimals), decimals=decimals),
            "" if tested is None else figure(rounded(tested.mean, decimals=2), decimals=2),
            "" if tested is None else figure(rounded(tested.probability, decimals=3), decimals=3),
        )


SECTION = Section(
    name=NAME,
    keys=one_if(lambda edition: bool(edition.release.register.initiatives)),
    render=single(fragmentation_page),
    place=LinkPlace.FOOTER,
    label=named("fragmentation.title"),
)
