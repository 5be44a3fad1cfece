"""What a sign of a figure says, in words, and the legend of all signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from agdb.publication.chart.sign import alone
from agdb.publication.edition import Edition
from agdb.publication.reading.mark import IndicatorMark, MarkState, mark_of
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import raised


@dataclass(frozen=True, slots=True)
class LegendSign:
    """A sign with its meaning."""

    sign: Markup
    text: str


def sign_sentence(edition: Edition, mark: IndicatorMark) -> str:
    """Return where the plan wants a figure and where it goes, in words."""
    say = edition.language.say
    wanted = say(f"sign.direction.{mark.direction}")
    if mark.state is MarkState.CONTEXT:
        return f"{raised(wanted)}."
    return f"{raised(wanted)}; {say(f'sign.state.{mark.state}')}."


def counted_sentence(edition: Edition, readings: Iterable[Reading]) -> str:
    """Return how many figures go the wanted way and how many the other; no judgement of the plan.

    Figures that the plan wants nowhere, or that are not there, are not among them.
    """
    found = Counter(mark_of(one).state for one in readings)
    for state in (MarkState.CONTEXT, MarkState.EMPTY):
        del found[state]
    wanted, other = found[MarkState.WANTED], found[MarkState.OTHER]
    key = "overview.pillars" if wanted or other else "overview.pillars.none"
    return edition.language.say(key, n=wanted, all=str(found.total()), other=str(other))


def legend(edition: Edition) -> tuple[LegendSign, ...]:
    """Return every sign with what it means: first where a figure goes, then where it should."""
    say = edition.language.say
    states = [one for one in MarkState if one is not MarkState.CONTEXT]
    return (
        *(LegendSign(alone("up", state), raised(say(f"sign.state.{state}"))) for state in states),
        LegendSign(alone("up", MarkState.UNSAID), raised(say("sign.direction.up"))),
        LegendSign(alone("down", MarkState.UNSAID), raised(say("sign.direction.down"))),
        LegendSign(alone("context", MarkState.CONTEXT), raised(say("sign.direction.context"))),
        LegendSign(alone("up", MarkState.STEADY, old=True), say("sign.old")),
    )
