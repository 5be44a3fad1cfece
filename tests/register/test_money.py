"""Money is never counted twice: a sum is made of one kind, rate, moment and chain, or refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.register.records import money

from agdb.register.money import ROUNDING, MoneyKind, Refusal, add_up, ancestors, check_chains


def known(*rows: Any) -> dict[str, Any]:
    return {row.id: row for row in rows}


def test_what_was_asked_and_what_was_granted_are_not_added() -> None:
    rows = [money("a", "10"), money("b", "5", kind="verleend-aan-ontvanger")]

    assert add_up(rows, known=known(*rows)).refusals == (Refusal.KINDS,)
    assert add_up(rows, known=known(*rows)).amount is None


def test_the_four_grants_of_a_phase_are_added() -> None:
    rows = [
        money(f"r{n}", a, kind="toegekend-fase") for n, a in enumerate(["45", "20.5", "9.4", "5.9"])
    ]

    assert add_up(rows, known=known(*rows)).amount == Decimal("80.8")


def test_a_whole_and_its_part_are_not_added_however_far_apart() -> None:
    rows = [money("a", "210"), money("b", "152.6", part_of="a"), money("c", "100", part_of="b")]

    assert Refusal.CHAIN in add_up([rows[0], rows[2]], known=known(*rows)).refusals
    assert ancestors(rows[2], known(*rows)) == ("b", "a")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"rate": "yearly"}, Refusal.RATES),
        ({"as_of": "2029"}, Refusal.MOMENTS),
        ({"amount": "unknown"}, Refusal.UNKNOWN),
        ({"kind": "begroot"}, Refusal.KINDS),
    ],
)
def test_each_difference_is_a_reason_of_its_own(change: dict[str, str], refusal: Refusal) -> None:
    rows = [money("a", "1"), money("b", **{"amount": "2"} | change)]

    assert add_up(rows, known=known(*rows)).refusals == (refusal,)


@pytest.mark.parametrize(
    "kind", ["som-van-modaliteiten", "afgeleid-restant", "genoemd-in-nota", "ongedekt"]
)
def test_what_repeats_other_amounts_is_never_added(kind: str) -> None:
    rows = [money("a", "1", kind=kind), money("b", "2", kind=kind)]

    assert add_up(rows, known=known(*rows)).refusals == (Refusal.NEVER,)
    assert add_up(rows[:1], known=known(*rows)).amount == 1


def test_a_real_zero_is_an_amount_and_unknown_is_none() -> None:
    paid = money("a", "0.0", kind="kasuitgave", rate="stock")

    assert add_up([paid], known=known(paid)).amount == Decimal("0.0")
    assert add_up([money("b", "unknown")], known={}).refusals == (Refusal.UNKNOWN,)


@pytest.mark.slow
@given(st.lists(st.decimals("0", "999", places=1), min_size=1, max_size=6), st.randoms())
def test_the_order_of_rows_changes_no_sum(amounts: list[Decimal], shuffle: Any) -> None:
    rows = [money(f"r{n}", str(amount)) for n, amount in enumerate(amounts)]
    shuffled = list(rows)
    shuffle.shuffle(shuffled)

    assert add_up(shuffled, known=known(*rows)).amount == sum(amounts)


def test_parts_that_exceed_their_whole_are_found_beyond_rounding() -> None:
    whole = money("w", "80.9", kind="toegekend-fase")
    parts = [money(f"p{n}", "20.26", kind="toegekend-fase", part_of="w") for n in range(4)]

    assert check_chains(known(whole, *parts)) == ()  # 81.04, within 4 x 0.05
    more = money("p9", str(4 * ROUNDING), kind="toegekend-fase", part_of="w")
    (fault,) = check_chains(known(whole, *parts, more))
    assert (fault.whole.id, len(fault.parts)) == ("w", 5)


def test_more_may_be_asked_than_there_is() -> None:
    there = money("a", "152.6", kind="toegekend-aan-departement")

    assert check_chains(known(there, money("b", "165", part_of="a"))) == ()
    assert check_chains(known(there, money("c", "165", kind="begroot", part_of="a")))


def test_a_chain_that_leads_back_to_itself_is_found() -> None:
    circle = [money("a", "1", part_of="b"), money("b", "1", part_of="a")]

    assert {fault.whole.id for fault in check_chains(known(*circle)) if not fault.parts} == {
        "a",
        "b",
    }


@pytest.mark.parametrize(
    "change",
    [
        {"amount": "-1"},
        {"article": "article 1"},
        {"start": "2030", "end": "2029"},
        {"kind": "money"},
    ],
)
def test_what_cannot_be_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        money("a", **{"amount": "1"} | change)


def test_the_five_columns_of_the_growth_fund_are_kinds() -> None:
    columns = {
        "gereserveerd", "voorwaardelijk-toegekend", "toegekend-aan-departement", "verplicht",
        "kasuitgave",
    }  # fmt: skip

    assert columns <= {kind.value for kind in MoneyKind}


def test_an_amount_and_the_total_that_is_printed_of_it_are_not_added() -> None:
    rows = [money("a", "45"), money("b", "20.5"), money("c", "65.6", total_of=["a", "b"])]

    assert add_up(rows[:2], known=known(*rows)).amount == Decimal("65.5")
    assert add_up(rows, known=known(*rows)).refusals == (Refusal.CHAIN,)


@pytest.mark.parametrize(("printed", "is_wrong"), [("65.5", False), ("65.65", False), ("66", True)])
def test_a_printed_total_is_its_parts_but_for_rounding(printed: str, is_wrong: bool) -> None:
    rows = known(money("a", "45"), money("b", "20.5"), money("c", printed, total_of=["a", "b"]))

    assert bool(check_chains(rows)) is is_wrong


def test_a_share_is_no_amount_in_euros() -> None:
    rows = [money("a", "13", unit="percent", part_of="b"), money("b", "10")]

    assert Refusal.SHARES in add_up(rows, known=known(*rows)).refusals
    assert check_chains(known(*rows)) == ()


@pytest.mark.parametrize("whose", [{"initiative": None}, {"option": "bells"}])
def test_money_is_of_an_initiative_or_of_an_option(whose: dict[str, str | None]) -> None:
    with pytest.raises(ValidationError, match="one of the two"):
        money("a", "1", **whose)
