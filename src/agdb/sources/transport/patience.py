"""How long to wait before asking again."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from agdb.sources.transport.limits import Limits


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
