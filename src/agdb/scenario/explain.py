"""Why this number: from a number of the doorrekening down to inputs, draws and seed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agdb.errors import ScenarioError
from agdb.scenario.results import Ends, InputFact, ScenarioFact, Spread

if TYPE_CHECKING:
    from agdb.scenario.answers import ScenarioAnswer
    from agdb.scenario.results import GroupPath, Headline

GAP: Final = "gap"
WITH_PLAN: Final = "with-plan"
EFFECT: Final = "effect"
TOTALS: Final = (GAP, WITH_PLAN, EFFECT)
STOCKS: Final = ("demand", "supply", "vacancies")
PILLAR: Final = "pillar."
MEASURE: Final = "measure."
OPTION: Final = "option."
"""Before the ids of pillars, measures and options, which may have the same names."""
MOST: Final = 10
LEAST: Final = 0.01
"""At most so many inputs are named, and only those that carry this much of the spread."""


class Summand(ScenarioFact, frozen=True):
    """One of the numbers that a number is made of, in persons; `sign` is how it counts."""

    name: str
    sign: int
    value: float


class Use(ScenarioFact, frozen=True):
    """An input that a number hangs on, and its part of the spread with all that it works on."""

    input: InputFact
    share: float | None


class NumberExplanation(ScenarioFact, frozen=True):
    """A number of the doorrekening in persons, and how it came about.

    `how` names the calculation; `parts` add up to the mean of the number.
    """

    name: str
    year: int
    how: str
    value: Spread
    parts: list[Summand]
    uses: list[Use]
    scenario: str
    draws: int
    seed: int
    sha256: str
    version: str = ""


def explained_names(answer: ScenarioAnswer) -> list[str]:
    """The names of all numbers that can be explained."""
    run = answer.run
    groups = [f"{group}.{what}" for group in run.group_names for what in (*TOTALS, *STOCKS)]
    variants = [f"{one.id}.{what}" for one in answer.sensitivity.variants for what in TOTALS]
    pillars = [f"{PILLAR}{pillar}" for pillar in run.pillars]
    measures = [f"{MEASURE}{one}" for one in answer.sensitivity.measures.measures]
    options = [f"{OPTION}{one.option}" for one in answer.options]
    inputs = [one.name for one in run.inputs]
    return [*TOTALS, *groups, *pillars, *measures, *variants, *options, *inputs]


def explain(answer: ScenarioAnswer, name: str, year: int) -> NumberExplanation:
    """How the number called `name` came about; raises ScenarioError with the names there are."""
    run = answer.run
    years = {block.year: block for block in run.headline}
    if year not in years:
        raise ScenarioError(
            f"the doorrekening says nothing of {year}",
            remedy=f"ask for {' or '.join(map(str, years))}",
        )
    finders = (_total, _of_group, _of_pillar, _of_measure, _of_variant, _of_option, _of_input)
    for find in finders:
        found = find(answer, name, years[year])
        if found is not None:
            return found
    raise ScenarioError(
        f"the doorrekening has no number {name!r}",
        remedy=f"it has {', '.join(explained_names(answer)[:20])}, measures, variants and inputs",
    )


def _of_pillar(answer: ScenarioAnswer, name: str, block: Headline) -> NumberExplanation | None:
    run, year, pillar = answer.run, block.year, name.removeprefix(PILLAR)
    if not name.startswith(PILLAR) or pillar not in run.pillars:
        return None
    share = run.year(year).pillars[pillar].share.times(run.persons_per_unit)
    return _made(answer, name, year, "pillar", share, _leading(answer, year, EFFECT))


def _of_measure(answer: ScenarioAnswer, name: str, block: Headline) -> NumberExplanation | None:
    measure = name.removeprefix(MEASURE)
    found = answer.sensitivity.measures.measures.get(measure)
    if not name.startswith(MEASURE) or found is None:
        return None
    share = found.share.at(block.year - answer.run.base_year).times(answer.run.persons_per_unit)
    uses = _uses(answer, _numbers_of(answer, measure))
    return _made(answer, name, block.year, "measure", share, uses)


def _of_variant(answer: ScenarioAnswer, name: str, block: Headline) -> NumberExplanation | None:
    owner, _, what = name.rpartition(".")
    variant = next((one for one in answer.sensitivity.variants if one.id == owner), None)
    if variant is None or what not in TOTALS:
        return None
    here = next(one for one in variant.headline if one.year == block.year)
    parts = _difference(here) if what == EFFECT else []
    uses = _leading(answer, block.year, what)
    how = f"variant-{what}"
    return _made(answer, name, block.year, how, _of_block(here, what), uses, parts)


def _of_option(answer: ScenarioAnswer, name: str, block: Headline) -> NumberExplanation | None:
    option = next((one for one in answer.options if f"{OPTION}{one.option}" == name), None)
    if option is None:
        return None
    extra = option.on_top_of_the_plan[str(block.year)].extra_workers
    return _made(answer, name, block.year, "option", extra, [Use(i, None) for i in option.inputs])


def _of_input(answer: ScenarioAnswer, name: str, block: Headline) -> NumberExplanation | None:
    """What the plan closes where this input alone is at its low and at its high bound."""
    given = answer.run.input(name)
    if given is None:
        return None
    swings = answer.sensitivity.swings[str(block.year)]
    swing = next((one for one in swings if one.name == name), None)
    stated = swings[0].closure[1] if swings else 0.0
    low, stated, high = (stated, stated, stated) if swing is None else swing.closure
    moved = Spread(stated, stated, min(low, high), max(low, high))
    uses = [Use(given, _share(answer, name, block.year))]
    return _made(answer, name, block.year, "input", moved, uses)


def _made(
    answer: ScenarioAnswer,
    name: str,
    year: int,
    how: str,
    value: Spread,
    uses: list[Use],
    parts: list[Summand] | None = None,
) -> NumberExplanation:
    run = answer.run
    return NumberExplanation(
        name, year, how, value, parts or [], uses, run.scenario, run.draws, run.seed, run.sha256
    )


def _total(answer: ScenarioAnswer, name: str, block: Headline) -> NumberExplanation | None:
    run, at = answer.run, block.year - answer.run.base_year
    if name not in TOTALS:
        return None
    parts = [
        Summand(f"{group}.{name}", 1, _end(ends, name).gap.mean[at] * run.persons_per_unit)
        for group, ends in run.groups.items()
    ]
    if name == EFFECT:
        parts = _difference(block)
    uses = _leading(answer, block.year, name)
    return _made(answer, name, block.year, name, _of_block(block, name), uses, parts)


def _of_group(answer: ScenarioAnswer, name: str, block: Headline) -> NumberExplanation | None:
    run, at, year = answer.run, block.year - answer.run.base_year, block.year
    group, _, what = name.rpartition(".")
    if group not in run.group_names or what not in (*TOTALS, *STOCKS):
        return None
    ends, size = run.groups[group], run.persons_per_unit
    others = tuple(f"{name}." for name in run.group_names if name != group)
    leading = _leading(answer, year, what if what in TOTALS else GAP)
    # Ranked by their share in the total; what belongs to another group says little of this one.
    uses = [Use(u.input, None) for u in leading if not u.input.name.startswith(others)]
    if what in STOCKS:
        value = getattr(ends.baseline, what).at(at).times(size)
        return _made(answer, name, year, what, value, uses)
    if what == EFFECT:
        without, plan = (one.gap.mean[at] * size for one in (ends.baseline, ends.with_plan))
        parts = [Summand(f"{group}.{GAP}", 1, without), Summand(f"{group}.{WITH_PLAN}", -1, plan)]
        value = run.closed_by_group[group].at(at).times(size)
        return _made(answer, name, year, EFFECT, value, uses, parts)
    path = _end(ends, what)
    parts = [Summand(f"{group}.demand", 1, path.demand.mean[at] * size)]
    parts.append(Summand(f"{group}.supply", -1, (path.demand.mean[at] - path.gap.mean[at]) * size))
    return _made(answer, name, year, "group-gap", path.gap.at(at).times(size), uses, parts)


def _end(ends: Ends[GroupPath], what: str) -> GroupPath:
    return ends.with_plan if what == WITH_PLAN else ends.baseline


def _of_block(block: Headline, what: str) -> Spread:
    return {GAP: block.baseline, WITH_PLAN: block.with_plan, EFFECT: block.closure}[what]


def _difference(block: Headline) -> list[Summand]:
    return [Summand(GAP, 1, block.baseline.mean), Summand(WITH_PLAN, -1, block.with_plan.mean)]


def _leading(answer: ScenarioAnswer, year: int, what: str) -> list[Use]:
    """The inputs that carry most of the spread of the gap, or of what the plan closes."""
    sobol = answer.sensitivity.sobol
    if sobol is None:
        return [Use(one, None) for one in answer.run.inputs]
    indices = sobol.years[str(year)]
    ranked = indices.closure if what == EFFECT else indices.baseline
    uses = []
    for index in ranked[:MOST]:
        given = answer.run.input(index.name)
        if given is not None and index.total >= LEAST:
            uses.append(Use(given, index.total))
    return uses


def _numbers_of(answer: ScenarioAnswer, measure: str) -> list[str]:
    """The numbers of a measure, and those that decide how much of it arrives."""
    one = next(m for m in answer.run.measures if m.id == measure)
    return [*one.quantities, "coordination-loss", "side-entry-response"]


def _uses(answer: ScenarioAnswer, names: list[str]) -> list[Use]:
    found = (answer.run.input(name) for name in names)
    return [Use(one, None) for one in found if one is not None]


def _share(answer: ScenarioAnswer, name: str, year: int) -> float | None:
    sobol = answer.sensitivity.sobol
    indices = () if sobol is None else sobol.years[str(year)].closure
    return next((index.total for index in indices if index.name == name), None)
