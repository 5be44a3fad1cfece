"""How the numbers, inputs and codes of the doorrekening are written for a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from agdb.programme.plan import Unit
from agdb.publication.edition import Edition
from agdb.publication.wording.language import NO_BREAK, Language, lowered
from agdb.publication.wording.period import period_name
from agdb.results.scenario import Headline, InputFact, Run, Spread
from agdb.results.scenario_answers import Price
from agdb.statistics.number import persons_step, rounded, stepped
from agdb.statistics.period import Period
from agdb.statistics.web_address import is_web_address

SHOCK = "common-shock.path"
NO_EVIDENCE = "no evidence"
YEAR = "calendar-year"
PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Persons:
    """Numbers of persons, in one step for all numbers that a reader may subtract."""

    language: Language
    step: int

    @classmethod
    def of(cls, block: Headline, language: Language) -> Persons:
        """The step of the numbers of one headline year: that of what the plan closes."""
        return cls(language, persons_step(block.closure.high - block.closure.low))

    def round(self, number: float) -> int:
        """Return a number as it is printed."""
        return stepped(number, step=self.step)

    def text(self, number: float) -> str:
        """Return a number of persons as it is printed."""
        return self.language.figure(self.round(number), decimals=0)

    def short(self, number: float) -> str:
        """Return a gap in words: so many too few, or so many to spare."""
        shown = self.round(number)
        key = "scenario.persons.spare" if shown < 0 else "scenario.persons.short"
        return self.language.say(key, n=abs(shown))

    def closed(self, block: Headline) -> int:
        """Return what the plan closes as the difference of the two levels as they are shown."""
        return self.round(block.baseline.mean) - self.round(block.with_plan.mean)


def thousands(persons: float, language: Language) -> str:
    """Return persons in thousands, to one decimal, for a table."""
    return language.figure(rounded(persons / 1000, decimals=1), decimals=1)


def between(found: Spread, language: Language, factor: float = 1.0) -> str:
    """Return a mean with its bounds, of persons in units of `factor`, in thousands."""
    mean, low, high = (thousands(n * factor, language) for n in (found.mean, found.low, found.high))
    return language.say("scenario.between", median=mean, low=low, high=high)


def percent(share: float) -> str:
    """Return a share as a whole percentage.

    >>> percent(0.1305), percent(0.204)
    ('13%', '20%')
    """
    return f"{rounded(100 * share, decimals=0)}%"


def count(number: float, language: Language) -> str:
    """Return persons or euros to three figures: more would claim what is not known."""
    whole = int(Decimal(f"{number:.3g}"))
    return language.figure(whole, decimals=0)


def price(found: Price | None, language: Language) -> str:
    """Return a price with its bounds; one without an upper bound says so."""
    none = language.say("scenario.option.no-bound")
    if found is None or found.low is None:
        return none
    low = count(found.low, language)
    if found.median is None:
        return language.say("scenario.option.at-least", low=low)
    high = none if found.high is None else count(found.high, language)
    return language.say(
        "scenario.between", median=count(found.median, language), low=low, high=high
    )


def pillar_names(edition: Edition, run: Run) -> dict[str, str]:
    """Return the names of the pillars of a scenario; the id of one that the plan lacks."""
    names = {p.id: edition.language.words(p.names) for p in edition.programme.plan.pillars}
    return {pillar: names.get(pillar, pillar) for pillar in run.pillars}


def group_names(run: Run, language: Language) -> dict[str, str]:
    """Return the names of the occupation groups."""
    return {group: language.words(names) for group, names in run.group_names.items()}


def input_names(run: Run, language: Language) -> dict[str, str]:
    """Return what every source of uncertainty is called, by its name in the scenario.

    A number of a measure stands after the name of its measure.
    """
    names = {one.name: language.words(one.label) if one.label else one.name for one in run.inputs}
    for one in run.measures:
        owner = language.words(one.name) if one.name else one.id
        for name in one.quantities:
            names[name] = f"{owner}: {lowered(names[name])}"
    return names | {SHOCK: language.say("scenario.share.demand-shocks")}


def grade_words(grade: str, language: Language) -> str:
    """Return an evidence grade; only "no evidence" has words."""
    return language.say("scenario.no-evidence") if grade == NO_EVIDENCE else grade


def input_anchor(name: str) -> str:
    """Return the anchor of an input in the table of all inputs."""
    return f"input-{name.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Amounts:
    """Writes the numbers of inputs with their units, which the programme has in every language."""

    units: Mapping[str, Unit]
    language: Language

    def number(self, value: float, unit: str) -> str:
        """Return one number with its unit."""
        return self.row((value,), unit)

    def row(self, values: tuple[float, ...], unit: str) -> str:
        """Return numbers with their unit once; a per cent sign stands at each of them.

        A year is no quantity, and is written as one word.
        """
        if unit == YEAR:
            return " · ".join(str(int(value)) for value in values)
        factor, name = self._written_in(unit)
        sign = PERCENT if name == PERCENT else ""
        shown = " · ".join(f"{self.plain(value * factor)}{sign}" for value in values)
        return shown if sign or not name else f"{shown}{NO_BREAK}{name}"

    def _written_in(self, unit: str) -> tuple[float, str]:
        """How many of the unit that a reader sees are in one of `unit`, and what that is called."""
        known = self.units.get(unit)
        if known is None:
            return 1.0, ""
        base = self.units.get(known.of or "")
        seen, factor = (known, 1.0) if base is None else (base, 10.0**known.scale)
        short = self.language.words(seen.short)
        return factor, short if short == PERCENT else self.language.words(seen.names)

    def value(self, one: InputFact, names: Mapping[str, str]) -> str:
        """Return the value of an input: one number, or every number of a table by its name."""
        if isinstance(one.value, dict):
            return "; ".join(
                f"{names.get(key, key)}: {self.number(part, one.unit)}"
                for key, part in one.value.items()
            )
        return self.number(one.value, one.unit)

    def range(self, one: InputFact) -> str:
        """Return what 8 of 10 draws lie between, empty where one number cannot say it."""
        if one.low is None or one.high is None:
            return ""
        low, high = (self.number(n, one.unit) for n in (one.low, one.high))
        return self.language.say("scenario.span", low=low, high=high)

    def plain(self, value: float) -> str:
        """Return a number to three significant digits, and no fewer than its whole part."""
        digits = max(3, len(str(int(abs(value)))))
        text = format(Decimal(f"{value:.{digits}g}").normalize(), "f")
        return self.language.figure(Decimal(text), decimals=len(text.partition(".")[2]))


@dataclass(frozen=True, slots=True)
class Assumed:
    """An input of the model: what it is, where it comes from, and how firm that is."""

    ident: str
    label: str
    value: str
    prior: str
    source: str
    href: str
    grade: str
    date: str
    note: str
    assumption: bool
    observed: str
    indicator: str


def assumed(
    one: InputFact, edition: Edition, names: Mapping[str, str], called: Mapping[str, str]
) -> Assumed:
    """Return one input as the page shows it; `names` are of groups, `called` of inputs."""
    language = edition.language
    amounts = Amounts(edition.programme.units, language)
    prior = amounts.range(one) or prior_words(one.prior, language)
    if one.probability_of_zero:
        zero = percent(one.probability_of_zero)
        prior = language.say("scenario.prior.spike", prior=prior, chance=zero)
    return Assumed(
        ident=input_anchor(one.name),
        label=called.get(one.name) or (language.words(one.label) if one.label else one.name),
        value=amounts.value(one, names),
        prior=prior,
        source=_source_name(one.source, language),
        href=one.source if is_web_address(one.source) else "",
        grade=grade_words(one.grade, language),
        date=one.date,
        note=language.words(one.note) if one.note else "",
        assumption=one.assumption,
        observed=observed_sentence(one, edition),
        indicator=_indicator_link(one, edition),
    )


def _source_name(source: str, language: Language) -> str:
    """Return the site of a source, which its address leads to, or that it is an assumption."""
    if source == "assumption":
        return language.say("scenario.assumption")
    return urlsplit(source).netloc.removeprefix("www.") or source


def observed_sentence(one: InputFact, edition: Edition) -> str:
    """Return from which figure of the monitor an input was taken, or that it could not be."""
    say = edition.language.say
    if one.wants is None:
        return ""
    name = _indicator_name(one.wants, edition)
    if one.observed is None:
        return say("scenario.input.not-held", indicator=name)
    period = period_name(Period.parse(one.observed.period), edition.language)
    return say("scenario.input.observed", indicator=name, period=period)


def _indicator_name(ident: str, edition: Edition) -> str:
    reading = edition.readings.get(ident)
    return ident if reading is None else edition.language.words(reading.definition.names)


def _indicator_link(one: InputFact, edition: Edition) -> str:
    if one.wants is None or one.wants not in edition.readings:
        return ""
    return edition.href(one.wants)


def prior_words(prior: Mapping[str, Any] | None, language: Language) -> str:
    """Return a distribution by its name, or that the value is the same in every draw."""
    if prior is None:
        return language.say("scenario.prior.none")
    ((family, numbers),) = prior.items()
    name = language.say(f"scenario.prior.{family}")
    return f"{name} {prior_words(numbers, language)}" if isinstance(numbers, Mapping) else name
