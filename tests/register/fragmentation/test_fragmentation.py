"""Coverage, overlap and networks: the known answers of the methods, and properties of chance."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.register.records import initiative, money

from agdb.register.fragmentation.chance import NetworkSize, against_chance, rewired, size
from agdb.register.fragmentation.concentration import Concentration, money_concentration
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
