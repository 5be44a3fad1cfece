"""A query string as a request for observations, or one sentence about what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import TypeVar

from django.http import QueryDict

from agdb.results.value import Kind
from agdb.statistics.period import Period
from agdb.web.api.endpoints import LONGEST, MOST, USUAL, Endpoint
from agdb.web.api.problem import ApiProblemError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReleaseChoice:
    """Which release is asked for; the published one where both are None."""

    release: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class ObservationQuery:
    """Which observations are asked for; what is empty chooses all."""

    indicators: tuple[str, ...] = ()
    regions: frozenset[str] = frozenset()
    periods: frozenset[str] = frozenset()
    first: str = ""
    last: str = ""
    breakdowns: tuple[tuple[str, str], ...] = ()
    kinds: frozenset[str] = frozenset()
    language: str = ""
    page: int = 1
    size: int = USUAL


def checked(given: QueryDict, endpoint: Endpoint) -> Mapping[str, tuple[str, ...]]:
    """Return the parameters of a request by name.

    Raises `ApiProblemError` for one that the endpoint does not have, one that is given more than
    once and may not be, and a value that is empty or longer than any of ours.
    """
    known = {one.name: one for one in endpoint.parameters if not one.path}
    found = {}
    for name in given:
        if name not in known:
            shown = ", ".join(known) or "none"
            raise _wrong(name[:LONGEST], f"there is no such parameter; there are: {shown}")
        values = tuple(given.getlist(name))
        if len(values) > 1 and not known[name].several:
            raise _wrong(name, "it may be given once")
        if any(not value or len(value) > LONGEST or "\0" in value for value in values):
            raise _wrong(name, f"a value has 1 to {LONGEST} characters")
        found[name] = values
    return found


def release_choice(found: Mapping[str, tuple[str, ...]]) -> ReleaseChoice:
    """Return which release is asked for; raises `ApiProblemError` if a day cannot be read."""
    release, as_of = _one(found, "release"), _one(found, "asOf")
    if release and as_of:
        raise _wrong("asOf", "give release or asOf")
    return ReleaseChoice(
        release or None,
        _read("asOf", as_of, date.fromisoformat, "write a day as 2026-11-30") if as_of else None,
    )


def observation_query(
    found: Mapping[str, tuple[str, ...]], languages: Collection[str]
) -> ObservationQuery:
    """Return what is asked for; raises `ApiProblemError` for a value that cannot be meant."""
    kinds = {one.value for one in Kind}
    for kind in found.get("kind", ()):
        if kind not in kinds:
            raise _wrong("kind", f"it is one of {', '.join(sorted(kinds))}")
    language = _one(found, "language")
    if language and language not in languages:
        raise _wrong("language", f"it is one of {', '.join(languages)}")
    for name in ("from", "to"):
        if _one(found, name) and not Period.parse(_one(found, name)).dated:
            raise _wrong(name, "write a period as 2024, 2024-Q4, 2024-12 or 2023/24")
    return ObservationQuery(
        indicators=tuple(dict.fromkeys(found.get("indicator", ()))),
        regions=frozenset(found.get("region", ())),
        periods=frozenset(found.get("period", ())),
        first=_one(found, "from"),
        last=_one(found, "to"),
        breakdowns=tuple(_pair(one) for one in found.get("breakdown", ())),
        kinds=frozenset(found.get("kind", ())),
        language=language,
        page=_whole(found, "page", usual=1, most=10**9),
        size=_whole(found, "pageSize", usual=USUAL, most=MOST),
    )


def unknown(name: str, value: str, known: Collection[str]) -> ApiProblemError:
    """Return the problem of a value that this release does not have."""
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is wrong

    near = get_close_matches(value, known, n=3)
    meant = f"; did you mean {', '.join(near)}?" if near else ""
    return _wrong(name, f"this release has no {name} {value!r}{meant}")


def _pair(text: str) -> tuple[str, str]:
    name, colon, code = text.partition(":")
    if not (name and colon and code):
        raise _wrong("breakdown", "write it as breakdown:code, such as sex:F")
    return name, code


def _one(found: Mapping[str, tuple[str, ...]], name: str) -> str:
    return next(iter(found.get(name, ())), "")


def _whole(found: Mapping[str, tuple[str, ...]], name: str, *, usual: int, most: int) -> int:
    text = _one(found, name)
    if not text:
        return usual
    right = f"it is a whole number from 1 to {most}"
    number = _read(name, text if text.isascii() and text.isdigit() else "", int, right)
    if not 1 <= number <= most:
        raise _wrong(name, right)
    return number


def _read(name: str, text: str, read: Callable[[str], T], right: str) -> T:
    try:
        return read(text)
    except ValueError:
        raise _wrong(name, right) from None


def _wrong(name: str, detail: str) -> ApiProblemError:
    return ApiProblemError(HTTPStatus.BAD_REQUEST, f"{name}: {detail}", parameter=name)
