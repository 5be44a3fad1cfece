"""What was decided about releases: held back, until a moment, shown, taken back with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import ROOT

from agdb.errors import ReleaseError, UsageError
from agdb.release.publications import FILE, Publications
from agdb.release.store import ReleaseStore
from agdb.results.publication import PublicationState as State
from agdb.results.publication import PublicationStep
from agdb.results.release import Release

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=3)
ONE, TWO = "2026-11-01-aaaaaaaaaaaa", "2026-11-30-bbbbbbbbbbbb"


def step(release: str, state: State, at: datetime = NOON, **more: object) -> PublicationStep:
    """A decision about a release."""
    return replace(PublicationStep(release, state, at), **more)  # type: ignore[arg-type]


def test_without_a_decision_nothing_is_hidden(tmp_path: Path) -> None:
    assert Publications(tmp_path).hidden(NOON) == frozenset()


def test_an_embargo_ends_at_its_moment_and_not_before(tmp_path: Path) -> None:
    found = Publications(tmp_path)
    found.add(step(ONE, State.EMBARGOED, until=LATER))

    assert found.hidden(LATER - timedelta(microseconds=1)) == {ONE}
    assert found.hidden(LATER) == frozenset()


def test_a_draft_is_hidden_until_it_is_published(tmp_path: Path) -> None:
    found = Publications(tmp_path)
    found.add(step(ONE, State.DRAFT))
    assert found.hidden(LATER) == {ONE}

    found.add(step(ONE, State.PUBLISHED, LATER))

    assert found.hidden(LATER) == frozenset()
    assert found.published() == {ONE: LATER}


def test_what_readers_had_stays_in_the_list_when_it_is_withdrawn(tmp_path: Path) -> None:
    found = Publications(tmp_path)
    found.add(step(ONE, State.PUBLISHED))
    found.add(step(ONE, State.WITHDRAWN, LATER, reason="Een fout."))

    assert found.hidden(LATER) == {ONE}
    assert found.published() == {ONE: NOON}
    assert found.last()[ONE].reason == "Een fout."


def test_the_same_decision_again_writes_nothing(tmp_path: Path) -> None:
    found = Publications(tmp_path)
    found.add(step(ONE, State.PUBLISHED))

    found.add(step(ONE, State.PUBLISHED, LATER))

    assert [one.at for one in found.steps()] == [NOON]


@pytest.mark.parametrize(
    ("before", "then", "told"),
    [
        (State.PUBLISHED, step(ONE, State.DRAFT), "readers have this release already"),
        (State.PUBLISHED, step(ONE, State.EMBARGOED, until=LATER), "cannot be held back"),
        (State.PUBLISHED, step(ONE, State.WITHDRAWN, reason=" "), "needs a reason"),
        (State.DRAFT, step(ONE, State.EMBARGOED, until=NOON), "a moment that is still to come"),
        (State.DRAFT, step(ONE, State.EMBARGOED), "a moment that is still to come"),
    ],
)
def test_a_decision_that_cannot_follow_is_refused(
    tmp_path: Path, before: State, then: PublicationStep, told: str
) -> None:
    found = Publications(tmp_path)
    found.add(step(ONE, before))

    with pytest.raises(UsageError, match=told):
        found.add(then)
    assert len(found.steps()) == 1


def test_what_was_withdrawn_does_not_come_back(tmp_path: Path) -> None:
    found = Publications(tmp_path)
    found.add(step(ONE, State.WITHDRAWN, reason="Een fout."))

    with pytest.raises(UsageError, match="does not come back"):
        found.add(step(ONE, State.PUBLISHED, LATER))


def test_a_damaged_list_shows_nothing_rather_than_all(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{")

    with pytest.raises(ReleaseError, match="the list of publications is damaged"):
        Publications(tmp_path).hidden(NOON)


def test_readers_get_the_last_release_that_is_not_hidden(
    cycling_release: Release, tmp_path: Path
) -> None:
    store = ReleaseStore(tmp_path)
    for name in (ONE, TWO):
        one = replace(cycling_release, id=name, content=name)
        store.keep(one, programme_folder=ROOT / "specimens" / "programme")
    assert store.shown(NOON) == TWO

    store.publications.add(step(TWO, State.EMBARGOED, until=LATER))
    assert (store.shown(NOON), store.shown(LATER)) == (ONE, TWO)

    store.publications.add(step(ONE, State.DRAFT))
    assert store.shown(NOON) is None


def test_a_day_means_the_last_release_that_was_built_by_then(
    cycling_release: Release, tmp_path: Path
) -> None:
    store = ReleaseStore(tmp_path)
    for name in (ONE, TWO):
        day = datetime.fromisoformat(name[:10]).date()
        one = replace(cycling_release, id=name, content=name, built=day)
        store.keep(one, programme_folder=ROOT / "specimens" / "programme")

    assert store.named("2026-11-15") == ONE
    assert store.named("2026-12-31") == TWO
    assert store.named("2026-11-30-b") == TWO


def test_what_cannot_be_decided_is_told_before_and_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = Publications(tmp_path)
    decided.add(PublicationStep("a", State.PUBLISHED, NOON))
    was = (tmp_path / FILE).read_bytes()

    # What can be written is proved without a change
    decided.prove(PublicationStep("b", State.PUBLISHED, NOON))
    assert (tmp_path / FILE).read_bytes() == was

    # What holds already asks nothing of the disk, and what is new does
    def refuse(path: Path, body: bytes) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("agdb.release.publications.replace_durably", refuse)
    decided.prove(PublicationStep("a", State.PUBLISHED, NOON))
    with pytest.raises(PermissionError):
        decided.prove(PublicationStep("b", State.PUBLISHED, NOON))
