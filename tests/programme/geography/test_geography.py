"""A region is found by code and year, and a wrong code or year is one sentence."""

from __future__ import annotations

import pytest

from agdb.errors import ProgrammeError, StatisticsError
from agdb.programme.geography.geography import Geography
from agdb.programme.geography.reading import read_geography

FILES = {
    "regions/municipalities-2030.csv": "code,name,PV\nGM0001,Aa,PV20\nGM0002,Bee,PV20\n",
    "regions/municipalities-2031.csv": "code,name,PV\nGM0003,Cee,PV20\nGM0004,Dee,PV21\n",
    "regions/municipalities-2032.csv": "code,name,PV\nGM0003,Cee,PV21\nGM0004,Dé,PV21\n",
    "regions/editions.csv": "code,name,first,last\nPV20,Noord,2030,2031\nPV21,Zuid,2030,2032\n",
    "regions/mergers.csv": (
        "date,code,name,into,into_name,hectares,dwellings,inhabitants\n"
        "2031-01-01,GM0001,Aa,GM0003,Cee,10,5,30\n"
        "2031-01-01,GM0001,Aa,GM0004,Dee,10,5,10\n"
        "2031-01-01,GM0002,Bee,GM0003,Cee,10,5,20\n"
    ),
    "regions/nuts.csv": "edition,code,name,level,region\n2024,NL11,Noord,2,PV20\n",
}


def read(**changed: str) -> Geography:
    """Read the invented files, some of them changed."""
    files = FILES | {f"regions/{name.replace('_', '-')}.csv": t for name, t in changed.items()}
    return read_geography({n: t.encode() for n, t in files.items()}, folder="p")


def test_a_programme_without_files_has_an_empty_geography() -> None:
    assert read_geography({}, folder="p") == Geography()


def test_a_region_is_that_of_the_year() -> None:
    geography = read()

    assert geography.region_of("GM0003", division="PV", year=2031) == "PV20"
    assert geography.region_of("GM0003", division="PV", year=2032) == "PV21"


@pytest.mark.parametrize(
    ("municipality", "division", "year", "sentence"),
    [
        ("GM0001", "PV", 2029, "no list of municipalities of 2029; there are: 2030, 2031, 2032"),
        ("GM0001", "PV", 2031, "'GM0001' is not a municipality of 2031; it went into GM0003 (Cee)"),
        ("GM0003", "PV", 2030, "'GM0003' is not a municipality of 2030; it is one of 2031, 2032"),
        ("GM9999", "PV", 2031, "'GM9999' is not a municipality of 2031; join on code and year"),
        ("GM0003", "AM", 2031, "the list of 2031 has no division 'AM'; it has PV"),
    ],
)
def test_a_wrong_code_or_year_is_one_sentence(
    municipality: str, division: str, year: int, sentence: str
) -> None:
    with pytest.raises(StatisticsError) as caught:
        read().region_of(municipality, division=division, year=year)

    assert sentence in str(caught.value)


def test_the_codes_of_a_year_are_known_only_from_its_list() -> None:
    geography = read()

    assert geography.codes("GM", year=2031) == {"GM0003", "GM0004"}
    assert geography.codes("PV", year=2030) == {"PV20"}
    assert geography.codes("AM", year=2030) is None
    assert geography.codes("GM", year=2029) is None


def test_changes_between_two_years_are_ended_begun_renamed_and_moved() -> None:
    geography = read()

    assert geography.changes(2030, 2031).ended == ("GM0001", "GM0002")
    assert geography.changes(2030, 2031).begun == ("GM0003", "GM0004")
    assert geography.changes(2031, 2032).renamed == ("GM0004",)
    assert geography.changes(2031, 2032).moved == (("GM0003", "PV", "PV20", "PV21"),)


def test_a_merger_is_mapped_by_inhabitants() -> None:
    geography = read()

    assert geography.successors("GM0001", first=2030, second=2032) == {
        "GM0003": 0.75, "GM0004": 0.25
    }  # fmt: skip
    assert geography.successors("GM0003", first=2031, second=2032) == {"GM0003": 1.0}
    assert geography.successors("GM0001", first=2030, second=2030) == {"GM0001": 1.0}


@pytest.mark.parametrize(("first", "second"), [(2020, 2031), (2031, 2040)])
def test_mergers_that_are_not_known_are_not_guessed(first: int, second: int) -> None:
    with pytest.raises(StatisticsError, match="are not all known"):
        read().successors("GM0001", first=first, second=second)


def test_a_merger_with_nobody_has_no_shares() -> None:
    mergers = FILES["regions/mergers.csv"].replace(",30\n", ",0\n").replace(",10\n", ",0\n")

    with pytest.raises(StatisticsError, match="nobody went with 'GM0001'"):
        read(mergers=mergers).successors("GM0001", first=2030, second=2031)


@pytest.mark.parametrize(
    ("name", "text", "line", "sentence"),
    [
        ("municipalities_2030", "code,name,PV\nGM1,A,PV20\nGM1,B,PV20\n", 3, "written twice"),
        ("municipalities_2030", "code,name,PV\nGM1,A,CR01\n", 2, "'CR01' is not a code of PV"),
        ("municipalities_2030", "code,name,PV\nPV20,A,PV20\n", 2, "'PV20' is not a code of GM"),
        ("municipalities_2030", "code,name,PV\nGM1,A\n", 2, "the row has 2 cells in place of 3"),
        ("municipalities_2030", "name,code,PV\n", 1, "the header is 'name,code,PV'"),
        ("municipalities_2030", "code,name,province\n", 1, "the header is 'code,name,province'"),
        ("editions", "code,name\n", 1, "the header is another one; write code,name,first,last"),
        ("editions", "code,name,first,last\nPV20,N,x,1\n", 2, "'x'"),
        ("editions", "code,name,first,last\nprovince,N,1,1\n", 2, "is not a region code"),
        ("nuts", "edition,code,name,level,region\n1,NL,N,1\n", 2, "4 cells in place of 5"),
        ("mergers", 'date,code\n"', 1, "the header is another one"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_file_is_told_with_its_line(
    name: str, text: str, line: int, sentence: str
) -> None:
    with pytest.raises(ProgrammeError) as caught:
        read(**{name: text})

    assert sentence in str(caught.value)
    assert f"p/regions/{name.replace('_', '-')}.csv:{line}: " in str(caught.value)


def test_bytes_that_are_no_utf_8_are_told_with_their_line() -> None:
    body = b"code,name,PV\nGM1,Caf\xe9,PV20\n"

    with pytest.raises(ProgrammeError, match=r"2030\.csv:2: byte 20 is not UTF-8"):
        read_geography({"regions/municipalities-2030.csv": body}, folder="p")


def test_shapes_that_are_none_say_how_to_make_them() -> None:
    with pytest.raises(ProgrammeError, match=r"shapes-2023\.json: not a file of shapes"):
        read_geography({"regions/shapes-2023.json": b'{"year": "x"}'}, folder="p")


def test_regions_are_the_same_only_with_the_same_municipalities_throughout() -> None:
    geography = read()

    assert geography.unchanged("PV", first=2031, second=2031) == {"PV20", "PV21"}
    assert geography.unchanged("PV", first=2031, second=2032) == set()
    assert geography.unchanged("PV", first=2030, second=2033) is None
