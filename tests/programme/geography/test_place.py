"""Where something is that names regions, in divisions that do not nest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.conftest import ROOT

from agdb.programme.geography.geography import Geography, Municipality
from agdb.programme.geography.place import Locality, is_in, localities
from agdb.programme.plan import Region
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme

# Two provinces; AM01 lies in the first, AM02 in both
LIST = {
    "GM0001": Municipality("GM0001", "Ee", {"LD": "LD01", "PV": "PV20", "AM": "AM01"}),
    "GM0002": Municipality("GM0002", "Aa", {"LD": "LD01", "PV": "PV20", "AM": "AM02"}),
    "GM0003": Municipality("GM0003", "Oe", {"LD": "LD02", "PV": "PV27", "AM": "AM02"}),
}


@pytest.fixture
def land() -> Programme:
    programme = read_programme(ROOT / "specimens" / "programme")
    (division,) = [one for one in programme.plan.divisions if one.prefix == "PV"]
    divisions = tuple(
        division.model_copy(update={"prefix": prefix}) for prefix in ("NL", "LD", "PV", "AM")
    )
    regions = {
        code: Region(code=code, names={"nl": code, "en": code}, source="x")
        for code in ("NL01", "LD01", "LD02", "PV20", "PV27", "AM01", "AM02")
    }
    plan = programme.plan.model_copy(update={"divisions": divisions})
    return replace(programme, plan=plan, regions=regions, geography=Geography(lists={2025: LIST}))


@pytest.mark.parametrize(
    ("named", "region", "expected"),
    [
        ("AM01", "AM01", Locality("AM01")),
        ("AM01", "PV20", Locality("AM01")),
        ("AM02", "PV20", Locality("AM02", partly=True)),
        ("AM02", "PV27", Locality("AM02", partly=True)),
        ("PV20", "LD01", Locality("PV20")),
        ("PV20", "AM01", Locality("PV20", wider=True)),
        ("PV20", "AM02", Locality("PV20", wider=True, partly=True)),
        ("AM01", "PV27", None),
        ("AM01", "AM02", None),
    ],
)
def test_a_region_sees_what_lies_in_it_and_around_it(
    land: Programme, named: str, region: str, expected: Locality | None
) -> None:
    assert next(localities(land, (named,), region), None) == expected
    assert is_in(land, (named,), region) is (expected is not None and not expected.wider)


def test_without_lists_only_the_name_itself_counts(land: Programme) -> None:
    bare = replace(land, geography=Geography())

    assert is_in(bare, ("PV20",), "PV20")
    assert not is_in(bare, ("PV20",), "LD01")
