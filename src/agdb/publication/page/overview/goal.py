"""A goal with a number and a year: what it would take each year, by every way of counting it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from agdb.programme.target import Candidate, Target
from agdb.publication import address
from agdb.publication.chart.small import SmallSeries, small
from agdb.publication.chart.stroke import Spot
from agdb.publication.edition import Edition
from agdb.publication.figure.figure import trace
from agdb.publication.page.overview.told import Told
from agdb.publication.page.targets.progress import (
    GoalPath,
    goal_in_words,
    goal_of,
    goal_path,
    observed_sentence,
    series_meant,
    step_in_words,
)
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Series
from agdb.publication.wording.language import lowered
from agdb.publication.wording.period import period_short


@dataclass(frozen=True, slots=True)
class CountedGoal:
    """One way in which the goal may be counted, and the way that is left to go."""

    reading: Reading
    series: Series
    path: GoalPath
    when: str


def goal(edition: Edition, ident: str, wanted: str | None) -> Told | None:
    """Return the answer about target `wanted`, else about the first that can be measured."""
    targets = edition.programme.targets
    for target in targets.values() if wanted is None else (targets[wanted],):
        counted = tuple(_counted(edition, target))
        if counted:
            return _told(edition, ident, target, counted)
    return None


def _counted(edition: Edition, target: Target) -> Iterator[CountedGoal]:
    """What the target counts, or everything that it may mean; nothing without a year."""
    some: list[tuple[str, Candidate | None]] = [(one.indicator, one) for one in target.candidates]
    if target.indicator is not None and target.same_definition:
        some = [(target.indicator, None)]
    for indicator, candidate in some:
        reading = edition.readings.get(indicator)
        series = None if reading is None else series_meant(reading, candidate)
        if reading is None or series is None or target.area is not None:
            continue
        path = goal_path(reading, series, target)
        if path is not None:
            when = "" if candidate is None else edition.language.words(candidate.when)
            yield CountedGoal(reading, series, path, when)


def _told(edition: Edition, ident: str, target: Target, counted: tuple[CountedGoal, ...]) -> Told:
    page = edition.addresses.link(address.section(edition.language.code, "targets"))
    return Told(
        ident,
        _heading(edition, target, counted),
        f"{page}#{target.id}",
        drawing=_drawing(edition, target, counted),
        foot=tuple(_foot(edition, counted)),
    )


def _heading(edition: Edition, target: Target, counted: tuple[CountedGoal, ...]) -> str:
    """What it takes each year, as a range where it is not known what the goal counts.

    Where one way of counting has reached it, or they point to both sides, its name stands alone.
    """
    name = edition.language.words(target.names)
    needed = [one.path.needed for one in counted]
    if not any(needed) and len(counted) == 1:
        return edition.language.say("overview.goal.reached", name=name)
    kinds = {one.reading.quantity.counted for one in counted}
    if len(kinds) > 1 or not (min(needed) > 0 or max(needed) < 0):
        return name
    kind, way = "counted" if kinds == {True} else "level", "up" if min(needed) > 0 else "down"
    ordered = sorted(
        counted, key=lambda one: abs(one.path.needed.scaleb(one.reading.quantity.unit.scale))
    )
    least, most = (step_in_words(one.reading, one.path.needed) for one in (ordered[0], ordered[-1]))
    key = f"overview.goal.{kind}.{way}"
    if least == most:
        return edition.language.say(key, name=name, needed=least)
    between = edition.language.say("overview.goal.range", least=least, most=most)
    return edition.language.say(key, name=name, needed=between)


def _foot(edition: Edition, counted: tuple[CountedGoal, ...]) -> Iterator[str]:
    first = counted[0]
    latest = first.series.latest
    assert latest is not None, "a path begins at a figure"
    assert latest.number is not None, "a path begins at a figure"
    say = edition.language.say
    now = say(
        "overview.goal.now",
        value=first.reading.quantity.told(latest.number),
        period=period_short(latest.period, edition.language),
    )
    then = observed_sentence(first.reading, first.path)
    yield f"{first.when}: {lowered(now)} {then}" if first.when else f"{now} {then}"
    if len(counted) > 1:
        yield say("overview.goal.open", n=len(counted))


def _drawing(edition: Edition, target: Target, counted: tuple[CountedGoal, ...]) -> Markup:
    """The first way of counting as its series, the others as the line from their newest figure."""
    assert target.year is not None, "a path leads to a year"
    language, base = edition.language, counted[0]
    scale = base.reading.quantity.unit.scale
    drawn = []
    for nth, one in enumerate(counted):
        factor = 10.0 ** (one.reading.quantity.unit.scale - scale)
        spots = trace(one.series, one.reading.name).spots
        known = [spot for spot in spots if spot.value is not None]
        shown = known if nth == 0 else known[-1:]
        moved = tuple(Spot(s.at, s.y * factor, hollow=s.hollow, joined=s.joined) for s in shown)
        goal_spot = Spot(float(target.year), float(goal_of(one.reading, target)) * factor)
        latest = one.series.latest
        assert latest is not None, "a path begins at a figure"
        assert latest.number is not None, "a path begins at a figure"
        label = one.reading.quantity.plain(latest.number) if nth == 0 else ""
        meaning = "seen" if nth == 0 else "beside"
        drawn.append(SmallSeries(meaning, moved, last=label, goal=goal_spot))
    drawn.reverse()  # the first stands on top
    first = min((p.period for p in base.series.known), default=None)
    assert first is not None, "a path begins at a figure"
    said = goal_in_words(target, edition.programme.units[target.unit], language)
    return small(
        drawn,
        label=language.say("overview.goal.picture", name=language.words(target.names), goal=said),
        start=period_short(first, language),
        end=str(target.year),
        goal=said,
    )
