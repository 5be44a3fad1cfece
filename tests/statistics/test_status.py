"""Statuses of parts combine into the one that a reader must know."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agdb.statistics.status import Finality, ObservationStatus, gravest, least_final

STATUSES = st.lists(st.sampled_from(ObservationStatus), min_size=1)


@given(STATUSES)
def test_the_order_of_parts_does_not_matter(parts: list[ObservationStatus]) -> None:
    assert gravest(*parts) == gravest(*reversed(parts))
    assert gravest(*parts) in parts


@given(STATUSES)
def test_one_missing_part_makes_the_whole_missing(parts: list[ObservationStatus]) -> None:
    whole = gravest(*parts, ObservationStatus.MISSING)

    assert not whole.has_value


def test_every_status_has_a_place_in_the_order() -> None:
    for status in ObservationStatus:
        assert gravest(status, ObservationStatus.NORMAL) is status


@given(st.lists(st.sampled_from(Finality)))
def test_a_whole_is_never_more_final_than_a_part(parts: list[Finality]) -> None:
    whole = least_final(*parts)

    if Finality.PROVISIONAL in parts:
        assert whole is Finality.PROVISIONAL
    if parts and whole is Finality.DEFINITIVE:
        assert set(parts) == {Finality.DEFINITIVE}
    if not parts:
        assert whole is Finality.UNKNOWN
