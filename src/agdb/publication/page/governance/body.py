"""The page of one body: its state, members, meetings, decisions and actions."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.governance.page import NAME, body_row, meeting_rows
from agdb.publication.page.registered.actions import action_rows, decision_rows
from agdb.publication.page.registered.events import events
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.section import Section
from agdb.register.party import MemberRole


def body_page(edition: Edition, ident: str) -> tuple[str, bytes]:
    """Return the page of the body `ident`."""
    said, language, links = RegisterWording(edition), edition.language, edition.links
    one = said.register.bodies[ident]
    meetings = links.meetings.get(ident, ())
    decisions = [row for meeting in meetings for row in links.decisions.get(meeting.id, ())]
    actions = [row for decision in decisions for row in links.actions.get(decision.id, ())]
    day = edition.release.day
    return edition.render(
        "governance/body.html",
        address.body(language.code, ident),
        title=language.words(one.names),
        description=f"{said.code('body-kind', one.kind)}, {said.code('body-level', one.level)}",
        all=said.section(NAME),
        row=body_row(one, said),
        relation=said.code("relation", one.relation),
        mandate=said.words(one.mandate),
        initiative=next(iter(said.initiatives([one.initiative or ""])), None),
        whole=said.body(one.part_of) if one.part_of else None,
        parts=[said.body(part.id) for part in links.below.get(ident, ())],
        members_known=one.members_known,
        members=tuple(_members(ident, said)),
        meetings=meeting_rows(meetings, said),
        decisions=decision_rows(decisions, said),
        actions=action_rows(actions, said, day=day),
        events=events([one], said),
        sources=said.sources(one),
        as_of=said.moment(one.as_of),
        recorded=said.moment(one.recorded),
        remark=said.words(one.remark),
    )


def _members(ident: str, said: RegisterWording) -> Iterator[tuple[Link, str]]:
    order = list(MemberRole)
    seats = said.edition.links.members.get(ident, ())
    for seat in sorted(seats, key=lambda one: order.index(one.role)):
        role = said.code("member-role", seat.role)
        post = said.words(seat.post)
        behalf = said.organisation(seat.on_behalf_of).text if seat.on_behalf_of else ""
        aside = [role, post]
        if behalf:
            aside.append(said.edition.language.say("governance.on-behalf", name=behalf))
        yield said.organisation(seat.organisation), "; ".join(filter(None, aside))


SECTION = Section(
    name="body",
    keys=lambda edition: tuple(edition.release.register.bodies),
    render=body_page,
)
