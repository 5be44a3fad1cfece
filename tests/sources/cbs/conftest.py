"""Small recordings of invented tables in each form, to be damaged by the tests."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion

BULK = {
    "Observations.csv": (
        "Id;Measure;Marges;RegioVanVertrek;RegioVanVestiging;Perioden;Value;StringValue;"
        "ValueAttribute\r\n"
        "0;M1;MW00000;GM0363;PV27  ;2024JJ00;7888,2;;None\r\n"
        "1;M1;MOG0095;GM0363;PV27;2024JJ00;7000,05;;None\r\n"
        "2;M1;MBG0095;GM0363;PV27;2024JJ00;9000;;None\r\n"
        "3;M2;MW00000;GM0363;PV27;2024JJ00;;;Impossible\r\n"
        "4;M2;MW00000;PV27;GM0363;2024KW04;-0,3;;None\r\n"
    ),
    "Dimensions.csv": (
        "Identifier;Title;Description;MapYear;ReleasePolicy;Kind;ContainsGroups;ContainsCodes\r\n"
        "Marges;Marges;;;;Dimension;False;True\r\n"
        'RegioVanVertrek;Vertrek;"eerste regel\r\ntweede; regel";2024;;GeoDimension;True;True\r\n'
        "RegioVanVestiging;Vestiging;;2024;;GeoDimension;False;True\r\n"
        "Perioden;Perioden;;;;TimeDimension;False;True\r\n"
    ),
    "MeasureCodes.csv": (
        "Identifier;Index;Title;Description;MeasureGroupId;DataType;Unit;Decimals;PresentationType"
        "\r\nM1;1;Totaal;;G1;Double;x 1 000;1;\r\nM2;2;Totaal;;G2;Double;x 1 000;1;\r\n"
    ),
    "MeasureGroups.csv": (
        "Id;Index;Title;Description;ParentId\r\nG0;0;Verhuisde personen;;\r\n"
        "G1;1;Mannen;;G0\r\nG2;2;Vrouwen;;G0\r\n"
    ),
    "MargesCodes.csv": (
        "Identifier;Index;Title;Description;DimensionGroupId\r\nMW00000;1;Waarde;;\r\n"
        "MOG0095;2;Ondergrens;;\r\nMBG0095;3;Bovengrens;;\r\n"
    ),
    "RegioVanVertrekCodes.csv": (
        "Identifier;Index;Title;Description;DimensionGroupId\r\nGM0363;1;Amsterdam;;GM\r\n"
        "PV27;2;Noord-Holland;;PV\r\n"
    ),
    "RegioVanVertrekGroups.csv": (
        "Id;Index;Title;Description;ParentId\r\nGEO;0;Regio's;;\r\nPV;1;Provincies;;GEO\r\n"
        "GM;2;Gemeenten;;GEO\r\nCR;3;COROP;;GEO\r\n"
    ),
    "RegioVanVestigingCodes.csv": (
        "Identifier;Index;Title;Description;DimensionGroupId\r\nGM0363;1;Amsterdam;;\r\n"
        "PV27;2;Noord-Holland;;\r\n"
    ),
    "PeriodenCodes.csv": (
        "Identifier;Index;Title;Description;DimensionGroupId;Status\r\n"
        "2024JJ00;1;2024;;;Definitief\r\n2024KW04;2;2024 4e kwartaal;;;\r\n"
    ),
    "Properties.csv": (
        "Identifier;Title;Description;Modified;ObservationCount;License\r\n"
        "99998NED;Verhuisde personen;;2026-01-31;5;https://creativecommons.org/licenses/by/4.0/\r\n"
    ),
}
TOPICS: list[dict[str, Any]] = [
    {"ID": 0, "Position": 0, "Type": "Dimension", "Key": "Geslacht", "Title": "Geslacht"},
    {"ID": 1, "Position": 1, "Type": "TimeDimension", "Key": "Perioden", "Title": "Perioden"},
    {"ID": 2, "Type": "TopicGroup", "Key": "", "Title": "Banen", "ParentID": None},
    {
        "ID": 3,
        "Position": 2,
        "Type": "Topic",
        "Key": "k_1Totaal_1",
        "Title": "Totaal",
        "ParentID": 2,
        "Datatype": "Float",
        "Unit": "x 1 000",
        "Decimals": 1,
        "Default": "Zero",
    },
    {
        "ID": 4,
        "Position": 3,
        "Type": "Topic",
        "Key": "Totaal_2",
        "Title": "Totaal",
        "ParentID": None,
        "Datatype": "String",
        "Unit": "naam",
        "Default": "Missing",
    },
]
V3: dict[str, list[dict[str, Any]]] = {
    "TableInfos": [{"ID": 0, "Identifier": "99997ned", "Title": "Banen", "Modified": "2025-01-01"}],
    "DataProperties": TOPICS,
    "CategoryGroups": [
        {"ID": 1, "DimensionKey": "Geslacht", "Title": "Totaal", "ParentID": None},
        {"ID": 2, "DimensionKey": "Geslacht", "Title": "Deel", "ParentID": 1},
    ],
    "Geslacht": [
        {"Key": "1100  ", "Title": "Totaal", "CategoryGroupID": 1},
        {"Key": "3000  ", "Title": "Mannen", "CategoryGroupID": 2},
    ],
    "Perioden": [
        {"Key": "2010JJ00", "Title": "2010 december", "Status": "Definitief"},
        {"Key": "2011JJ00", "Title": "2011**", "Status": ""},
    ],
}
FIGURES: list[list[dict[str, Any]]] = [
    [
        {
            "ID": 0,
            "Geslacht": "1100  ",
            "Perioden": "2010JJ00",
            "k_1Totaal_1": 7888.2,
            "Totaal_2": "Almelo   ",
        },
        {
            "ID": 1,
            "Geslacht": "1100  ",
            "Perioden": "2011JJ00",
            "k_1Totaal_1": None,
            "Totaal_2": "    .",
        },
    ],
    [
        {
            "ID": 2,
            "Geslacht": "3000  ",
            "Perioden": "2010JJ00",
            "k_1Totaal_1": 0.1,
            "Totaal_2": "",
        },
        {"ID": 3, "Geslacht": "3000  ", "Perioden": "2011JJ00", "k_1Totaal_1": 0, "Totaal_2": "x"},
    ],
]
BASE = "https://opendata.cbs.nl/ODataFeed/odata/99997ned"


@pytest.fixture
def bulk_folder(tmp_path: Path) -> Path:
    """A whole v4 table as CSV files: two regions, margins, groups, line breaks in quotes."""
    folder = tmp_path / "bulk"
    folder.mkdir()
    for name, text in BULK.items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.fixture
def bulk_zip(tmp_path: Path) -> Path:
    """The same as the zip that CBS serves."""
    path = tmp_path / "99998NED.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in BULK.items():
            archive.writestr(name, text.encode())
    return path


@pytest.fixture
def v3_folder(tmp_path: Path) -> Path:
    """A v3 table with all its sets and two pages of figures."""
    folder = tmp_path / "v3"
    folder.mkdir()
    for name, rows in V3.items():
        context = f"{BASE}/$metadata#Cbs.OData.WebAPI.{name}"
        (folder / f"{name}.json").write_text(
            json.dumps({"odata.metadata": context, "value": rows}), "utf-8"
        )
    for number, rows in enumerate(FIGURES, start=1):
        context = f"{BASE}/$metadata#Cbs.OData.WebAPI.TypedDataSet"
        page: dict[str, Any] = {"odata.metadata": context, "value": rows}
        if number < len(FIGURES):
            page["odata.nextLink"] = f"{BASE}/TypedDataSet?$skip=2"
        (folder / f"figures-{number}.json").write_text(json.dumps(page), "utf-8")
    return folder


@pytest.fixture
def cells() -> Callable[[DatasetVersion, str], list[tuple[Any, ...]]]:
    """Ask columns of a dataset."""

    def ask(version: DatasetVersion, columns: str) -> list[tuple[Any, ...]]:
        with Engine(folders=(version.folder,)) as engine:
            return engine.rows(
                f"select {columns} from read_parquet('{version.parquet}') order by all"
            )

    return ask


def _csv(rows: list[dict[str, Any]]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    quoted = [
        ";".join('"' + str(row[c]) + '"' if row.get(c) is not None else "" for c in columns)
        for row in rows
    ]
    return ";".join(columns) + "\r\n" + "".join(line + "\r\n" for line in quoted)


@pytest.fixture
def portal_folder(tmp_path: Path) -> Path:
    """The same v3 table as the portal gives it: figures, and all metadata in one file."""
    folder = tmp_path / "portal"
    folder.mkdir()
    figures = "\ufeff" + _csv([row for page in FIGURES for row in page])
    (folder / "99997ned_TypedDataSet_19062025_173530.csv").write_bytes(figures.encode())
    metadata = "\ufeff" + "".join(f'"{name}"\r\n{_csv(rows)}' for name, rows in V3.items())
    (folder / "99997ned_metadata.csv").write_bytes(metadata.encode())
    return folder


def _parquet(folder: Path, name: str, rows: list[dict[str, Any]], *, replace: str = "") -> None:
    listed = folder / "rows.json"
    listed.write_text(json.dumps(rows), "utf-8")
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select * {replace} from read_json('{listed}', format='array'))"
            f" to '{folder / name}.parquet' (format parquet)"
        )
    listed.unlink()


@pytest.fixture
def v3_parquet_folder(tmp_path: Path) -> Path:
    """The same v3 table as Parquet, with its figures in 32 bits, as a recorder kept them."""
    folder = tmp_path / "v3-parquet"
    folder.mkdir()
    for name, rows in V3.items():
        if name == "TableInfos":
            (folder / "cbs.v3.99997ned_Metadata.json").write_text(json.dumps(rows[0]), "utf-8")
        else:
            _parquet(folder, f"cbs.v3.99997ned_{name}", rows)
    floats = "replace (k_1Totaal_1::float as k_1Totaal_1)"
    figures = [row for page in FIGURES for row in page]
    _parquet(folder, "cbs.v3.99997ned_TypedDataSet", figures, replace=floats)
    return folder


@pytest.fixture
def v4_parquet_folder(tmp_path: Path, v4_folder: Path) -> Path:
    """The small v4 table as Parquet, without its properties."""
    folder = tmp_path / "v4-parquet"
    folder.mkdir()
    sets: dict[str, list[dict[str, Any]]] = {}
    for file in sorted(v4_folder.glob("*.json")):
        content = json.loads(file.read_text())
        if "value" in content:
            name = content["@odata.context"].partition("#")[2]
            sets.setdefault(name, []).extend(content["value"])
    for name, rows in sets.items():
        _parquet(folder, f"cbs.99999NED_{name}", rows)
    return folder


@pytest.fixture
def titles_folder(tmp_path: Path) -> Path:
    """A dump with titles in the place of codes."""
    folder = tmp_path / "titles"
    folder.mkdir()
    (folder / "99995NED.csv").write_text(
        "\ufeffID;Bedrijfskenmerken;Perioden;OpenstaandeVacatures_1;Naam_2\n"
        "0;A-U Alle ;1997 1e kwartaal;89.8;Almelo  \n1;A-U Alle ;2024*;;.\n"
        "2;\"B; of 'C'\";1997 1e kwartaal;0;x\n3;\"B; of 'C'\";2024*;-1.5;y\n",
        "utf-8",
    )
    return folder
