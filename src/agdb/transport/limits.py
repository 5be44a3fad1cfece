"""How much of a publisher's time we take, and how much of ours a publisher may take."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from threading import BoundedSemaphore, Lock
from typing import Protocol

_MIB = 1 << 20
_GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """Times in seconds, sizes in bytes.

    There is no limit on the time of a whole answer: CBS was seen to send an unfiltered page at six
    kilobytes a second. What is bounded is the silence between two parts (`read`), and the pace:
    fewer than `slow_bytes` in `slow_window` is taken for a connection that hangs.
    """

    connect: float = 10
    read: float = 120
    attempts: int = 6
    first_wait: float = 2
    longest_wait: float = 120
    longest_retry_after: float = 900
    per_host: int = 2
    redirects: int = 5
    header_bytes: int = 64 * 1024
    body_bytes: int = 4 * _GIB  # as sent
    decoded_bytes: int = 8 * _GIB  # after the content coding is undone
    refusal_bytes: int = 64 * 1024  # how much of a refusal is read for its reason
    slow_window: float = 60
    slow_bytes: int = 6000


PAGE_BYTES = 256 * _MIB
"""More than any one page of an interface: 100,000 observations of CBS take 17 MB."""


class Clock(Protocol):
    """Tells the moment, measures spans, and waits."""

    def now(self) -> datetime:
        """Return the moment, with its time zone."""
        ...

    def monotonic(self) -> float:
        """Return seconds since some point, never going back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Return after `seconds`."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Return the moment in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the seconds of the machine's steady clock."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


def retry_after(header: str | None, *, now: datetime) -> float | None:
    """Return the seconds that `Retry-After` asks for, None without one or if it says nothing.

    Seconds or an HTTP date, RFC 9110 section 10.2.3; a moment in the past is now.

    >>> retry_after("120", now=datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    >>> retry_after("Thu, 01 Jan 2026 00:00:30 GMT", now=datetime(2026, 1, 1, tzinfo=UTC))
    30.0
    >>> retry_after("soon", now=datetime(2026, 1, 1, tzinfo=UTC))
    """
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def backoff(attempt: int, *, limits: Limits, chance: float) -> float:
    """Return the wait after failed attempt number `attempt` (from 1): exponential, with jitter.

    `chance` is a random number in [0, 1). At least half of the exponential wait is kept, so that
    the publisher gets rest and many clients still do not come back together; see M. Brooker,
    "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015), "equal jitter".

    >>> backoff(3, limits=Limits(first_wait=2, longest_wait=60), chance=0.5)
    6.0
    """
    exponent = min(attempt - 1, 30)
    whole = min(limits.longest_wait, limits.first_wait * 2.0**exponent)
    return whole / 2 + chance * whole / 2


class HostLimit:
    """One door for each host; `width` may be inside together, the others wait."""

    def __init__(self, *, width: int) -> None:
        self._width = width
        self._doors: dict[str, BoundedSemaphore] = {}
        self._lock = Lock()

    @contextmanager
    def through(self, host: str) -> Iterator[None]:
        """Hold a place at `host`."""
        with self._lock:
            door = self._doors.setdefault(host, BoundedSemaphore(self._width))
        with door:
            yield


class IpVersion(StrEnum):
    """A machine can know an IPv6 address for a publisher and have no way to reach it."""

    ANY = "any"
    IPV4 = "ipv4"
    IPV6 = "ipv6"

    @property
    def local_address(self) -> str | None:
        """The address to connect from, which leaves only far addresses of the same family.

        >>> IpVersion.IPV4.local_address
        '0.0.0.0'
        """
        return {IpVersion.ANY: None, IpVersion.IPV4: "0.0.0.0", IpVersion.IPV6: "::"}[self]  # noqa: S104 - to connect from, nothing listens
