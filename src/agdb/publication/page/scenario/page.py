"""The page of the doorrekening, and the files that its data are in."""

from __future__ import annotations

from typing import Any

import msgspec

from agdb.errors import ReleaseError
from agdb.publication import address
from agdb.publication.chart.canvas import Caption
from agdb.publication.chart.line import LineChart, line_chart
from agdb.publication.chart.stroke import Spot, Trace
from agdb.publication.download.digits import in_digits
from agdb.publication.edition import Edition
from agdb.publication.figure.figure import Figure
from agdb.publication.page.scenario import tables
from agdb.publication.page.scenario.answer import first_screen
from agdb.publication.page.scenario.measures import measures, option_table, options
from agdb.publication.page.scenario.why import (
    Why,
    inverse_table,
    leading_swings,
    sobol_tables,
    swing_table,
    variance_table,
    why,
)
from agdb.publication.page.scenario.words import (
    Amounts,
    Persons,
    assumed,
    group_names,
    input_names,
    pillar_names,
    thousands,
)
from agdb.publication.section import LinkPlace, Section, named, one_if, single
from agdb.publication.table.table import Cell, Row, RowGroup, Table
from agdb.publication.wording.language import Language
from agdb.results.scenario import Headline, InputFact, Run
from agdb.results.scenario_answers import ScenarioAnswer
from agdb.scenario.explain import EFFECT, GAP, MEASURE, ORIGIN, PILLAR, WAY, WITH_PLAN
from agdb.scenario.result import published_run
from agdb.statistics.number import rounded
from agdb.statistics.period import Frequency

MISSING = ("origin", "wages", "crowding-out", "migration", "regions")
"""Mechanisms that the model does not have; each has its sentence among the messages."""


