"""How the numbers, inputs and codes of the doorrekening are written for a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agdb.publication.wording.language import Language
from agdb.statistics.number import rounded


@dataclass(frozen=True, slots=True)
class Units:
    """How numbers of persons are written; the model counts in units of `size` persons."""

    language: Language
    size: float

    def persons(self, number: float) -> str:
        """Return a number of persons that is rounded already."""
        return self.language.figure(int(number), decimals=0)

    def scaled(self, number: float) -> str:
        """Return a number of the model in thousands of persons, to one decimal."""
        thousands = rounded(number * self.size / 1000, decimals=1)
        return self.language.figure(thousands, decimals=1)

    def span(self, low: float, high: float) -> str:
        """Return an interval."""
        return self.language.say("scenario.span", low=self.scaled(low), high=self.scaled(high))

    def between(self, found: Mapping[str, Any], at: int | None = None) -> str:
        """Return a median with its 80 per cent interval; `at` is the place in the years."""
        low, median, high = (
            self.scaled(found[key] if at is None else found[key][at])
            for key in ("low", "median", "high")
        )
        return self.language.say("scenario.between", median=median, low=low, high=high)

    def thousands(self, number: float) -> float:
        """Return a number of the model in thousands of persons, for drawing."""
        return number * self.size / 1000


@dataclass(frozen=True, slots=True)
class Assumed:
    """An input of the model: what it is, where it comes from, and how firm that is."""

    ident: str
    label: str
    value: str
    prior: str
    unit: str
    source: str
    href: str
    grade: str
    date: str
    note: str
    assumption: bool


def assumed(one: Mapping[str, Any], language: Language) -> Assumed:
    """Return one input as the page shows it."""
    source = str(one["source"])
    spike = float(one["probability_of_zero"])
    prior = prior_words(one["prior"], language)
    if spike:
        prior = language.say("scenario.prior.spike", prior=prior, chance=percent(spike))
    return Assumed(
        ident=input_anchor(one["name"]),
        label=language.words(one["label"]) if one["label"] else str(one["name"]),
        value=value_words(one["value"], language),
        prior=prior,
        unit=str(one["unit"]),
        source=language.say("scenario.assumption") if source == "assumption" else source,
        href=source if source.startswith(("http://", "https://")) else "",
        grade=grade_words(str(one["grade"]), language),
        date=str(one["date"]),
        note=language.words(one["note"]) if one["note"] else "",
        assumption=bool(one["assumption"]),
    )


def input_anchor(name: str) -> str:
    """Return the anchor of an input in the table of all inputs."""
    return f"input-{name.replace('.', '-')}"


def grade_words(grade: str, language: Language) -> str:
    """Return an evidence grade; only "no evidence" has words."""
    return language.say("scenario.no-evidence") if grade == "no evidence" else grade


def value_words(value: object, language: Language) -> str:
    """Return a number or a table of numbers, to six significant digits."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {value_words(part, language)}" for name, part in value.items())
    if isinstance(value, int | float):
        text = format(Decimal(f"{value:.6g}").normalize(), "f")
        return language.figure(Decimal(text), decimals=len(text.partition(".")[2]))
    return "" if value is None else str(value)


def prior_words(prior: Mapping[str, Any] | None, language: Language) -> str:
    """Return a distribution with its numbers, or that the value is the same in every draw."""
    if prior is None:
        return language.say("scenario.prior.none")
    ((family, numbers),) = prior.items()
    name = language.say(f"scenario.prior.{family}")
    if isinstance(numbers, Mapping):
        return f"{name} {prior_words(numbers, language)}"
    listed = numbers if isinstance(numbers, list) else [numbers]
    return f"{name} ({'; '.join(value_words(number, language) for number in listed)})"


def percent(share: float) -> str:
    """Return a share as a whole percentage."""
    return f"{rounded(100 * share, decimals=0)}%"


def count(number: float, language: Language) -> str:
    """Return persons or euros to two figures: more would claim what is not known."""
    whole = int(Decimal(f"{number:.2g}"))
    return language.figure(whole, decimals=0)
