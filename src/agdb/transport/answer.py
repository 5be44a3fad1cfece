"""What is asked of a publisher, the account of what came back, and what can go wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

import msgspec

from agdb.errors import Place, TransportError

KEPT: Final = (
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "etag",
    "last-modified",
    "transfer-encoding",
)
"""The headers that matter later: what the bytes are, and how to ask whether they changed."""


class Validators(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a publisher said about an answer that lets it say later: not modified."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The headers that make a request conditional, RFC 9110 section 13.

        >>> Validators(etag='"a"').headers
        {'If-None-Match': '"a"'}
        """
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True)
class Request:
    """One question. `types` are the media types that an answer may have; any, if there are none.

    `check` is given the file with the answer and raises `UnsoundError` if it cannot be whole.
    `most` is the largest size in bytes that the answer may have.
    """

    address: str
    types: tuple[str, ...]
    check: Callable[[Path], None]
    most: int
    validators: Validators = field(default_factory=Validators)


class Connection(Protocol):
    """Asks publishers; `agdb.transport.client.Client` is one. A room that names this opens none."""

    def get(
        self,
        request: Request,
        target: Path,
        *,
        progress: Callable[[int, float], None] | None = None,
    ) -> Answer | None:
        """Put the answer to `request` at `target`; None if it was not modified since.

        Raises `RefusedError` or `TransportError` if there is none; nothing is at `target` then.
        """
        ...


class Answer(msgspec.Struct, frozen=True):
    """An answer that is on disk: `size` and `sha256` are those of the file.

    The file holds the bytes as received, with only the content coding (gzip) undone. `address` is
    what was asked, `final` is where redirects led, `moment` is when the answer began.
    """

    address: str
    final: str
    moment: datetime
    size: int
    sha256: str
    headers: Mapping[str, str]

    @property
    def validators(self) -> Validators:
        """What to send along when asking again."""
        return Validators(self.headers.get("etag"), self.headers.get("last-modified"))

    @property
    def framed(self) -> bool:
        """Whether the publisher told where the answer ends, by its length or by chunks."""
        return "content-length" in self.headers or "transfer-encoding" in self.headers


class RefusedError(TransportError):
    """The publisher answered that it will not: asking again would not help.

    `status` is the HTTP status and `body` the beginning of what came with it.
    """

    def __init__(self, address: str, *, status: int, body: bytes) -> None:
        super().__init__(
            f"the publisher refuses this with HTTP status {status}",
            place=Place(address),
            remedy="check the id of the data set",
        )
        self.status = status
        self.body = body


class UnsoundError(TransportError):
    """The answer came, and cannot be the whole answer to what was asked: worth asking again."""


class PassingError(TransportError):
    """An attempt that failed in a way that may pass; `wait` is what the publisher asks for."""

    def __init__(self, what: str, *, wait: float | None = None, remedy: str | None = None) -> None:
        super().__init__(what, remedy=remedy)
        self.wait = wait
