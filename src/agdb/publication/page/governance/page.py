"""Governance: which bodies there are and in what state, what they decided, who is to do what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.registered.actions import action_rows, decision_rows
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.section import LinkPlace, Section, named, one_if, single
from agdb.register.meeting import Meeting
from agdb.register.party import Body, Relation
from agdb.register.states import BodyStatus

NAME = "governance"
_SHAPES = {BodyStatus.BEING_SET_UP: "none", BodyStatus.ACTIVE: "full", BodyStatus.ENDED: "half"}


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with its state as a shape and a word, since when, and how many members are known."""

    link: Link
    kind: str
    level: str
    state: str
    shape: str
    since: str
    members: str


@dataclass(frozen=True, slots=True)
class OfRelation:
    """The bodies that have one relation to the plan."""

    ident: str
    name: str
    rows: tuple[BodyRow, ...]


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting: when, where, in what state, and the titles of its agenda."""

    ident: str
    body: Link
    when: str
    where: str
    state: str
    items: tuple[tuple[str, str], ...]


def governance_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page of all bodies, decisions and actions."""
    said, language = RegisterWording(edition), edition.language
    register, day = said.register, edition.release.day
    return edition.render(
        "governance/governance.html",
        address.section(language.code, NAME),
        title=language.say("governance.title"),
        description=language.say("governance.intro"),
        groups=tuple(_groups(said)),
        meetings=meeting_rows(register.meetings.values(), said),
        decisions=decision_rows(register.decisions.values(), said),
        actions=action_rows(register.actions.values(), said, day=day),
        calendar=edition.addresses.link(address.meetings(language.code)),
    )


def _groups(said: RegisterWording) -> Iterator[OfRelation]:
    for relation in Relation:
        some = [one for one in said.register.bodies.values() if one.relation is relation]
        if some:
            rows = tuple(body_row(one, said) for one in some)
            yield OfRelation(relation.value, said.code("relation", relation), rows)


def body_row(one: Body, said: RegisterWording) -> BodyRow:
    """Return a body as a row: its state as a shape and a word, and how much is known of it."""
    say, members = said.edition.language.say, said.edition.links.members.get(one.id, ())
    step = None if one.history == "unknown" else one.history[-1]
    since = ""
    if step is not None:
        key = "governance.since.already" if step.already else "governance.since"
        since = say(key, moment=said.moment(step.since))
    known = say("governance.members", n=len(members)) if one.members_known else ""
    return BodyRow(
        link=said.body(one.id),
        kind=said.code("body-kind", one.kind),
        level=said.code("body-level", one.level),
        state=said.code("body-status", one.status),
        shape="unknown" if one.status is None else _SHAPES[one.status],
        since=since,
        members=known,
    )


def meeting_rows(some: Iterable[Meeting], said: RegisterWording) -> tuple[MeetingRow, ...]:
    """Return meetings, newest first."""
    found = sorted(some, key=lambda one: one.start, reverse=True)
    return tuple(_meeting(one, said) for one in found)


def _meeting(one: Meeting, said: RegisterWording) -> MeetingRow:
    say = said.edition.language.say
    start, end = one.start, one.end
    when = say(
        "governance.when",
        day=said.edition.language.date(start.date()),
        start=f"{start:%H:%M}",
        end=f"{end:%H:%M}",
    )
    online = say("governance.online") if one.online else ""
    return MeetingRow(
        ident=one.id,
        body=said.body(one.body),
        when=when,
        where="; ".join(filter(None, (said.words(one.place), online))),
        state=said.code("meeting", one.state),
        items=tuple(
            (f"{item.number}. {said.words(item.title)}", said.code("item", item.state))
            for item in one.items
        ),
    )


def _any(edition: Edition) -> bool:
    register = edition.release.register
    return bool(register.bodies or register.meetings or register.decisions or register.actions)


SECTION = Section(
    name=NAME,
    keys=one_if(_any),
    render=single(governance_page),
    place=LinkPlace.FOOTER,
    label=named("governance.title"),
)
