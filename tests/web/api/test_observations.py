"""Observations that are asked for are those of the files, in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.web.api.conftest import EARLIER

from agdb.results.release import Release
from agdb.statistics.columns import OBSERVATION
from agdb.warehouse.engine import Engine

ASKED = "/api/v1/observations"


def told(client: Client, query: str = "") -> dict[str, Any]:
    answer = client.get(f"{ASKED}{query}")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = json.loads(answer.content)
    return found


def test_they_are_those_of_the_static_files(client: Client, cycling_release: Release) -> None:
    for name in cycling_release.computed:
        static = json.loads(client.get(f"/api/v1/indicator/{name}.json").content)["values"]
        served = told(client, f"?indicator={name}")["observations"]

        shared = [{key: row[key] for key in row if key not in {"table"}} for row in static]
        assert [
            {key: row[key] for key in was} for row, was in zip(served, shared, strict=True)
        ] == (shared)


def test_all_formats_tell_the_same(client: Client, tmp_path: Path) -> None:
    rows = told(client)["observations"]
    names = [column.name for column in OBSERVATION]

    text = client.get(f"{ASKED}/data.csv").content.decode()
    table = list(csv.DictReader(io.StringIO(text)))
    path = tmp_path / "a.parquet"
    path.write_bytes(client.get(f"{ASKED}/data.parquet").content)
    with Engine(folders=(tmp_path,)) as engine:
        kept = engine.rows(f"select indicator, period, value from '{path}' order by place")
    cubes = json.loads(client.get(f"{ASKED}/data.jsonstat").content)["link"]["item"]

    assert list(table[0]) == names
    assert [float(row["value"]) if row["value"] else None for row in table] == [
        row["value"] for row in rows
    ]
    assert kept == [(row["indicator"], row["period"], row["value"]) for row in rows]
    values = [number for cube in cubes for number in cube["value"].values()]
    assert sorted(values) == sorted(row["value"] for row in rows if row["value"] is not None)


def test_accept_chooses_as_an_extension_does(client: Client) -> None:
    for extension, media in {
        "csv": "text/csv",
        "json": "application/json",
        "jsonstat": "application/vnd.json-stat+json",
        "parquet": "application/vnd.apache.parquet",
    }.items():
        by_header = client.get(ASKED, headers={"accept": f"{media}, */*;q=0.1"})
        by_name = client.get(f"{ASKED}/data.{extension}")

        assert by_header.content == by_name.content
        assert by_header["Content-Type"] == by_name["Content-Type"] == media
        assert "Accept" in by_header["Vary"]


@pytest.mark.parametrize(
    ("query", "key", "value"),
    [
        ("?indicator=bicycles-number", "indicator", "bicycles-number"),
        ("?region=NL01", "region", "NL01"),
        ("?period=2024-Q1", "period", "2024-Q1"),
        ("?kind=observed", "kind", "observed"),
    ],
)
def test_a_filter_leaves_what_was_asked_for(
    client: Client, query: str, key: str, value: str
) -> None:
    rows = told(client, query)["observations"]

    assert rows
    assert {row[key] for row in rows} == {value}


def test_time_and_breakdown_are_filters_too(client: Client) -> None:
    rows = told(client, "?breakdown=make:E&from=2024&to=2024")["observations"]

    assert rows
    assert {row["breakdown"]["make"] for row in rows} == {"E"}
    assert all(row["period"].startswith("2024") for row in rows)


def test_pages_together_are_the_whole(client: Client) -> None:
    whole = told(client)
    seen, path = [], f"{ASKED}?pageSize=5"
    while path:
        answer = client.get(path)
        seen += json.loads(answer.content)["observations"]
        links = {
            part.split('rel="')[1][:-1]: part[1 : part.index(">")]
            for part in answer.headers.get("Link", "").split(", ")
            if part
        }
        path = links.get("next", "")

    assert whole["total"] == len(whole["observations"]) > 10
    assert seen == whole["observations"]


def test_a_release_is_chosen_by_name_or_by_day(client: Client, cycling_release: Release) -> None:
    assert told(client)["release"] == cycling_release.id
    assert told(client, f"?release={EARLIER}")["release"] == EARLIER
    assert told(client, "?asOf=2024-02-01")["release"] == EARLIER
    assert told(client, "?asOf=2030-01-01")["release"] == cycling_release.id


def test_who_knows_the_answer_is_not_sent_it_again(client: Client) -> None:
    first = client.get(f"{ASKED}?region=NL01")

    again = client.get(f"{ASKED}?region=NL01", headers={"if-none-match": first["ETag"]})
    other = client.get(f"{ASKED}?kind=observed", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)
    assert again["API-Version"] == "1.0.0"


def test_names_in_a_cube_are_in_the_language_that_is_asked_for(client: Client) -> None:
    path = f"{ASKED}/data.jsonstat?indicator=bicycles-number&language="

    labels = {code: json.loads(client.get(path + code).content)["label"] for code in ("nl", "en")}

    assert labels == {"nl": "Fietsen", "en": "Bicycles"}
