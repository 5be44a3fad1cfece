"""One attempt: a question over the wire, its redirects, and an answer on disk or a reason."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import httpx2

from agdb.errors import Place, TransportError
from agdb.sources.transport.answer import KEPT, Answer, Request
from agdb.sources.transport.body import Heard, write_body
from agdb.sources.transport.clock import Clock
from agdb.sources.transport.doors import Doors
from agdb.sources.transport.failure import PassingError, RefusedError
from agdb.sources.transport.limits import Limits
from agdb.sources.transport.patience import retry_after
from agdb.sources.transport.witness import Witness

_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_HEADER_TOO_LARGE: Final = 431


def exchange(
    http: httpx2.Client,
    request: Request,
    target: Path,
    *,
    limits: Limits,
    clock: Clock,
    doors: Doors,
    witness: Witness | None = None,
    heard: Heard | None = None,
) -> Answer | None:
    """Put the answer at `target` and return its account; None if it was not modified.

    `witness` is shown the answer with all its headers, whatever its status, and `heard` told how
    much of it came.

    Raises `PassingError` for what may pass, `RefusedError` and `TransportError` for what will not.
    """
    url = _url(request.address, request)
    for _ in range(limits.redirects + 1):
        try:
            with doors.through(url.host), http.stream("GET", url, headers=_headers(request)) as got:
                if got.status_code not in _REDIRECTS:
                    return _settled(
                        got,
                        request,
                        target,
                        limits=limits,
                        clock=clock,
                        witness=witness,
                        heard=heard,
                    )
                url = _next(url, got, request)
        except httpx2.TransportError as error:
            raise _told(error, url, request) from error
    raise TransportError(
        f"the publisher redirects more than {limits.redirects} times",
        place=Place(request.address),
        remedy="check the base address in the settings",
    )


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
    except ValueError:  # brackets that are no IPv6 address
        target = _url(location, request)
    if url.scheme == "https" and target.scheme != "https":
        raise TransportError(
            f"the publisher redirects from https to {target}",
            place=Place(request.address),
            remedy="check the base address in the settings",
        )
    return target


def _settled(
    got: httpx2.Response,
    request: Request,
    target: Path,
    *,
    limits: Limits,
    clock: Clock,
    witness: Witness | None,
    heard: Heard | None,
) -> Answer | None:
    moment = clock.now()

    def shown(body: bytes | Path) -> None:
        if witness is not None:
            witness.came(
                request.address,
                final=str(got.url),
                moment=moment,
                status=got.status_code,
                headers=got.headers.multi_items(),
                body=body,
            )

    status = got.status_code
    size = sum(len(name) + len(value) + 4 for name, value in got.headers.raw)
    if size > limits.header_bytes:
        raise _header_too_large(request)
    if status == HTTPStatus.NOT_MODIFIED and request.validators.headers:
        return None
    if status != HTTPStatus.OK or not _is_type(got, request):
        body = _beginning(got, limits.refusal_bytes)
        shown(body)
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
        limits=limits,
        clock=clock,
        heard=heard,
    )
    shown(target)
    headers = {name: got.headers[name] for name in KEPT if name in got.headers}
    return Answer(
        request.address,
        str(got.url),
        moment,
        written.size,
        written.sha256,
        dict(sorted(headers.items())),
    )


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


def _told(error: httpx2.TransportError, url: httpx2.URL, request: Request) -> TransportError:
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
