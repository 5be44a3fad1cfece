"""How much of a publisher's time we take, and how much of ours a publisher may take."""

from __future__ import annotations

from dataclasses import dataclass

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
