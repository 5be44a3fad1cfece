"""Answers given before, as long as they are right: what many readers ask is made once.

It decides nothing about an answer. It keeps whole what the project behind it gave, and gives that
again to a request that may have it.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from agdb.web.api.endpoints import ROOT as API
from agdb.web.clock import now

if TYPE_CHECKING:
    from granian.rsgi import Headers, Scope

MOST: Final = 64 << 20
"""Bytes that the answers of one process may take."""
LARGEST: Final = 1 << 20
"""Bytes of the largest answer that is kept."""
TRUSTED: Final = 0.05
"""Seconds for which the places are taken to be as they were when they were last looked at."""
_BESIDE: Final = 2048  # what headers and key of an answer take, at most about
_VARIES: Final = frozenset({"accept", "accept-encoding"})
# Who sends one of these asks for more than the answer as it is.
_PARTICULAR: Final = ("cookie", "authorization", "range", "if-match", "if-unmodified-since")
Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    """A whole answer; the names of `headers` are in small letters."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class AskedAnswer:
    """What is asked, as far as it decides which answer of the memory fits.

    `key` tells this request from those that have another answer. `known` are the tags of what the
    client has already.
    """

    key: Key
    known: str | None
    since: bool
    only_headers: bool


@dataclass(slots=True)
class _Kept:
    """An answer, and what who has it already was told."""

    answer: WholeAnswer
    tag: str
    unchanged: WholeAnswer | None = None


class AnswerMemory:
    """The answers of one process, least used ones gone first.

    They are of the `places` on disk as they are: once one of these changes, all are forgotten, and
    at each of the moments `turns`, which are asked for anew when a place has changed.
    """

    def __init__(
        self,
        *places: Path,
        most: int = MOST,
        trusted: float = TRUSTED,
        turns: Callable[[], Iterable[datetime]] = tuple,
    ) -> None:
        self._places, self._most, self._trusted, self._turns = places, most, trusted, turns
        self._stamps: Hashable = None
        self._moments: tuple[datetime, ...] = ()
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._size = 0
        self._state: Hashable = None
        self._looked = float("-inf")

    def state(self) -> Hashable:
        """Return what tells the places as they are now from what becomes of them."""
        stamps = tuple(_stamp(place) for place in self._places)
        if stamps != self._stamps:
            self._stamps, self._moments = stamps, tuple(self._turns())
        at = now() if self._moments else None
        return stamps, sum(at is not None and moment <= at for moment in self._moments)

    def find(self, asked: AskedAnswer) -> WholeAnswer | None:
        """Return the answer, None if it is not known or no longer right."""
        clock = time.monotonic()
        if clock - self._looked > self._trusted:
            self._turn_to(self.state())
            self._looked = clock
        found = self._kept.get(asked.key)
        if found is None:
            return None
        self._kept.move_to_end(asked.key)
        if asked.known is None:
            # by itself it is about the day, of which the project behind this one judges
            return None if asked.since else found.answer
        return found.unchanged if asked.known == found.tag else None

    def keep(self, asked: AskedAnswer, answer: WholeAnswer, *, state: Hashable) -> None:
        """Keep `answer`, made from the places as they were in `state`, if others may have it."""
        if state != self.state():
            return
        self._turn_to(state)
        if asked.known is not None:
            found = self._kept.get(asked.key)
            if answer.status == 304 and found is not None and found.tag == asked.known:
                found.unchanged = answer
        elif not asked.since and not asked.only_headers:
            self._add(asked.key, answer)

    def _turn_to(self, state: Hashable) -> None:
        if state != self._state:
            self._kept.clear()
            self._size, self._state = 0, state

    def _add(self, key: Key, answer: WholeAnswer) -> None:
        said = dict(answer.headers)
        if not _is_for_all(answer, said, accept_is_part="accept" in key):
            return
        self._forget(self._kept.pop(key, None))
        self._kept[key] = _Kept(answer, said["etag"])
        self._size += len(answer.body) + _BESIDE
        while self._size > self._most:
            self._forget(self._kept.popitem(last=False)[1])

    def _forget(self, kept: _Kept | None) -> None:
        if kept is not None:
            self._size -= len(kept.answer.body) + _BESIDE


def asked_of(scope: Scope, headers: Headers) -> AskedAnswer | None:
    """Return what a request asks; None for one that has an answer of its own, or none at all.

    `headers` are those of `scope`, which makes them anew each time that they are asked for.
    """
    if scope.method not in {"GET", "HEAD"}:
        return None
    for name in _PARTICULAR:
        if name in headers:
            return None
    packing, scheme = headers.get("accept-encoding"), headers.get("x-forwarded-proto")
    key: Key = headers.get("host"), scheme, scope.path, scope.query_string, packing
    if scope.path.startswith(f"/{API}/"):
        key = (*key, "accept", headers.get("accept"))
    known = headers.get("if-none-match")
    since = "if-modified-since" in headers
    return AskedAnswer(key, known, since, only_headers=scope.method == "HEAD")


def _is_for_all(answer: WholeAnswer, said: Mapping[str, str], *, accept_is_part: bool) -> bool:
    """Whether everybody who asks the same may have it."""
    varies = {name.strip().lower() for name in said.get("vary", "").split(",") if name.strip()}
    return (
        answer.status == 200
        and len(answer.body) <= LARGEST
        and "public" in said.get("cache-control", "")
        and "etag" in said
        and "set-cookie" not in said
        and varies <= _VARIES
        and (accept_is_part or "accept" not in varies)
    )


def _stamp(place: Path) -> tuple[int, int, int] | None:
    """Another file or folder at the same place, or the same one changed, has another stamp."""
    try:
        state = place.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino, state.st_mtime_ns
