"""What is asked of a doorrekening besides the run itself: doses, options, what it hangs on."""

from __future__ import annotations

from agdb.results.scenario import Headline, InputFact, Run, ScenarioFact, Spread, Spreads, Words


class GridYear(ScenarioFact, frozen=True):
    """Low, mean and high per combination, in whole persons, and the steps to print them in."""

    gap: list[tuple[int, int, int]]
    closure: list[tuple[int, int, int]]
    probability_closed: list[float]
    step: int


class DoseGrid(ScenarioFact, frozen=True):
    """The gap for every combination of doses; `cells` are in the order of `combinations`."""

    scenario: str
    draws: int
    seed: int
    pillars: list[str]
    doses: list[float]
    combinations: list[list[float]]
    cells: dict[str, GridYear]


class Price(ScenarioFact, frozen=True):
    """A price in euros; None where it has no bound."""

    low: float | None
    median: float | None
    high: float | None


class PaidYear(ScenarioFact, frozen=True):
    """What an option costs in a year, and who pays, in EUR mln."""

    year: int
    cost: float
    funded: float
    unfunded: float


class CostPath(ScenarioFact, frozen=True):
    """What an option costs, in EUR mln."""

    years: list[PaidYear]
    total: float
    funded: float
    unfunded: float


class OptionEffect(ScenarioFact, frozen=True):
    """What an option brings by a year, in persons, and at what price.

    `per_participant` is what each extra worker costs besides the option itself, such as training.
    """

    extra_workers: Spread
    closure: Spread
    worker_years: Spread
    probability_of_no_effect: float
    cost_per_extra_worker: Price
    cost_per_extra_worker_if_it_works: Price
    cost_per_worker_year: Price
    per_participant: Price | None
    cost_with_participants_if_it_works: Price | None
    break_even_price: float | None
    probability_of_break_even: float | None


class OptionResult(ScenarioFact, frozen=True):
    """One policy option with its money and its effect."""

    scenario: str
    option: str
    name: Words
    note: Words
    draws: int
    seed: int
    cost: CostPath
    on_top_of_the_plan: dict[str, OptionEffect]
    without_the_plan: dict[str, OptionEffect]
    grades: dict[str, str]
    cost_elsewhere: list[Words]
    evidence: list[str]
    inputs: list[InputFact]


class SobolIndex(ScenarioFact, frozen=True):
    """Sobol indices of one input with their standard errors."""

    name: str
    first: float
    first_error: float
    total: float
    total_error: float


class Worth(ScenarioFact, frozen=True):
    """What an input is worth finding out."""

    name: str
    value: float
    origin: str


class SobolYear(ScenarioFact, frozen=True):
    """Indices of the gap and of what the plan closes, the largest first."""

    baseline: list[SobolIndex]
    closure: list[SobolIndex]
    value_of_information: list[Worth]


class Sobol(ScenarioFact, frozen=True):
    """What the uncertainty hangs on."""

    draws: int
    runs: int
    seed: int
    method: str
    years: dict[str, SobolYear]


class Swing(ScenarioFact, frozen=True):
    """One input moved to its low and its high bound, the others at their stated values; persons.

    `closed` and `gap` are low, stated and high in that order.
    """

    name: str
    value: tuple[float, float, float] | None
    gap: tuple[float, float, float]
    closure: tuple[float, float, float]


class MeasureShare(ScenarioFact, frozen=True):
    """What a measure closes, per year."""

    pillar: str
    share: Spreads


class MeasureShares(ScenarioFact, frozen=True):
    """The closed gap divided over the measures; the means sum to the closure."""

    permutations: int
    years: list[int]
    measures: dict[str, MeasureShare]


class VariantResult(ScenarioFact, frozen=True):
    """Another way to reckon, or other measures, on the same draws, and what it does otherwise.

    `fixed` has inputs by name at the one value they take; with `certain` every measure works;
    `grades` keeps only measures with that evidence; `also` takes measures into the plan.
    """

    id: str
    name: Words
    asks: str
    main: bool
    headline: list[Headline]
    fixed: dict[str, float] = {}
    certain: bool = False
    grades: list[str] = []
    also: list[str] = []


class Inverse(ScenarioFact, frozen=True):
    """Times the plan for an even chance of no gap, per year and pillar; None: not within reach."""

    probability: float
    largest_multiple_tried: float
    years: dict[str, dict[str, float | None]]


class Sensitivity(ScenarioFact, frozen=True):
    """What the answer hangs on."""

    sobol: Sobol | None
    swings: dict[str, list[Swing]]
    measures: MeasureShares
    variants: list[VariantResult]
    inverse: Inverse


class ScenarioAnswer(ScenarioFact, frozen=True):
    """All that a release holds of the doorrekening."""

    run: Run
    grid: DoseGrid
    options: list[OptionResult]
    sensitivity: Sensitivity
