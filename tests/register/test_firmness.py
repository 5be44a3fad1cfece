"""How firm money is: every kind has its step, and the firmest is never a zero."""

from __future__ import annotations

from tests.register.records import money

from agdb.register.firmness import FIRMNESS, Firmness, firmest
from agdb.register.money import MoneyKind


def test_every_kind_of_money_has_a_step() -> None:
    assert set(FIRMNESS) == set(MoneyKind)
    assert set(FIRMNESS.values()) == set(Firmness)


def test_the_firmest_money_is_that_of_the_last_step_that_has_any() -> None:
    granted = money("b", "12", kind="verleend-aan-ontvanger")
    rows = [
        money("a", "30"),
        granted,
        money("c", "0", kind="kasuitgave", rate="stock"),  # paid nothing yet: no money
        money("d", "unknown", kind="vastgesteld"),
        money("e", "99", kind="som-van-modaliteiten"),  # no step on the way
    ]

    assert firmest(rows) == (granted,)
    assert firmest(rows[3:]) == ()


def test_of_one_step_only_the_newest_is_told() -> None:
    old = money("old", "5", as_of="2028-01-01")
    new = money("new", "6", as_of="2029-01-01")

    assert firmest([old, new]) == (new,)
