"""What is not there: a right status, and a helpful page in the reader's language."""

from __future__ import annotations

import pytest
from django.test import Client

DUTCH, ENGLISH = "Deze pagina bestaat niet", "This page does not exist"


@pytest.mark.parametrize(
    ("path", "said", "other"),
    [
        pytest.param("/nl/indicator/none/", DUTCH, ENGLISH, id="an unknown indicator"),
        pytest.param("/en/indicator/none/", ENGLISH, DUTCH, id="the same in English"),
        pytest.param("/nl/region/PV99/", DUTCH, ENGLISH, id="an unknown region"),
        pytest.param("/en/compare/then-now/1850/", ENGLISH, DUTCH, id="an unknown period"),
        pytest.param(
            "/nl/indicator/gone/main-16x9.png", DUTCH, ENGLISH, id="a shared chart that is gone"
        ),
        pytest.param("/en/indicator/gone/in-pv.svg", ENGLISH, DUTCH, id="and in English"),
        pytest.param("/nl/?q=%00%27&q=" + "x" * 999 + "/none", "", "", id="a wild query"),
    ],
)
def test_a_wrong_address_is_told_in_the_language_of_the_address(
    client: Client, path: str, said: str, other: str
) -> None:
    response = client.get(path)

    page = response.getvalue().decode()
    if not said:  # a query asks nothing of a plain page
        assert response.status_code == 200
        return
    assert response.status_code == 404
    assert said in page
    assert other not in page
    language = path[1:3]
    for way in ("search/", "pillar/1/", "pillar/2/"):
        assert f'href="/{language}/{way}"' in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("path", ["/de/", "/releases/2020-01-01-none/", "/none"])
def test_without_a_language_of_ours_the_page_is_in_each(client: Client, path: str) -> None:
    response = client.get(path)

    page = response.getvalue().decode()
    assert response.status_code == 404
    assert DUTCH in page
    assert ENGLISH in page


@pytest.mark.parametrize(
    ("query", "status", "name"),
    [
        ("indicator=none", 400, "indicator"),
        ("region=PV99", 400, "region"),
        ("from=yesterday", 400, "from"),
        ("release=2020-01-01-none", 404, "release"),
        ("language=de", 400, "language"),
        ("wild=1", 400, "wild"),
    ],
)
def test_the_interface_names_the_parameter_that_is_wrong(
    client: Client, query: str, status: int, name: str
) -> None:
    response = client.get(f"/api/v1/observations?{query}")

    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert name in response.json()["detail"]
