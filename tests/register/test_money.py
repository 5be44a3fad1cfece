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


@pytest.mark.parametrize(
    ("amounts", "faults"),
    [
        # each part may be off by a half of the last digit of a million with one decimal
        (("10.05",), 0),
        (("10.06",), 1),
        (("5.05", "5.05"), 0),
        (("5.05", "5.06"), 1),
        (("5.05", "5.05", "0.05"), 0),
        (("1", "2"), 0),
    ],
)
def test_parts_may_exceed_their_whole_by_their_rounding(
    amounts: tuple[str, ...], faults: int
) -> None:
    whole = money("w", "10", kind="begroot")
    parts = [money(f"p{n}", one, kind="begroot", part_of="w") for n, one in enumerate(amounts)]

    assert len(check_chains(known(whole, *parts))) == faults


@pytest.mark.parametrize(
    ("whole", "part", "compared"),
    [
        ({}, {}, True),
        ({"at_least": True}, {}, False),
        ({"rate": "yearly"}, {}, False),
        ({"rate": "stock"}, {}, True),
        ({}, {"rate": "stock"}, True),
        ({"rate": "yearly"}, {"rate": "stock"}, True),
        ({"amount": "unknown"}, {}, False),
        ({}, {"amount": "unknown"}, False),
        ({"unit": "percent"}, {}, False),
        ({}, {"unit": "percent"}, False),
        ({}, {"part_of": "gone"}, False),
        ({}, {"kind": "cofinanciering"}, False),
        ({}, {"kind": "aangekondigd"}, False),
        ({}, {"kind": "kasuitgave"}, True),
        ({"as_of": "2029-01-01"}, {}, True),
    ],
)
def test_only_what_can_be_compared_exceeds_its_whole(
    whole: dict[str, Any], part: dict[str, Any], compared: bool
) -> None:
    rows = [
        money("w", **{"amount": "10", "kind": "begroot"} | whole),
        money("p", **{"amount": "99", "kind": "begroot", "part_of": "w"} | part),
    ]

    assert bool(check_chains(known(*rows))) is compared


@pytest.mark.parametrize(
    "other", [{"as_of": "2029-01-01"}, {"kind": "kasuitgave"}, {"rate": "stock"}]
)
def test_parts_of_another_kind_rate_or_moment_are_compared_apart(other: dict[str, Any]) -> None:
    rows = [
        money("w", "10", kind="begroot"),
        money("p", "8", kind="begroot", part_of="w"),
        money("q", "8", **{"kind": "begroot", "part_of": "w"} | other),
    ]

    assert check_chains(known(*rows)) == ()
    same = [*rows[:2], money("q", "8", kind="begroot", part_of="w")]
    assert len(check_chains(known(*same))) == 1


@pytest.mark.parametrize(
    ("printed", "wrong"),
    [("30", False), ("30.15", False), ("29.85", False), ("30.16", True), ("29.84", True)],
)
def test_a_printed_total_may_be_off_by_its_rounding_and_that_of_its_parts(
    printed: str, wrong: bool
) -> None:
    rows = [money("a", "10"), money("b", "20"), money("t", printed, total_of=["a", "b"])]

    assert bool(check_chains(known(*rows))) is wrong


def test_a_total_of_which_a_part_is_not_known_is_not_compared() -> None:
    rows = [money("a", "unknown"), money("b", "20"), money("t", "99", total_of=["a", "b"])]

    assert check_chains(known(*rows)) == ()
    # one that is not there is left out, and the others are compared
    gone = [money("b", "20"), money("t", "99", total_of=["a", "b"])]
    (fault,) = check_chains(known(*gone))
    assert (fault.whole.id, [one.id for one in fault.parts]) == ("t", ["b"])
    share = [money("b", "20", unit="percent"), money("t", "99", total_of=["b"])]
    assert check_chains(known(*share)) == ()


def test_all_reasons_are_told_together_and_one_row_is_its_own_sum() -> None:
    rows = [
        money("a", "1", kind="begroot", rate="yearly", as_of="2029"),
        money("b", "unknown", unit="percent", part_of="a"),
    ]

    assert add_up(rows, known=known(*rows)).refusals == (
        Refusal.UNKNOWN, Refusal.KINDS, Refusal.SHARES, Refusal.RATES, Refusal.MOMENTS,
        Refusal.CHAIN,
    )  # fmt: skip
    assert add_up(rows, known=known(*rows)).rows == tuple(rows)
    share = money("s", "13", unit="percent", kind="genoemd-in-nota")
    assert add_up([share], known={}).amount == 13
    # one that is part of what is not added here may be added
    apart = [money("a", "1", part_of="w"), money("b", "2", part_of="w")]
    assert add_up(apart, known=known(*apart, money("w", "9"))).amount == 3


def test_the_amounts_that_one_is_taken_from_are_followed_once() -> None:
    rows = known(
        money("a", "1", part_of="b"), money("b", "1", part_of="c"), money("c", "1", part_of="b")
    )

    assert ancestors(rows["a"], rows) == ("b", "c")
    assert ancestors(rows["a"], {}) == ("b",)
    assert ancestors(money("z", "1"), rows) == ()
    assert {fault.whole.id for fault in check_chains(rows)} == {"b", "c"}


@pytest.mark.parametrize(
    ("start", "end", "sound"),
    [
        ("2029", "2029", True),
        ("2029", "2029-12", True),
        ("2029", "2029-06", False),
        ("2029-06", "2029", True),
        ("2029-06-15", "2029-06-14", False),
        (None, "2029", True),
        ("2029", None, True),
    ],
)
def test_an_amount_ends_no_sooner_than_it_starts(
    start: str | None, end: str | None, sound: bool
) -> None:
    if sound:
        assert money("a", "1", start=start, end=end)
    else:
        with pytest.raises(ValidationError, match="before it starts"):
            money("a", "1", start=start, end=end)


@pytest.mark.parametrize("article", ["XIX art. 1", "XIII art. 2.10.3"])
def test_a_budget_article_reads_as_it_is_printed(article: str) -> None:
    assert money("a", "0", article=article).article == article
    with pytest.raises(ValidationError, match="a budget article reads"):
        money("a", "0", article=f"{article} x")
