"""What every answer below /api/ has, and what a wrong request is told."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agdb.results.release import Release
from agdb.web.api.endpoints import ENDPOINTS

PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/api/", 404, "nothing"),
        ("/api/v2/observations", 404, "nothing"),
        ("/api/v1/nowhere", 404, "nothing"),
        ("/api/v1/indicators/none", 404, "indicator"),
        ("/api/v1/register/none", 404, "kind"),
        ("/api/v1/observations?indicator=bicycles-nmber", 400, "bicycles-number"),
        ("/api/v1/observations?region=XX", 400, "region"),
        ("/api/v1/observations?breakdown=sex", 400, "breakdown:code"),
        ("/api/v1/observations?breakdown=sex:F", 400, "breakdown"),
        ("/api/v1/observations?kind=guessed", 400, "observed"),
        ("/api/v1/observations?page=0", 400, "whole number"),
        ("/api/v1/observations?page=%D9%A3", 400, "whole number"),
        ("/api/v1/observations?pageSize=1000000", 400, "100000"),
        ("/api/v1/observations?page=1&page=2", 400, "once"),
        ("/api/v1/observations?from=yesterday", 400, "2024-Q4"),
        ("/api/v1/observations?asOf=soon", 400, "2026-11-30"),
        ("/api/v1/observations?asOf=1900-01-01", 404, "no release"),
        ("/api/v1/observations?release=none", 404, "no release"),
        ("/api/v1/observations?colour=red", 400, "no such parameter"),
        ("/api/v1/observations?region=" + "x" * 5000, 400, "characters"),
        ("/api/v1/indicators?a=1", 400, "no such parameter"),
        ("/api/v1/observations?" + "&".join(f"a{n}=1" for n in range(600)), 400, ""),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(
    client: Client, path: str, status: int, word: str
) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    found = json.loads(answer.content)
    assert found["status"] == status
    assert word in found["detail"] or word == "nothing"
    assert answer["API-Version"] == "1.0.0"
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_what_nobody_can_send_is_refused(client: Client) -> None:
    sent = client.post("/api/v1/observations")
    accepted = client.get("/api/v1/observations", headers={"accept": "image/png"})
    stranger = client.get("/api/v1/observations", headers={"host": "evil.example"})

    assert (sent.status_code, sent["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert (accepted.status_code, stranger.status_code) == (406, 400)
    assert {one["Content-Type"] for one in (sent, accepted, stranger)} == {PROBLEM}


def test_a_page_of_others_may_ask_first(client: Client) -> None:
    answer = client.options("/api/v1/observations")

    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_every_address_of_the_static_files_is_there_still(client: Client) -> None:
    index = json.loads(client.get("/api/v1/index.json").content)

    for name in ("indicators", "regions", "sources", "targets"):
        assert client.get(f"/{index[name].lstrip('/')}").status_code == 200
        static = client.get(f"/api/v1/{name}.json").content
        assert client.get(f"/api/v1/{name}").content == static
    assert client.get("/api/v1").content == client.get("/api/v1/").content
    assert json.loads(client.get("/api/v1/").content) == index
    assert client.get("/api/v1/indicator/bicycles-number.json")["API-Version"] == "1.0.0"


def test_records_of_the_register_are_public_facts_of_a_release(
    client: Client, cycling_release: Release
) -> None:
    kinds = {kind: some for kind, some in cycling_release.register.kinds() if some}

    assert kinds
    for kind, some in kinds.items():
        listed = json.loads(client.get(f"/api/v1/register/{kind}").content)
        assert [one["id"] for one in listed[kind]] == list(some)
        one = json.loads(client.get(f"/api/v1/register/{kind}/{next(iter(some))}").content)
        assert one == listed[kind][0] | {"release": cycling_release.id}


def test_a_release_without_doorrekening_says_so(client: Client) -> None:
    answer = client.get("/api/v1/scenario")

    assert answer.status_code == 404
    assert "doorrekening" in json.loads(answer.content)["detail"]


def test_the_description_has_every_endpoint_and_parameter(client: Client) -> None:
    told = json.loads(client.get("/api/v1/openapi.json").content)

    assert told["openapi"].startswith("3.1")
    assert list(told["paths"]) == [one.path for one in ENDPOINTS]
    asked = told["paths"]["/observations"]["get"]["parameters"]
    assert [one["name"] for one in asked][:3] == ["indicator", "region", "period"]
    assert told["servers"] == [{"url": "https://monitor.example.org/api/v1"}]


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.sampled_from(
        [one.name for e in ENDPOINTS for one in e.parameters] + ["", "x", "page[]"]
    ),
    value=st.text(max_size=30),
    path=st.sampled_from(["observations", "observations/data.csv", "register/money", "scenario"]),
)
def test_no_query_string_breaks_it(client: Client, name: str, value: str, path: str) -> None:
    answer = client.get(f"/api/v1/{path}?{quote(name)}={quote(value)}")

    assert answer.status_code in {200, 400, 404, 406}
    if answer.status_code != 200:
        assert answer["Content-Type"] == PROBLEM
