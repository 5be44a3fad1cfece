"""What came waits in a folder: nothing twice, nothing lost, a decision stands."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.proposals.doors import NOON
from tests.proposals.recordings import page, pages, promise

from agdb.errors import SourceError, UsageError, WarehouseError
from agdb.files import durable
from agdb.proposals import store as storing
from agdb.proposals.store import ProposalStore, ProposalVerdict
from agdb.sources.service_record import ServiceRecord
from agdb.sources.tweede_kamer.read import read


def sent(*numbers: int, **other: str) -> tuple[ServiceRecord, ...]:
    return read(pages("Toezegging", page([promise(number, **other) for number in numbers])))


@pytest.fixture
def store(tmp_path: Path) -> ProposalStore:
    return ProposalStore(tmp_path)


def test_the_bytes_come_back_as_they_came_with_their_checksum(store: ProposalStore) -> None:
    (record,) = sent(1, Tekst='Een "bel" ë\n')

    store.receive([record], moment=NOON)

    (kept,) = store.waiting()
    assert (kept.arrival.raw, kept.arrival.sha256) == (record.raw, record.sha256)
    assert kept.arrival.moment == NOON


def test_what_came_before_is_not_kept_twice(store: ProposalStore) -> None:
    first = store.receive(sent(1, 2), moment=NOON)
    again = store.receive(sent(2, 3), moment=NOON + timedelta(days=1))

    assert (len(first.new), first.known) == (2, 0)
    assert (len(again.new), again.known) == (1, 1)
    assert len(store.all()) == 3


def test_of_one_record_only_the_newest_waits(store: ProposalStore) -> None:
    (old,) = store.receive(sent(1), moment=NOON).new
    earlier = NOON - timedelta(days=1)  # the clock went back
    (new,) = store.receive(sent(1, Status="Afgedaan"), moment=earlier).new

    assert [one.arrival.id for one in store.waiting()] == [new.id]
    with pytest.raises(UsageError, match=f"{old.id} is not the newest .*{new.id}"):  # noqa: SIM117
        with store.deciding(old.id):
            pass


def test_a_decision_stands(store: ProposalStore) -> None:
    (one,) = store.receive(sent(1), moment=NOON).new
    with store.deciding(one.id) as undecided:
        undecided.decide(ProposalVerdict.ACCEPTED, moment=NOON, record="bells")

    assert store.waiting() == []
    assert store.became() == {one.subject: "bells"}
    with pytest.raises(UsageError, match="was accepted on 2031-04-01"):  # noqa: SIM117
        with store.deciding(one.id):
            pass
    with pytest.raises(UsageError, match="no proposal is called 'x'"):
        store.find("x")


def test_what_is_outside_comes_no_more_and_what_is_rejected_does(store: ProposalStore) -> None:
    outside, rejected = store.receive(sent(1, 2), moment=NOON).new
    for one, verdict in ((outside, ProposalVerdict.OUTSIDE), (rejected, ProposalVerdict.REJECTED)):
        with store.deciding(one.id) as undecided:
            undecided.decide(verdict, moment=NOON, reason="een reden")

    later = store.receive(sent(1, 2, Status="Afgedaan"), moment=NOON + timedelta(days=1))

    assert (len(later.new), later.outside) == (1, 1)
    assert [one.arrival.subject for one in store.waiting()] == [rejected.subject]


def test_a_process_that_is_killed_in_the_middle_leaves_the_old_state(
    store: ProposalStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = store.receive(sent(1), moment=NOON).new
    before = {path.name: path.read_bytes() for path in (tmp_path / "proposals").glob("*.json")}

    def killed(staged: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(durable, "put", killed)
    with pytest.raises(KeyboardInterrupt), store.deciding(one.id) as undecided:
        undecided.decide(ProposalVerdict.REJECTED, moment=NOON, reason="x")
    with pytest.raises(KeyboardInterrupt):
        store.receive(sent(2), moment=NOON)
    monkeypatch.undo()

    after = {path.name: path.read_bytes() for path in (tmp_path / "proposals").glob("*.json")}
    assert after == before
    assert [kept.arrival.id for kept in store.waiting()] == [one.id]


def test_a_file_that_somebody_changed_is_told_by_its_name(
    store: ProposalStore, tmp_path: Path
) -> None:
    (one,) = store.receive(sent(1), moment=NOON).new
    path = tmp_path / "proposals" / f"{one.id}.json"
    body = json.loads(path.read_text("utf-8"))

    for change in ({"raw": body["raw"] + " "}, {"ident": "other"}, {"more": 1}):
        path.write_text(json.dumps(body | change), "utf-8")
        with pytest.raises(WarehouseError, match=f"{one.id}.json"):
            store.all()
    path.write_bytes(b"{")
    with pytest.raises(WarehouseError, match="the file is damaged"):
        store.all()


def test_bytes_that_are_no_text_are_refused_before_anything_is_written(
    store: ProposalStore, tmp_path: Path
) -> None:
    (good,) = sent(1)
    bad = ServiceRecord(
        "tweede-kamer", "Toezegging", "x", "https://example.org", None, b"\xff", None
    )

    with pytest.raises(SourceError, match="byte 0 of Toezegging x is not UTF-8"):
        store.receive([good, bad], moment=NOON)

    assert not (tmp_path / "proposals").exists()


def test_a_disk_that_is_full_is_one_sentence(
    store: ProposalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, body: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storing, "replace_durably", full)
    with pytest.raises(WarehouseError, match=r"cannot write here \(No space left on device\)"):
        store.receive(sent(1), moment=NOON)


def test_a_change_that_the_service_takes_back_is_a_change_again(store: ProposalStore) -> None:
    (first,) = store.receive(sent(1), moment=NOON).new
    with store.deciding(first.id) as undecided:
        undecided.decide(ProposalVerdict.ACCEPTED, moment=NOON, record="bells")
    store.receive(sent(1, Status="Afgedaan"), moment=NOON)

    back = store.receive(sent(1), moment=NOON + timedelta(days=2))

    (again,) = back.new
    assert (again.turn, again.sha256) == (1, first.sha256)
    assert again.id != first.id
    assert [one.arrival for one in store.waiting()] == [again]
    assert store.receive(sent(1), moment=NOON).known == 1


def test_every_damaged_file_is_found(store: ProposalStore, tmp_path: Path) -> None:
    one, two = store.receive(sent(1, 2), moment=NOON).new
    assert list(store.examine()) == []

    for arrival in (one, two):
        (tmp_path / "proposals" / f"{arrival.id}.json").write_bytes(b"{")

    assert len(list(store.examine())) == 2


def test_a_folder_that_may_not_be_read_is_no_empty_one(
    store: ProposalStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.receive(sent(1), moment=NOON)
    closed = tmp_path / "proposals"

    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", refuse)
    for read_it in (store.all, store.waiting, store.became):
        with pytest.raises(WarehouseError, match="cannot be read") as told:
            read_it()
        assert str(closed) in str(told.value)
        assert "Permission denied" in str(told.value)
    assert [str(one) for one in store.examine()] == [str(told.value)]
