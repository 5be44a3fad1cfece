"""A server with the invented release: its site, its interface and no desk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from tests.conftest import ROOT
from tests.web.rsgi import FrontClient, front_of

from agdb.cli.site_folder import write_site
from agdb.publication.site import site
from agdb.release.store import ReleaseStore
from agdb.results.release import Release
from agdb.warehouse.parquet_bytes import parquet_bytes
from agdb.web.server import application
from agdb.web.settings import WebOptions

EARLIER = "2024-01-05-0123456789ab"
"""A release of before, with the same figures."""


@pytest.fixture(scope="session")
def folder(cycling_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site of the newest of two releases, with both of them beside it."""
    kept = tmp_path_factory.mktemp("api")
    store = ReleaseStore(kept / "releases")
    programme = ROOT / "specimens" / "programme"
    store.keep(replace(cycling_release, id=EARLIER), programme_folder=programme)
    store.keep(cycling_release, programme_folder=programme)
    pages = site(cycling_release, parquet=parquet_bytes, served=True)
    write_site(pages, folder=kept / "site", name="a release")
    return kept


@pytest.fixture(params=["project", "front"])
def client(folder: Path, request: pytest.FixtureRequest) -> Client:
    """Somebody who asks it; a process serves one site at a time."""
    options = WebOptions(
        site=folder / "site",
        languages=("nl", "en"),
        releases=ReleaseStore(folder / "releases"),
        address="https://monitor.example.org/",
        contact={"name": "Test", "url": "https://example.org/", "email": "a@example.org"},
    )
    headers = {"host": "monitor.example.org", "x-forwarded-proto": "https"}
    if request.param == "front":
        return FrontClient(front_of(options), headers=headers)
    application(options)
    return Client(headers=headers)
