"""The page to try the interface is there where a server answers, and nowhere else."""

from __future__ import annotations

import pytest

from agdb.publication.site import site
from agdb.results.release import Release


def test_without_a_server_there_is_no_page_to_try_one(files: dict[str, bytes]) -> None:
    assert "nl/api/index.html" not in files
    assert b'href="/nl/api/"' not in files["nl/index.html"]


@pytest.mark.slow
def test_the_form_asks_for_an_indicator_with_values_in_every_format(release: Release) -> None:
    files = dict(site(release, served=True))

    page = files["nl/api/index.html"].decode()
    assert 'value="bicycles-stock" selected' in page
    assert "bicycles-lanes" not in page
    for extension in ("json", "csv", "jsonstat", "parquet"):
        assert f'formaction="/api/v1/observations/data.{extension}"' in page
    assert "<script" not in page
    assert b"Try the API" in files["en/api/index.html"]
