"""Why this number, and what the answer is sensitive to: inputs, draws, seed, swings and shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agdb.publication.edition import Edition
from agdb.publication.page.scenario.tables import columns
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
from agdb.publication.table.table import Cell, Row, RowGroup, Table
from agdb.publication.wording.language import Language, raised
from agdb.results.scenario_answers import Inverse, ScenarioAnswer, Sobol, SobolIndex, Swing
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
from agdb.statistics.number import rounded

LEADING = 10


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


def swing_table(edition: Edition, answer: ScenarioAnswer) -> Table:
    """Return gap and effect with one assumption low and high; the widest swings come first."""
    run, language, say = answer.run, edition.language, edition.language.say
    year = run.headline[0].year
    names = input_names(run, language)
    amounts = Amounts(edition.programme.units, language)
    units = {one.name: one.unit for one in run.inputs}
    rows = [
        Row(names[one.name], _swing(one, units.get(one.name, ""), amounts))
        for one in answer.sensitivity.swings[str(year)]
    ]
    return Table(
        "scenario-swings",
        say("scenario.swings", year=year),
        say("scenario.unit"),
        say("scenario.input"),
        columns(language, "low-mid-high", "effect-swing", "gap-swing"),
        (RowGroup("", tuple(rows)),),
        (say("scenario.swings.note"),),
    )


def _swing(one: Swing, unit: str, amounts: Amounts) -> tuple[Cell, ...]:
    language = amounts.language
    values = "" if one.value is None else amounts.row(one.value, unit)
    closure, gap = (
        " · ".join(thousands(number, language) for number in three)
        for three in (one.closure, one.gap)
    )
    return Cell(values or language.say("scenario.swings.table")), Cell(closure), Cell(gap)


def leading_swings(edition: Edition, table: Table, most: int = LEADING) -> Table:
    """Return the table with its first rows only, under a name that says so."""
    (group,) = table.groups
    rows = group.rows[:most]
    caption = edition.language.say("scenario.swings.first", n=len(rows))
    return Table(
        f"{table.ident}-first", caption, table.unit, table.corner, table.columns,
        (RowGroup("", rows),), table.notes,
    )  # fmt: skip


def sobol_tables(edition: Edition, answer: ScenarioAnswer) -> list[Table]:
    """Return what the spread of gap and effect hangs on with its errors, and what to find out."""
    sobol = answer.sensitivity.sobol
    if sobol is None:
        return []
    language, year = edition.language, str(answer.run.headline[0].year)
    found, names = sobol.years[year], input_names(answer.run, language)
    say = language.say
    indices = tuple(
        RowGroup(
            say(f"scenario.sobol.{outcome}"),
            tuple(_index_row(one, names) for one in ranked[:LEADING]),
        )
        for outcome, ranked in (("baseline", found.baseline), ("closure", found.closure))
    )
    worth = tuple(
        Row(names[one.name], (Cell(_percent_of(one.value)),))
        for one in found.value_of_information[:LEADING]
    )
    return [
        Table(
            "scenario-sobol", say("scenario.sobol", year=year), say("scenario.unit.share"),
            say("scenario.input"), columns(language, "first-order", "total-order"),
            indices, (_sobol_note(sobol, language),),
        ),
        Table(
            "scenario-information", say("scenario.information", year=year),
            say("scenario.unit.share"), say("scenario.input"), columns(language, "worth"),
            (RowGroup("", worth),), (say("scenario.information.note"),),
        ),
    ]  # fmt: skip


def _index_row(one: SobolIndex, names: Mapping[str, str]) -> Row:
    cells = (
        Cell(f"{_percent_of(value)} ± {_percent_of(2 * error)}")
        for value, error in ((one.first, one.first_error), (one.total, one.total_error))
    )
    return Row(names[one.name], tuple(cells))


def _percent_of(share: float) -> str:
    """An index as it was estimated; sampling can make it fall a little outside 0 to 1."""
    return f"{rounded(100 * share, decimals=0)}%".replace("-", "−")


def _sobol_note(sobol: Sobol, language: Language) -> str:
    runs, draws = (language.figure(n, decimals=0) for n in (sobol.runs, sobol.draws))
    return language.say("scenario.sobol.note", runs=runs, draws=draws)


def inverse_table(edition: Edition, inverse: Inverse, pillars: Mapping[str, str]) -> Table:
    """Return, per pillar and year, how many times the plan would give an even chance of no gap."""
    language, say = edition.language, edition.language.say
    whole = say("scenario.inverse.all")
    rows = [
        Row(
            pillars.get(who, whole),
            tuple(_times(doses[who], inverse, language) for doses in inverse.years.values()),
        )
        for who in (*pillars, "all")
    ]
    return Table(
        "scenario-inverse",
        say("scenario.inverse"),
        say("scenario.unit.times"),
        say("scenario.column.pillar"),
        tuple(inverse.years),
        (RowGroup("", tuple(rows)),),
    )


def _times(dose: float | None, inverse: Inverse, language: Language) -> Cell:
    if dose is None:
        most = int(inverse.largest_multiple_tried)
        return Cell(language.say("scenario.inverse.never", most=most))
    return Cell(language.figure(rounded(dose, decimals=1), decimals=1))


def variance_table(edition: Edition, answer: ScenarioAnswer) -> Table:
    """Return where the spread comes from, in per cent of the variance."""
    block, language, say = answer.run.headline[0], edition.language, edition.language.say
    rows = tuple(
        Row(
            say(f"scenario.share.{origin.replace(' ', '-')}"),
            (Cell(percent(shares.baseline)), Cell(percent(shares.closure))),
        )
        for origin, shares in block.variance_shares.items()
    )
    return Table(
        "scenario-shares",
        say("scenario.shares", year=block.year),
        say("scenario.unit.share"),
        say("scenario.column.origin"),
        columns(language, "of-gap", "of-closure"),
        (RowGroup("", rows),),
        (say("scenario.shares.text"),),
    )
