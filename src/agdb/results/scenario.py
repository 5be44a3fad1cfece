"""What a doorrekening says: facts only, frozen, and written as JSON as they stand.

The layout is the contract of `agdb scenario run --json` and of the published files;
docs/methods/scenario.md describes it. Numbers are in the units of the scenario
(`persons_per_unit` says how many persons that is) unless a field says that it is in persons.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

Words = dict[str, str]
T = TypeVar("T")


class ScenarioFact(msgspec.Struct, frozen=True):
    """The base of all facts here."""


class Ends(ScenarioFact, Generic[T], frozen=True):
    """The same without and with the whole plan."""

    baseline: T
    with_plan: T


class Spread(ScenarioFact, frozen=True):
    """One number over all draws: its mean, and the bounds between which 8 of 10 draws lie.

    Means are what is shown, because means add up; medians need not.
    """

    mean: float
    median: float
    low: float
    high: float

    def times(self, factor: float) -> Spread:
        """The same in another unit."""
        return Spread(
            self.mean * factor, self.median * factor, self.low * factor, self.high * factor
        )


class Spreads(ScenarioFact, frozen=True):
    """The same per year of the scenario."""

    mean: list[float]
    median: list[float]
    low: list[float]
    high: list[float]

    def at(self, index: int) -> Spread:
        """The number of one year, by its place among the years."""
        return Spread(self.mean[index], self.median[index], self.low[index], self.high[index])


class Stocks(ScenarioFact, frozen=True):
    """One subset of the pillars in one year; `closed` is the gap less than without a plan."""

    supply: Spread
    demand: Spread
    gap: Spread
    closed: Spread


class PillarShare(ScenarioFact, frozen=True):
    """What a pillar closes: its Shapley value, and what it does alone and as the last one in."""

    share: Spread
    first_in: Spread
    last_in: Spread


class Year(ScenarioFact, frozen=True):
    """All subsets of the pillars in one year, by their ids joined by a plus, and their shares."""

    year: int
    subsets: dict[str, Stocks]
    pillars: dict[str, PillarShare]


class VarianceShare(ScenarioFact, frozen=True):
    """Share of the variance that one origin explains, of the gap and of what the plan closes."""

    baseline: float
    closure: float


class Headline(ScenarioFact, frozen=True):
    """The statements that are made together, in persons."""

    year: int
    baseline: Spread
    with_plan: Spread
    closure: Spread
    chance_of_effect: float
    chance_closed: Ends[float]
    variance_shares: dict[str, VarianceShare] = {}


class GroupPath(ScenarioFact, frozen=True):
    """One occupation group over the years."""

    supply: Spreads
    demand: Spreads
    gap: Spreads
    gap_fte: Spreads
    relative_gap: Spreads
    employed: Spreads
    vacancies: Spreads
    vacancies_per_100_unemployed: Spreads | None = None


class LevelGap(ScenarioFact, frozen=True):
    """The gap at one education level, before and after neighbouring levels help out."""

    strict: Spreads
    after_substitution: Spreads


class GreenPath(ScenarioFact, frozen=True):
    """Green work, a tag on the groups that is never added to them."""

    demand: Spreads
    supply: Spreads
    gap: Spreads


class WomenPath(ScenarioFact, frozen=True):
    """Women in the supply of a group, and their share of it."""

    women: Spreads
    share: Spreads


class RegionGap(ScenarioFact, frozen=True):
    """A region: a class, and in persons a number where the shares behind it were measured."""

    class_: str = msgspec.field(name="class")
    gap: Spread | None = None
    demand: Spread | None = None


class Division(ScenarioFact, frozen=True):
    """The gap over all groups by region; `measured` says whether regional figures lie behind it."""

    measured: bool
    regions: list[str]
    floor_persons: int
    years: dict[str, dict[str, Ends[RegionGap]]]


class TargetGap(ScenarioFact, frozen=True):
    """G2: a target less the stock, both as the target counts; no stock, no gap."""

    id: str
    name: Words
    note: Words
    year: int
    target: float
    stock: float | None
    stock_year: int | None
    follows: str | None
    gap: Ends[Spread] | None


class BesideOurs(ScenarioFact, frozen=True):
    """A figure of somebody else beside the same of this model without the plan."""

    id: str
    name: Words
    group: str
    what: str
    first: int
    last: int
    published: float
    unit: str
    source: str
    note: Words
    ours: Spread


class Way(ScenarioFact, frozen=True):
    """A way in which the plan takes people off the shortage by the first headline year, in persons.

    `way` is a flow of the model, `hours` or `demand`; all ways add up to the mean closure.
    `elsewhere` says that these people would otherwise work in other occupations.
    """

    way: str
    persons: float
    elsewhere: bool


class LackingWork(ScenarioFact, frozen=True):
    """Other work that lacks people because of the plan, by the first headline year, in persons."""

    id: str
    name: Words
    share: float
    persons: float


class FlowDiscrepancy(ScenarioFact, frozen=True):
    """G3: openings less graduates over the horizon. Not a shortage."""

    expansion: float
    replacement: float
    graduates: float
    openings_less_graduates: float


class EvidenceStep(ScenarioFact, frozen=True):
    """What the plan closes with measures of at least this grade only, and what the grade adds."""

    grades: list[str]
    closure: Spread
    added: float
    measures: list[str]


class Scores(ScenarioFact, frozen=True):
    """Forecasts against what happened, pooled over pairs."""

    pairs: int
    covered: int = 0
    mae: float | None = None
    weighted_error: float | None = None
    bias: float | None = None
    crps: float | None = None
    coverage_80: float | None = None
    interval_score_80: float | None = None
    pinball: dict[str, float] = {}


class BacktestFacts(ScenarioFact, frozen=True):
    """How the model would have done; `verdict` says whether it can be tested fairly at all."""

    origins: list[int]
    origins_skipped: list[int]
    verdict: str
    pseudo_real_time: bool
    information_after_origin: list[str]
    scores: dict[str, Scores]
    scores_at_five_years: dict[str, Scores]
    gates: dict[str, bool]
    loses_to_drift_at_five_years: bool
    roa_weighted_error: float
    bls_direction_right: list[float]


class MeasureFact(ScenarioFact, frozen=True):
    """A measure as it was written; `quantities` names its numbers among the inputs."""

    id: str
    name: Words
    note: Words
    pillar: str
    in_plan: bool
    touches: str
    reached: dict[str, float] = msgspec.field(name="for")
    drawn_from: dict[str, float] = {}
    dose: dict[str, float] = {}
    start: int = 0
    end: int | None = None
    lag: float = 0.0
    ramp_years: float = 0.0
    decay: float = 1.0
    grade: str = ""
    study: str | None = None
    probability_of_no_effect: float = 0.0
    initiatives: list[str] = []
    cost: dict[str, float] = {}
    cost_elsewhere: Words | None = None
    quantities: list[str] = []


class Cells(ScenarioFact, frozen=True):
    """The observation of an indicator that an input was taken from."""

    indicator: str
    period: str
    breakdown: dict[str, str]
    value: float
    keys: int
    keys_hash: str
    versions: list[str]


class InputFact(ScenarioFact, frozen=True):
    """One number behind the run, with its range, source and grade."""

    name: str
    label: Words
    note: Words
    value: float | dict[str, float]
    prior: dict[str, object] | None
    probability_of_zero: float
    unit: str
    source: str
    grade: str
    date: str
    assumption: bool
    low: float | None = None
    high: float | None = None
    wants: str | None = None
    observed: Cells | None = None


class ClaimFact(ScenarioFact, frozen=True):
    """A published total with its published parts, and what they leave of it."""

    id: str
    name: Words
    source: str
    unit: str
    total: float
    parts: dict[str, float]
    unexplained: float
    adds_up: bool


class Run(ScenarioFact, frozen=True):
    """The whole doorrekening."""

    scenario: str
    name: Words
    worked_example: bool
    draws: int
    seed: int
    persons_per_unit: float
    base_year: int
    pillars: list[str]
    group_names: dict[str, Words]
    years: list[Year]
    headline: list[Headline]
    groups: dict[str, Ends[GroupPath]]
    closed_by_group: dict[str, Spreads]
    flows: dict[str, Ends[dict[str, list[float]]]]
    levels: dict[str, dict[str, Ends[LevelGap]]]
    green: Ends[GreenPath] | None
    women: dict[str, Ends[WomenPath]] | None
    regions: Division | None
    labour_market_regions: Division | None
    targets: list[TargetGap]
    beside: list[BesideOurs]
    ways: list[Way]
    origins: list[LackingWork]
    evidence: dict[str, list[EvidenceStep]]
    capacity: dict[str, Ends[list[float]]]
    students: dict[str, Ends[Spreads]]
    backtest: BacktestFacts | None
    not_a_shortage: dict[str, FlowDiscrepancy]
    measures: list[MeasureFact]
    claims: list[ClaimFact]
    share_of_draws_without_balance: float
    inputs: list[InputFact]
    sha256: str = ""

    def year(self, year: int) -> Year:
        """The year `year`."""
        return next(one for one in self.years if one.year == year)

    def input(self, name: str) -> InputFact | None:
        """The input called `name`, None if there is none."""
        return next((one for one in self.inputs if one.name == name), None)
