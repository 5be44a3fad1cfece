"""Answers take no more memory than is said, and none outlives what it was made of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from tests.web.rsgi import Headers, Scope

from agdb.web.memory import LARGEST, AnswerMemory, AskedAnswer, WholeAnswer, asked_of

PUBLIC = [("cache-control", "public, max-age=300"), ("etag", '"a"'), ("vary", "Accept-Encoding")]


def asked(path: str = "/nl/", host: str = "a", **headers: str) -> AskedAnswer:
    scope: Any = Scope(path=path, headers=Headers(host=host, **headers))
    found = asked_of(scope, scope.headers)
    assert found is not None
    return found


def memory_of(place: Path, most: int = 1 << 20) -> AnswerMemory:
    """A memory that looks at its place each time."""
    return AnswerMemory(place, most=most, trusted=0)


def kept(memory: AnswerMemory, answer: WholeAnswer, asked: AskedAnswer) -> WholeAnswer | None:
    memory.keep(asked, answer, state=memory.state())
    return memory.find(asked)


def test_the_least_used_goes_first(tmp_path: Path) -> None:
    memory = memory_of(tmp_path, most=30_000)
    for name in "abc":
        kept(memory, WholeAnswer(200, PUBLIC, name.encode() * 6000), asked(f"/{name}"))
    memory.find(asked("/a"))

    kept(memory, WholeAnswer(200, PUBLIC, b"d" * 6000), asked("/d"))

    assert [name for name in "abcd" if memory.find(asked(f"/{name}"))] == ["a", "c", "d"]


def test_the_same_answer_again_takes_no_more_room(tmp_path: Path) -> None:
    memory = memory_of(tmp_path, most=20_000)
    kept(memory, WholeAnswer(200, PUBLIC, b"a" * 6000), asked("/a"))

    for _ in range(9):
        kept(memory, WholeAnswer(200, PUBLIC, b"b" * 6000), asked("/b"))

    assert memory.find(asked("/a")) is not None


@pytest.mark.parametrize(
    "headers",
    [
        PUBLIC[1:],
        [("cache-control", "no-store"), *PUBLIC[1:]],
        [PUBLIC[0], PUBLIC[2]],
        [*PUBLIC, ("set-cookie", "a=b")],
        [*PUBLIC[:2], ("vary", "Accept-Encoding, Cookie")],
        [*PUBLIC[:2], ("vary", "Accept")],
    ],
    ids=["not public", "not kept", "no tag", "cookie", "of a cookie", "of what is accepted"],
)
def test_what_is_not_for_all_is_not_kept(tmp_path: Path, headers: list[tuple[str, str]]) -> None:
    assert kept(memory_of(tmp_path), WholeAnswer(200, headers, b"x"), asked()) is None


def test_what_is_too_long_or_no_success_is_not_kept(tmp_path: Path) -> None:
    memory = memory_of(tmp_path)

    assert kept(memory, WholeAnswer(200, PUBLIC, b"x" * (LARGEST + 1)), asked()) is None
    assert kept(memory, WholeAnswer(404, PUBLIC, b"x"), asked()) is None


def test_the_interface_answers_each_in_the_form_that_it_asks_for(tmp_path: Path) -> None:
    memory = memory_of(tmp_path)
    said = [*PUBLIC[:2], ("vary", "Accept, Accept-Encoding")]
    path = "/api/v1/observations"

    found = kept(memory, WholeAnswer(200, said, b"json"), asked(path, accept="application/json"))

    assert found is not None
    assert found.body == b"json"
    assert memory.find(asked(path, accept="text/csv")) is None


@pytest.mark.parametrize("other", ["/nl/a", "/en/"])
def test_another_address_has_another_answer(tmp_path: Path, other: str) -> None:
    memory = memory_of(tmp_path)
    kept(memory, WholeAnswer(200, PUBLIC, b"x"), asked())

    assert memory.find(asked(other)) is None
    assert memory.find(asked(host="b")) is None
    assert memory.find(asked(x_forwarded_proto="https")) is None


def test_an_answer_made_while_a_place_changed_is_not_kept(tmp_path: Path) -> None:
    memory = memory_of(tmp_path)
    before = memory.state()
    (tmp_path / "new").write_text("x", "utf-8")

    memory.keep(asked(), WholeAnswer(200, PUBLIC, b"old"), state=before)

    assert memory.find(asked()) is None


def test_all_is_forgotten_when_a_place_is_gone(tmp_path: Path) -> None:
    place = tmp_path / "site"
    place.mkdir()
    memory = memory_of(place)
    assert kept(memory, WholeAnswer(200, PUBLIC, b"x"), asked()) is not None

    place.rmdir()

    assert memory.find(asked()) is None


def test_the_place_is_looked_at_again_before_anybody_sees_it_change(tmp_path: Path) -> None:
    # Given a memory that has just looked
    memory = AnswerMemory(tmp_path, trusted=3600)
    assert kept(memory, WholeAnswer(200, PUBLIC, b"x"), asked()) is not None
    state = memory.state()

    (tmp_path / "new").write_text("x", "utf-8")

    # Then it answers as before for as long as it was told to, and keeps nothing made in between
    assert memory.find(asked()) is not None
    memory.keep(asked("/en/"), WholeAnswer(200, PUBLIC, b"old"), state=state)
    assert memory.find(asked("/en/")) is None


def test_at_a_moment_that_was_told_everything_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = datetime(2026, 12, 1, 9, tzinfo=UTC)
    moment = Mock(return_value=turn - timedelta(microseconds=1))
    monkeypatch.setattr("agdb.web.memory.now", moment)
    memory = AnswerMemory(tmp_path, trusted=0, turns=lambda: [turn])
    before = memory.state()
    assert kept(memory, WholeAnswer(200, PUBLIC, b"before"), asked()) is not None

    moment.return_value = turn

    assert memory.find(asked()) is None
    memory.keep(asked(), WholeAnswer(200, PUBLIC, b"made before"), state=before)
    assert memory.find(asked()) is None
    assert kept(memory, WholeAnswer(200, PUBLIC, b"after"), asked()) is not None
