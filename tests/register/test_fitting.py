"""A register is held to the programme: its pillars, regions, units, indicators and targets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.register.records import ENTRY, initiative, words

from agdb.programme.geography.geography import Geography, Municipality
from agdb.programme.programme import Programme
from agdb.register.consistency import Fault
from agdb.register.fitting import misfits_of
from agdb.register.register import register_of
from agdb.register.result import Result

GOAL: dict[str, Any] = {
    "what": words("bells"), "indicator": "missing", "unit": "missing", "baseline": "missing",
    "baseline_year": "missing", "target": "missing", "target_year": "missing", "owner": "unknown",
}  # fmt: skip


def result(**fields: Any) -> Result:
    usual = {
        "id": "r", "initiative": "a", "kind": "output", "what": words("bells"), "value": None,
        "period": "2024", "history": [{"state": "published", "since": "2024"}],
    }  # fmt: skip
    return Result.model_validate(ENTRY | usual | fields)


def told(cycling: Programme, **fields: Any) -> list[Fault]:
    pillar = sorted(cycling.pillar_ids)[0]
    one = initiative("a", **{"pillars": [pillar]} | fields)
    return list(misfits_of(cycling)(register_of({"initiatives": {"a": one}})))


def test_what_the_programme_has_fits(cycling: Programme) -> None:
    fits = {
        "regions": [{"code": next(iter(cycling.regions)), "year": 2024}],
        "indicators": [next(iter(cycling.indicators))],
        "targets": [next(iter(cycling.targets))],
        "goals": [GOAL | {"unit": next(iter(cycling.units))}],
    }

    assert told(cycling, **fits) == []


@pytest.mark.parametrize(
    ("fields", "where", "what"),
    [
        ({"pillars": ["gone"]}, "pillars", "there is no pillar 'gone'"),
        ({"regions": [{"code": "PV99", "year": 2024}]}, "regions",
         "there is no region 'PV99' in 2024"),
        ({"indicators": ["gone"]}, "indicators", "the programme has no 'gone'"),
        ({"targets": ["gone"]}, "targets", "the programme has no 'gone'"),
        ({"goals": [GOAL | {"unit": "gone"}]}, "goals", "the programme has no 'gone'"),
        ({"goals": [GOAL | {"indicator": "gone"}]}, "goals", "the programme has no 'gone'"),
    ],
)  # fmt: skip
def test_what_it_does_not_have_is_told(
    fields: dict[str, Any], where: str, what: str, cycling: Programme
) -> None:
    assert told(cycling, **fields) == [Fault("initiatives", "a", where, what)]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, []),
        ({"unit": "gone"}, [("unit", "there is no unit 'gone'")]),
        ({"indicator": "gone"}, [("indicator", "there is no indicator 'gone'")]),
    ],
)
def test_a_result_is_counted_in_a_unit_of_the_programme(
    fields: dict[str, Any], told: list[tuple[str, str]], cycling: Programme
) -> None:
    found = misfits_of(cycling)(register_of({"results": {"r": result(**fields)}}))

    assert [(one.where, one.what) for one in found] == told


def test_a_result_in_a_known_unit_of_a_known_indicator_fits(cycling: Programme) -> None:
    fits = result(unit=next(iter(cycling.units)), indicator=next(iter(cycling.indicators)))

    assert list(misfits_of(cycling)(register_of({"results": {"r": fits}}))) == []


@pytest.mark.parametrize(
    ("code", "year", "fits"),
    [
        ("GM0001", 2024, True),
        ("GM0002", 2024, False),  # the list of that year does not have it
        ("GM0001", 2023, False),  # of another year there is no list, nor does the programme know it
        ("PV20", 2024, True),  # of provinces there is no list: the programme knows this one
        ("PV20", 2010, False),  # which began later
    ],
)
def test_a_region_is_one_of_the_list_of_its_year_or_of_the_programme(
    code: str, year: int, fits: bool, cycling: Programme
) -> None:
    lists = {2024: {"GM0001": Municipality("GM0001", "Aa", {"AM": "AM01"})}}
    province = cycling.regions["PV20"].model_copy(update={"valid_from": 2020})
    programme = replace(
        cycling, geography=Geography(lists), regions={**cycling.regions, "PV20": province}
    )

    found = told(programme, regions=[{"code": code, "year": year}])

    assert [one.what for one in found] == (
        [] if fits else [f"there is no region {code!r} in {year}"]
    )
