"""The first screen: the range over ways to reckon, groups and pillars, evidence, the own test."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from agdb.publication.chart.interval import Across, IntervalPoint, span_row
from agdb.publication.edition import Edition
from agdb.publication.page.scenario.words import (
    Persons,
    group_names,
    percent,
    pillar_names,
    thousands,
)
from agdb.publication.wording.language import lowered
from agdb.results.scenario import Headline, Spread
from agdb.results.scenario_answers import ScenarioAnswer, VariantResult
from agdb.statistics.number import adding_up

WITHOUT, WITH = "without", "with"
QUESTIONS = ("growth", "market", "measures")


@dataclass(frozen=True, slots=True)
class VariantRow:
    """One way to reckon: gap without and with the plan, and what the plan takes off."""

    name: str
    main: bool
    gap: Markup
    without: str
    with_plan: str
    effect: Markup
    closed: str


@dataclass(frozen=True, slots=True)
class Block:
    """Ways to reckon that answer the same question differently."""

    question: str
    rows: tuple[VariantRow, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A name with a picture and its number in words."""

    name: str
    picture: Markup
    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of what the plan takes off, by the strength of its evidence."""

    text: str
    width: str
    kind: str


@dataclass(frozen=True, slots=True)
class First:
    """Everything on the first screen."""

    year: str
    title: str
    closure: str
    tested: str
    blocks: tuple[Block, ...]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    groups_title: str
    pillars: tuple[Line, ...]
    pillars_note: str
    evidence: str
    shares: tuple[Share, ...]
    dots: tuple[bool, ...]


def first_screen(edition: Edition, answer: ScenarioAnswer) -> First:
    """Return the first screen, for the first headline year."""
    language, run = edition.language, answer.run
    block = run.headline[0]
    persons = Persons.of(block, language)
    say = language.say
    variants = answer.sensitivity.variants
    return First(
        year=str(block.year),
        title=answer_sentence(edition, answer),
        closure=closure_sentence(edition, answer, "scenario.closure"),
        tested=tested_sentence(edition, answer),
        blocks=_blocks(edition, variants, persons),
        groups=_groups(edition, answer),
        groups_title=_groups_title(edition, answer, persons),
        pillars=_pillars(edition, answer),
        pillars_note=say("scenario.pillars.sum", number=thousands(block.closure.mean, language)),
        evidence=evidence_sentence(edition, answer),
        shares=_shares(edition, answer),
        dots=_dots(answer),
    )


def answer_sentence(edition: Edition, answer: ScenarioAnswer) -> str:
    """Return the range of the gap over the ways to reckon, which is the answer."""
    found = reckoned(answer)
    block = answer.run.headline[0]
    persons = Persons.of(block, edition.language)
    least, most = persons.short(min(found)), persons.short(max(found))
    return edition.language.say("scenario.answer", year=block.year, least=least, most=most)


def reckoned(answer: ScenarioAnswer) -> list[float]:
    """Return the mean gap without the plan by every way to reckon, in the first headline year."""
    return [
        one.headline[0].baseline.mean
        for one in answer.sensitivity.variants
        if one.main or one.asks in ("growth", "market")
    ]


def closure_sentence(edition: Edition, answer: ScenarioAnswer, key: str) -> str:
    """Return message `key` with what the plan takes off in the first headline year."""
    block = answer.run.headline[0]
    persons = Persons.of(block, edition.language)
    return edition.language.say(
        key,
        year=block.year,
        mean=edition.language.figure(persons.closed(block), decimals=0),
        low=persons.text(block.closure.low),
        high=persons.text(block.closure.high),
    )


def tested_sentence(edition: Edition, answer: ScenarioAnswer) -> str:
    """Return how often the model's own bounds held what happened; empty without a test."""
    past = answer.run.backtest
    if past is None or not past.scores["model"].pairs:
        return ""
    model, say = past.scores["model"], edition.language.say
    sentence = say(
        "scenario.tested",
        covered=model.covered,
        pairs=model.pairs,
        share=percent(model.covered / model.pairs),
    )
    return f"{sentence} {say('scenario.tested.late')}" if past.pseudo_real_time else sentence


def evidence_sentence(edition: Edition, answer: ScenarioAnswer) -> str:
    """Return which part of what the plan takes off has what evidence; the parts add up."""
    language, block = edition.language, answer.run.headline[0]
    steps = answer.run.evidence[str(block.year)]
    strong, weak, none = adding_up([step.added / 1000 for step in steps], decimals=1)
    shown = [language.figure(part, decimals=1) for part in (strong, weak, none)]
    return language.say("scenario.evidence", strong=shown[0], weak=shown[1], none=shown[2])


def _blocks(edition: Edition, variants: list[VariantResult], persons: Persons) -> tuple[Block, ...]:
    main = next(one for one in variants if one.main)
    rows = [one.headline[0] for one in variants]
    gap = Across.of(p for block in rows for p in _gap_points(block))
    effect = Across.of(p for block in rows for p in _effect_points(block))
    found = []
    for question in QUESTIONS:
        mine = [one for one in variants if one.asks == question]
        if mine:
            # The main way stands among the others of each question, in the order of the gap.
            together = sorted([main, *mine], key=lambda one: _order(one, question))
            found.append(
                Block(
                    edition.language.say(f"scenario.asks.{question}"),
                    tuple(_row(edition, one, persons, gap, effect) for one in together),
                )
            )
    return tuple(found)


