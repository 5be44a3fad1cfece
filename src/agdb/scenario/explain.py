"""Why this number: from a number of the doorrekening down to inputs, draws and seed."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from agdb.errors import ScenarioError
from agdb.results.scenario import Ends, InputFact, ScenarioFact, Spread
from agdb.scenario.measures import Lever

if TYPE_CHECKING:
    from agdb.results.scenario import GroupPath, Headline
    from agdb.results.scenario_answers import ScenarioAnswer

GAP: Final = "gap"
WITH_PLAN: Final = "with-plan"
EFFECT: Final = "effect"
TOTALS: Final = (GAP, WITH_PLAN, EFFECT)
_BY_PLAN: Final = "-with-plan"
STOCKS: Final = tuple(
    f"{stock}{end}" for end in ("", _BY_PLAN) for stock in ("demand", "supply", "vacancies")
)
PILLAR: Final = "pillar."
MEASURE: Final = "measure."
OPTION: Final = "option."
WAY: Final = "way."
ORIGIN: Final = "origin."
"""Before the ids of pillars, measures and so on, which may have the same names."""
GROUP: Final = "group."
VARIANT: Final = "variant."
INPUT: Final = "input."
"""May stand before a number of a group or variant and before an input, and must stand there where
the bare name is that of something else: `technical.vacancies` is a stock, and an input too."""
WORKS_IN: Final = {
    Lever.INTAKE: "graduates",
    Lever.COMPLETION: "graduates",
    Lever.ENTRY_SHARE: "graduates",
    Lever.TEACHERS: "graduates",
    Lever.EXIT: "exit",
    Lever.SIDE_ENTRY: "side_entry",
    Lever.MIGRANTS: "migration",
    Lever.HOURS: "hours",
    Lever.PRODUCTIVITY: "demand",
    Lever.COORDINATION: "",
    Lever.LAG: "",
}
"""The way in which a measure works on the shortage, by what it touches; empty for all ways."""
_KINDS: Final = (
    "GROUP.gap, VARIANT.effect, pillar.ID, measure.ID, option.ID, way.ID, origin.ID, input.NAME"
)
MOST: Final = 10
LEAST: Final = 0.01
"""At most so many inputs are named, and only those that carry this much of the spread."""


class Summand(ScenarioFact, frozen=True):
    """One of the numbers that a number is made of, in persons; `sign` is how it counts."""

    name: str
    sign: int
    value: float


class Use(ScenarioFact, frozen=True):
    """An input that a number hangs on, and its part of the spread with all that it works on.

    `at` is the value that a variant fixes it at.
    """

    input: InputFact
    share: float | None
    at: float | None = None


class NumberExplanation(ScenarioFact, frozen=True):
    """A number of the doorrekening in persons, and how it came about.

    `how` names the calculation; `parts` add up to the mean of the number. A number without a
    spread is a mean alone. Of an input, low and high are what the plan takes off with this input
    at its bounds.
    """

    name: str
    year: int
    how: str
    value: Spread | float
    parts: list[Summand]
    uses: list[Use]
    scenario: str
    draws: int
    seed: int
    sha256: str
    version: str = ""


def explained_names(answer: ScenarioAnswer) -> list[str]:
    """The names of all numbers that can be explained, each of one number only.

    Where a name is that of two numbers, the second is told with what it is before it.
    """
    run = answer.run
    names = [
        *TOTALS,
        *(f"{group}.{what}" for group in run.group_names for what in (*TOTALS, *STOCKS)),
        *(f"{PILLAR}{pillar}" for pillar in run.pillars),
        *(f"{WAY}{one.way}" for one in run.ways),
        *(f"{ORIGIN}{one.id}" for one in run.origins),
        *(f"{MEASURE}{one}" for one in answer.sensitivity.measures.measures),
    ]
    variants = [f"{one.id}.{what}" for one in answer.sensitivity.variants for what in TOTALS]
    names += _told_apart(VARIANT, variants, names)
    names += [f"{OPTION}{one.option}" for one in answer.options]
    return [*names, *_told_apart(INPUT, [one.name for one in run.inputs], names)]


def _told_apart(prefix: str, names: list[str], others: list[str]) -> list[str]:
    taken = set(others)
    return [f"{prefix}{name}" if name in taken else name for name in names]


def explain(answer: ScenarioAnswer, name: str, year: int) -> NumberExplanation:
    """How the number called `name` came about; raises ScenarioError with the names there are."""
    run = answer.run
    years = {block.year: block for block in run.headline}
    if year not in years:
        raise ScenarioError(
            f"the doorrekening says nothing of {year}",
            remedy=f"ask for {' or '.join(map(str, years))}",
        )
    for find in (_total, _of_group, _of_prefix, _of_variant, _of_input):
        found = find(answer, name, years[year])
        if found is not None:
            return found
    names = explained_names(answer)
    first = run.headline[0].year
    if name.startswith((WAY, ORIGIN)) and name in names:
        raise ScenarioError(f"{name!r} is known of {first} only", remedy=f"ask for {first}")
    near = get_close_matches(name, names, n=5) or names[: len(TOTALS)]
    raise ScenarioError(
        f"the doorrekening has no number {name!r}",
        remedy=f"it has {', '.join(near)}; and {_KINDS}, and every input by its name",
    )


def _of_prefix(answer: ScenarioAnswer, name: str, block: Headline) -> NumberExplanation | None:
    finders = {
        PILLAR: _of_pillar,
        MEASURE: _of_measure,
        OPTION: _of_option,
        WAY: _of_way,
        ORIGIN: _of_origin,
    }
    plain = {GROUP: _of_group, VARIANT: _of_variant, INPUT: _of_input}
    kind, dot, rest = name.partition(".")
    if kind + dot in plain:
        found = plain[kind + dot](answer, rest, block)
        return None if found is None else replace(found, name=name)
    find = finders.get(kind + dot)
    return None if find is None else find(answer, name, block)


def _of_way(answer: ScenarioAnswer, name: str, block: Headline) -> NumberExplanation | None:
    """A way in which the plan works; known for the first headline year."""
    run, first = answer.run, answer.run.headline[0].year
    way = next((one for one in run.ways if f"{WAY}{one.way}" == name), None)
    if way is None or block.year != first:
        return None
    working = [
        one.id for one in run.measures if one.in_plan and WORKS_IN[Lever(one.touches)] == way.way
    ]
    names = dict.fromkeys(number for one in working for number in _numbers_of(answer, one))
    uses = _uses(answer, list(names)) or _leading(answer, first, EFFECT)
    return _made(answer, name, first, "way", way.persons, uses)


def _of_origin(answer: ScenarioAnswer, name: str, block: Headline) -> NumberExplanation | None:
    """What other work lacks; known for the first headline year."""
    run, first = answer.run, answer.run.headline[0].year
    origin = next((one for one in run.origins if f"{ORIGIN}{one.id}" == name), None)
    if origin is None or block.year != first:
        return None
    parts = [
        Summand(f"{WAY}{way.way}", 1, way.persons * origin.share)
        for way in run.ways
        if way.elsewhere
    ]
    uses = _uses(answer, [f"{origin.id}.share"])
    return _made(answer, name, first, "origin", origin.persons, uses, parts)


def _of_pillar(answer: ScenarioAnswer, name: str, block: Headline) -> NumberExplanation | None:
    run, year, pillar = answer.run, block.year, name.removeprefix(PILLAR)
    if pillar not in run.pillars:
        return None
    share = run.year(year).pillars[pillar].share.times(run.persons_per_unit)
    return _made(answer, name, year, "pillar", share, _leading(answer, year, EFFECT))


def _of_measure(answer: ScenarioAnswer, name: str, block: Headline) -> NumberExplanation | None:
    measure = name.removeprefix(MEASURE)
    found = answer.sensitivity.measures.measures.get(measure)
    if found is None:
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
    apart = VARIANT if owner in answer.run.group_names else ""
    parts = _difference(here, f"{apart}{owner}.") if what == EFFECT else []
    fixed = ((answer.run.input(name), value) for name, value in variant.fixed.items())
    uses = [Use(one, None, value) for one, value in fixed if one is not None]
    uses += [
        one for one in _leading(answer, block.year, what) if one.input.name not in variant.fixed
    ]
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
    value: Spread | float,
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
        stock = what.removesuffix(_BY_PLAN)
        path = ends.baseline if stock == what else ends.with_plan
        value = getattr(path, stock).at(at).times(size)
        return _made(answer, name, year, stock, value, uses)
    if what == EFFECT:
        without, plan = (one.gap.mean[at] * size for one in (ends.baseline, ends.with_plan))
        parts = [Summand(f"{group}.{GAP}", 1, without), Summand(f"{group}.{WITH_PLAN}", -1, plan)]
        value = run.closed_by_group[group].at(at).times(size)
        return _made(answer, name, year, EFFECT, value, uses, parts)
    path, end = _end(ends, what), _BY_PLAN if what == WITH_PLAN else ""
    parts = [
        Summand(f"{group}.demand{end}", 1, path.demand.mean[at] * size),
        Summand(f"{group}.supply{end}", -1, (path.demand.mean[at] - path.gap.mean[at]) * size),
    ]
    return _made(answer, name, year, "group-gap", path.gap.at(at).times(size), uses, parts)


def _end(ends: Ends[GroupPath], what: str) -> GroupPath:
    return ends.with_plan if what == WITH_PLAN else ends.baseline


def _of_block(block: Headline, what: str) -> Spread:
    return {GAP: block.baseline, WITH_PLAN: block.with_plan, EFFECT: block.closure}[what]


def _difference(block: Headline, owner: str = "") -> list[Summand]:
    """Of what a total is the difference; `owner` is the variant with its dot."""
    return [
        Summand(f"{owner}{GAP}", 1, block.baseline.mean),
        Summand(f"{owner}{WITH_PLAN}", -1, block.with_plan.mean),
    ]


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
