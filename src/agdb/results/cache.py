"""What was worked out before, kept as bytes under the hash of all that decides it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

import msgspec

T = TypeVar("T")


class Cache(Protocol):
    """Keeps bytes by name; the name is a hash of all that decides them."""

    def get(self, key: str) -> bytes | None:
        """Return what was put there, or None."""

    def put(self, key: str, body: bytes) -> None:
        """Keep `body`; another process sees all of it or nothing."""


def cached(cache: Cache, key: str, decode: Callable[[bytes], T]) -> T | None:
    """Return what `cache` has under `key`; None if that is nothing, or of another layout.

    Who asks works it out then. `decode` is that of a decoder of msgspec.

    >>> class Known(dict[str, bytes]):
    ...     def put(self, key: str, body: bytes) -> None:
    ...         self[key] = body
    >>> known = Known(one=b"[1]", other=b'["1"]')
    >>> numbers = msgspec.json.Decoder(list[int]).decode
    >>> cached(known, "one", numbers), cached(known, "other", numbers)
    ([1], None)
    """
    body = cache.get(key)
    try:
        return None if body is None else decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
