"""The measures of a scenario as plain data: what each touches, when, and on what evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agdb.scenario.measures import Measure
    from agdb.scenario.scenario import Scenario


def measure_table(scenario: Scenario) -> list[dict[str, object]]:
    """One record per measure; `quantities` names its numbers in the table of assumptions."""
    return [_record(measure) for measure in scenario.measures]


def _record(measure: Measure) -> dict[str, object]:
    return {
        "id": measure.id,
        "name": dict(measure.label),
        "note": dict(measure.note),
        "pillar": measure.pillar,
        "in_plan": measure.in_plan,
        "touches": measure.target.value,
        "for": dict(measure.on),
        "drawn_from": dict(measure.drawn_from),
        "dose": {str(year): dose for year, dose in measure.dose},
        "start": measure.start,
        "end": measure.end,
        "lag": measure.lag,
        "ramp_years": measure.ramp_years,
        "decay": measure.decay,
        "grade": measure.grade.value,
        "study": measure.study,
        "probability_of_no_effect": measure.grade.spike_at_zero,
        "initiatives": list(measure.initiatives),
        "cost": {str(year): amount for year, amount in measure.cost},
        "cost_elsewhere": None if measure.cost_elsewhere is None else dict(measure.cost_elsewhere),
        "quantities": [quantity.name for quantity in measure.components],
    }
