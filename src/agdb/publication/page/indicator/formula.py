"""The calculation of an indicator in words that need no code."""

from __future__ import annotations

from agdb.programme.metric import Derived, Growth, Index, MovingTotal, Ratio
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.period import period_name
from agdb.results.value import Input
from agdb.statistics.period import Period


def formula(reading: Reading) -> str:
    """Return one sentence that says how a value comes out of the observations."""
    metric, say = reading.definition.metric, reading.language.say
    match metric:
        case Ratio():
            return _ratio(reading, metric)
        case Growth(years=years, yearly=yearly):
            key = "formula.growth-yearly" if yearly and years > 1 else "formula.growth"
            return say(key, measure=measure(reading, "value"), n=years)
        case Index(base=base):
            period = period_name(Period.parse(base), reading.language)
            return say("formula.index", measure=measure(reading, "value"), period=period)
        case MovingTotal(periods=periods):
            return say("formula.moving-total", measure=measure(reading, "value"), n=periods)
        case Derived(formula=written):
            parts = [f"{term.role}: {measure(reading, term.role)}" for term in metric.terms]
            return say("formula.derived", formula=written, parts="; ".join(parts))
        case _:
            return say("formula.simple", measure=measure(reading, "value"))


def _ratio(reading: Reading, metric: Ratio) -> str:
    say = reading.language.say
    numerator, denominator = measure(reading, "numerator"), measure(reading, "denominator")
    if numerator == denominator:
        numerator = say("formula.selected", measure=numerator, role=say("role.numerator").lower())
        denominator = say(
            "formula.selected", measure=denominator, role=say("role.denominator").lower()
        )
    if metric.scale == 1:
        return say("formula.ratio", numerator=numerator, denominator=denominator)
    scale = reading.language.figure(round(metric.scale), decimals=0)
    return say("formula.scaled", numerator=numerator, denominator=denominator, scale=scale)


def measure(reading: Reading, role: str) -> str:
    """Return the names of the measures that play a role, in quotation marks."""
    found = [measure_name(reading, one) for one in reading.computed.inputs if one.role == role]
    return reading.language.listing([f"“{name}”" for name in dict.fromkeys(found)]) or role


def measure_name(reading: Reading, one: Input) -> str:
    """Return the name of a measure as the programme gives it, else its code."""
    source = reading.programme.sources.get(one.dataset)
    note = source.measures.get(one.measure) if source is not None else None
    return one.measure if note is None else reading.language.words(note.names)


def role_name(reading: Reading, role: str) -> str:
    """Return what the part that an input plays is called."""
    say = reading.language.say
    if role.startswith("before_"):
        return say("role.earlier", n=int(role.removeprefix("before_")))
    known = {"value", "numerator", "denominator", "before", "base"}
    return say(f"role.{role}") if role in known else say("role.part", name=role)
