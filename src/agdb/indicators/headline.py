"""Which figure of an indicator is "the" figure: decided here for pages, forecasts and commands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from agdb.programme.indicator import EXTREMES, HIGHEST
from agdb.results.value import Computed, Kind
from agdb.results.values import Known, known_series
from agdb.statistics.period import Frequency, Period

Codes = tuple[tuple[str, str], ...]
"""One code for each breakdown, as (breakdown id, code)."""


@dataclass(frozen=True, slots=True)
class Front:
    """The series in front: of the country, of these members, of this frequency."""

    region: str
    breakdown: Codes
    frequency: Frequency


def fronts(computed: Computed, *, country: str, known: Known | None = None) -> tuple[Front, ...]:
    """Return the series in front in the order of the headline, without those that have no number.

    `known` are the series that have one, where somebody has looked already. The region is the
    country, else the one that the definition fixes; the frequency is the first declared one in
    which a member in front has a number, else any other.
    """
    definition = computed.definition
    members = members_in_front(computed, country=country)
    series = known_series(computed.values) if known is None else known
    for region in dict.fromkeys((country, definition.region.fixed or country)):
        here = {
            (codes, frequency)
            for place, codes, frequency in series
            if place == region and codes in members
        }
        undeclared = {frequency for _, frequency in here} - set(definition.frequencies)
        for frequency in (*definition.frequencies, *sorted(undeclared)):
            found = [one for one in members if (one, frequency) in here]
            if found:
                return tuple(Front(region, one, frequency) for one in found)
    return ()


def members_in_front(computed: Computed, *, country: str) -> tuple[Codes, ...]:
    """Return the members in front, whether or not they have a number.

    A highest or lowest one is that of the newest period of the country; without any number there
    is none.
    """
    definition = computed.definition
    named = [
        [(breakdown.id, code) for code in definition.headline_codes(breakdown)]
        for breakdown in definition.breakdowns
    ]
    found = []
    for codes in product(*named):
        settled = _settled(computed, codes, country) if _extreme(codes) else codes
        if settled is not None:
            found.append(settled)
    return tuple(found)


def _extreme(codes: Codes) -> str:
    """The breakdown of which the highest or lowest member is meant, if any."""
    return next((name for name, code in codes if code in EXTREMES), "")


def _settled(computed: Computed, codes: Codes, country: str) -> Codes | None:
    """The member that is the highest or lowest now, apart from the total."""
    name, wanted = _extreme(codes), dict(codes)
    total = next(b.total for b in computed.definition.breakdowns if b.id == name)
    values = [
        value
        for value in computed.values
        if value.kind is Kind.OBSERVED
        and value.value is not None
        and value.region in (country, computed.definition.region.fixed)
        and all(code == wanted[key] or key == name for key, code in value.breakdown)
        and dict(value.breakdown)[name] != total
    ]
    if not values:
        return None
    newest = max(Period.parse(value.period) for value in values)
    now = [value for value in values if Period.parse(value.period) == newest]
    sign = 1 if wanted[name] == HIGHEST else -1
    return max(now, key=lambda value: sign * (value.value or 0.0)).breakdown
