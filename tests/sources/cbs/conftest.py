"""Small recordings of invented tables in each form, to be damaged by the tests."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
