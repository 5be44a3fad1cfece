"""The page of one initiative: the answer first, then money, results, goals and all its links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.initiative.goals import goals, measured_by
from agdb.publication.page.initiative.theory import levers, theory
from agdb.publication.page.region.links import region_link
from agdb.publication.page.registered.amounts import (
    Added,
    added,
    amount,
    firmest_in_words,
    in_words,
)
from agdb.publication.page.registered.events import events
from agdb.publication.page.registered.known import known_of
from agdb.publication.page.registered.money_flow import money_flow
from agdb.publication.page.registered.promises import motion, promises
from agdb.publication.page.registered.results import result_rows
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.section import Section
from agdb.publication.wording.amount import euros
from agdb.publication.wording.language import raised
from agdb.register.entry import Entry
from agdb.register.initiative import Initiative, PartnerRole
from agdb.register.money import MoneyKind, MoneyUnit, add_up
from agdb.register.party import Body, OrganisationKind
from agdb.register.result import Result, ResultKind


@dataclass(frozen=True, slots=True)
class InRole:
    """The organisations in one role."""

    role: str
    organisations: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """Whether a kind of party takes part, as far as the register tells."""

    name: str
    there: bool


def initiative_page(edition: Edition, ident: str) -> tuple[str, bytes]:
    """Return the page of the initiative `ident`."""
    language, said = edition.language, RegisterWording(edition)
    one, links = said.register.initiatives[ident], edition.links
    money, results = links.money.get(ident, ()), links.results.get(ident, ())
    name = language.words(one.names)
    pillars = {p.id: (n, p) for n, p in enumerate(edition.programme.plan.pillars, start=1)}
    return edition.render(
        "initiative/initiative.html",
        address.initiative(language.code, ident),
        title=name,
        description=said.words(one.summary) or name,
        one=one,
        eyebrow=" · ".join((said.code("relation", one.relation), said.code("level", one.level))),
        status=said.code("status", one.status),
        period=said.period(one.period),
        pillars=[
            Link(
                edition.addresses.link(address.pillar(language.code, pillars[p][0])),
                language.words(pillars[p][1].names),
            )
            for p in one.pillars
        ],
        all=said.section("initiatives"),
        firm=firmest_in_words(money, said),
        money_answer=_money_answer(one, said),
        result_answer=_result_answer(results, said),
        known=known_of(one, said),
        boxes=theory(one, said),
        flow=money_flow(money, said, ident="flow", title=language.say("money.flow", name=name)),
        money=[amount(row, said) for row in money],
        refused=_refused(one, said),
        results=result_rows(results, said),
        goals=goals(one, said),
        parent=next(iter(said.initiatives([one.parent or ""])), None),
        parts=said.initiatives(part.id for part in links.parts.get(ident, ())),
        bodies=[_body(body, said) for body in links.bodies.get(ident, ())],
        roles=tuple(_roles(one, said)),
        parties=_parties(one, said),
        indicators=measured_by(one, said),
        targets=said.targets(one.targets),
        levers=levers(one, said),
        regions=[region_link(edition, at.code) for at in one.regions],
        area=said.words(one.area),
        documents=[said.document(d.id) for d in links.documents.get(("initiatives", ident), ())],
        promises=promises(
            (
                said.register.commitments[name]
                for name in links.beside("initiatives", ident, wanted="commitments")
            ),
            said,
            day=edition.release.day,
        ),
        motions=[
            motion(said.register.motions[name], said)
            for name in links.beside("initiatives", ident, wanted="motions")
        ],
        events=events(_dated(one, said), said),
        sources=said.sources(one),
        as_of=said.moment(one.as_of),
        recorded=said.moment(one.recorded),
        remark=said.words(one.remark),
    )


def _dated(one: Initiative, said: RegisterWording) -> Iterator[Entry]:
    links = said.edition.links
    yield from links.money.get(one.id, ())
    yield from links.results.get(one.id, ())
    yield from links.documents.get(("initiatives", one.id), ())
    for name in links.beside("initiatives", one.id, wanted="commitments"):
        yield said.register.commitments[name]


def _money_answer(one: Initiative, said: RegisterWording) -> str:
    """What became of the money: the firmest amount, and beside it what was quoted as if it were."""
    money = said.edition.links.money.get(one.id, ())
    firm = firmest_in_words(money, said)
    say = said.edition.language.say
    if not firm:
        return say("money.none")
    quoted = [row for row in money if row.kind is MoneyKind.QUOTED]
    parts = [raised(firm) + "."]
    for row in quoted:
        same = [o for o in money if o.amount == row.amount and o.kind is MoneyKind.CONDITIONAL]
        if same:
            of = {"amount": euros(row, said.edition.language), "moment": said.moment(row.as_of)}
            parts.append(say("money.quoted", None, **of, same=in_words(same[0], said)))
    return " ".join(parts)


def _result_answer(results: tuple[Result, ...], said: RegisterWording) -> str:
    say = said.edition.language.say
    if any(row.kind is ResultKind.OUTCOME and row.value is not None for row in results):
        return say("result.outcome-measured")
    return say("result.none" if not results else "result.no-outcome")


def _refused(one: Initiative, said: RegisterWording) -> Added | None:
    """The sum of all amounts in euros, refused with every reason; None where one would be right."""
    known = said.register.money
    rows = [
        row
        for row in said.edition.links.money.get(one.id, ())
        if row.unit is MoneyUnit.MILLION_EURO and row.amount != "unknown"
    ]
    found = add_up(rows, known=known)
    return added(found, said) if len(rows) > 1 and found.amount is None else None


def _body(one: Body, said: RegisterWording) -> Link:
    link = said.body(one.id)
    return Link(link.href, link.text, aside=said.code("body-status", one.status))


def _roles(one: Initiative, said: RegisterWording) -> Iterator[InRole]:
    for role in (
        PartnerRole.ACCOUNTABLE,
        PartnerRole.IMPLEMENTING,
        PartnerRole.EXTENDING,
        PartnerRole.FUNDING,
    ):
        found = tuple(said.organisation(name) for name in one.organisations(role))
        if found:
            yield InRole(said.code("role", role), found)


_PARTIES = {
    "government": {
        OrganisationKind.GOVERNMENT,
        OrganisationKind.REGIONAL_GOVERNMENT,
        OrganisationKind.EXECUTING_AGENCY,
    },
    "employers": {OrganisationKind.EMPLOYERS, OrganisationKind.COMPANY},
    "workers": {OrganisationKind.WORKERS},
    "education": {OrganisationKind.EDUCATION},
}
"""The parties that the plan names, and education, which a letter names and the note does not."""


def _parties(one: Initiative, said: RegisterWording) -> tuple[Party, ...]:
    known = said.register.organisations
    kinds = {known[name].kind for name in one.organisations() if name in known}
    return tuple(
        Party(said.code("party", name), bool(kinds & wanted)) for name, wanted in _PARTIES.items()
    )


SECTION = Section(
    name="initiative",
    keys=lambda edition: tuple(edition.release.register.initiatives),
    render=initiative_page,
)
