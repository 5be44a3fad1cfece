"""The links of the register walked both ways: who is in what, what belongs to what and cites it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from agdb.register.entry import Entry
from agdb.register.initiative import Initiative, Partner
from agdb.register.meeting import Action, Decision, Meeting
from agdb.register.money import Money
from agdb.register.paper import Commitment, Document, Motion
from agdb.register.party import Body, Membership, Organisation
from agdb.register.register import Register
from agdb.register.result import Result

E = TypeVar("E", bound=Entry)
Groups = Mapping[str, tuple[E, ...]]


@dataclass(frozen=True)
class Links:
    """What names a record, for every record that is named; a name without any is not there.

    >>> Links(Register()).money
    {}
    """

    register: Register

    @cached_property
    def money(self) -> Groups[Money]:
        """The amounts of each initiative or option."""
        return _by(self.register.money.values(), lambda one: (one.initiative, one.option))

    @cached_property
    def results(self) -> Groups[Result]:
        """The results of each initiative."""
        return _by(self.register.results.values(), lambda one: (one.initiative,))

    @cached_property
    def parts(self) -> Groups[Initiative]:
        """The initiatives that are part of each initiative."""
        return _by(self.register.initiatives.values(), lambda one: (one.parent,))

    @cached_property
    def bodies(self) -> Groups[Body]:
        """The bodies that steer, advise on or carry out each initiative."""
        return _by(self.register.bodies.values(), lambda one: (one.initiative,))

    @cached_property
    def of_indicator(self) -> Groups[Initiative]:
        """The initiatives that name each indicator."""
        return _by(self.register.initiatives.values(), lambda one: one.indicators)

    @cached_property
    def of_target(self) -> Groups[Initiative]:
        """The initiatives that name each target."""
        return _by(self.register.initiatives.values(), lambda one: one.targets)

    @cached_property
    def roles(self) -> Mapping[str, tuple[tuple[Initiative, Partner], ...]]:
        """The initiatives in which each organisation has a role, once for every role."""
        found: dict[str, list[tuple[Initiative, Partner]]] = defaultdict(list)
        for one in self.register.initiatives.values():
            for partner in one.partners:
                found[partner.organisation].append((one, partner))
        return {name: tuple(some) for name, some in found.items()}

    @cached_property
    def members(self) -> Groups[Membership]:
        """The memberships of each body."""
        return _by(self.register.memberships.values(), lambda one: (one.body,))

    @cached_property
    def seats(self) -> Groups[Membership]:
        """The memberships of each organisation, its own and those on its behalf."""
        return _by(
            self.register.memberships.values(), lambda one: (one.organisation, one.on_behalf_of)
        )

    @cached_property
    def below(self) -> Groups[Body]:
        """The bodies that are part of each body."""
        return _by(self.register.bodies.values(), lambda one: (one.part_of,))

    @cached_property
    def within(self) -> Groups[Organisation]:
        """The organisations that are part of each organisation."""
        return _by(self.register.organisations.values(), lambda one: (one.part_of,))

    @cached_property
    def meetings(self) -> Groups[Meeting]:
        """The meetings of each body."""
        return _by(self.register.meetings.values(), lambda one: (one.body,))

    @cached_property
    def decisions(self) -> Groups[Decision]:
        """The decisions of each meeting."""
        return _by(self.register.decisions.values(), lambda one: (one.meeting,))

    @cached_property
    def actions(self) -> Groups[Action]:
        """The actions of each owner, and those that follow from each decision or promise."""
        return _by(
            self.register.actions.values(), lambda one: (one.owner, one.decision, one.commitment)
        )

    @cached_property
    def promises(self) -> Groups[Commitment]:
        """The promises of each ministry."""
        return _by(self.register.commitments.values(), lambda one: one.ministry)

    @cached_property
    def documents(self) -> Mapping[tuple[str, str], tuple[Document, ...]]:
        """The papers that each record cites, is answered by or treats, by its kind and id."""
        return {
            (kind, ident): cited
            for kind, some in self.register.kinds()
            for ident, one in some.items()
            if (cited := tuple(self._papers(one)))
        }

    @cached_property
    def citing(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Which records, by kind and id, cite each paper or one that it is a part of."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key, cited in self.documents.items():
            for paper in cited:
                found[paper.id].append(key)
                if paper.part_of is not None:
                    found[paper.part_of].append(key)
        return {name: tuple(dict.fromkeys(some)) for name, some in found.items()}

    def beside(self, kind: str, ident: str, *, wanted: str) -> tuple[str, ...]:
        """Return the ids of the records of kind `wanted` that cite a paper which this one cites."""
        papers = self.documents.get((kind, ident), ())
        wider = dict.fromkeys(
            name for one in papers for name in (one.id, one.part_of) if name is not None
        )
        return tuple(
            dict.fromkeys(
                other for name in wider for what, other in self.citing[name] if what == wanted
            )
        )

    @cached_property
    def _at_address(self) -> Mapping[str, Document]:
        return {one.url: one for one in self.register.documents.values() if one.url is not None}

    def _papers(self, one: Entry) -> Iterator[Document]:
        """Each once: by its id in the register, or by the address that both of them name."""
        known = self.register.documents
        found = (known.get(name) or self._at_address.get(name) for name in _cited(one))
        papers = {paper.id: paper for paper in found if paper is not None and paper is not one}
        yield from papers.values()


def _cited(one: Entry) -> Iterator[str]:
    for evidence in one.sources:
        yield from (name for name in (evidence.document, evidence.url) if name is not None)
    match one:
        case Commitment():
            yield from one.answered_by
        case Motion():
            if one.paper is not None:
                yield one.paper.removeprefix("kst-")
            for request in one.requests:
                yield from request.answered_by
        case Meeting():
            yield from one.papers
            for item in one.items:
                yield from item.papers
        case Money(basis=str(basis)):
            yield basis


def _by(some: Iterable[E], names: Callable[[E], Iterable[str | None]]) -> Groups[E]:
    found: dict[str, list[E]] = defaultdict(list)
    for one in some:
        for name in dict.fromkeys(names(one)):
            if name is not None:
                found[name].append(one)
    return {name: tuple(group) for name, group in found.items()}
