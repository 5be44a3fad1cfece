"""One table in several forms is one dataset."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]
V3 = "cbs:99997ned"


@pytest.mark.slow
@pytest.mark.parametrize("form", ["portal_folder", "v3_parquet_folder"])
def test_other_forms_of_v3_give_what_json_gives(
    form: str, request: pytest.FixtureRequest, v3_folder: Path, take_in: TakeIn, cells: Cells
) -> None:
    as_json = take_in(V3, v3_folder)
    other = take_in(V3, request.getfixturevalue(form))
    assert cells(other, "*") == cells(as_json, "*")
    assert (other.rows, other.partial) == (8, None)
    assert replace(other.structure, published="") == replace(as_json.structure, published="")


@pytest.mark.slow
def test_untyped_figures_of_the_portal_are_padded_text_and_give_the_same(
    portal_folder: Path, take_in: TakeIn, cells: Cells
) -> None:
    typed = cells(take_in(V3, portal_folder), "measure, Geslacht, period, value, text")
    path = next(portal_folder.glob("*_TypedDataSet_*"))
    text = path.read_text("utf-8")
    for old, new in (('"7888.2"', '"    7888.2"'), ('"2011JJ00";;', '"2011JJ00";"        .";')):
        assert old in text
        text = text.replace(old, new)
    path.with_name(path.name.replace("Typed", "Untyped")).write_text(text, "utf-8")
    path.unlink()
    untyped = take_in(V3, portal_folder)
    assert cells(untyped, "measure, Geslacht, period, value, text") == typed


def test_figures_of_the_portal_without_metadata_are_partial(
    portal_folder: Path, take_in: TakeIn
) -> None:
    (portal_folder / "99997ned_metadata.csv").unlink()
    assert "nothing tells whether this is all" in str(take_in(V3, portal_folder).partial)


@pytest.mark.slow
def test_v4_parquet_gives_what_json_gives_but_for_the_count(
    v4_folder: Path, v4_parquet_folder: Path, take_in: TakeIn, cells: Cells
) -> None:
    as_json = take_in("cbs:99999NED", v4_folder)
    other = take_in("cbs:99999NED", v4_parquet_folder)
    assert cells(other, "*") == cells(as_json, "*")
    assert other.structure.measures == as_json.structure.measures
    assert other.structure.dimensions == as_json.structure.dimensions
    assert (as_json.partial, "count" in str(other.partial)) == (None, True)


def test_thirty_two_bits_become_the_number_that_was_published(
    v3_parquet_folder: Path, take_in: TakeIn, cells: Cells
) -> None:
    values = cells(take_in(V3, v3_parquet_folder), "value")
    assert (7888.2,) in values
    assert (0.1,) in values


@pytest.mark.parametrize(
    ("form", "name", "old", "new", "sentence"),
    [
        ("portal_folder", "99997ned_metadata.csv", "Totaal_2", "Totaal_3", "no column 'Totaal_2'|"),
        ("portal_folder", "99997ned_metadata.csv", '"Geslacht"\r\nKey', "Key", "is there twice|"),
        ("portal_folder", "99997ned_metadata.csv", '\ufeff"TableInfos"\r\n', "", "does not begin"),
        ("portal_folder", "99997ned_metadata.csv", "TableInfos", "TableInfo", "0 tables are"),
    ],
)
def test_metadata_that_do_not_fit_are_refused(
    form: str,
    name: str,
    old: str,
    new: str,
    sentence: str,
    request: pytest.FixtureRequest,
    take_in: TakeIn,
) -> None:
    path = request.getfixturevalue(form) / name
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    with pytest.raises(SourceError) as refused:
        take_in(V3, path.parent)
    if not sentence.endswith("|"):
        assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_files_of_two_tables_are_refused(
    portal_folder: Path, v3_parquet_folder: Path, take_in: TakeIn
) -> None:
    for folder in (portal_folder, v3_parquet_folder):
        first = next(path for path in sorted(folder.iterdir()) if "etadata" in path.name)
        shutil.copy(first, first.with_name(first.name.replace("99997ned", "99996ned")))
        with pytest.raises(SourceError, match="the files are of several tables"):
            take_in(V3, folder)


@pytest.mark.slow
@pytest.mark.parametrize("prefix", ["rivm.", "RIVM.v3.", "iv3-data.v3.", "v3.", ""])
def test_tables_of_third_parties_have_the_prefix_of_their_catalogue(
    v3_parquet_folder: Path, take_in: TakeIn, prefix: str
) -> None:
    for path in v3_parquet_folder.iterdir():
        path.rename(path.with_name(path.name.replace("cbs.v3.", prefix)))
    version = take_in(V3, v3_parquet_folder)
    told = prefix.removesuffix("v3.").rstrip(".").lower()
    assert version.structure.notes.get("catalogue", "") == told


def test_one_table_of_two_catalogues_is_refused(v3_parquet_folder: Path, take_in: TakeIn) -> None:
    path = next(v3_parquet_folder.glob("*DataProperties*"))
    path.rename(path.with_name(path.name.replace("cbs.v3.", "rivm.v3.")))
    with pytest.raises(SourceError, match=r"several tables \(cbs.99997ned, rivm.99997ned\)"):
        take_in(V3, v3_parquet_folder)


@pytest.mark.parametrize("prefix", ["a b.", "1a.", "a.b.", "-a."])
def test_what_is_no_name_of_a_catalogue_is_in_no_form_that_we_read(
    v3_parquet_folder: Path, take_in: TakeIn, prefix: str
) -> None:
    for path in v3_parquet_folder.iterdir():
        path.rename(path.with_name(path.name.replace("cbs.v3.", prefix)))
    with pytest.raises(SourceError):
        take_in(V3, v3_parquet_folder)


def test_parquet_that_is_none_or_lacks_its_figures_is_refused(
    v3_parquet_folder: Path, take_in: TakeIn
) -> None:
    figures = v3_parquet_folder / "cbs.v3.99997ned_TypedDataSet.parquet"
    figures.write_bytes(b"nothing")
    with pytest.raises(SourceError, match="not a Parquet file"):
        take_in(V3, v3_parquet_folder)
    figures.unlink()
    with pytest.raises(SourceError, match="holds no TypedDataSet, only metadata"):
        take_in(V3, v3_parquet_folder)
