"""Promises beside their answers, what is late first; motions with vote and answer; the rules."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.page.registered.promises import PromiseEntry, motion, promises
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.section import LinkPlace, Section, named, one_if, single
from agdb.register.states import CommitmentState
from agdb.register.terms import RULES

NAME = "commitments"


@dataclass(frozen=True, slots=True)
class InState:
    """The promises in one state, or the sentence that there is none."""

    ident: str
    heading: str
    note: str
    rows: tuple[PromiseEntry, ...]


_GROUPS: tuple[tuple[str, tuple[CommitmentState, ...]], ...] = (
    ("open", (CommitmentState.OPEN, CommitmentState.PARTLY, CommitmentState.HANDED_OVER)),
    ("answered", (CommitmentState.ANSWERED,)),
    ("fulfilled", (CommitmentState.FULFILLED,)),
    ("dropped", (CommitmentState.DROPPED,)),
)


def commitments_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page of all promises and motions."""
    said, language = RegisterWording(edition), edition.language
    register = said.register
    rows = promises(register.commitments.values(), said, day=edition.release.day)
    states = {one.id: one.state for one in register.commitments.values()}
    late = tuple(row for row in rows if row.days_late)
    say = language.say
    groups = [
        InState(
            name,
            say(f"commitments.{name}"),
            say("commitments.answered.note") if name == "answered" else "",
            tuple(row for row in rows if states[row.ident] in some and not row.days_late),
        )
        for name, some in _GROUPS
    ]
    return edition.render(
        "commitments/commitments.html",
        address.section(language.code, NAME),
        title=say("commitments.title"),
        description=say("commitments.intro"),
        total=_total(rows, late, said),
        late=late,
        groups=[group for group in groups if group.rows],
        motions=[motion(one, said) for one in register.motions.values()],
        rules=[(said.code("term-words", rule), said.code("term", rule)) for rule in RULES],
    )


def _total(
    rows: tuple[PromiseEntry, ...], late: tuple[PromiseEntry, ...], said: RegisterWording
) -> str:
    say = said.edition.language.say
    without = sum(not row.deadline for row in rows)
    first = say("commitments.total", n=len(rows))
    told = say("commitments.late", n=len(late)) if late else say("commitments.none-late")
    return f"{first} {say('commitments.without', n=without)} {told}"


SECTION = Section(
    name=NAME,
    keys=one_if(
        lambda edition: bool(
            edition.release.register.commitments or edition.release.register.motions
        )
    ),
    render=single(commitments_page),
    place=LinkPlace.MENU,
    label=named("commitments.title"),
)
