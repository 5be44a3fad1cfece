"""How a figure stands to a target: what it would take, what happened last, and the chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from agdb.indicators.margin import clearly_differ
from agdb.programme.plan import Unit
from agdb.programme.target import Candidate, Target
from agdb.publication.edition import Edition, Link
from agdb.publication.page.shared.freshness import old_sentence
from agdb.publication.page.shared.outlook import ahead
from agdb.publication.reading.lead import newest_sentence
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.sentence import member_sentence
from agdb.publication.reading.series import Point, Series
from agdb.publication.wording.language import Language
from agdb.publication.wording.period import period_in
from agdb.publication.wording.quantity import Quantity
from agdb.statistics.number import printed, rounded
from agdb.statistics.period import last_in_year

YEARS = 10
"""So many of the last years are looked at for a target that holds for every year."""


@dataclass(frozen=True, slots=True)
class TargetCase:
    """What holds if the target means this figure: `when` says so, `link` leads to the figure."""

    when: str
    link: Link
    sentences: tuple[str, ...]


def conditions(edition: Edition, target: Target) -> tuple[TargetCase, ...]:
    """Return what would hold for each way of counting that the target may mean."""
    return tuple(
        TargetCase(
            edition.language.words(one.when),
            edition.link(edition.readings[one.indicator]),
            tuple(standing(edition, edition.readings[one.indicator], target, one)),
        )
        for one in target.candidates
        if one.indicator in edition.readings
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """One target beside an indicator: its value, the condition `when` it means it, what follows.

    `judges` if it counts the same thing, and then there is no condition.
    """

    target: Target
    value: str
    judges: bool
    when: str
    said: tuple[str, ...]


def targets_of(edition: Edition, reading: Reading) -> tuple[Beside, ...]:
    """Return the targets that name the indicator of `reading`, or that may mean it."""
    found: list[Beside] = []
    language, ident = edition.language, reading.definition.id
    for target in edition.programme.targets.values():
        value = target_value(target, edition.programme.units[target.unit], language)
        if target.indicator == ident:
            said = standing(edition, reading, target) if target.same_definition else ()
            judges = target.same_definition
            found.append(Beside(target, value, judges=judges, when="", said=tuple(said)))
        for one in target.candidates:
            if one.indicator == ident:
                said = standing(edition, reading, target, one)
                when = language.words(one.when)
                found.append(Beside(target, value, judges=False, when=when, said=tuple(said)))
    return tuple(found)


def standing(
    edition: Edition, reading: Reading, target: Target, candidate: Candidate | None = None
) -> Iterator[str]:
    """Yield the newest figure, what the target would take, what happened last, and the chance."""
    yield from progress(edition, reading, target, candidate)
    if target.year is not None and (candidate is None or not candidate.member):
        yield from ahead(edition, reading).judged.get(target.id, ())


def progress(
    edition: Edition, reading: Reading, target: Target, candidate: Candidate | None = None
) -> Iterator[str]:
    """Yield the newest figure, what the target would take and what happened last."""
    series = series_meant(reading, candidate)
    latest = series.latest if series else None
    if series is None or latest is None:
        yield edition.language.say("targets.no-figures")
        return
    if candidate is not None and candidate.member:
        yield member_sentence(latest, member=reading.label(series), quantity=reading.quantity)
    else:
        yield str(newest_sentence(reading))
    if old := old_sentence(edition, latest.period):
        yield old
    if target.year is None:
        yield _every_year(reading, series, target)
        return
    yield from _path(reading, series, target)


def series_meant(reading: Reading, candidate: Candidate | None) -> Series | None:
    """Return the series that a target would mean: the one in front, or of the member it names."""
    head = reading.headline
    if head is None or candidate is None or not candidate.member:
        return head
    member = tuple((name, candidate.member.get(name, code)) for name, code in head.member)
    alike = (head.region, member, head.frequency)
    found = (s for s in reading.series if (s.region, s.member, s.frequency) == alike)
    return next(found, None)


def goal_of(reading: Reading, target: Target) -> Decimal:
    """Return the value of the target in the unit of the figure."""
    units = reading.programme.units
    scale = units[target.unit].scale - reading.quantity.unit.scale
    return Decimal(printed(target.value)).scaleb(scale)


@dataclass(frozen=True, slots=True)
class GoalPath:
    """The way from the newest figure to a target, of the printed numbers.

    `needed` is what has to come on top each year in the unit of the figure, zero if the target was
    reached; `observed` what came the last year, None where `unclear` says that it lies within the
    margin, or where nothing can be said of it.
    """

    needed: Decimal
    observed: Decimal | None
    unclear: bool = False


def goal_path(reading: Reading, series: Series, target: Target) -> GoalPath | None:
    """Return the way to a target with a year; None without a figure, or if the year has passed."""
    latest = series.latest
    if latest is None or latest.number is None or target.year is None:
        return None
    period = latest.period
    steps = last_in_year(target.year, period.frequency) - period.ordinal
    if steps <= 0:
        return None
    years = Decimal(steps) / (period.frequency.per_year or 1)
    left = goal_of(reading, target) - latest.number
    reached = (left <= 0) if target.direction == "up" else (left >= 0)
    observed, unclear = _last_year(reading, series, latest)
    return GoalPath(Decimal(0) if reached else left / years, observed, unclear)


def _path(reading: Reading, series: Series, target: Target) -> Iterator[str]:
    """What has to come on top each year, and what came the last year."""
    found = goal_path(reading, series, target)
    if found is None:
        return
    say = reading.language.say
    goal = goal_in_words(target, reading.programme.units[target.unit], reading.language)
    if not found.needed:
        yield say("path.reached", goal=goal)
        return
    kind = "counted" if reading.quantity.counted else "level"
    way = "up" if found.needed > 0 else "down"
    needed = step_in_words(reading, found.needed)
    yield say(f"path.needed.{kind}.{way}", goal=goal, needed=needed, year=str(target.year))
    yield observed_sentence(reading, found)


def observed_sentence(reading: Reading, found: GoalPath) -> str:
    """Return what came the last year, or why nothing is said of it."""
    say = reading.language.say
    if found.observed is None:
        return say("path.observed.unclear" if found.unclear else "path.observed.unknown")
    kind = "counted" if reading.quantity.counted else "level"
    way = "same" if not found.observed else "up" if found.observed > 0 else "down"
    observed = step_in_words(reading, found.observed)
    return say(f"path.observed.{kind}.{way}", observed=observed)


def _last_year(reading: Reading, series: Series, latest: Point) -> tuple[Decimal | None, bool]:
    """What came the last year, None if that is not known or, then told, within the margin."""
    before = latest.period.year_before()
    earlier = None if before is None else series.at(before)
    between = [p for p in series.points if earlier and earlier.period < p.period <= latest.period]
    if earlier is None or earlier.number is None or any(point.broken for point in between):
        return None, False
    assert latest.number is not None, "the latest point has a number"
    change = latest.number - earlier.number
    one, other = reading.margin(latest), reading.margin(earlier)
    known = one is not None and other is not None
    if known and not clearly_differ(float(change), 0.0, margins=(one or 0.0, other or 0.0)):
        return None, True
    return change, False


def step_in_words(reading: Reading, change: Decimal) -> str:
    """Return a change as it is told: people to three figures, a level in its own points."""
    quantity = reading.quantity
    if not quantity.counted:
        decimals = max(quantity.decimals, 1)
        return quantity.difference(rounded(float(change), decimals=decimals))
    size = abs(change).scaleb(quantity.unit.scale)
    return reading.language.figure(Decimal(f"{size:.3g}"), decimals=0)


def _every_year(reading: Reading, series: Series, target: Target) -> str:
    """In how many of the last years a target that holds for every year was met."""
    points = list(series.known)
    for place, point in enumerate(points):
        if point.broken:
            points = points[place:]
            break
    points = points[-YEARS:]
    goal = goal_of(reading, target)
    met = [_meets(point, goal, target) for point in points]
    language, unit = reading.language, reading.programme.units[target.unit]
    said = language.say(
        f"targets.every-year.{target.direction}",
        met=str(sum(met)),
        n=len(met),
        goal=goal_in_words(target, unit, language),
    )
    last = "met" if met[-1] else "missed"
    when = period_in(points[-1].period, language)
    return f"{said} {language.say(f'targets.every-year.{last}', period=when)}"


def _meets(point: Point, goal: Decimal, target: Target) -> bool:
    assert point.number is not None, "a known point has a number"
    return point.number >= goal if target.direction == "up" else point.number <= goal


_MILLION = 1_000_000


def target_value(target: Target, unit: Unit, language: Language) -> str:
    """Return the value as the target says it: nothing of it is rounded away."""
    ends = [target.value] if target.upper is None else [target.value, target.upper]
    decimals = max(len(printed(end).partition(".")[2]) for end in ends)
    quantity = Quantity(unit, decimals, language)
    last = quantity.full(Decimal(printed(ends[-1])))
    if target.upper is None:
        return last
    return language.say(
        "target.range", low=quantity.short(Decimal(printed(target.value))), high=last
    )


def goal_in_words(target: Target, unit: Unit, language: Language) -> str:
    """Return the value for the middle of a sentence: a million is written as a word."""
    exact = Decimal(printed(target.value))
    if unit.kind == "count" and not unit.scale and exact >= _MILLION and not exact % 100_000:
        millions = (exact / _MILLION).normalize()
        decimals = max(0, -int(millions.as_tuple().exponent))
        return language.say("number.million", number=language.figure(millions, decimals=decimals))
    decimals = len(printed(target.value).partition(".")[2])
    quantity = Quantity(unit, decimals, language)
    return quantity.full(exact) if unit.kind == "count" and unit.scale else quantity.short(exact)
