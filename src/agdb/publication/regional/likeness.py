"""Which regions of a division are most like one of them, by the rule of the programme.

Each feature is standardised over the regions of the division: less its mean, over its standard
deviation. The distance of two regions is the root of the mean of their squared differences
(Euclidean, with every feature weighing the same), all in the newest period that enough regions
have. docs/decisions/0029-regions-that-are-alike.md says why.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean, pstdev

from agdb.programme.regional import LikenessFeature, LikenessRule
from agdb.publication.edition import Edition
from agdb.publication.reading.reading import Reading
from agdb.statistics.period import Period


@dataclass(frozen=True, slots=True)
class LikeRegion:
    """A region with its features as they are, and its distance in standard deviations."""

    code: str
    features: tuple[float, ...]
    distance: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """The regions most like one, nearest first; without any, `why` says what lacks.

    `why` is `few` where too few regions of the division have all features, and `lacking` where this
    region has not. `own` is the region itself, `regions` how many took part.
    """

    rule: LikenessRule
    period: Period | None = None
    own: LikeRegion | None = None
    nearest: tuple[LikeRegion, ...] = ()
    regions: int = 0
    why: str = ""


def likeness(edition: Edition, code: str) -> tuple[Likeness, ...]:
    """Return the regions most like `code` by each rule of the programme."""
    rules = edition.programme.likeness.values()
    return edition.once(
        f"likeness {code}", lambda: tuple(_by(edition, rule, code) for rule in rules)
    )


def _by(edition: Edition, rule: LikenessRule, code: str) -> Likeness:
    alike = [one for one in edition.programme.regions if one[:2] == code[:2]]
    for period in _periods(edition, rule, alike):
        known = {
            one: features
            for one in alike
            if (features := _features(edition, rule, one, period)) is not None
        }
        if len(known) >= rule.least:
            return _nearest(rule, code, period, known)
    return Likeness(rule, why="few")


def _periods(edition: Edition, rule: LikenessRule, regions: list[str]) -> list[Period]:
    """The periods of the first feature, newest first."""
    reading = edition.readings.get(rule.features[0].indicator)
    found: set[Period] = set()
    for region in regions if reading is not None else ():
        assert reading is not None, "looked at once more, for the type"
        series = reading.of_region(region)
        found.update(point.period for point in (series.known if series else ()))
    return sorted(found, reverse=True)


def _features(
    edition: Edition, rule: LikenessRule, region: str, period: Period
) -> tuple[float, ...] | None:
    values = [_feature(edition.readings, one, region, period) for one in rule.features]
    known = tuple(value for value in values if value is not None)
    return known if len(known) == len(values) else None


def _feature(
    readings: Mapping[str, Reading], feature: LikenessFeature, region: str, period: Period
) -> float | None:
    number = _number(readings, feature.indicator, region, period)
    if number is not None and feature.of is not None:
        whole = _number(readings, feature.of, region, period)
        number = 100 * number / whole if whole else None
    if feature.scale == "plain" or number is None:
        return number
    return math.log(number) if number > 0 else None


def _number(
    readings: Mapping[str, Reading], indicator: str, region: str, period: Period
) -> float | None:
    reading = readings.get(indicator)
    series = None if reading is None else reading.of_region(region)
    point = None if series is None else series.at(period)
    return None if point is None else point.value.value


def _nearest(
    rule: LikenessRule, code: str, period: Period, known: Mapping[str, tuple[float, ...]]
) -> Likeness:
    if code not in known:
        return Likeness(rule, period, regions=len(known), why="lacking")
    found = nearest(known, code)
    by_code = {one: LikeRegion(one, known[one], distance) for one, distance in found}
    own = LikeRegion(code, known[code], 0.0)
    some = tuple(by_code.values())[: rule.neighbours]
    return Likeness(rule, period, own, some, regions=len(known))


def nearest(known: Mapping[str, tuple[float, ...]], code: str) -> tuple[tuple[str, float], ...]:
    """Return every other region with its distance to `code`, nearest first; ties go by code.

    A feature in which all regions are the same tells none apart, and adds nothing.

    >>> nearest({"a": (0.0, 1.0), "b": (2.0, 1.0), "c": (1.0, 1.0)}, "a")[0][0]
    'c'
    """
    columns = list(zip(*known.values(), strict=True))
    scales = [(fmean(column), pstdev(column)) for column in columns]
    standard = {
        one: [
            (number - mean) / spread if spread else 0.0
            for number, (mean, spread) in zip(row, scales, strict=True)
        ]
        for one, row in known.items()
    }
    here = standard[code]
    distances = {
        one: math.sqrt(fmean((x - y) ** 2 for x, y in zip(here, row, strict=True)))
        for one, row in standard.items()
        if one != code
    }
    return tuple(sorted(distances.items(), key=lambda pair: (pair[1], pair[0])))
