"""A figure that the release holds in another indicator is no future."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agdb.programme.metric import Simple
from agdb.release.observed_periods import held_in
from agdb.results.release import Release
from agdb.results.value import Computed, Kind

BICYCLES = "bicycles-number"


@pytest.fixture
def bicycles(cycling_release: Release) -> Computed:
    """The number of bicycles, with one forecast for a quarter that it does not have."""
    computed = cycling_release.computed[BICYCLES]
    ahead = replace(computed.values[0], period="2025-Q4", kind=Kind.FORECAST)
    return replace(computed, values=(*computed.values, ahead))


def edition(computed: Computed, name: str, period: str) -> Computed:
    """The same figures of one period only, from an edition of the table, in an indicator apart."""
    metric = computed.definition.metric
    assert isinstance(metric, Simple)
    selection = metric.value.model_copy(update={"dataset": name})
    definition = computed.definition.model_copy(
        update={"id": "newest", "metric": metric.model_copy(update={"value": selection})}
    )
    return Computed(definition, (replace(computed.values[0], period=period),), (), None)


@pytest.mark.parametrize(
    ("dataset", "period", "held"),
    [
        ("demo:bicycles@2025-Q4", "2025-Q4", True),
        ("demo:bicycles@2025-Q4", "2025-Q3", False),
        ("demo:parking", "2025-Q4", False),
    ],
)
def test_what_another_edition_of_the_table_has_is_held(
    cycling_release: Release, bicycles: Computed, dataset: str, period: str, held: bool
) -> None:
    computed = {BICYCLES: bicycles, "newest": edition(bicycles, dataset, period)}

    is_held = held_in(computed, cycling_release.programme)

    assert is_held(BICYCLES, bicycles.values[-1]) is held
