"""Eurostat: the statistics service, which answers in JSON-stat."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, urlencode

import msgspec

from agdb.errors import Place, SourceError
from agdb.files.documents import decoded_or_none
from agdb.sources.fetching.answers import document, json_request
from agdb.sources.fetching.expectations import (
    AnswerExpectation,
    AnswerFinding,
    ProbeSubject,
    Service,
    answers_with,
    field,
    is_moment,
    json_whole,
    of_type,
    one_of,
    parsed,
    shown,
    values_at,
)
from agdb.sources.fetching.order import Fetched, Order
from agdb.sources.fetching.staging import Staging
from agdb.transport.answer import RefusedError
from agdb.transport.traffic_log import Exchange

_CODE: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", re.IGNORECASE)
_FILTERS: Final = frozenset(
    {"time", "sinceTimePeriod", "untilTimePeriod", "lastTimePeriod", "geoLevel"}
)
_NAME: Final = "data.json"
_MOST_BYTES: Final = 512 << 20  # the service stops at five million rows
_LICENCE: Final = "CC BY 4.0"
_SMALLER: Final = "ask for fewer codes with fetch.query in the source"


class _Said(msgspec.Struct, frozen=True):
    label: str = ""


class _Category(msgspec.Struct, frozen=True):
    index: dict[str, int] | list[str] = []


class _Dimension(msgspec.Struct, frozen=True):
    category: _Category


class _Cube(msgspec.Struct, frozen=True):
    """What tells whether the answer is whole; an error or a warning comes in its place."""

    id: list[str] = []
    size: list[int] = []
    dimension: dict[str, _Dimension] = {}
    value: dict[str, msgspec.Raw] | list[msgspec.Raw] = {}
    updated: str = ""
    error: list[_Said] | _Said | None = None
    warning: list[_Said] | _Said | None = None


class Eurostat:
    """Asks for one data set, or for the codes that the query of its source names."""

    def knows(self, order: Order) -> bool:
        """Whether the name is one that Eurostat gives: words with underscores between them."""
        return _CODE.fullmatch(order.name) is not None

    def fetch(self, order: Order, staging: Staging) -> Fetched | None:
        """Return the answer of the statistics service; see `Fetcher`."""
        address = address_of(order)
        try:
            answer = staging.ask_if_changed(json_request(address, most=_MOST_BYTES), name=_NAME)
        except RefusedError as refusal:
            raise _refused(refusal, address) from None
        if answer is None:
            return None
        cube = document(staging.path(_NAME), _Cube, address=address)
        _check(cube, order, address)
        return Fetched({_NAME: staging.path(_NAME)}, address, answer.moment, cube.updated, _LICENCE)


def address_of(order: Order) -> str:
    """Return the address that asks for the data set, with every code of the query.

    >>> from agdb.statistics.identifier import DatasetId
    >>> query = {"geo": ("NL", "BE")}
    >>> order = Order(DatasetId("eurostat", "a_b"), {"eurostat": "https://x"}, query=query)
    >>> address_of(order)
    'https://x/statistics/1.0/data/a_b?format=JSON&lang=EN&geo=NL&geo=BE'
    """
    asked = [("format", "JSON"), ("lang", "EN")]
    asked += [(name, code) for name, codes in sorted(order.query.items()) for code in codes]
    base = f"{order.addresses['eurostat']}/statistics/1.0/data/{quote(order.name)}"
    return f"{base}?{urlencode(asked)}"


def _refused(refusal: RefusedError, address: str) -> SourceError:
    said = decoded_or_none(refusal.body, _Cube) or _Cube()
    words = _words(said.error or said.warning) or f"HTTP status {refusal.status}"
    return SourceError(
        f"Eurostat refuses this: {words}",
        place=Place(address),
        remedy=f"check the id of the data set and its dimensions, or {_SMALLER}",
    )


def _words(said: list[_Said] | _Said | None) -> str:
    first = next(iter(said), None) if isinstance(said, list) else said
    return "" if first is None else " ".join(first.label.split()).rstrip(".")


def _check(cube: _Cube, order: Order, address: str) -> None:
    """Every code that was asked for is there, and every place fits in the size."""
    place = Place(address)
    for said in (cube.error, cube.warning):
        if said is not None:
            raise SourceError(
                f"Eurostat sends a message in place of figures: {_words(said)}",
                place=place,
                remedy=_SMALLER,
            )
    lengths = [len(cube.dimension[i].category.index) for i in cube.id if i in cube.dimension]
    if not cube.id or lengths != cube.size:
        raise SourceError(
            f"the size of the cube is {cube.size} and its code lists have {lengths} codes",
            place=place,
            remedy="run agdb fetch again later",
        )
    for name, codes in order.query.items():
        _check_codes(cube, name, codes, place)
    cells = math.prod(cube.size)
    places = len(cube.value)
    beyond = isinstance(cube.value, dict) and any(
        not (key.isdecimal() and int(key) < cells) for key in cube.value
    )
    if not places or beyond or (isinstance(cube.value, list) and places != cells):
        raise SourceError(
            f"{places} figures do not fit in a cube of {cells} cells, or there are none",
            place=place,
            remedy="check the codes that are asked for",
        )


def _check_codes(cube: _Cube, name: str, codes: tuple[str, ...], place: Place) -> None:
    """An unknown code comes back as a success without figures, which nobody would notice."""
    if name in _FILTERS:
        return
    dimension = cube.dimension.get(name)
    known = {code.lower() for code in dimension.category.index} if dimension else set()
    for code in codes:
        if code.lower() not in known:
            raise SourceError(
                f"Eurostat sends no figures for {name}={code}",
                place=place,
                remedy="check the code in fetch.query of the source",
            )


_JSON_ANSWER: Final = (answers_with(200), of_type("application/json"), json_whole)
_FLAGS: Final = frozenset("bcdefinprsuz")


def _flags(seen: Exchange) -> Iterator[AnswerFinding]:
    """Flags are letters, several together; confidentiality stands behind a bar."""
    status = next(values_at(parsed(seen.body), "status"), None)
    for place, flag in status.items() if isinstance(status, dict) else ():
        letters, _, confidential = str(flag).partition("|")
        if not set(letters) <= _FLAGS or confidential not in {"", "C", "F", "N", "D", "S"}:
            yield AnswerFinding(
                f"status.{place}", shown(flag), f"letters of {''.join(sorted(_FLAGS))}"
            )


def _are_dimensions(value: object) -> bool:
    return isinstance(value, list) and {"freq", "unit", "geo", "time"} <= set(map(str, value))


_EXPECTED: Final = (
    AnswerExpectation(
        re.compile(r"/statistics/1\.0/data/"),
        (
            *_JSON_ANSWER,
            field("version", "2.0", one_of("2.0")),
            field("class", "dataset", one_of("dataset")),
            field("source", "ESTAT", one_of("ESTAT"), grave=False),
            field("updated", "a moment as ISO 8601", is_moment),
            field("id", "names, freq, unit, geo and time among them", _are_dimensions),
            field("value", "at least one figure", bool),
            _flags,
        ),
    ),
)
SERVICE: Final = Service(
    "eurostat",
    ProbeSubject("eurostat:isoc_sks_itspt", query={"geo": ("NL",)}),
    address_of,
    _EXPECTED,
    Eurostat(),
)
