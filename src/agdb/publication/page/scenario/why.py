"""Why this number: what it is made of, the inputs that it hangs on, the draws and the seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agdb.publication.edition import Edition
from agdb.publication.page.scenario.words import (
    Amounts,
    group_names,
    input_anchor,
    input_names,
    observed_sentence,
    percent,
    pillar_names,
    thousands,
)
from agdb.publication.wording.language import raised
from agdb.results.scenario_answers import ScenarioAnswer
from agdb.scenario.explain import (
    MEASURE,
    ORIGIN,
    PILLAR,
    STOCKS,
    TOTALS,
    WAY,
    NumberExplanation,
    explain,
)


@dataclass(frozen=True, slots=True)
class Hangs:
    """An input that a number hangs on."""

    href: str
    label: str
    value: str
    share: str
    observed: str


@dataclass(frozen=True, slots=True)
class Why:
    """The answer to "why this number?" of one number."""

    title: str
    how: str
    parts: tuple[str, ...]
    hangs: tuple[Hangs, ...]
    run: str


def why(edition: Edition, answer: ScenarioAnswer, name: str, year: int) -> Why:
    """Return the answer for the number called `name`."""
    found = explain(answer, name, year)
    language, say = edition.language, edition.language.say
    names = number_names(edition, answer)
    parts = tuple(
        say(
            "scenario.why.minus" if part.sign < 0 else "scenario.why.plus",
            name=names.get(part.name, part.name),
            value=thousands(part.value, language),
        )
        for part in found.parts
    )
    return Why(
        title=f"{raised(names.get(name, name))}, {year}",
        how=say(f"scenario.how.{found.how}"),
        parts=parts,
        hangs=_hangs(edition, answer, found),
        run=say(
            "scenario.why.run",
            draws=language.figure(found.draws, decimals=0),
            seed=str(found.seed),
            sha256=found.sha256[:12],
        ),
    )


def _hangs(edition: Edition, answer: ScenarioAnswer, found: NumberExplanation) -> tuple[Hangs, ...]:
    names = input_names(answer.run, edition.language)
    amounts = Amounts(edition.programme.units, edition.language)
    return tuple(
        Hangs(
            f"#{input_anchor(use.input.name)}",
            names[use.input.name],
            amounts.value(use.input, {}) if isinstance(use.input.value, float) else "",
            "" if use.share is None else percent(min(max(use.share, 0.0), 1.0)),
            observed_sentence(use.input, edition),
        )
        for use in found.uses
    )


def number_names(edition: Edition, answer: ScenarioAnswer) -> Mapping[str, str]:
    """Return what the numbers of the doorrekening are called."""
    language, say, run = edition.language, edition.language.say, answer.run
    names = {what: say(f"scenario.number.{what}") for what in TOTALS}
    for group, label in group_names(run, language).items():
        for what in (*TOTALS, *STOCKS):
            names[f"{group}.{what}"] = f"{label}: {say(f'scenario.number.{what}')}"
    names |= {f"{PILLAR}{p}": name for p, name in pillar_names(edition, run).items()}
    names |= {f"{MEASURE}{m.id}": language.words(m.name) for m in run.measures if m.name}
    names |= {f"{WAY}{one.way}": say(f"scenario.way.{one.way}") for one in run.ways}
    names |= {f"{ORIGIN}{one.id}": language.words(one.name) for one in run.origins}
    return names