def _order(one: VariantResult, question: str) -> float:
    block = one.headline[0]
    return block.closure.mean if question == "measures" else block.baseline.mean


def _row(
    edition: Edition, one: VariantResult, persons: Persons, gap: Across, effect: Across
) -> VariantRow:
    say, block = edition.language.say, one.headline[0]
    closed = edition.language.figure(persons.closed(block), decimals=0)
    name = say("scenario.main") if one.main else edition.language.words(one.name)
    return VariantRow(
        name=name,
        main=one.main,
        gap=span_row(
            _gap_points(block),
            gap,
            say(
                "scenario.row.gap",
                without=persons.short(block.baseline.mean),
                low=persons.short(block.baseline.low),
                high=persons.short(block.baseline.high),
                plan=persons.short(block.with_plan.mean),
            ),
        ),
        without=persons.text(block.baseline.mean),
        with_plan=persons.text(block.with_plan.mean),
        effect=span_row(
            _effect_points(block),
            effect,
            say(
                "scenario.row.effect",
                mean=closed,
                low=persons.text(block.closure.low),
                high=persons.text(block.closure.high),
            ),
        ),
        closed=closed,
    )


def _gap_points(block: Headline) -> tuple[IntervalPoint, ...]:
    without, plan = block.baseline, block.with_plan
    return (
        IntervalPoint(WITHOUT, without.mean, without.low, without.high),
        IntervalPoint(WITH, plan.mean, hollow=True),
    )


def _effect_points(block: Headline) -> tuple[IntervalPoint, ...]:
    return (_spread(WITH, block.closure),)


def _spread(meaning: str, found: Spread) -> IntervalPoint:
    return IntervalPoint(meaning, found.mean, found.low, found.high)


def _groups(edition: Edition, answer: ScenarioAnswer) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Each group without and with the plan; technical and ICT work are never one number here."""
    run, language = answer.run, edition.language
    at = run.headline[0].year - run.base_year
    ends = {
        group: [
            (meaning, path.gap.at(at).times(run.persons_per_unit))
            for meaning, path in ((WITHOUT, found.baseline), (WITH, found.with_plan))
        ]
        for group, found in run.groups.items()
    }
    across = Across.of(_spread(m, s) for both in ends.values() for m, s in both)
    names = group_names(run, language)
    return tuple(
        (names[group], tuple(_group_line(edition, m, s, across) for m, s in both))
        for group, both in ends.items()
    )


def _group_line(edition: Edition, meaning: str, found: Spread, across: Across) -> Line:
    language = edition.language
    name = language.say(f"scenario.line.{meaning}")
    text = language.say(
        "scenario.between",
        median=thousands(found.mean, language),
        low=thousands(found.low, language),
        high=thousands(found.high, language),
    )
    return Line(name, span_row((_spread(meaning, found),), across, f"{name}: {text}"), text)


def _groups_title(edition: Edition, answer: ScenarioAnswer, persons: Persons) -> str:
    """Which group lacks most people without the plan, and how many the others."""
    run, language = answer.run, edition.language
    at = run.headline[0].year - run.base_year
    names = group_names(run, language)
    gaps = sorted(
        (
            (run.groups[group].baseline.gap.mean[at] * run.persons_per_unit, names[group])
            for group in run.groups
        ),
        reverse=True,
    )
    return language.say(
        "scenario.groups.title",
        listed=language.listing(
            [
                language.say("scenario.group-gap", gap=persons.short(gap), name=lowered(name))
                for gap, name in gaps
            ]
        ),
    )


def _pillars(edition: Edition, answer: ScenarioAnswer) -> tuple[Line, ...]:
    run, language = answer.run, edition.language
    block = run.headline[0]
    shares = {
        pillar: found.share.times(run.persons_per_unit)
        for pillar, found in run.year(block.year).pillars.items()
    }
    across = Across.of(_spread(WITH, share) for share in shares.values())
    shown = adding_up([share.mean / 1000 for share in shares.values()], decimals=1)
    names = pillar_names(edition, run)
    lines = []
    for (pillar, share), mean in zip(shares.items(), shown, strict=True):
        low, high = (thousands(n, language) for n in (share.low, share.high))
        text = language.say(
            "scenario.between", median=language.figure(mean, decimals=1), low=low, high=high
        )
        picture = span_row((_spread(WITH, share),), across, f"{names[pillar]}: {text}")
        lines.append(Line(names[pillar], picture, text))
    return tuple(lines)


def _shares(edition: Edition, answer: ScenarioAnswer) -> tuple[Share, ...]:
    """The strip of evidence; a part below zero has no width."""
    steps = answer.run.evidence[str(answer.run.headline[0].year)]
    whole = sum(max(step.added, 0.0) for step in steps) or 1.0
    kinds = ("strong", "weak", "none")
    found = []
    for step, kind in zip(steps, kinds, strict=True):
        part = max(step.added, 0.0) / whole
        label = edition.language.say(f"scenario.evidence.{kind}", share=percent(part))
        found.append(Share(label, f"{100 * part:.1f}", kind))
    return tuple(found)


def _dots(answer: ScenarioAnswer) -> tuple[bool, ...]:
    past = answer.run.backtest
    model = None if past is None else past.scores["model"]
    return () if model is None else tuple(n < model.covered for n in range(model.pairs))
