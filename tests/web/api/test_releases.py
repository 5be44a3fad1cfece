"""The interface gives no release that readers may not have, and says of a withdrawn one why."""

from __future__ import annotations

import gc
import json
import shutil
import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.test import Client
from tests.web.api.conftest import EARLIER
from tests.web.rsgi import FrontClient, front_of

from agdb.release.publications import FILE
from agdb.release.store import ReleaseStore
from agdb.results.publication import PublicationState, PublicationStep
from agdb.results.release import Release
from agdb.web import memory
from agdb.web.api import releases
from agdb.web.settings import WebOptions

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
HOST = {"host": "monitor.example.org", "x-forwarded-proto": "https"}
ASKED = "/api/v1/observations?indicator=bicycles-number&pageSize=1"


@pytest.fixture
def store(folder: Path, tmp_path: Path) -> ReleaseStore:
    """The releases, of which this test may decide."""
    shutil.copytree(folder / "releases", tmp_path / "releases")
    return ReleaseStore(tmp_path / "releases")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mock]:
    """The moment that the server sees."""
    moment = Mock(return_value=NOON)
    for module in (memory, releases):
        monkeypatch.setattr(module, "now", moment)
    return moment


@pytest.fixture
def client(folder: Path, store: ReleaseStore, clock: Mock) -> Client:
    options = WebOptions(
        site=folder / "site",
        languages=("nl", "en"),
        releases=store,
        address="https://monitor.example.org/",
        contact={"name": "Test", "url": "https://example.org/", "email": "a@example.org"},
    )
    return FrontClient(front_of(options), headers=HOST)


def decide(store: ReleaseStore, state: PublicationState, **more: object) -> None:
    step = PublicationStep(EARLIER, state, NOON - timedelta(days=1))
    store.publications.add(replace(step, **more))  # type: ignore[arg-type]


def names(client: Client) -> list[str]:
    told = json.loads(client.get("/api/v1/releases").content)
    return [one["id"] for one in told["releases"]]


@pytest.mark.parametrize("state", [PublicationState.DRAFT, PublicationState.EMBARGOED])
def test_what_is_held_back_is_as_what_is_not_there(
    client: Client, store: ReleaseStore, cycling_release: Release, state: PublicationState
) -> None:
    assert names(client) == [EARLIER, cycling_release.id]
    assert client.get(f"{ASKED}&release={EARLIER}").status_code == 200

    decide(store, state, until=NOON + timedelta(days=1))

    assert names(client) == [cycling_release.id]
    for asked in (f"release={EARLIER}", f"asOf={EARLIER[:10]}"):
        answer = client.get(f"{ASKED}&{asked}")
        assert answer.status_code == 404, asked
    none = client.get(f"{ASKED}&release=2024-01-05-ffffffffffff")
    held = client.get(f"{ASKED}&release={EARLIER}")
    assert held.content == none.content.replace(b"2024-01-05-ffffffffffff", EARLIER.encode())


def test_an_embargo_ends_at_its_moment_though_nobody_touches_anything(
    client: Client, store: ReleaseStore, cycling_release: Release, clock: Mock
) -> None:
    decide(store, PublicationState.EMBARGOED, until=NOON + timedelta(hours=1))
    assert names(client) == [cycling_release.id]
    clock.return_value = NOON + timedelta(minutes=59)
    assert names(client) == [cycling_release.id]

    clock.return_value = NOON + timedelta(hours=1)

    assert names(client) == [EARLIER, cycling_release.id]
    assert client.get(f"{ASKED}&release={EARLIER}").status_code == 200


def test_a_release_that_was_withdrawn_says_why(client: Client, store: ReleaseStore) -> None:
    decide(store, PublicationState.PUBLISHED)
    assert client.get(f"{ASKED}&release={EARLIER}").status_code == 200

    decide(store, PublicationState.WITHDRAWN, reason="a table was read twice")

    answer = client.get(f"{ASKED}&release={EARLIER}")
    assert answer.status_code == 410
    assert "was withdrawn: a table was read twice" in json.loads(answer.content)["detail"]
    assert EARLIER not in names(client)


def test_where_the_list_is_damaged_no_release_is_given_and_pages_are(
    client: Client, store: ReleaseStore
) -> None:
    (store.folder / FILE).write_bytes(b"{")

    assert client.get(ASKED).status_code == 503
    assert client.get("/api/v1/releases").status_code == 503
    assert client.get("/nl/").status_code == 200


def test_a_release_of_before_leaves_the_memory(
    store: ReleaseStore, cycling_release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given one release that may stay open, and an earlier one that was asked for its figures
    monkeypatch.setattr(releases, "_OPEN", 1)
    kept = releases.ServedReleases(store, base="/")
    earlier = kept.open(EARLIER)
    assert earlier.observations("bicycles-number") is earlier.observations("bicycles-number")
    watched = weakref.ref(earlier), weakref.ref(earlier.release)

    # When the next one takes its place
    kept.open(cycling_release.id)
    del earlier
    gc.collect()

    # Then nothing holds the one before
    assert [one() for one in watched] == [None, None]
