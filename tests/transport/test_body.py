"""Bodies that break off, lie, drip or swell, over real sockets."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from tests.conftest import NOON
from tests.transport.server import (
    Asked,
    Server,
    TestClock,
    bomb,
    broken,
    dripping,
    head,
    say,
    unframed,
)

from agdb.errors import TransportError
from agdb.transport.answer import Request, UnsoundError
from agdb.transport.body import write_body
from agdb.transport.client import Client
from agdb.transport.limits import Limits

Make = Callable[..., Client]
Ask = Callable[..., Request]
BODY = b'{"value": [1, 2, 3]}'


def whole(path: Path) -> None:
    """The check that a publisher's JSON is whole."""
    try:
        msgspec.json.decode(path.read_bytes())
    except msgspec.DecodeError as error:
        raise UnsoundError(f"not JSON ({error})") from None


def nothing_left(target: Path) -> bool:
    return list(target.parent.iterdir()) == []


def test_only_gzip_is_asked_for_and_it_is_undone(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on("/a", say(BODY, zipped=True))

    client().get(ask(), target)

    assert target.read_bytes() == BODY
    assert server.asked[0].headers["accept-encoding"] == "gzip"
    assert server.asked[0].headers["accept"] == "application/json, */*;q=0.1"


def test_a_reset_in_mid_body_is_asked_again(
    server: Server, client: Make, ask: Ask, clock: TestClock, target: Path
) -> None:
    server.on("/a", broken(BODY, after=5), say(BODY))

    client().get(ask(), target)

    assert target.read_bytes() == BODY
    assert clock.waits == [1.5]  # two seconds, half of them and half of the other half


def test_truncated_json_is_asked_again_although_the_protocol_saw_nothing_wrong(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on("/a", unframed(BODY[:9]), unframed(BODY))

    answer = client().get(ask(check=whole), target)

    assert target.read_bytes() == BODY
    assert answer is not None
    assert not answer.framed


def test_a_gzip_that_breaks_off_is_asked_again(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    def short(connection: socket.socket, asked: Asked) -> bool:
        connection.sendall(
            head(200, {"Content-Type": "application/json", "Content-Encoding": "gzip"})
            + b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xab"
        )
        return False

    server.on("/a", short, say(BODY, zipped=True))

    client().get(ask(), target)

    assert target.read_bytes() == BODY


def test_what_claims_to_be_gzip_and_is_not_is_told(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on("/a", say(BODY, Content_Encoding="gzip"))

    with pytest.raises(TransportError, match="the gzip of the answer is damaged"):
        client().get(ask(), target)


def test_a_coding_that_was_not_asked_for_is_told_at_once(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on("/a", say(BODY, Content_Encoding="br"))

    with pytest.raises(TransportError, match="content coding 'br'"):
        client().get(ask(), target)

    assert len(server.asked) == 1


def test_a_slow_answer_is_waited_for_as_long_as_it_keeps_coming(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    # Given an answer that takes longer than the read time-out, never silent for as long
    server.on("/a", dripping(BODY, pause=0.02))

    client(read=0.2).get(ask(), target)

    assert target.read_bytes() == BODY


def test_an_answer_that_falls_silent_is_given_up(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on("/a", dripping(BODY, pause=0.3))

    with pytest.raises(TransportError, match=r"127\.0\.0\.1 fell silent; tried 2 times"):
        client(read=0.05, attempts=2).get(ask(), target)


def test_a_drip_that_would_take_for_ever_is_given_up(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on("/a", dripping(b"x" * 400, pause=0.01))

    with pytest.raises(TransportError, match=r"the answer drips: .* tried 1 times"):
        client(slow_window=0.1, slow_bytes=500, attempts=1).get(ask(), target)

    assert nothing_left(target)


def test_a_gzip_bomb_is_stopped_at_the_size_that_was_allowed(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on("/a", bomb(size=200 << 20))

    with pytest.raises(TransportError, match=f"larger than {2 << 20} bytes and was stopped there"):
        client().get(ask(most=2 << 20), target)

    assert nothing_left(target)
    assert len(server.asked) == 1


def test_a_body_larger_than_the_limit_is_stopped(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on("/a", say(b"x" * 100_000))

    with pytest.raises(TransportError, match="larger than 1000 bytes"):
        client(body_bytes=1000).get(ask(), target)


@dataclass
class Ticking:
    """A clock that goes on by half a second each time somebody looks at it."""

    seconds: float = 0.0

    def now(self) -> datetime:
        return NOON

    def monotonic(self) -> float:
        self.seconds += 0.5
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds


def test_how_much_came_and_how_fast_is_told_about_every_second(tmp_path: Path) -> None:
    # Given parts of 3,000 bytes that come at a few kilobytes a second
    told: list[tuple[int, float]] = []

    write_body(
        [bytes(3000)] * 8,
        tmp_path / "a",
        coding="",
        address="http://127.0.0.1/a",
        most=1 << 20,
        limits=Limits(),
        clock=Ticking(),
        progress=lambda size, seconds: told.append((size, seconds)),
    )

    assert len(told) >= 3
    assert [size for size, _ in told] == sorted(size for size, _ in told)
    assert all(after - before >= 1.0 for (_, before), (_, after) in pairwise(told))
