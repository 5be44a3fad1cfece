"""The name of a release: the recorded date of its newest input and a hash of all its inputs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date


def release_id(*, recorded: date, inputs: Iterable[str]) -> str:
    """Return `<recorded>-<12 hex digits>`; the same inputs in any order give the same name.

    >>> one = release_id(recorded=date(2025, 4, 22), inputs=["b", "a"])
    >>> one == release_id(recorded=date(2025, 4, 22), inputs=["a", "b"]), one[:10]
    (True, '2025-04-22')
    """
    whole = hashlib.sha256("".join(f"{line}\n" for line in sorted(inputs)).encode())
    return f"{recorded.isoformat()}-{whole.hexdigest()[:12]}"
