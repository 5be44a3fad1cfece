"""The list of organisations by kind, and the page of each: roles, seats, actions and promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.registered.actions import ActionRow, action_rows
from agdb.publication.page.registered.promises import promises
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.section import LinkPlace, Section, either, list_and, named
from agdb.publication.wording.language import folded
from agdb.register.party import OrganisationKind

NAME = "organisation"


@dataclass(frozen=True, slots=True)
class OfKind:
    """The organisations of one kind, by name, each with the number of its roles and seats."""

    name: str
    organisations: tuple[Link, ...]


def organisations_page(edition: Edition) -> tuple[str, bytes]:
    """Return the list of all organisations, by kind."""
    said, language = RegisterWording(edition), edition.language
    return edition.render(
        "organisation/organisations.html",
        address.section(language.code, NAME),
        title=language.say("organisation.title"),
        description=language.say("organisation.intro"),
        total=language.say("organisation.total", n=len(said.register.organisations)),
        kinds=tuple(_kinds(said)),
    )


def _kinds(said: RegisterWording) -> Iterator[OfKind]:
    links, say = said.edition.links, said.edition.language.say
    for kind in (*OrganisationKind, "unknown"):
        found = [
            Link(link.href, link.text, aside=say("organisation.roles", n=roles))
            for one in said.register.organisations.values()
            if one.kind == kind
            for link in (said.of_organisation(one),)
            for roles in (len(links.roles.get(one.id, ())) + len(links.seats.get(one.id, ())),)
        ]
        if found:
            ordered = sorted(found, key=lambda one: folded(one.text))
            yield OfKind(said.code("organisation-kind", kind), tuple(ordered))


def organisation_page(edition: Edition, ident: str) -> tuple[str, bytes]:
    """Return the page of the organisation `ident`."""
    said, language, links = RegisterWording(edition), edition.language, edition.links
    one = said.register.organisations[ident]
    day = edition.release.day
    return edition.render(
        "organisation/organisation.html",
        address.organisation(language.code, ident),
        title=said.of_organisation(one).text,
        description=said.code("organisation-kind", one.kind),
        all=said.section(NAME),
        homepage=one.homepage or "",
        identifier=one.identifier or "",
        whole=said.organisation(one.part_of) if one.part_of else None,
        parts=[said.of_organisation(part) for part in links.within.get(ident, ())],
        roles=_roles(ident, said),
        seats=[
            Link(
                said.body(seat.body).href,
                said.body(seat.body).text,
                aside=said.code("member-role", seat.role),
            )
            for seat in links.seats.get(ident, ())
        ],
        actions=_owned(ident, said),
        promises=promises(links.promises.get(ident, ()), said, day=day),
        sources=said.sources(one),
        as_of=said.moment(one.as_of),
        recorded=said.moment(one.recorded),
        remark=said.words(one.remark),
    )


def _roles(ident: str, said: RegisterWording) -> tuple[Link, ...]:
    """Each initiative once, with all its roles in it."""
    found: dict[str, list[str]] = {}
    for initiative, partner in said.edition.links.roles.get(ident, ()):
        found.setdefault(initiative.id, []).append(said.code("role", partner.role))
    links = ((said.initiative(name), roles) for name, roles in found.items())
    return tuple(Link(link.href, link.text, aside="; ".join(roles)) for link, roles in links)


def _owned(ident: str, said: RegisterWording) -> tuple[ActionRow, ...]:
    owned = (one for one in said.edition.links.actions.get(ident, ()) if one.owner == ident)
    return action_rows(owned, said, day=said.edition.release.day)


SECTION = Section(
    name=NAME,
    keys=list_and(lambda edition: tuple(edition.release.register.organisations)),
    render=either(organisations_page, organisation_page),
    place=LinkPlace.FOOTER,
    label=named("organisation.title"),
)
