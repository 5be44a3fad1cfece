"""The register as files: every record in a row, every column explained, nothing a formula."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from zipfile import ZipFile

import pytest
from python_calamine import load_workbook
from tests.publication.bicycles import made_up_release

from agdb.publication.download.register import RegisterTable, csv_bytes, tables, workbook_bytes
from agdb.publication.site import site
from agdb.publication.wording.language import Language
from agdb.register.register import register_of
from agdb.results.release import Release


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(site(made_up_release()))


def rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode())))


def test_every_record_is_a_row_with_its_texts_in_both_languages(release: Release) -> None:
    for table in tables(release):
        found = rows(csv_bytes(table))

        assert [row["id"] for row in found] == list(getattr(release.register, table.kind))
    money = {row["id"]: row for row in rows(csv_bytes(_table(release, "money")))}
    assert money["granted"]["amount"] == "12"
    assert (money["granted"]["recipient_nl"], money["granted"]["recipient_en"]) == (
        "4 clubs",
        "4 clubs",
    )
    assert money["share"]["amount"] == "unknown"  # and neither empty nor 0
    assert money["nothing-yet"]["amount"] == "0.0"


def _table(release: Release, kind: str) -> RegisterTable:
    return next(one for one in tables(release) if one.kind == kind)


def test_what_is_not_public_is_in_no_file(files: dict[str, bytes]) -> None:
    # Given a draft result, a meeting that is only prepared, and its decision and action
    hidden = (b"Nog geheim besluit", b"Still a secret", b"Be quiet", b"2025-09-01T10", b"\nnever,")

    assert [name for name, body in files.items() for word in hidden if word in body] == []


def test_every_column_is_explained_in_every_language(files: dict[str, bytes]) -> None:
    described = [name for name in files if name.startswith("register/") and name.endswith(".json")]

    assert len(described) == 14
    for name in described:
        header = files[name.removesuffix("-metadata.json")].decode().splitlines()[0].split(",")
        columns = json.loads(files[name])["tableSchema"]["columns"]
        assert [one["titles"] for one in columns] == header
        assert all(set(one["dc:description"]) == {"nl", "en"} for one in columns)
        assert all(one["dc:description"].values() for one in columns)


def test_the_data_package_has_each_file_of_the_register_with_its_hash(
    files: dict[str, bytes],
) -> None:
    resources = json.loads(files["datapackage.json"])["resources"]
    ours = {one["path"]: one for one in resources if one["name"].startswith("register-")}

    assert set(ours) == {n for n in files if n.startswith("register/") and n.endswith(".csv")}
    assert all(one["bytes"] == len(files[path]) for path, one in ours.items())


def test_a_text_that_looks_like_a_formula_stays_text(release: Release, nl: Language) -> None:
    kinds = dict(release.register.kinds())
    one = next(iter(release.register.initiatives.values()))
    danger = one.model_copy(update={"names": {"nl": "=1+1", "en": "=HYPERLINK(1)"}})
    register = register_of(kinds | {"initiatives": {one.id: danger}})

    found = tables(replace(release, register=register))

    body = workbook_bytes(found, language=nl, title="t", created=release.day)
    (row,) = next(rows(csv_bytes(one)) for one in found if one.kind == "initiatives")

    assert (row["names_nl"], row["names_en"]) == ("'=1+1", "'=HYPERLINK(1)")

    with ZipFile(io.BytesIO(body)) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets" in name]
    assert not [sheet for sheet in sheets if b"<f>" in sheet]
    cells = load_workbook(io.BytesIO(body)).get_sheet_by_name("initiatives").to_python()
    assert "=HYPERLINK(1)" in cells[1]


@pytest.mark.slow
def test_the_same_release_gives_the_same_workbook(files: dict[str, bytes]) -> None:
    again = dict(site(made_up_release()))

    assert files["register/register.xlsx"] == again["register/register.xlsx"]
