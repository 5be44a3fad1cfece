"""Asks a publisher, patiently and within limits, and leaves the answer on disk."""

from __future__ import annotations

import logging
import os
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import urljoin

import httpx2

from agdb.errors import Place, TransportError
from agdb.transport.answer import KEPT, Answer, PassingError, RefusedError, Request, UnsoundError
from agdb.transport.body import Progress, write_body
from agdb.transport.limits import (
    Clock,
    HostLimit,
    IpVersion,
    Limits,
    SystemClock,
    backoff,
    retry_after,
)
from agdb.transport.traffic_log import TrafficLog

_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_HEADER_TOO_LARGE: Final = 431
_AGENT: Final = "agdb (Monitor AGDB, official statistics)"
_RESUMES: Final = "run agdb fetch again later, it resumes where it stopped"
_LOG: Final = logging.getLogger("agdb.fetch")


class Client:
    """Keeps connections open between questions, in a `with` block; may be shared by threads."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        clock: Clock | None = None,
        chance: Callable[[], float] = random.random,
        ip_version: IpVersion = IpVersion.ANY,
        log: TrafficLog | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._clock = clock or SystemClock()
        self._chance = chance
        self._log = log
        self._http = _http(self._limits, ip_version)
        self._attempts = _Attempts(
            self._http, self._limits, self._clock, HostLimit(width=self._limits.per_host), log
        )

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

    def get(
        self, request: Request, target: Path, *, progress: Progress | None = None
    ) -> Answer | None:
        """Put the answer to `request` at `target`; None if it was not modified since.

        `progress` is called about every second with how many bytes came, and in how many seconds.

        Asks again after what may pass: no connection, a time-out, an answer that breaks off or
        fails `request.check`, HTTP 408, 425, 429, 500, 502, 503 and 504. Raises `RefusedError` for
        another status of 400 and above, `TransportError` when the attempts are used up, or for an
        answer that is not what was asked: another type, too large, redirected in a circle. There is
        nothing at `target` then.
        """
        part = target.with_name(f"{target.name}.part")
        try:
            answer = self._patiently(request, part, progress)
            if answer is not None:
                part.replace(target)
            return answer
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

    def _patiently(self, request: Request, part: Path, progress: Progress | None) -> Answer | None:
        limits, place = self._limits, Place(request.address)
        attempt = 0
        while True:
            attempt += 1
            _LOG.debug("GET %s (attempt %d)", without_secrets(request.address), attempt)
            try:
                answer = self._attempts.ask(request, part, progress)
                if answer is not None:
                    request.check(part)
            except UnsoundError as fault:
                what, asked, remedy = fault.what, None, _RESUMES
            except PassingError as fault:
                what, asked, remedy = fault.what, fault.wait, fault.remedy or _RESUMES
            else:
                return answer
            if self._log is not None:
                self._log.failed(request.address, moment=self._clock.now(), fault=what)
            if asked is not None and asked > limits.longest_retry_after:
                raise TransportError(
                    f"{what}; it asks to come back in {asked:.0f} seconds",
                    place=place,
                    remedy="run agdb fetch again after that time",
                )
            if attempt >= limits.attempts:
                raise TransportError(f"{what}; tried {attempt} times", place=place, remedy=remedy)
            wait = backoff(attempt, limits=limits, chance=self._chance())
            wait = wait if asked is None else max(wait, asked)
            _LOG.debug("failed: %s; next attempt in %.1f s", what, wait)
            self._clock.sleep(wait)


@dataclass(frozen=True, slots=True)
class _Attempts:
    """One attempt at a time: a question over the wire, its redirects, an answer or a reason."""

    http: httpx2.Client
    limits: Limits
    clock: Clock
    hosts: HostLimit
    log: TrafficLog | None

    def ask(self, request: Request, target: Path, progress: Progress | None) -> Answer | None:
        """Put the answer at `target` and return its account; None if it was not modified.

        Raises `PassingError` for what may pass, `RefusedError` and `TransportError` for what will
        not.
        """
        url = _url(request.address, request)
        for _ in range(self.limits.redirects + 1):
            try:
                with (
                    self.hosts.through(url.host),
                    self.http.stream("GET", url, headers=_headers(request)) as got,
                ):
                    _LOG.debug("HTTP %d from %s", got.status_code, without_secrets(str(got.url)))
                    if got.status_code not in _REDIRECTS:
                        return self._settled(got, request, target, progress)
                    url = _next(url, got, request)
            except httpx2.TransportError as error:
                raise _in_words(error, url, request) from error
        raise TransportError(
            f"the publisher redirects more than {self.limits.redirects} times",
            place=Place(request.address),
            remedy="check the base address in the settings",
        )

    def _settled(
        self, got: httpx2.Response, request: Request, target: Path, progress: Progress | None
    ) -> Answer | None:
        """The answer to a question that is not led elsewhere; the log gets it, whatever it is."""
        status, moment = got.status_code, self.clock.now()
        size = sum(len(name) + len(value) + 4 for name, value in got.headers.raw)
        if size > self.limits.header_bytes:
            raise _header_too_large(request)
        if status == HTTPStatus.NOT_MODIFIED and request.validators.headers:
            return None
        if status != HTTPStatus.OK or not _is_type(got, request):
            body = _beginning(got, self.limits.refusal_bytes)
            self._logged(got, request, moment, body)
        if status in _PASSING:
            words = f"the publisher answers with HTTP status {status}"
            raise PassingError(words, wait=retry_after(got.headers.get("retry-after"), now=moment))
        if status != HTTPStatus.OK:
            raise RefusedError(request.address, status=status, body=body)
        _check_type(got, request)
        written = write_body(
            got.iter_raw(),
            target,
            coding=got.headers.get("content-encoding", ""),
            address=request.address,
            most=request.most,
            limits=self.limits,
            clock=self.clock,
            progress=progress,
        )
        _LOG.debug("%d bytes from %s", written.size, without_secrets(request.address))
        self._logged(got, request, moment, target)
        headers = {name: got.headers[name] for name in KEPT if name in got.headers}
        return Answer(
            request.address,
            str(got.url),
            moment,
            written.size,
            written.sha256,
            dict(sorted(headers.items())),
        )

    def _logged(
        self, got: httpx2.Response, request: Request, moment: datetime, body: bytes | Path
    ) -> None:
        if self.log is not None:
            self.log.came(
                request.address,
                final=str(got.url),
                moment=moment,
                status=got.status_code,
                headers=got.headers.multi_items(),
                body=body,
            )


def without_secrets(address: str) -> str:
    """An address as it may be logged: without a name and password in it.

    >>> without_secrets("https://me:secret@host:8080/a?b=1")
    'https://host:8080/a?b=1'
    """
    before, at, rest = address.partition("//")
    host, slash, path = rest.partition("/")
    return f"{before}{at}{host.rpartition('@')[2]}{slash}{path}"


def _url(address: str, request: Request) -> httpx2.URL:
    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL:
        url = httpx2.URL()
    if url.scheme not in {"http", "https"} or not url.host:
        raise TransportError(
            f"{address!r} is not an address on the web",
            place=Place(request.address),
            remedy="check the base address in the settings",
        )
    return url


def _headers(request: Request) -> dict[str, str]:
    # Only what is asked with $format or format= decides: a narrow Accept was answered with 406.
    accept = ", ".join((*request.types, "*/*;q=0.1"))
    return {"Accept": accept, **request.validators.headers}


def _next(url: httpx2.URL, got: httpx2.Response, request: Request) -> httpx2.URL:
    location = got.headers.get("location", "")
    try:
        target = _url(urljoin(str(url), location), request)
    except ValueError:  # brackets that are not an IPv6 address
        target = _url(location, request)
    if url.scheme == "https" and target.scheme != "https":
        raise TransportError(
            f"the publisher redirects from https to {target}",
            place=Place(request.address),
            remedy="check the base address in the settings",
        )
    return target


def _beginning(got: httpx2.Response, most: int) -> bytes:
    body = b""
    for part in got.iter_raw():
        body += part
        if len(body) >= most:
            break
    return body[:most]


def _media(got: httpx2.Response) -> str:
    return got.headers.get("content-type", "").partition(";")[0].strip().lower()


def _is_type(got: httpx2.Response, request: Request) -> bool:
    return not request.types or _media(got) in request.types


def _check_type(got: httpx2.Response, request: Request) -> None:
    media = _media(got)
    if not _is_type(got, request):
        raise TransportError(
            f"the answer is of type {media or 'unknown'!r} and not {' or '.join(request.types)}",
            place=Place(request.address),
            remedy="open the address in a browser: a page of the publisher may say what is wrong",
        )


def _in_words(error: httpx2.TransportError, url: httpx2.URL, request: Request) -> TransportError:
    """The reason in words; what the protocol calls too large a header will not pass."""
    cause: BaseException | None = error
    while cause is not None:
        if getattr(cause, "error_status_hint", None) == _HEADER_TOO_LARGE:
            return _header_too_large(request)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx2.ConnectTimeout):
        return PassingError(f"no connection to {url.host} in time")
    if isinstance(error, httpx2.TimeoutException):
        return PassingError(f"{url.host} fell silent")
    if isinstance(error, httpx2.ConnectError):
        return PassingError(f"no connection to {url.host} ({error})")
    if _was_reset(error):
        return PassingError(
            f"{url.host} resets the connection",
            remedy="the service does this to some networks: try another network, or later;"
            " agdb fetch resumes where it stopped",
        )
    return PassingError(f"{url.host} broke off ({error})")


def _was_reset(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ConnectionResetError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def _header_too_large(request: Request) -> TransportError:
    return TransportError(
        "the header of the answer is too large and was not read to its end",
        place=Place(request.address),
        remedy="look at what stands between this machine and the publisher",
    )


def _http(limits: Limits, ip_version: IpVersion) -> httpx2.Client:
    """A forced version of IP connects directly, without the proxies of the environment."""
    pool = httpx2.Limits(max_connections=None, max_keepalive_connections=limits.per_host)
    timeout = httpx2.Timeout(limits.read, connect=limits.connect)
    headers = {"Accept-Encoding": "gzip", "User-Agent": _AGENT}
    try:
        if ip_version is IpVersion.ANY:
            return httpx2.Client(limits=pool, timeout=timeout, headers=headers)
        transport = httpx2.HTTPTransport(limits=pool, local_address=ip_version.local_address)
        return httpx2.Client(transport=transport, timeout=timeout, headers=headers)
    except (ImportError, ValueError, httpx2.InvalidURL) as error:
        reason = "SOCKS is not supported" if isinstance(error, ImportError) else "no HTTP proxy"
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
