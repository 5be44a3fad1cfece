"""What a scenario was made of, written down: every number with its source, every measure."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from agdb.results.scenario import InputFact, MeasureFact
from agdb.scenario.arrays import INTERVAL
from agdb.scenario.priors import FAMILIES
from agdb.scenario.quantity import Dirichlet, FactorBelief, Total

if TYPE_CHECKING:
    from agdb.scenario.measures import PolicyMeasure
    from agdb.scenario.quantity import Belief, UncertainQuantity
    from agdb.scenario.scenario import Scenario


def input_facts(scenario: Scenario) -> list[InputFact]:
    """One record per quantity, those of all measures and origins included, so that none hides."""
    shares = (one.share for one in scenario.origins)
    return [input_fact(quantity) for quantity in (*scenario.quantities(), *shares)]


def input_fact(quantity: UncertainQuantity) -> InputFact:
    """A quantity as it was written, and what 8 of 10 draws of it lie between."""
    value: float | dict[str, float] = quantity.values[0]
    if quantity.keys:
        value = {str(k): v for k, v in zip(quantity.keys, quantity.values, strict=True)}
    low, high = _bounds(quantity)
    return InputFact(
        name=quantity.name,
        label=dict(quantity.label),
        note=dict(quantity.note),
        value=value,
        prior=described(quantity.belief),
        probability_of_zero=quantity.spike,
        unit=quantity.unit,
        source=quantity.source,
        grade=quantity.grade.value,
        date=quantity.date,
        assumption=quantity.assumption,
        low=low,
        high=high,
        wants=None if quantity.link is None else quantity.link.indicator,
        observed=quantity.observed,
    )


def _bounds(quantity: UncertainQuantity) -> tuple[float | None, float | None]:
    """The 80 % interval of one number, the zeros of weak evidence among its draws."""
    if quantity.keys or quantity.belief is None:
        return None, None
    low, high = quantity.draw(np.array(INTERVAL)[:, None])
    return float(low), float(high)


def described(belief: Belief | None) -> dict[str, object] | None:
    """A belief as the YAML writes it.

    >>> from agdb.scenario.priors import Triangular
    >>> described(FactorBelief(Triangular(0.0, 1.0, 2.0)))
    {'factor': {'triangular': [0.0, 1.0, 2.0]}}
    """
    match belief:
        case None:
            return None
        case Dirichlet(weight):
            return {"dirichlet": weight}
        case FactorBelief(prior):
            return {"factor": described(prior)}
        case Total(prior):
            return {"total": described(prior)}
    name = next(word for word, family in FAMILIES.items() if isinstance(belief, family))
    numbers = [getattr(belief, f.name) for f in fields(belief)]
    return {name: [float(x) for x in numbers if np.isfinite(x)]}


def measure_facts(scenario: Scenario) -> list[MeasureFact]:
    """One record per measure, those outside the plan included."""
    return [_measure(measure) for measure in scenario.measures]


def _measure(measure: PolicyMeasure) -> MeasureFact:
    return MeasureFact(
        id=measure.id,
        name=dict(measure.label),
        note=dict(measure.note),
        pillar=measure.pillar,
        in_plan=measure.in_plan,
        touches=measure.target.value,
        reached=dict(measure.on),
        drawn_from=dict(measure.drawn_from),
        dose={str(year): dose for year, dose in measure.dose},
        start=measure.start,
        end=measure.end,
        lag=measure.lag,
        ramp_years=measure.ramp_years,
        decay=measure.decay,
        grade=measure.grade.value,
        study=measure.study,
        probability_of_no_effect=measure.grade.spike_at_zero,
        initiatives=list(measure.initiatives),
        cost={str(year): amount for year, amount in measure.cost},
        cost_elsewhere=None if measure.cost_elsewhere is None else dict(measure.cost_elsewhere),
        quantities=[quantity.name for quantity in measure.components],
    )
