"""What an answer should be, field by field, and in words what was found in its place."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec

from agdb.errors import SourceError
from agdb.sources.fetching.order import Addresses, Fetcher, Order
from agdb.statistics.identifier import DatasetId
from agdb.transport.answer import Request
from agdb.transport.traffic_log import Exchange

_SHOWN: Final = 80
_MARK: Final = b"\xef\xbb\xbf"
_EVERY: Final = "[]"


@dataclass(frozen=True, slots=True)
class AnswerFinding:
    """A field of an answer, what it holds, and what was expected; `grave` unless only a remark."""

    field: str
    value: str
    expected: str
    grave: bool = True


@dataclass(frozen=True, slots=True)
class AnswerExpectation:
    """What one kind of answer should be: those to an address that `of` is found in."""

    of: re.Pattern[str]
    checks: Sequence[Callable[[Exchange], Iterator[AnswerFinding]]]

    def findings(self, seen: Exchange) -> Iterator[AnswerFinding]:
        """Yield what differs in an answer, nothing for one of another kind."""
        if self.of.search(seen.asked):
            for check in self.checks:
                yield from check(seen)


def answers_with(*statuses: int) -> Callable[[Exchange], Iterator[AnswerFinding]]:
    """Expect one of the statuses."""

    def check(seen: Exchange) -> Iterator[AnswerFinding]:
        if seen.status is not None and seen.status not in statuses:
            yield AnswerFinding("HTTP status", str(seen.status), " or ".join(map(str, statuses)))

    return check


def of_type(*types: str) -> Callable[[Exchange], Iterator[AnswerFinding]]:
    """Expect one of the media types."""

    def check(seen: Exchange) -> Iterator[AnswerFinding]:
        told = {name.lower(): value for name, value in seen.headers}.get("content-type", "")
        if seen.status == _OK and told.partition(";")[0].strip().lower() not in types:
            yield AnswerFinding("Content-Type", told or "nothing", " or ".join(types))

    return check


def field(
    path: str, expected: str, holds: Callable[[object], bool], *, grave: bool = True
) -> Callable[[Exchange], Iterator[AnswerFinding]]:
    """Expect that `holds` of a field of JSON; `a.b[].c` is c in every item of the list b in a."""

    def check(seen: Exchange) -> Iterator[AnswerFinding]:
        if seen.status != _OK:
            return
        document = parsed(seen.body)
        if document is _UNREADABLE:
            return  # `json_whole` says so
        wrong = [value for value in values_at(document, path) if not holds(value)]
        if wrong:
            more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
            yield AnswerFinding(path, shown(wrong[0]) + more, expected, grave)

    return check


def json_whole(seen: Exchange) -> Iterator[AnswerFinding]:
    """Expect JSON from beginning to end."""
    if seen.status == _OK and parsed(seen.body) is _UNREADABLE:
        yield AnswerFinding("body", shown(seen.body[:_SHOWN]), "JSON from its beginning to its end")


def readable(read: Callable[[Exchange], object]) -> Callable[[Exchange], Iterator[AnswerFinding]]:
    """Expect an answer that `read`, our own reader, does not refuse with a `SourceError`."""

    def check(seen: Exchange) -> Iterator[AnswerFinding]:
        if seen.status != _OK:
            return
        try:
            read(seen)
        except SourceError as error:
            yield AnswerFinding("record", error.what, "a record that its reader reads")

    return check


def text(expected: str, pattern: str) -> Callable[[Exchange], Iterator[AnswerFinding]]:
    """Expect that the whole body is what `pattern` says."""
    whole = re.compile(pattern.encode(), re.DOTALL)

    def check(seen: Exchange) -> Iterator[AnswerFinding]:
        body = seen.body.removeprefix(_MARK)
        if seen.status == _OK and whole.fullmatch(body) is None:
            yield AnswerFinding("body", shown(body[:_SHOWN]), expected)

    return check


def is_moment(value: object) -> bool:
    """Whether a value is a date or moment as ISO 8601 writes it."""
    try:
        datetime.fromisoformat(re.sub(r"\.\d+", "", str(value)))
    except ValueError:
        return False
    return True


def is_text(value: object) -> bool:
    """Whether a value is a text of at least one sign."""
    return isinstance(value, str) and bool(value.strip())


def is_count(value: object) -> bool:
    """Whether a value is a number of things, at least one."""
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def is_true(value: object) -> bool:
    """Whether a value is true."""
    return value is True


def one_of(*known: object) -> Callable[[object], bool]:
    """Whether a value is one of those that we know."""
    return lambda value: value in known


def has_keys(*names: str) -> Callable[[object], bool]:
    """Whether a value is an object with at least these fields."""
    return lambda value: isinstance(value, dict) and set(names) <= set(value)


def parsed(body: bytes) -> object:
    """The JSON in a body, or a value of its own where there is none."""
    try:
        return msgspec.json.decode(body.removeprefix(_MARK))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _UNREADABLE


def values_at(document: object, path: str) -> Iterator[object]:
    """Yield what stands at a path; None where there is no such field, nothing for an empty list.

    >>> list(values_at({"a": [{"b": 1}, {"b": 2}]}, "a[].b"))
    [1, 2]
    >>> list(values_at({"a": 1}, "c.d"))
    [None]
    """
    if not path:
        yield document
        return
    name, _, rest = path.partition(".")
    every = name.endswith(_EVERY)
    name = name.removesuffix(_EVERY)
    inside = document.get(name) if name and isinstance(document, dict) else document
    if name and not isinstance(document, dict):
        inside = None
    if every:
        for item in inside if isinstance(inside, list) else ():
            yield from values_at(item, rest)
        if not isinstance(inside, list):
            yield None
        return
    yield from values_at(inside, rest)


def shown(value: object) -> str:
    """A value as a report shows it: short, on one line."""
    if value is None:
        return "not there"
    told = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    words = told if isinstance(told, str) else msgspec.json.encode(told).decode()
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]} ..."


def new_words(path: str, known: Collection[str]) -> Callable[[Exchange], Iterator[AnswerFinding]]:
    """Remark on words at `path` that we have not seen before: they are kept as they are."""
    words = ", ".join(sorted(known))
    return field(path, f"one of {words}", lambda value: str(value) in known, grave=False)


_OK: Final = 200
_UNREADABLE: Final = object()


@dataclass(frozen=True, slots=True)
class ProbeSubject:
    """A small data set to ask for, as an order says it."""

    dataset: str
    table: str | None = None
    file: str | None = None
    query: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)

    def order(self, addresses: Addresses) -> Order:
        """Return the order for it."""
        return Order(
            DatasetId.parse(self.dataset), addresses, self.table, self.file, dict(self.query)
        )


@dataclass(frozen=True, slots=True)
class Service:
    """One service. `fetcher` asks for a whole small data set, so that what came is a recording.

    `beside` gives questions that are asked besides, `first` the address with which a connection is
    tried. Without a fetcher only the questions beside are asked, and nothing can be imported.
    """

    id: str
    subject: ProbeSubject
    first: Callable[[Order], str]
    expects: Sequence[AnswerExpectation]
    fetcher: Fetcher | None = None
    beside: Callable[[Order], Sequence[Request]] = lambda _: ()

    @property
    def publisher(self) -> str:
        """The publisher whose service it is."""
        return self.subject.dataset.partition(":")[0]