def scenario_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page; the release must hold a scenario."""
    answer, language = _answer(edition), edition.language
    run, say = answer.run, language.say
    pillars = pillar_names(edition, run)
    names = group_names(run, language)
    called = input_names(run, language)
    inputs = [assumed(one, edition, names, called) for one in _all_inputs(answer)]
    first = first_screen(edition, answer)
    swings = swing_table(edition, answer)
    return edition.render(
        "scenario/scenario.html",
        address.section(language.code, SECTION.name),
        title=first.title,
        description=say("scenario.intro"),
        name=language.words(run.name),
        first=first,
        told=[_sentences(block, language) for block in run.headline],
        missing=[
            (say(f"scenario.missing.{m}.what"), say(f"scenario.missing.{m}")) for m in MISSING
        ],
        unknown=say("scenario.unknown", n=sum(one.assumption for one in run.inputs)),
        whys_of=_whys(edition, answer),
        measure_whys={
            one.id: why(edition, answer, f"{MEASURE}{one.id}", run.headline[0].year)
            for one in run.measures
            if one.in_plan
        },
        variants=tables.variant_table(edition, answer),
        choices=tables.choice_table(edition, answer),
        beside=tables.beside_table(edition, answer),
        ways=tables.way_table(edition, answer),
        origins=tables.origin_table(edition, answer),
        targets=tables.target_table(edition, answer),
        figure=_gap_figure(run, language),
        pillars=list(pillars.items()),
        pillar_table=tables.pillar_table(edition, answer, pillars),
        years=[str(block.year) for block in run.headline],
        most=max(answer.grid.doses),
        dose_table=tables.dose_table(edition, answer.grid, pillars),
        subsets=tables.subset_table(edition, answer, pillars),
        swings=swings,
        first_swings=leading_swings(edition, swings),
        measures=measures(edition, answer),
        options=options(answer.options, language),
        option_table=option_table(answer.options, language),
        outcomes=tables.outcome_table(edition, answer),
        inverse=inverse_table(edition, answer.sensitivity.inverse, pillars),
        leading=sobol_tables(edition, answer),
        shares=variance_table(edition, answer),
        claims=_claims(run, edition),
        regional=_regional(run, language),
        assumed=inputs,
        grid=edition.addresses.link(grid_path()),
        script=edition.addresses.link(edition.assets.script),
        draws=language.figure(run.draws, decimals=0),
        seed=str(run.seed),
        sha256=run.sha256,
    )


def scenario_files(edition: Edition) -> list[tuple[str, bytes]]:
    """Return the data of the page: the whole run, the grid that its script reads, the rest."""
    answer = _answer(edition)
    return [
        ("scenario/run.json", _indented(published_run(answer.run))),
        (grid_path(), msgspec.json.encode(in_digits(msgspec.to_builtins(answer.grid)))),
        ("scenario/options.json", _indented(answer.options)),
        ("scenario/sensitivity.json", _indented(answer.sensitivity)),
    ]


def grid_path() -> str:
    """Return the path of the grid of doses, the same for every language."""
    return "scenario/grid.json"


def _indented(data: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(in_digits(msgspec.to_builtins(data))), indent=1)


def _answer(edition: Edition) -> ScenarioAnswer:
    found = edition.release.scenario
    if found is None:
        raise ReleaseError(
            f"the doorrekening of release {edition.release.id} was made by an older agdb",
            remedy="run agdb build, and then this again",
        )
    return found


def _all_inputs(answer: ScenarioAnswer) -> list[InputFact]:
    """Every number behind the page: those of the run, and the prices of the options."""
    known = {one.name for one in answer.run.inputs}
    prices = [one for option in answer.options for one in option.inputs if one.name not in known]
    return [*answer.run.inputs, *prices]


def _whys(edition: Edition, answer: ScenarioAnswer) -> dict[str, list[Why]]:
    """The answers to "why this number?", by the block of the page that they stand in."""
    run, year = answer.run, answer.run.headline[0].year
    groups = [f"{group}.{what}" for group in run.group_names for what in (GAP, EFFECT)]
    blocks = {
        "answer": [GAP, WITH_PLAN, EFFECT],
        "groups": groups,
        "pillars": [f"{PILLAR}{pillar}" for pillar in run.pillars],
        "ways": [f"{WAY}{one.way}" for one in run.ways if round(one.persons) != 0],
        "origins": [f"{ORIGIN}{one.id}" for one in run.origins],
    }
    return {
        block: [why(edition, answer, name, year) for name in names]
        for block, names in blocks.items()
    }


def _sentences(block: Headline, language: Language) -> dict[str, str]:
    """What is said of one year."""
    persons, say = Persons.of(block, language), language.say
    return {
        "year": str(block.year),
        "without": say(
            "scenario.without",
            year=block.year,
            mean=persons.short(block.baseline.mean),
            low=persons.short(block.baseline.low),
            high=persons.short(block.baseline.high),
        ),
        "plan": say(
            "scenario.with",
            mean=persons.short(block.with_plan.mean),
            closed=language.figure(persons.closed(block), decimals=0),
            low=persons.text(block.closure.low),
            high=persons.text(block.closure.high),
        ),
        "chance": tables.chances(block, language),
    }


def _regional(run: Run, language: Language) -> str:
    """Why there are no regional numbers; empty where the scenario has no regions at all."""
    divisions = [one for one in (run.regions, run.labour_market_regions) if one is not None]
    if not divisions or all(one.measured for one in divisions):
        return ""
    return language.say("scenario.by-region.none")


def _claims(run: Run, edition: Edition) -> list[tuple[str, str]]:
    """Published totals whose parts do not add up: what is said of each, and its source."""
    language, amounts = edition.language, Amounts(edition.programme.units, edition.language)
    return [
        (
            language.say(
                "scenario.claim",
                name=language.words(one.name),
                total=amounts.number(one.total, one.unit),
                unexplained=amounts.number(one.unexplained, one.unit),
            ),
            one.source,
        )
        for one in run.claims
        if not one.adds_up
    ]


def _gap_figure(run: Run, language: Language) -> Figure:
    """The gap without and with the whole plan, each with its bounds, and their table."""
    say, size = language.say, run.persons_per_unit / 1000
    none, whole = next(iter(run.years[0].subsets)), "+".join(run.pillars)
    traces = tuple(
        Trace(say(f"scenario.line.{key}"), (), tuple(_spot(run, i, subset, size) for i in years))
        for key, subset in (("without", none), ("with", whole))
        for years in [range(len(run.years))]
    )
    title = say("scenario.gap.title")
    chart = LineChart(
        caption=Caption("scenario-gap", title, _describe(traces, language)),
        traces=traces,
        frequency=Frequency.YEAR,
        unit=say("scenario.unit"),
        suffix="",
        decimals=0,
        steps=5,
        language=language,
        value_label=lambda spot: language.figure(rounded(spot.y, decimals=0), decimals=0),
    )
    rows = []
    for year in run.years:
        without, plan = year.subsets[none], year.subsets[whole]
        cells: list[Any] = [
            thousands(number * run.persons_per_unit, language)
            for number in (
                without.supply.mean, without.demand.mean, without.gap.mean, plan.gap.mean,
                plan.closed.mean,
            )
        ]  # fmt: skip
        rows.append(Row(str(year.year), tuple(Cell(text) for text in cells)))
    names = ("supply", "demand", "gap", "with", "closure")
    return Figure(
        ident="scenario-gap",
        heading=title,
        subheading=say("scenario.gap.subheading"),
        drawing=line_chart(chart),
        notes=(say("scenario.gap.note"),),
        table=Table(
            "scenario-gap-table", title, say("scenario.unit"), say("table.period"),
            tuple(say(f"scenario.column.{name}") for name in names), (RowGroup("", tuple(rows)),),
        ),
    )  # fmt: skip


def _spot(run: Run, index: int, subset: str, size: float) -> Spot:
    year = run.years[index]
    gap = year.subsets[subset].gap
    return Spot(
        at=float(year.year), value=gap.mean * size, lower=gap.low * size, upper=gap.high * size
    )


def _describe(traces: tuple[Trace, ...], language: Language) -> str:
    parts = [language.say("describe.kind.line", n=len(traces))]
    for trace in traces:
        first, last = trace.forecast[0], trace.forecast[-1]
        start, end = (
            language.figure(rounded(spot.y, decimals=0), decimals=0) for spot in (first, last)
        )
        parts.append(
            language.say(
                "scenario.describe", label=trace.label, first=int(first.at), last=int(last.at),
                start=start, end=end,
            )
        )  # fmt: skip
    return " ".join(parts)


SECTION = Section(
    name="scenario",
    keys=one_if(
        lambda edition: edition.release.scenario is not None or edition.release.scenario_of_older
    ),
    render=single(scenario_page),
    place=LinkPlace.MENU,
    label=named("menu.scenario"),
)
