"""Asks a publisher, patiently and within limits, and leaves the answer on disk."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx2

from agdb.errors import Place, TransportError
from agdb.sources.transport.answer import Answer, Request
from agdb.sources.transport.body import Heard
from agdb.sources.transport.clock import Clock, SystemClock
from agdb.sources.transport.doors import Doors
from agdb.sources.transport.exchange import exchange
from agdb.sources.transport.failure import PassingError, UnsoundError
from agdb.sources.transport.family import Family
from agdb.sources.transport.limits import Limits
from agdb.sources.transport.patience import backoff
from agdb.sources.transport.witness import Witness

_AGENT: Final = "agdb (Monitor AGDB, official statistics)"
_RESUMES: Final = "run agdb fetch again later, it resumes where it stopped"


class Client:
    """Keeps connections open between questions, in a `with` block; may be shared by threads."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        clock: Clock | None = None,
        chance: Callable[[], float] = random.random,
        family: Family = Family.ANY,
        witness: Witness | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._clock = clock or SystemClock()
        self._chance = chance
        self._doors = Doors(width=self._limits.per_host)
        self._witness = witness
        self._http = _http(self._limits, family)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._http.close()

    @property
    def clock(self) -> Clock:
        """The clock of this client."""
        return self._clock

    def get(self, request: Request, target: Path, *, heard: Heard | None = None) -> Answer | None:
        """Put the answer to `request` at `target`; None if it was not modified since.

        `heard` is told about every second how many bytes came, and in how many seconds.

        Asks again after what may pass: no connection, a time-out, an answer that breaks off or
        fails `request.check`, HTTP 408, 425, 429, 500, 502, 503 and 504. Raises `RefusedError` for
        another status of 400 and above, `TransportError` when the attempts are used up, or for an
        answer that is not what was asked: another type, too large, redirected in a circle. There is
        nothing at `target` then.
        """
        part = target.with_name(f"{target.name}.part")
        try:
            answer = self._patiently(request, part, heard)
            if answer is not None:
                part.replace(target)
            return answer
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _patiently(self, request: Request, part: Path, heard: Heard | None) -> Answer | None:
        limits, place = self._limits, Place(request.address)
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._once(request, part, heard)
            except UnsoundError as fault:
                what, asked, remedy = fault.what, None, _RESUMES
            except PassingError as fault:
                what, asked, remedy = fault.what, fault.wait, fault.remedy or _RESUMES
            if self._witness is not None:
                self._witness.failed(request.address, moment=self._clock.now(), fault=what)
            if asked is not None and asked > limits.longest_retry_after:
                raise TransportError(
                    f"{what}; it asks to come back in {asked:.0f} seconds",
                    place=place,
                    remedy="run agdb fetch again after that time",
                )
            if attempt >= limits.attempts:
                raise TransportError(
                    f"{what}; tried {attempt} times",
                    place=place,
                    remedy=remedy,
                )
            wait = backoff(attempt, limits=limits, chance=self._chance())
            self._clock.sleep(wait if asked is None else max(wait, asked))

    def _once(self, request: Request, part: Path, heard: Heard | None) -> Answer | None:
        answer = exchange(
            self._http,
            request,
            part,
            limits=self._limits,
            clock=self._clock,
            doors=self._doors,
            witness=self._witness,
            heard=heard,
        )
        if answer is not None:
            request.check(part)
        return answer


def _http(limits: Limits, family: Family) -> httpx2.Client:
    """A forced family connects directly; otherwise the proxies of the environment are honoured."""
    pool = httpx2.Limits(max_connections=None, max_keepalive_connections=limits.per_host)
    timeout = httpx2.Timeout(limits.read, connect=limits.connect)
    headers = {"Accept-Encoding": "gzip", "User-Agent": _AGENT}
    try:
        if family is Family.ANY:
            return httpx2.Client(limits=pool, timeout=timeout, headers=headers)
        transport = httpx2.HTTPTransport(limits=pool, local_address=family.local_address)
        return httpx2.Client(transport=transport, timeout=timeout, headers=headers)
    except (ImportError, ValueError, httpx2.InvalidURL) as error:
        reason = "SOCKS" if isinstance(error, ImportError) else "no proxy of http or https"
        raise TransportError(
            f"the proxy that the environment names cannot be used ({reason})",
            place=Place(", ".join(_proxy_names()) or "the environment"),
            remedy="give it as http://host:port, or unset it and set NO_PROXY=* to go without",
        ) from None
    except OSError as error:
        raise TransportError(
            f"the certificates that the environment names cannot be read ({error.strerror})",
            place=Place("SSL_CERT_FILE, SSL_CERT_DIR, SSLKEYLOGFILE"),
            remedy="set them to what is there, or unset them",
        ) from None


def _proxy_names() -> list[str]:
    """The variables that name a proxy; never their values, which may hold a password."""
    wanted = {f"{scheme}_proxy" for scheme in ("all", "http", "https")}
    return sorted(name for name in os.environ if name.lower() in wanted and os.environ[name])
