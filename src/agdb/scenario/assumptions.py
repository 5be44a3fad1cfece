"""Every number behind a run with its range, source and grade, so that none hides."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from agdb.scenario.priors import FAMILIES
from agdb.scenario.quantity import Dirichlet, Factor, Total

if TYPE_CHECKING:
    from agdb.scenario.quantity import Belief, Quantity
    from agdb.scenario.scenario import Scenario


def assumption_table(scenario: Scenario) -> list[dict[str, object]]:
    """One record per quantity, those of the plan's measures included."""
    return [_record(quantity) for quantity in scenario.quantities()]


def _record(quantity: Quantity) -> dict[str, object]:
    value: object = quantity.values[0]
    if quantity.keys:
        value = {str(k): v for k, v in zip(quantity.keys, quantity.values, strict=True)}
    return {
        "name": quantity.name,
        "label": dict(quantity.label),
        "note": dict(quantity.note),
        "value": value,
        "prior": described(quantity.belief),
        "probability_of_zero": quantity.spike,
        "unit": quantity.unit,
        "source": quantity.source,
        "grade": quantity.grade.value,
        "date": quantity.date,
        "assumption": quantity.assumption,
    }


def described(belief: Belief | None) -> dict[str, object] | None:
    """A belief as the YAML writes it.

    >>> from agdb.scenario.priors import Triangular
    >>> described(Factor(Triangular(0.0, 1.0, 2.0)))
    {'factor': {'triangular': [0.0, 1.0, 2.0]}}
    """
    match belief:
        case None:
            return None
        case Dirichlet(weight):
            return {"dirichlet": weight}
        case Factor(prior):
            return {"factor": described(prior)}
        case Total(prior):
            return {"total": described(prior)}
    name = next(word for word, family in FAMILIES.items() if isinstance(belief, family))
    numbers = [getattr(belief, f.name) for f in fields(belief)]
    return {name: [float(x) for x in numbers if np.isfinite(x)]}
