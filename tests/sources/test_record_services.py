"""Services of records: each stands in the documents as unproven, and in the words of the plan."""

from __future__ import annotations

from typing import Any

import pytest
from tests.conftest import our_programme
from tests.house.test_docs import flat

from agdb.proposals.motion import Choice, Counting, MotionOutcome
from agdb.register.money import MoneyKind
from agdb.register.paper import DocumentKind
from agdb.register.states import CommitmentState
from agdb.sources.publishers import RECORD_SERVICES

MEANINGS: dict[str, set[Any]] = {
    "Status": set(CommitmentState), "BesluitSoort": set(MotionOutcome),
    "StemmingsSoort": set(Counting),
    "Stemming.Soort": set(Choice), "Soort": set(DocumentKind), "type": set(DocumentKind),
    "fase vuo": set(MoneyKind),
}  # fmt: skip


@pytest.mark.parametrize("name", RECORD_SERVICES)
def test_a_service_that_nothing_proved_stands_in_the_limits(name: str) -> None:
    unproven = f"| `{name}` |" in flat("limits-sources.md")

    assert unproven is not RECORD_SERVICES[name].proven


def test_the_plan_asks_every_service_and_every_word_of_it_means_something() -> None:
    assert set(our_programme().doors) == set(RECORD_SERVICES)
    for door in our_programme().doors.values():
        for row in door.words:
            known = MEANINGS.get(row.field)
            assert known is None or row.means in known, row
            assert row.seen
