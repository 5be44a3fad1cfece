"""What can go wrong between us and a publisher."""

from __future__ import annotations

from agdb.errors import Place, TransportError


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
