"""A client against a publisher that does everything wrong, over real sockets."""

from __future__ import annotations

import hashlib
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import NOON
from tests.transport.server import (
    Asked,
    EndlessHeader,
    Server,
    TestClock,
    broken,
    moved,
    say,
    silent,
)

from agdb.errors import TransportError
from agdb.transport.answer import RefusedError, Request, Validators
from agdb.transport.client import Client
from agdb.transport.limits import IpVersion, Limits, SystemClock

Make = Callable[..., Client]
Ask = Callable[..., Request]
BODY = b'{"value": [1, 2, 3]}'


def nothing_left(target: Path) -> bool:
    return list(target.parent.iterdir()) == []


def test_an_answer_is_on_disk_as_received_with_its_account(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on(
        "/a", say(BODY, etag='"v1"', Last_Modified="Mon, 02 Feb 2026 06:30:00 GMT", X_Odd="1")
    )

    answer = client().get(ask(), target)

    assert answer is not None
    assert target.read_bytes() == BODY
    assert (answer.size, answer.sha256) == (len(BODY), hashlib.sha256(BODY).hexdigest())
    assert answer.moment == NOON
    assert answer.address == answer.final == f"{server.url}/a"
    assert answer.framed
    assert answer.validators == Validators('"v1"', "Mon, 02 Feb 2026 06:30:00 GMT")
    assert set(answer.headers) == {"content-length", "content-type", "etag", "last-modified"}
    assert [path.name for path in target.parent.iterdir()] == ["a.json"]


def test_an_unchanged_answer_is_none_and_leaves_no_file(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on("/a", say(BODY, etag='"v1"'))

    answer = client().get(ask(validators=Validators(etag='"v1"')), target)

    assert answer is None
    assert nothing_left(target)


def test_a_304_that_nobody_asked_for_is_refused(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on("/a", say(b"", status=304))

    with pytest.raises(RefusedError, match="HTTP status 304"):
        client().get(ask(), target)


def test_a_publisher_that_keeps_breaking_off_is_one_sentence_and_no_file(
    server: Server, client: Make, ask: Ask, clock: TestClock, target: Path
) -> None:
    server.on("/a", broken(BODY, after=5))

    told = r"127\.0\.0\.1 resets the connection; tried 3 times; .* try another network"
    with pytest.raises(TransportError, match=told):
        client().get(ask(), target)

    assert nothing_left(target)
    assert clock.waits == [1.5, 3.0]


def test_a_503_storm_is_met_with_growing_waits_and_then_a_sentence(
    server: Server, client: Make, ask: Ask, clock: TestClock, target: Path
) -> None:
    server.on("/a", say(b"", status=503))

    with pytest.raises(TransportError, match=r"HTTP status 503; tried 5 times"):
        client(attempts=5, longest_wait=10).get(ask(), target)

    assert clock.waits == [1.5, 3.0, 6.0, 7.5]
    assert nothing_left(target)


@pytest.mark.parametrize("header", ["7", format_datetime(NOON + timedelta(seconds=7), usegmt=True)])
def test_a_storm_that_says_when_to_come_back_is_obeyed(
    server: Server, client: Make, ask: Ask, clock: TestClock, target: Path, header: str
) -> None:
    server.on("/a", say(b"", status=503, Retry_After=header), say(BODY))

    client().get(ask(), target)

    assert clock.waits == [7.0]


def test_a_wait_of_hours_is_told_instead_of_waited(
    server: Server, client: Make, ask: Ask, clock: TestClock, target: Path
) -> None:
    server.on("/a", say(b"", status=429, Retry_After="7200"))

    with pytest.raises(TransportError, match="status 429; it asks to come back in 7200 seconds"):
        client().get(ask(), target)

    assert clock.waits == []


def test_no_answer_at_all_is_given_up(server: Server, client: Make, ask: Ask, target: Path) -> None:
    server.on("/a", silent(0.3))

    with pytest.raises(TransportError, match="fell silent"):
        client(read=0.05, attempts=1).get(ask(), target)


def test_a_redirect_is_followed_and_written_down(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on("/a", moved("/b"))
    server.on("/b", say(BODY))

    answer = client().get(ask(), target)

    assert answer is not None
    assert (answer.address, answer.final) == (f"{server.url}/a", f"{server.url}/b")


def test_a_redirect_loop_ends(server: Server, client: Make, ask: Ask, target: Path) -> None:
    server.on("/a", moved("/b", status=307))
    server.on("/b", moved("/a", status=308))

    with pytest.raises(TransportError, match="redirects more than 5 times"):
        client().get(ask(), target)

    assert len(server.asked) == 6


@pytest.mark.parametrize("location", ["ftp://127.0.0.1/a", "file:///etc/passwd", "http://[:::/"])
def test_a_redirect_to_what_is_no_web_address_is_refused(
    server: Server, client: Make, ask: Ask, target: Path, location: str
) -> None:
    server.on("/a", moved(location))

    with pytest.raises(TransportError, match="is not an address on the web"):
        client().get(ask(), target)


def test_a_wrong_content_type_is_told_at_once(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on("/a", say("<html>onderhoud</html>", type_="text/html; charset=utf-8"))

    with pytest.raises(TransportError, match=r"of type 'text/html' and not application/json"):
        client().get(ask(), target)

    assert len(server.asked) == 1
    assert nothing_left(target)


def test_a_header_of_two_gigabytes_is_not_read_to_its_end(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    endless = EndlessHeader()
    server.on("/a", endless)

    with pytest.raises(TransportError, match="header of the answer is too large"):
        client().get(ask(), target)

    assert len(server.asked) == 1
    assert endless.sent < 64 << 20  # what the buffers of the machine swallow


def test_a_header_that_ends_and_is_still_too_large_is_told(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on("/a", say(BODY, X_Long="a" * 3000))

    with pytest.raises(TransportError, match="header of the answer is too large"):
        client(header_bytes=2000).get(ask(), target)


def test_what_is_not_there_is_refused_with_the_reason_the_publisher_gave(
    server: Server, client: Make, ask: Ask, target: Path
) -> None:
    server.on("/a", say(b'{"label": "unknown"}' + b" " * 9000, status=404))

    with pytest.raises(RefusedError) as caught:
        client(refusal_bytes=20).get(ask(), target)

    assert caught.value.status == 404
    assert caught.value.body == b'{"label": "unknown"}'
    assert len(server.asked) == 1


def test_no_connection_is_one_sentence(client: Make, target: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    request = Request(f"http://127.0.0.1:{port}/", (), lambda _: None, 10)

    with pytest.raises(TransportError, match=r"no connection to 127\.0\.0\.1 .*; tried 3 times"):
        client().get(request, target)


@pytest.mark.parametrize("address", ["", "www.cbs.nl", "ftp://cbs.nl/x", "http://", "http://a:b/"])
def test_what_is_no_web_address_is_told_before_anything_is_asked(
    client: Make, target: Path, address: str
) -> None:
    with pytest.raises(TransportError, match="is not an address on the web"):
        client().get(Request(address, (), lambda _: None, 10), target)


def test_a_forced_address_family_uses_no_other(
    server: Server, clock: TestClock, ask: Ask, target: Path
) -> None:
    server.on("/a", say(BODY))

    # When IPv4 is asked for, an IPv4 address answers
    with Client(clock=clock, ip_version=IpVersion.IPV4) as four:
        assert four.get(ask(), target) is not None
    # And when IPv6 is, it cannot be reached
    with (
        Client(limits=Limits(attempts=1), clock=clock, ip_version=IpVersion.IPV6) as six,
        pytest.raises(TransportError, match=r"no connection to 127\.0\.0\.1"),
    ):
        six.get(ask(), target)


def test_one_host_never_has_more_than_its_connections(
    server: Server, client: Make, ask: Ask, tmp_path: Path
) -> None:
    def late(connection: socket.socket, asked: Asked) -> bool:
        time.sleep(0.02)
        return say(BODY)(connection, asked)

    server.on("/a", late)
    shared = client(per_host=2)

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda n: shared.get(ask(), tmp_path / f"{n}.json"), range(16)))

    assert None not in got
    assert server.most_together == 2


def test_a_connection_is_used_again(server: Server, client: Make, ask: Ask, target: Path) -> None:
    ports: set[Any] = set()

    def told(connection: socket.socket, asked: Asked) -> bool:
        ports.add(connection.getpeername())
        return say(BODY)(connection, asked)

    server.on("/a", told)
    one = client()

    for _ in range(3):
        one.get(ask(), target)

    assert len(ports) == 1


def test_the_clock_of_the_machine_tells_and_waits() -> None:
    clock = SystemClock()
    before = clock.monotonic()
    waited = threading.Thread(target=clock.sleep, args=(0.01,))
    waited.start()
    waited.join(2)

    assert clock.now().tzinfo is not None
    assert clock.monotonic() - before >= 0.01
