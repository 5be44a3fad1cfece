"""The doorrekening itself: all pillar subsets over all draws, and what they amount to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from agdb.scenario.pillars import Subsets, first_in, last_in, shapley
from agdb.scenario.run import RunOutcome, Sample, run, sample

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.draws import Draws
    from agdb.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Doorrekening:
    """Outcome of all subsets of the pillars. Gaps are G1 in persons (units of the scenario)."""

    sample: Sample
    subsets: Subsets
    outcome: RunOutcome
    drawn: Draws

    @property
    def scenario(self) -> Scenario:
        """The scenario that was run."""
        return self.sample.scenario

    @property
    def closed(self) -> Array:
        """v(A): gap closed by each subset of pillars, baseline less subset, `[n, t, k]`."""
        gap = self.outcome.total_gap
        return (gap[:, :1] - gap).transpose(0, 2, 1)

    @property
    def baseline(self) -> Array:
        """G1 without the plan, `[n, t]`."""
        return self.outcome.total_gap[:, 0]

    @property
    def with_plan(self) -> Array:
        """G1 with the whole plan, `[n, t]`."""
        return self.outcome.total_gap[:, -1]

    @property
    def closure(self) -> Array:
        """Baseline less plan, `[n, t]`."""
        return self.baseline - self.with_plan

    @property
    def shapley(self) -> Array:
        """Shapley value of each pillar, `[n, t, pillar]`; they sum to the closure in every draw."""
        return shapley(self.closed)

    @property
    def first_in(self) -> Array:
        """What each pillar closes alone, `[n, t, pillar]`."""
        return first_in(self.closed)

    @property
    def last_in(self) -> Array:
        """What the plan loses without each pillar, `[n, t, pillar]`."""
        return last_in(self.closed)

    def column(self, year: int) -> int:
        """Index of `year` on the time axis."""
        return year - self.scenario.structure.base_year


def compute(scenario: Scenario, *, draws: int, seed: int, workers: int = 2) -> Doorrekening:
    """Run all 2^pillars subsets on the same draws.

    A scenario in which nothing varies needs, and gets, a single draw.
    """
    return doorrekening(sample(scenario, draws=draws, seed=seed), workers=workers)


def doorrekening(those: Sample, *, workers: int = 2) -> Doorrekening:
    """The same of a sample that there is already."""
    scenario = those.scenario
    subsets = Subsets(scenario.pillars)
    doses = subsets.doses(scenario.plan)
    outcome = run(those, measures=scenario.plan, doses=doses, workers=workers)
    return Doorrekening(those, subsets, outcome, those.drawn)
