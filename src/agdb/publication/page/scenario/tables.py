"""The tables of the doorrekening, from what stands beside others' figures to the doses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from agdb.publication.edition import Edition
from agdb.publication.page.scenario.words import (
    Amounts,
    Persons,
    between,
    group_names,
    input_names,
    percent,
    thousands,
)
from agdb.publication.table.table import Cell, Row, RowGroup, Table
from agdb.publication.wording.language import Language
from agdb.results.scenario import Ends, Headline, Run, Spreads
from agdb.results.scenario_answers import DoseGrid, GridYear, ScenarioAnswer, VariantResult
from agdb.statistics.number import adding_up


def variant_table(edition: Edition, answer: ScenarioAnswer) -> Table:
    """Return every way to reckon with all its numbers, per headline year."""
    language, say = edition.language, edition.language.say
    groups = []
    for i, first in enumerate(answer.run.headline):
        rows = []
        for one in answer.sensitivity.variants:
            block = one.headline[i]
            cells = [
                between(found, language)
                for found in (block.baseline, block.with_plan, block.closure)
            ]
            cells.append(percent(block.chance_closed.with_plan))
            name = say("scenario.main") if one.main else language.words(one.name)
            rows.append(Row(name, tuple(Cell(c) for c in cells)))
        groups.append(RowGroup(str(first.year), tuple(rows)))
    return Table(
        "scenario-variants",
        say("scenario.variants"),
        say("scenario.unit"),
        say("scenario.column.variant"),
        columns(language, "gap-between", "with-between", "closure-between", "chance-with"),
        tuple(groups),
        (say("scenario.means"),),
    )


def choice_table(edition: Edition, answer: ScenarioAnswer) -> Table:
    """Return what every way to reckon does otherwise than the main one."""
    language, say = edition.language, edition.language.say
    groups = [
        RowGroup(language.words(one.name), tuple(_choices(edition, answer.run, one)))
        for one in answer.sensitivity.variants
        if not one.main
    ]
    return Table(
        "scenario-choices",
        say("scenario.choices"),
        say("scenario.unit.row"),
        say("scenario.column.choice"),
        columns(language, "here", "main"),
        tuple(groups),
    )


def _choices(edition: Edition, run: Run, variant: VariantResult) -> Iterator[Row]:
    language, say = edition.language, edition.language.say
    amounts, names = Amounts(edition.programme.units, language), input_names(run, language)
    for name, value in variant.fixed.items():
        if (given := run.input(name)) is not None:
            main = amounts.range(given) or amounts.value(given, {})
            here = amounts.number(value, given.unit)
            yield Row(names[name], (Cell(here), Cell(main)))
    if variant.certain:
        cells = say("scenario.choice.certain.here"), say("scenario.choice.certain.main")
        yield Row(say("scenario.choice.certain"), tuple(Cell(text) for text in cells))
    if variant.grades:
        cells = ", ".join(variant.grades), say("scenario.choice.all")
        yield Row(say("scenario.choice.grades"), tuple(Cell(text) for text in cells))
    called = {one.id: language.words(one.name) for one in run.measures if one.name}
    for measure in variant.also:
        cells = say("scenario.choice.in"), say("scenario.choice.out")
        yield Row(called.get(measure, measure), tuple(Cell(text) for text in cells))


def beside_table(edition: Edition, answer: ScenarioAnswer) -> Table | None:
    """Return figures of others beside ours, the notes below; None without any."""
    run, language = answer.run, edition.language
    if not run.beside:
        return None
    say = language.say
    names = group_names(run, language)
    rows: dict[str, list[Row]] = {}
    for one in run.beside:
        unit = edition.programme.units.get(one.unit)
        scale = run.persons_per_unit if unit is None else 10.0**unit.scale
        published = thousands(one.published * scale, language)
        ours = between(one.ours, language, run.persons_per_unit)
        cells = (Cell(published, href=one.source), Cell(ours))
        rows.setdefault(names[one.group], []).append(Row(language.words(one.name), cells))
    notes = dict.fromkeys(language.words(one.note) for one in run.beside if one.note)
    return Table(
        "scenario-beside",
        say("scenario.beside"),
        say("scenario.unit.thousand"),
        say("scenario.column.what"),
        columns(language, "published", "ours"),
        tuple(RowGroup(group, tuple(found)) for group, found in rows.items()),
        tuple(notes),
    )


def way_table(edition: Edition, answer: ScenarioAnswer) -> Table:
    """Return how the plan takes people off the shortage; what is nothing is left out."""
    run, language, say = answer.run, edition.language, edition.language.say
    ways = [way for way in run.ways if round(way.persons) != 0]
    shown = adding_up([way.persons / 1000 for way in ways], decimals=1)
    rows = [
        Row(say(f"scenario.way.{way.way}"), (Cell(language.figure(number, decimals=1)),))
        for way, number in zip(ways, shown, strict=True)
    ]
    whole = sum(shown, Decimal(0))
    rows.append(Row(say("scenario.total"), (Cell(language.figure(whole, decimals=1)),)))
    return Table(
        "scenario-ways",
        say("scenario.by-way", year=run.headline[0].year),
        say("scenario.unit"),
        say("scenario.column.way"),
        columns(language, "effect"),
        (RowGroup("", tuple(rows)),),
        (say("scenario.by-way.note"),),
    )


def origin_table(edition: Edition, answer: ScenarioAnswer) -> Table | None:
    """Return which other work lacks people by the plan; None where nothing is assumed about it."""
    run, language = answer.run, edition.language
    if not run.origins:
        return None
    shown = adding_up([one.persons / 1000 for one in run.origins], decimals=1)
    rows = [
        Row(
            language.words(one.name),
            (Cell(percent(one.share)), Cell(language.figure(number, decimals=1))),
        )
        for one, number in zip(run.origins, shown, strict=True)
    ]
    whole = language.figure(sum(shown, Decimal(0)), decimals=1)
    rows.append(Row(language.say("scenario.total"), (Cell(percent(1.0)), Cell(whole))))
    return Table(
        "scenario-origins",
        language.say("scenario.origins"),
        language.say("scenario.unit"),
        language.say("scenario.column.origin-of"),
        columns(language, "share-of", "until", year=run.headline[0].year),
        (RowGroup("", tuple(rows)),),
        (language.say("scenario.origins.note"),),
    )


def target_table(edition: Edition, answer: ScenarioAnswer) -> Table | None:
    """Return each target beside where its own count would be; None without targets."""
    run, language, say = answer.run, edition.language, edition.language.say
    if not run.targets:
        return None
    rows, notes = [], []
    for one in run.targets:
        size = run.persons_per_unit
        target = thousands(one.target * size, language)
        if one.gap is None or one.stock is None:
            missing = Cell(say("scenario.no-statement"), absent=True)
            cells = (Cell(target), missing, missing, missing)
        else:
            stock = say(
                "scenario.in-year",
                number=thousands(one.stock * size, language),
                year=one.stock_year,
            )
            without, having = (
                between(end, language, size) for end in (one.gap.baseline, one.gap.with_plan)
            )
            cells = (Cell(target), Cell(stock), Cell(without), Cell(having))
        rows.append(Row(f"{language.words(one.name)} ({one.year})", cells))
        notes += [language.words(one.note)] if one.note else []
    return Table(
        "scenario-targets",
        say("scenario.targets"),
        say("scenario.unit"),
        say("scenario.column.target-of"),
        columns(language, "target", "stock", "short-without", "short-with"),
        (RowGroup("", tuple(rows)),),
        tuple(notes),
    )


def outcome_table(edition: Edition, answer: ScenarioAnswer) -> Table:
    """Return gap in persons and full-time work, vacancies and women by group."""
    run, language, say = answer.run, edition.language, edition.language.say
    at = run.headline[0].year - run.base_year
    names, groups = group_names(run, language), []
    for group, ends in run.groups.items():
        rows = [
            _both(
                key,
                Ends(getattr(ends.baseline, key), getattr(ends.with_plan, key)),
                run,
                at,
                language,
            )
            for key in ("demand", "supply", "gap", "gap_fte", "vacancies")
        ]
        if run.women:
            women = run.women[group]
            rows.append(
                _both("women", Ends(women.baseline.women, women.with_plan.women), run, at, language)
            )
        groups.append(RowGroup(names[group], tuple(rows)))
    return Table(
        "scenario-outcomes",
        say("scenario.outcomes", year=run.headline[0].year),
        say("scenario.unit"),
        say("scenario.column.outcome"),
        (say("scenario.line.without"), say("scenario.line.with")),
        tuple(groups),
        (say("scenario.means"),),
    )


def _both(key: str, ends: Ends[Spreads], run: Run, at: int, language: Language) -> Row:
    cells = (
        Cell(between(found.at(at), language, run.persons_per_unit))
        for found in (ends.baseline, ends.with_plan)
    )
    return Row(language.say(f"scenario.outcome.{key}"), tuple(cells))


def subset_table(edition: Edition, answer: ScenarioAnswer, pillars: Mapping[str, str]) -> Table:
    """Return gap and closure of every combination of pillars in the first headline year."""
    run, language = answer.run, edition.language
    year = run.year(run.headline[0].year)
    rows = []
    for key, stocks in year.subsets.items():
        chosen = [pillars[code] for code in key.split("+") if code in pillars]
        label = language.listing(chosen) or language.say("scenario.no-pillar")
        cells = (
            Cell(between(found, language, run.persons_per_unit))
            for found in (stocks.gap, stocks.closed)
        )
        rows.append(Row(label, tuple(cells)))
    return Table(
        "scenario-subsets",
        language.say("scenario.subsets", year=year.year),
        language.say("scenario.unit"),
        language.say("scenario.column.pillars"),
        columns(language, "gap-between", "closure-between"),
        (RowGroup("", tuple(rows)),),
    )


def pillar_table(edition: Edition, answer: ScenarioAnswer, pillars: Mapping[str, str]) -> Table:
    """Return the share of every pillar, and what it does alone and as the last one in."""
    run, language, say = answer.run, edition.language, edition.language.say
    year = run.year(run.headline[0].year)
    rows = tuple(
        Row(
            pillars[pillar],
            tuple(
                Cell(between(found, language, run.persons_per_unit))
                for found in (shares.share, shares.first_in, shares.last_in)
            ),
        )
        for pillar, shares in year.pillars.items()
    )
    return Table(
        "scenario-pillars-table",
        say("scenario.pillars.title", year=year.year),
        say("scenario.unit"),
        say("scenario.column.pillar"),
        columns(language, "share", "first-in", "last-in"),
        (RowGroup("", rows),),
        (say("scenario.pillars.note"),),
    )


def dose_table(edition: Edition, grid: DoseGrid, pillars: Mapping[str, str]) -> Table:
    """Return what one pillar at another dose does, the others as planned, for every year."""
    language, say = edition.language, edition.language.say
    planned = [1.0] * len(pillars)
    choices = [(say("scenario.dose.all"), planned)]
    for i, pillar in enumerate(pillars.values()):
        for dose in grid.doses:
            if dose != 1:
                words = dose_words(dose, language)
                label = say("scenario.dose.of", pillar=pillar, dose=words)
                choices.append((label, [*planned[:i], dose, *planned[i + 1 :]]))
    nothing = grid.combinations.index([0.0] * len(pillars))
    groups = tuple(
        RowGroup(
            year,
            tuple(
                _dose_row(label, cells, grid.combinations.index(doses), nothing, language)
                for label, doses in choices
            ),
        )
        for year, cells in grid.cells.items()
    )
    return Table(
        "scenario-doses",
        say("scenario.doses.table"),
        say("scenario.unit.persons"),
        say("scenario.column.choice"),
        columns(language, "gap-between", "closure", "chance"),
        groups,
    )


def _dose_row(label: str, cells: GridYear, at: int, nothing: int, language: Language) -> Row:
    persons = Persons(language, cells.step)
    low, mean, high = cells.gap[at]
    closed = persons.round(cells.gap[nothing][1]) - persons.round(mean)
    median, least, most = (persons.text(number) for number in (mean, low, high))
    gap = language.say("scenario.between", median=median, low=least, high=most)
    effect = language.figure(closed, decimals=0)
    return Row(label, (Cell(gap), Cell(effect), Cell(percent(cells.probability_closed[at]))))


def dose_words(dose: float, language: Language) -> str:
    """Return a multiple of the plan."""
    known = {0.0: "scenario.dose.none", 1.0: "scenario.dose.plan"}
    if dose in known:
        return language.say(known[dose])
    return language.say("scenario.dose.times", number=f"{dose:g}")


def chances(block: Headline, language: Language) -> str:
    """Return how likely it is that nobody lacks, without and with the plan, in whole per cents."""
    return language.say(
        "scenario.chance",
        baseline=percent(block.chance_closed.baseline),
        plan=percent(block.chance_closed.with_plan),
    )


def columns(language: Language, *names: str, **parts: int) -> tuple[str, ...]:
    """Return the heads of columns."""
    return tuple(language.say(f"scenario.column.{name}", None, **parts) for name in names)
