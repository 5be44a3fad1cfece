"""Coverage, overlap and networks: the known answers of the methods, and properties of chance."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.register.records import initiative, money

from agdb.register.fragmentation.chance import (
    NetworkSize,
    _tested,
    against_chance,
    rewired,
    size,
)
from agdb.register.fragmentation.concentration import (
    Concentration,
    concentration,
    money_concentration,
)
from agdb.register.fragmentation.coverage import coverage
from agdb.register.fragmentation.network import (
    Network,
    barber_modularity,
    bridging_actors,
    components,
    four_cycles,
    giant_share,
    modular_groups,
)
from agdb.register.fragmentation.overlap import pairs
from agdb.register.money import Refusal

CUBE: dict[str, Any] = {"pillars": ["road", "rail"], "groups": ["all"], "regions": ["PV20", "PV21"]}


def placed(ident: str, pillar: str, region: str, **other: Any) -> Any:
    where = [{"code": region, "year": 2030}]
    return initiative(ident, pillars=[pillar], target_groups=["all"], regions=where, **other)


def test_t75_three_of_four_cells_one_twice() -> None:
    some = [placed("a", "road", "PV20"), placed("b", "road", "PV20"),
            placed("c", "rail", "PV20"), placed("d", "road", "PV21")]  # fmt: skip

    found = coverage(some, **CUBE)

    assert (found.share, len(found.double), len(found.empty)) == (0.75, 1, 1)
    assert found.empty == (("rail", "all", "PV21"),)


def test_an_umbrella_lifts_coverage_from_a_half_to_one_and_is_left_out() -> None:
    some = [placed("a", "road", "PV20"), placed("b", "rail", "PV20")]
    umbrella = initiative(
        "u", level="programme", national=True, pillars=["road", "rail"], target_groups=["all"]
    )

    assert coverage([*some, umbrella], **CUBE).share == 0.5
    assert coverage([*some, umbrella], umbrellas=True, **CUBE).share == 1.0


def test_a_national_scheme_is_everywhere_or_nowhere_as_asked() -> None:
    scheme = initiative("s", level="scheme", national=True, target_groups=["all"])

    assert coverage([scheme], **CUBE).share == 0.5
    assert coverage([scheme], national=False, **CUBE).share == 0.0


def test_what_has_no_known_group_or_place_is_in_no_cell_and_is_named() -> None:
    assert coverage([initiative("a")], **CUBE).left_out == ("a",)


def test_t70_money_of_one_kind_has_an_effective_number() -> None:
    rows = [money(n, a, initiative=n) for n, a in (("a", "5"), ("b", "3"), ("c", "2"))]

    found = money_concentration(rows, known={})

    assert isinstance(found, Concentration)
    assert round(found.effective_number, 5) == 2.63158


def test_money_of_two_kinds_has_no_effective_number() -> None:
    rows = [money("a", "5"), money("b", "3", kind="begroot")]

    assert money_concentration(rows, known={}) == (Refusal.KINDS,)


def test_duplication_needs_activity_group_place_and_time_together() -> None:
    alike = {"activities": ["lessons"], "period": {"start": "2029", "end": "2031"}}
    some = [placed("a", "road", "PV20", **alike), placed("b", "road", "PV20", **alike)]
    later = placed("c", "road", "PV20", **alike | {"period": {"start": "2032"}})
    other = placed("d", "road", "PV20", activities=["paint"])
    elsewhere = placed("e", "rail", "PV21", **alike)

    found = {(p.first, p.second): p.duplication for p in pairs([*some, later, other, elsewhere])}

    assert found == {
        ("a", "b"): True, ("a", "c"): False, ("b", "c"): False,
        ("a", "d"): False, ("b", "d"): False, ("c", "d"): False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("period", "meet"),
    [
        ({"start": "2024"}, False),  # its end is not known: that they met is not either
        ({"start": "2024", "ongoing": True}, True),
        ({"start": "2024", "end": "2025"}, False),
        ({"start": "2026"}, True),
    ],
)
def test_an_end_that_is_not_known_does_not_make_a_duplicate(
    period: dict[str, Any], meet: bool
) -> None:
    same = {"target_groups": ["cyclists"], "activities": ["bells"], "national": True}
    lanes = initiative("lanes", period={"start": "2026", "end": "2027"}, **same)

    (found,) = pairs([lanes, initiative("paths", period=period, **same)])

    assert found.duplication is meet


def test_only_things_of_one_level_are_compared() -> None:
    assert pairs([placed("a", "road", "PV20"), placed("b", "road", "PV20", level="body")]) == ()


def test_shared_part_and_overlap() -> None:
    wide = initiative(
        "w", pillars=["road", "rail"], target_groups=["all"],
        regions=[{"code": "PV20", "year": 2030}, {"code": "PV21", "year": 2030}],
    )  # fmt: skip

    (pair,) = pairs([wide, placed("n", "road", "PV20")])

    assert (pair.shared, pair.jaccard, pair.overlap) == (1, 0.25, 1.0)


FULL = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]


def test_two_actors_in_two_things_are_one_cycle_and_without_an_edge_none() -> None:
    assert four_cycles(Network.of(FULL)) == 1
    assert four_cycles(Network.of(FULL[1:])) == 0


def test_barber_of_two_separate_stars_is_a_half() -> None:
    stars = Network.of([("a", "x"), ("a", "y"), ("b", "v"), ("b", "w")])

    actors, things = modular_groups(stars)

    assert barber_modularity(stars, actors, things) == pytest.approx(0.5)
    assert len(components(stars)) == 2
    assert giant_share(stars) == 0.5


def test_an_actor_between_two_groups_bridges_them() -> None:
    groups = [
        (f"{side}{n}", f"{side}-{m}") for side in "lr" for n, m in product(range(3), range(2))
    ]

    network = Network.of([*groups, ("go-between", "l-0"), ("go-between", "r-0")])

    assert bridging_actors(network) == ("go-between",)


ties = st.lists(
    st.tuples(
        st.sampled_from([f"a{n}" for n in range(15)]), st.sampled_from([f"i{n}" for n in range(20)])
    ),
    min_size=40,
    max_size=120,
)


@pytest.mark.slow
@given(ties, st.integers(0, 99))
def test_rewiring_keeps_every_degree_and_makes_no_tie_twice(
    some: list[tuple[str, str]], seed: int
) -> None:
    network = Network.of(some)

    for other in rewired(network, chance=np.random.default_rng(seed), count=3):
        assert (np.bincount(other.rows) == np.bincount(network.rows)).all()
        assert (np.bincount(other.columns) == np.bincount(network.columns)).all()
        assert (
            len(set(zip(other.rows.tolist(), other.columns.tolist(), strict=True))) == network.ties
        )


def test_a_closed_network_stands_out_and_a_random_one_does_not() -> None:
    closed = [
        (f"a{3 * g + n}", f"i{3 * g + m}") for g in range(6) for n, m in product(range(3), range(3))
    ]
    network = Network.of(closed)

    found = against_chance(
        network, {"cycles": four_cycles}, chance=np.random.default_rng(1), rewirings=200
    )["cycles"]

    assert found.observed == 54
    assert found.z is not None
    assert found.z > 5
    assert found.probability == pytest.approx(2 / 201)


def test_a_small_network_is_not_held_against_chance() -> None:
    network = Network.of(FULL)

    assert size(network) is NetworkSize.TOO_SMALL
    assert against_chance(network, {"n": four_cycles}, chance=np.random.default_rng(1)) == {}


def complete(actors: int, things: int) -> Network:
    return Network.of((f"a{n:02}", f"i{m:02}") for n, m in product(range(actors), range(things)))


@pytest.mark.parametrize(
    ("actors", "things", "told"),
    [
        (3, 10, NetworkSize.RIGHT),  # 30 ties, 10 things with two actors or more
        (29, 1, NetworkSize.TOO_SMALL),
        (4, 9, NetworkSize.TOO_SMALL),  # 36 ties, 9 things
        (1, 40, NetworkSize.TOO_SMALL),  # 40 ties, nothing shared
        (40, 50, NetworkSize.RIGHT),  # 2,000 ties
        (40, 51, NetworkSize.TOO_LARGE),
    ],
)
def test_a_network_is_held_against_chance_from_thirty_ties_to_two_thousand(
    actors: int, things: int, told: NetworkSize
) -> None:
    assert size(complete(actors, things)) is told


def test_twenty_nine_ties_are_too_few_whatever_they_share() -> None:
    ties = [*product(("a0", "a1"), [f"i{n}" for n in range(14)]), ("a0", "alone")]

    assert size(Network.of(ties)) is NetworkSize.TOO_SMALL
    assert size(Network.of([*ties, ("a1", "alone")])) is NetworkSize.RIGHT


def test_what_chance_always_gives_is_as_likely_as_can_be_and_has_no_z() -> None:
    network = complete(5, 10)  # nothing can be rewired in it

    found = against_chance(
        network, {"cycles": four_cycles}, chance=np.random.default_rng(1), rewirings=20
    )["cycles"]

    assert found.observed == found.mean == 10 * 45
    assert (found.z, found.probability, found.rewirings) == (None, 1.0, 20)


def test_as_extreme_counts_what_is_equal_on_both_sides() -> None:
    found = _tested(3.0, np.array([1.0, 2.0, 3.0, 3.0, 3.0]))

    # three of five are as high, all five as low: twice (1 + 3) of six
    assert found.probability == 1.0
    assert found.mean == pytest.approx(2.4)
    assert found.z == pytest.approx((3 - 2.4) / 0.8)
    low = _tested(0.0, np.array([1.0, 2.0, 3.0, 3.0, 3.0]))
    assert low.probability == pytest.approx(2 / 6)
    assert _tested(1.0, np.array([1.0, 2.0, 3.0, 3.0, 3.0])).probability == pytest.approx(4 / 6)


def test_money_of_one_owner_is_one_and_no_money_has_no_answer() -> None:
    one = money_concentration([money("a", "5"), money("b", "3")], known={})
    nothing = money_concentration([money("a", "0")], known={})

    assert one == Concentration(1.0, None, 1.0)
    assert nothing == (Refusal.NONE,)
    assert money_concentration([money("a", "unknown")], known={}) == (Refusal.UNKNOWN,)


@pytest.mark.parametrize("parts", [[], [0.0, 0.0], [1.0, -0.5]])
def test_amounts_below_zero_or_none_at_all_have_no_concentration(parts: list[float]) -> None:
    with pytest.raises(ValueError, match=r"zero or more|empty"):
        concentration(parts)


def test_equal_parts_are_as_many_as_they_are() -> None:
    found = concentration([2.0, 2.0, 2.0, 2.0, 0.0])

    assert found.effective_number == pytest.approx(4.0)
    assert found.index == pytest.approx(0.25)
    assert found.normalised == pytest.approx((0.25 - 0.2) / 0.8)


def test_an_umbrella_or_a_national_scheme_that_is_left_out_does_not_end_the_count() -> None:
    umbrella = initiative("u", level="programme", pillars=["road"], target_groups=["all"])
    study = initiative("y", level="study", pillars=["road"], target_groups=["all"])
    scheme = initiative("s", level="scheme", national=True, target_groups=["all"])
    some = [umbrella, study, scheme, placed("a", "road", "PV20")]

    found = coverage(some, national=False, **CUBE)

    assert found.cells["road", "all", "PV20"] == ("a",)
    assert found.left_out == ()
    assert found.share == 0.25


def test_what_has_a_group_and_no_place_or_a_place_and_no_group_is_left_out() -> None:
    here = [{"code": "PV20", "year": 2030}]
    some = [initiative("g", target_groups=["all"]), initiative("p", regions=here)]

    assert coverage(some, **CUBE).left_out == ("g", "p")


def test_organisations_in_both_are_named_in_the_order_of_the_first() -> None:
    ours = [{"organisation": name, "role": "funding"} for name in ("x", "b", "a")]
    theirs = [{"organisation": name, "role": "funding"} for name in ("a", "b", "z")]

    (pair,) = pairs(
        [placed("a", "road", "PV20", partners=ours), placed("b", "road", "PV20", partners=theirs)]
    )

    assert pair.together == ("b", "a")


def test_candidates_for_duplication_come_first_and_then_the_larger_shared_part() -> None:
    same = {"activities": ["lessons"], "period": {"start": "2029"}}
    wide = initiative(
        "w", pillars=["road", "rail"], target_groups=["all"],
        regions=[{"code": "PV20", "year": 2030}],
    )  # fmt: skip
    some = [wide, placed("a", "road", "PV20"), placed("b", "road", "PV20"),
            placed("c", "rail", "PV20", **same), placed("d", "rail", "PV20", **same)]  # fmt: skip

    told = [(one.first, one.second, one.duplication, one.jaccard) for one in pairs(some)]

    assert told == [
        ("c", "d", True, 1.0), ("a", "b", False, 1.0), ("w", "a", False, 0.5),
        ("w", "b", False, 0.5), ("w", "c", False, 0.5), ("w", "d", False, 0.5),
    ]  # fmt: skip


def test_periods_that_touch_on_one_day_are_at_one_time() -> None:
    alike = {"activities": ["lessons"]}

    def duplicates(first: dict[str, Any], second: dict[str, Any]) -> bool:
        (pair,) = pairs(
            [placed("a", "road", "PV20", period=first, **alike),
             placed("b", "road", "PV20", period=second, **alike)]
        )  # fmt: skip
        return pair.duplication

    assert duplicates({"start": "2029-01", "end": "2029-06-01"}, {"start": "2029-06-01"})
    assert not duplicates({"start": "2029-01", "end": "2029-05-31"}, {"start": "2029-06-01"})
    assert not duplicates({"end": "2029"}, {"start": "2029"})


def test_actors_that_meet_again_and_again_close_more_cycles() -> None:
    assert four_cycles(complete(2, 3)) == 3
    assert four_cycles(complete(3, 3)) == 9
    assert four_cycles(Network.of([])) == 0
    assert four_cycles(Network.of([("a", "x"), ("b", "y")])) == 0


def test_parts_are_named_largest_first_and_the_largest_share_is_of_all_nodes() -> None:
    network = Network.of([("a", "x"), ("b", "x"), ("c", "y")])

    assert components(network) == (("a", "b", "x"), ("c", "y"))
    assert giant_share(network) == 0.6
    assert giant_share(Network.of([])) == 0.0


def test_a_chain_is_one_part_and_every_actor_between_bridges_it() -> None:
    chain = Network.of(
        [("a", "1"), ("b", "1"), ("b", "2"), ("c", "2"), ("c", "3"), ("d", "3")]
    )  # fmt: skip

    assert len(components(chain)) == 1
    assert bridging_actors(chain) == ("b", "c")
    assert bridging_actors(complete(3, 3)) == ()


def test_one_group_for_all_has_no_modularity() -> None:
    network = complete(3, 3)
    together = np.zeros(3, dtype=np.int64)

    assert barber_modularity(network, together, together) == pytest.approx(0.0)
    actors, things = modular_groups(network)
    assert len(set(actors.tolist()) | set(things.tolist())) == 1


def test_two_groups_with_one_tie_between_are_found() -> None:
    sides = [(f"{s}a{n}", f"{s}i{m}") for s in "lr" for n, m in product(range(3), range(3))]
    network = Network.of([*sides, ("la0", "ri0")])

    actors, things = modular_groups(network)

    assert len(set(actors.tolist())) == len(set(things.tolist())) == 2
    # 18 of 19 ties are inside; 10 x 9 + 9 x 10 of 361 would be by chance
    assert barber_modularity(network, actors, things) == pytest.approx(18 / 19 - 180 / 361)


def test_the_parts_of_a_whole_are_those_of_one_initiative_or_option_together() -> None:
    # Given two amounts of one option, one of another and one of an initiative
    rows = [
        money("a", "1", initiative=None, option="bells"),
        money("b", "2", initiative=None, option="bells"),
        money("c", "3", initiative=None, option="lamps"),
        money("d", "3", initiative="lanes"),
    ]

    found = money_concentration(rows, known={})

    assert isinstance(found, Concentration)
    assert found.index == pytest.approx(1 / 3)
    assert found.normalised == pytest.approx(0.0)
