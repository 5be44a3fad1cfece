"""XML, JSON-stat, SDMX-CSV headers, text and names, apart from any publisher."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.errors import SourceError
from agdb.sources.formats.cells import checked_code, column_ids, decimal, may_be_thousands
from agdb.sources.formats.json_stat import Cube, read_cube
from agdb.sources.formats.sdmx_csv import read_header
from agdb.sources.formats.text import WINDOWS, encoding_of, first_row, rows
from agdb.sources.formats.xml import parse_xml


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<!DOCTYPE a><a/>", "document type or entities"),
        (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "document type"),
        (b"<a>" * 99, "beyond reason"),
        (b"<a", "not well-formed"),
        (b"", "not well-formed"),
        (b"<a>\xff</a>", "not well-formed"),
    ],
)
def test_xml_that_is_not_plain_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(SourceError, match=sentence):
        parse_xml(content, name="a.xml")


def test_xml_loses_its_prefixes_and_keeps_its_order() -> None:
    root = parse_xml(b"<x:a xmlns:x='u'><x:b k='1'/><c><b k='2'/></c><b k='3'/></x:a>", name="a")
    assert [item.attributes["k"] for item in root.all("b")] == ["1", "2", "3"]
    assert root.first("d") is None


def test_an_element_knows_its_own_bytes_and_reads_from_them_alone() -> None:
    content = '<r xmlns:p="x"><p:a b="é/>">één<p:c/></p:a ><p:d/></r>'.encode()

    first, second = parse_xml(content, name="a.xml").inside

    cut = content[first.start : first.end]
    assert cut == '<p:a b="é/>">één<p:c/></p:a >'.encode()
    assert content[second.start : second.end] == b"<p:d/>"
    again = parse_xml(cut, name="a.xml", prefixes=True)
    assert (again.name, again.text, again.inside[0].name) == ("a", "één", "c")
    with pytest.raises(SourceError, match="unbound prefix"):
        parse_xml(cut, name="a.xml")


def bundle(content: bytes, *, name: str) -> dict[str, Cube]:
    """The data sets of a bundle of JSON-stat 1, which no publisher of ours sends."""
    parts = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
    return {key: read_cube(bytes(part), name=name) for key, part in parts.items()}


def test_a_recorded_cube_that_contradicts_itself_is_refused(specimens: Path) -> None:
    content = (specimens / "eurostat" / "jsonstat" / "QS104EW.json").read_bytes()
    with pytest.raises(SourceError, match="does not say its dimensions and their sizes"):
        bundle(content, name="QS104EW.json")  # four ids, three sizes


def test_a_bundle_holds_several_data_sets(specimens: Path) -> None:
    content = (specimens / "oecd" / "jsonstat" / "oecd-canada.json").read_bytes()
    cubes = bundle(content, name="oecd-canada.json")
    oecd = cubes["oecd"]
    assert sorted(cubes) == ["canada", "oecd"]
    assert oecd.size == 432
    areas = next(axis for axis in oecd.axes if axis.id == "area")
    assert areas.labels["NL"] == "Netherlands"
    assert set(cubes["canada"].statuses.values()) == {"a"}  # one in a list stands for all


values = st.lists(st.one_of(st.none(), st.floats(-1e12, 1e12)), min_size=12, max_size=12)


@pytest.mark.slow
@given(values)
def test_arrays_and_objects_hold_the_same_cube(listed: list[float | None]) -> None:
    # Given one cube of 3 x 4 as an array with nulls and as an object without the holes
    dimension = {
        "a": {"category": {"index": ["x", "y", "z"]}},
        "time": {"category": {"index": {"2": 1, "1": 0, "3": 2, "4": 3}}},
    }
    base: dict[str, Any] = {"id": ["a", "time"], "size": [3, 4], "dimension": dimension}
    keyed = {str(place): value for place, value in enumerate(listed) if value is not None}
    both = [
        read_cube(json.dumps(base | {"value": value}).encode(), name="a")
        for value in (listed, keyed)
    ]
    # Then places and values agree with the list itself
    for cube in both:
        assert cube.places.tolist() == [n for n, value in enumerate(listed) if value is not None]
        assert cube.values.tolist() == [value for value in listed if value is not None]


@pytest.mark.parametrize(
    ("name", "version", "separator", "ids"),
    [
        ("01", "2.0", None, ["DIM_1", "DIM_2", "DIM_3", "OBS_VALUE", "ATTR_2", "ATTR_3", "ATTR_1"]),
        (
            "02",
            "2.0",
            ";",
            ["OBS_VALUE1", "OBS_VALUE2", "ATTR_3", "ATTR_1", "DIM_2", "DIM_1", "DIM_3"],
        ),
        ("05", "2.0", ";", ["DIM_1", "DIM_2", "DIM_3", "OBS_VALUE", "ATTR_2", "ATTR_3", "ATTR_1"]),
    ],
)
def test_the_samples_of_the_working_group_have_these_columns(
    specimens: Path, name: str, version: str, separator: str | None, ids: list[str]
) -> None:
    path = specimens / "eurostat" / "sdmx" / f"sdmx-csv-v2-example-{name}.csv"
    header, first, *_ = csv.reader(io.StringIO(path.read_text("utf-8")))
    layout = read_header([cell for cell in header if cell != "UPDATED"], name=path.name)
    assert (layout.version, layout.separator) == (version, separator)
    assert [column.id for column in layout.columns] == ids
    assert layout.reference(first)[0] == "NA_MAIN"
    dimension = layout.by_id["DIM_1"]
    assert dimension.code(first) == "A"
    assert dimension.label(first) == ("Value A" if name == "05" else "")
    assert layout.by_id["ATTR_1"].several is (name == "02")


@pytest.mark.parametrize(
    "header", [["DATAFLOW", "Some Label"], ["DATAFLOW", "geo", "geo"], ["STRUCTURE", "x y", "geo"]]
)
def test_a_header_that_is_not_understood_is_refused(header: list[str]) -> None:
    with pytest.raises(SourceError):
        read_header(header, name="a.csv")


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_none(text: str) -> None:
    for comma in (False, True):
        number = decimal(text, comma=comma)
        assert number is None or number == float(text.replace(",", "."))


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-9999, max_value=9999)
)
def test_a_decimal_is_read_exactly(number: Any) -> None:
    assert decimal(str(number)) == float(number)


@given(st.lists(st.text(min_size=1, max_size=12), max_size=6))
def test_any_header_becomes_columns_or_one_sentence(headers: list[str]) -> None:
    try:
        ids = column_ids(headers, name="a.csv")
    except SourceError:
        return
    assert len({id_.lower() for id_ in ids} - {"value", "period", "measure"}) == len(headers)


@pytest.mark.parametrize(
    "code",
    [
        *("#DIV/0!", "#DEEL/0!", "#N/A", "#N/B", "#NAAM?", "#NAME?", "#VERW!", "#REF!", "#WAARDE!"),
        *("#GETAL!", "#LEEG!", "####"),
    ],
)
def test_an_error_of_a_spreadsheet_is_no_code(code: str) -> None:
    with pytest.raises(SourceError, match="is an error of a spreadsheet and no code"):
        checked_code(code, name="a", line=3)


@given(st.integers(-(10**7), 10**7), st.sampled_from([".", ",", "\u00a0", " ", "'", "\u202f"]))
def test_a_number_with_its_thousands_apart_is_never_another_number(number: int, sign: str) -> None:
    text = f"{number:,}".replace(",", sign)

    for comma in (False, True):
        read = decimal(text, comma=comma)
        assert read in {None, float(number)} or may_be_thousands(text)


def test_codes_are_trimmed_and_never_empty_or_broken() -> None:
    assert checked_code(" 0106 ", name="a") == "0106"
    for code in ("", "  ", "a\nb", "a\x00", "x" * 501):
        with pytest.raises(SourceError, match="cannot be a code"):
            checked_code(code, name="a", line=3)


def test_rows_may_hold_line_breaks_and_know_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('\ufeffa,b\n"x\ny","""z"""\n'.encode())
    found = list(rows(path, name="a.csv", delimiter=","))
    assert found == [(1, ["a", "b"]), (3, ["x\ny", '"z"'])]
    assert first_row(path.read_bytes(), delimiter=",") == ["a", "b"]
    assert first_row(b'"a', delimiter=",") == []


def test_bytes_that_do_not_decode_are_never_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a\n\xe9\n")
    assert encoding_of(path, name="a.csv", fallback=WINDOWS) == WINDOWS
    with pytest.raises(SourceError, match="byte 2 is not UTF-8"):
        encoding_of(path, name="a.csv")
    with pytest.raises(SourceError, match=r"a\.csv:2: not UTF-8"):
        list(rows(path, name="a.csv", delimiter=","))


def test_windows_1252_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\x92s-Gravenhage,\x80 5,1\x962\n")
    assert first_row(path.read_bytes(), delimiter=",") == ["’s-Gravenhage", "€ 5", "1–2"]
    encoding = encoding_of(path, name="a.csv", fallback=WINDOWS)
    found = list(rows(path, name="a.csv", delimiter=",", encoding=encoding))
    assert found == [(1, ["’s-Gravenhage", "€ 5", "1–2"])]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a\n\x81\n", "a.csv:2: not CP1252"),  # a byte that Windows-1252 does not have
        ("a\n\u0092s\n".encode(), "a.csv:2: a control character"),  # read wrongly before
    ],
)
def test_what_was_read_wrongly_before_is_refused(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    encoding = encoding_of(path, name="a.csv", fallback=WINDOWS)
    with pytest.raises(SourceError, match=sentence):
        list(rows(path, name="a.csv", delimiter=",", encoding=encoding))
