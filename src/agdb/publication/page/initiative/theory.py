"""How an initiative is meant to work, in five boxes: what is known, and where evidence stops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.publication.edition import Link
from agdb.publication.page.registered.amounts import firmest_in_words
from agdb.publication.page.registered.results import counted
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.page.scenario.words import grade_words
from agdb.publication.wording.language import raised
from agdb.register.initiative import Initiative
from agdb.register.result import ResultKind


@dataclass(frozen=True, slots=True)
class Box:
    """One step; `shape` and `state` say whether it is known, measured, or only assumed."""

    name: str
    texts: tuple[str, ...]
    state: str
    shape: str

    @property
    def unsure(self) -> bool:
        """Whether it is drawn dashed."""
        return self.shape != "full"


def theory(one: Initiative, said: RegisterWording) -> tuple[Box, ...]:
    """Return the five boxes from means to effect."""
    return tuple(_boxes(one, said))


def levers(one: Initiative, said: RegisterWording) -> tuple[Link, ...]:
    """Return the measures of the doorrekening that name an initiative, each with its evidence."""
    answer, language = said.edition.release.scenario, said.edition.language
    if answer is None:
        return ()
    page = said.section("scenario")
    named = [measure for measure in answer.run.measures if one.id in measure.initiatives]
    return tuple(
        Link(
            f"{page}#{measure_anchor(measure.id)}" if measure.in_plan else f"{page}#options",
            language.words(measure.name),
            aside=language.say("theory.evidence", grade=grade_words(measure.grade, language)),
        )
        for measure in named
    )


def measure_anchor(ident: str) -> str:
    """Return the anchor of a measure on the page of the doorrekening."""
    return f"measure-{ident}"


def _boxes(one: Initiative, said: RegisterWording) -> Iterator[Box]:
    say = said.edition.language.say
    results = said.edition.links.results.get(one.id, ())
    money = firmest_in_words(said.edition.links.money.get(one.id, ()), said)
    yield _box("means", (money,) if money else (), said)
    yield _box("activities", tuple(filter(None, (_does(one, said),))), said)
    done = [row for row in results if row.kind is not ResultKind.OUTCOME]
    measured = any(row.kind is ResultKind.OUTPUT and row.value is not None for row in done)
    texts = tuple(counted(row, said) for row in done if row.kind in _DONE)
    partly = "full" if measured else "half" if any(r.value is not None for r in done) else "none"
    key = {"full": "measured", "half": "partly", "none": "not-measured"}[partly]
    yield Box(say("theory.output"), texts, say(f"theory.state.{key}"), partly)
    outcomes = [row for row in results if row.kind is ResultKind.OUTCOME and row.value is not None]
    goals = tuple(raised(said.words(goal.what)) for goal in one.goals)
    reached = tuple(counted(row, said) for row in outcomes)
    state = say("theory.state.measured" if outcomes else "theory.state.not-measured")
    yield Box(say("theory.outcome"), (*goals, *reached), state, "full" if outcomes else "none")
    effect = tuple(f"{lever.text} ({lever.aside})" for lever in levers(one, said))
    state = say("theory.state.computed" if effect else "theory.state.not-computed")
    yield Box(say("theory.effect"), effect, state, "none")


_DONE = frozenset({ResultKind.GRANT, ResultKind.OUTPUT, ResultKind.EVENT})


def _box(name: str, texts: tuple[str, ...], said: RegisterWording) -> Box:
    say = said.edition.language.say
    state = "known" if texts else "unknown"
    return Box(
        say(f"theory.{name}"), texts, say(f"theory.state.{state}"), "full" if texts else "none"
    )


def _does(one: Initiative, said: RegisterWording) -> str:
    """What it does, for whom and in which sectors, as far as that is known."""
    does = raised(said.coded(one.activities))
    if not does:
        return ""
    parts = {"for": said.coded(one.target_groups), "in": said.coded(one.sectors)}
    for key, words in parts.items():
        if words:
            does = said.edition.language.say(f"theory.{key}", what=does, words=words)
    return does
