"""A release that notes which of its facts are looked at, and can say of each what it is by hash.

The making of a file looks at the release through an edition. What it may look at without a note is
in `Watch.ground`, so that a file is what it was if the ground and every noted fact are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property, partial
from hashlib import sha256
from typing import Any, Final, Generic, TypeVar, cast

import msgspec

from agdb.arrivals.calendar import Schedule
from agdb.programme.programme import Programme
from agdb.publication.edition import Edition
from agdb.publication.reading.calendar import Awaited
from agdb.publication.reading.coverage import Counts
from agdb.publication.reading.reading import OUTLINE, Reading
from agdb.publication.reading.series import Series
from agdb.register.links import Links
from agdb.results.provenance import EarlierValue, Explanation, Provenance, ValueLabel
from agdb.results.publication import PublishedRelease
from agdb.results.release import Release
from agdb.results.release_changes import FirstRelease, ReleaseChanges
from agdb.results.track import Track
from agdb.results.value import Computed, Value
from agdb.results.values import columns_of

T = TypeVar("T")
D = TypeVar("D")
_encode: Final = msgspec.json.Encoder(order="deterministic").encode
_KEY: Final = ": "
NAMES: Final = "names"
"""The names of a release, as a fact of files in which they cannot be found."""
_WHOLE: Final = frozenset({"scenario", "backtest", "unread", "excluded", "register"})
"""Facts of a release that are one fact each."""


@dataclass(frozen=True, slots=True)
class _Shared(Generic[T]):
    """Something that was made, what was looked at for it, and whether a name of the release was."""

    made: T
    seen: frozenset[str]
    named: bool


class Watch:
    """What was looked at since `begin`, and the hash of every fact of one release.

    `named` tells whether a name of the release, or of its programme, was looked at.
    """

    def __init__(self, release: Release, provenance: Provenance | None) -> None:
        self._release, self._provenance = release, provenance
        self._hashes: dict[str, str] = {}
        self.seen: set[str] = set()
        self.named = False
        self.editions: tuple[Edition, ...] = ()
        self.provenance = None if provenance is None else _Provenance(provenance, self)

    def note(self, kind: str, key: str | None = None) -> None:
        """Note that a fact was looked at: one of a kind, or all of a kind as one."""
        self.seen.add(kind if key is None else f"{kind}{_KEY}{key}")

    def hash_of(self, fact: str) -> str:
        """Return the hash of a fact as it is in this release; of one that it lacks, of nothing.

        The name of the release is left out of it: it is another each time.
        """
        if fact not in self._hashes:
            kind, keyed, key = fact.partition(_KEY)
            body = self._one_of[kind](key) if keyed else self._whole[kind]()
            self._hashes[fact] = sha256(without_names(body, self._release)).hexdigest()
        return self._hashes[fact]

    @property
    def _one_of(self) -> dict[str, Callable[[str], bytes]]:
        """The facts of which there is one for each key."""
        return {
            "indicator": self._indicator,
            "outline": self._outline,
            "definition": self._definition,
            "outlook": self._outlook,
            "alerts": self._alerts,
            "stories": self._stories,
            "release": self._release_fact,
            "schedule": self._schedule,
            "related": self._related,
            "earlier": self._earlier,
        }

    @property
    def _whole(self) -> dict[str, Callable[[], bytes]]:
        """The facts that are one."""
        return {
            "definitions": self._definitions,
            "outcomes": self._outcomes,
            "awaited": self._awaited,
            "counts": self._counts,
            "changes": self._changes,
            "published": self._published,
            NAMES: self._names,
        }

    def noted(self, make: Callable[[], T]) -> _Shared[T]:
        """Return what `make` makes, with what it looked at; that is noted by `note_again` alone."""
        outside = self.seen, self.named
        self.seen, self.named = set(), False
        try:
            return _Shared(make(), frozenset(self.seen), self.named)
        finally:
            self.seen, self.named = outside

    def note_again(self, known: _Shared[Any]) -> None:
        """Note all that was looked at when `known` was made."""
        self.seen |= known.seen
        self.named |= known.named

    def begin(self) -> None:
        """Forget what was looked at, once what all files share has been worked out."""
        _ = self.ground
        self.seen, self.named = set(), False

    @cached_property
    def ground(self) -> bytes:
        """All that every file may depend on and that is not noted.

        The programme apart from definitions and figures, the day, which indicators there are, which
        regions and data sets are held, and what stands around every page.
        """
        release, first = self._release, self.editions[0]
        programme = release.programme
        # Summaries that editions work out once, and not when the first file asks for them.
        _ = first.awaited, [(one.counts, one.links, one.related_to) for one in self.editions]
        around = [(one.language.code, one.updated, one.ages, one.frame) for one in self.editions]
        told = (
            programme.around or programme.hash,
            release.day,
            release.recorded,
            release.scenario_of_older,
            len(release.id),
            list(release.computed),
            first.regions,
            sorted(first.with_values),
            first.programme.in_order,
            sorted({part.dataset for one in release.computed.values() for part in one.inputs}),
            (first.addresses.base, first.news, first.delivery, first.provenance is None),
            (first.tabled, first.served, first.stated),
            around,
        )
        return without_names(repr(told).encode(), release)

    def _names(self) -> bytes:
        return sha256(repr(_named(self._release)).encode()).digest()

    def _indicator(self, key: str) -> bytes:
        one = self._release.computed.get(key)
        if one is None:
            return b""
        return _encode((columns_of(one.values).by_field, one.inputs, one.waiting))

    def _outline(self, key: str) -> bytes:
        """What lists of all indicators ask of each, to see whether it is theirs."""
        one = self.editions[0].readings.get(key)
        if one is None:
            return b""
        known = sorted(map(repr, one.known))
        told = (sorted(one.places), known, one.holdings, one.waits, one.classified_by)
        return repr(told).encode()

    def _definition(self, key: str) -> bytes:
        one = self._release.programme.indicators.get(key)
        return b"" if one is None else one.model_dump_json().encode()

    def _definitions(self) -> bytes:
        return b"\n".join(map(self._definition, self._release.programme.indicators))

    def _outlook(self, key: str) -> bytes:
        return _encode(self._release.outlook.get(key))

    def _alerts(self, key: str) -> bytes:
        return _encode(self._release.alerts.get(key))

    def _stories(self, key: str) -> bytes:
        return _encode(self._release.track.stories.get(key))

    def _outcomes(self) -> bytes:
        return _encode((self._release.track.outcomes, self._release.track.unread))

    def _release_fact(self, key: str) -> bytes:
        value = getattr(self._release, key)
        return repr(value).encode() if key == "register" else _encode(value)

    def _awaited(self) -> bytes:
        some = self.editions[0].awaited
        return repr([(one.source.id, one.schedule, one.indicators) for one in some]).encode()

    def _schedule(self, key: str) -> bytes:
        some = self.editions[0].awaited
        return repr([one.schedule for one in some if one.source.id == key]).encode()

    def _related(self, key: str) -> bytes:
        return repr(self.editions[0].related_to.get(key)).encode()

    def _counts(self) -> bytes:
        return repr(self.editions[0].counts).encode()

    def _changes(self) -> bytes:
        return b"" if self._provenance is None else _encode(self._provenance.changes())

    def _published(self) -> bytes:
        return b"" if self._provenance is None else _encode(self._provenance.published())

    def _earlier(self, key: str) -> bytes:
        if self._provenance is None:
            return b""
        return _encode(sorted(self._provenance.earlier(key).items()))


def without_names(body: bytes, release: Release) -> bytes:
    """Return `body` with marks in the place of the names of the release and its programme."""
    for name, mark in _named(release):
        body = body.replace(name, mark)
    return body


def with_names(body: bytes, release: Release) -> bytes:
    """Return what `without_names` was given, with the names of this release."""
    for name, mark in _named(release):
        body = body.replace(mark, name)
    return body


def has_long_names(release: Release) -> bool:
    """Whether the names of a release are so long that nothing else is taken for them."""
    return all(len(name) >= 16 for name, _ in _named(release))


def _named(release: Release) -> tuple[tuple[bytes, bytes], ...]:
    return (
        (release.id.encode(), b"\x00release\x00"),
        (release.programme.hash.encode(), b"\x00programme\x00"),
    )


class _Noted(dict[str, T], Generic[T]):
    """A dictionary that notes which of its values are looked at; which keys it has is no secret."""

    def __init__(self, some: Mapping[str, T], note: Callable[[str], None]) -> None:
        super().__init__(some)
        self._note = note

    def __getitem__(self, key: str) -> T:
        self._note(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - as that of a dictionary
        self._note(key)
        return super().get(key, default)

    def _note_all(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._note(key)

    def values(self) -> Any:  # noqa: ANN401 - a view
        self._note_all(self)
        return super().values()

    def items(self) -> Any:  # noqa: ANN401 - a view
        self._note_all(self)
        return super().items()


class _Track(Track):
    """A track record that notes when all outcomes are looked at."""

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - any attribute
        if name in {"outcomes", "unread"}:
            object.__getattribute__(self, "watch").note("outcomes")
        return object.__getattribute__(self, name)


class _Programme(Programme):
    """A programme that notes when definitions are looked at together."""

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - any attribute
        if name in {"by_pillar", "renamed"}:
            object.__getattribute__(self, "watch").note("definitions")
        elif name == "hash":
            object.__getattribute__(self, "watch").named = True
        return object.__getattribute__(self, name)


class _Release(Release):
    """A release that notes which of its facts are looked at."""

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - any attribute
        if name in _WHOLE:
            object.__getattribute__(self, "watch").note("release", name)
        elif name == "id":
            object.__getattribute__(self, "watch").named = True
        return object.__getattribute__(self, name)


class _Provenance:
    """Provenance that notes of which indicator the past is looked at."""

    def __init__(self, known: Provenance, watch: Watch) -> None:
        self._known, self._watch = known, watch

    def explanation(self, computed: Computed, value: Value) -> Explanation:
        """As of the release: its cells follow from the inputs of the indicator."""
        self._watch.note("indicator", computed.definition.id)
        return self._known.explanation(computed, value)

    def earlier(self, indicator: str) -> Mapping[ValueLabel, tuple[EarlierValue, ...]]:
        """As of the release."""
        self._watch.note("earlier", indicator)
        return self._known.earlier(indicator)

    def published(self) -> tuple[PublishedRelease, ...]:
        """As of the release."""
        self._watch.note("published")
        return self._known.published()

    def changes(self) -> ReleaseChanges | FirstRelease:
        """As of the release."""
        self._watch.note("changes")
        return self._known.changes()


def watched_release(release: Release, watch: Watch) -> Release:
    """Return the same release, which tells `watch` what is looked at."""

    def noted(some: Mapping[str, T], kind: str) -> _Noted[T]:
        return _Noted(some, partial(watch.note, kind))

    plan = release.programme
    programme = replace(plan, indicators=noted(plan.indicators, "definition"))
    track = replace(release.track, stories=noted(release.track.stories, "stories"))
    found = replace(
        release,
        programme=_with(_Programme, programme, watch),
        track=_with(_Track, track, watch),
        computed=noted(release.computed, "indicator"),
        outlook=noted(release.outlook, "outlook"),
        alerts=noted(release.alerts, "alerts"),
    )
    return _with(_Release, found, watch)


def _with(kind: type[D], some: Any, watch: Watch) -> D:  # noqa: ANN401 - a dataclass
    """The same as one of its subclass `kind`, with the watch that it tells."""
    made = kind.__new__(kind)
    for one in fields(some):
        object.__setattr__(made, one.name, getattr(some, one.name))
    object.__setattr__(made, "watch", watch)
    return made


class _SeenReading:
    """A reading that notes whether its outline is looked at, or more of it."""

    __slots__ = ("_outline", "_reading", "_watch", "_whole")

    def __init__(self, reading: Reading, watch: Watch) -> None:
        ident = reading.definition.id
        self._reading, self._watch = reading, watch
        self._outline = f"outline{_KEY}{ident}"
        self._whole = (f"indicator{_KEY}{ident}", f"definition{_KEY}{ident}")

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any attribute
        seen = self._watch.seen
        if name in OUTLINE:
            seen.add(self._outline)
        else:
            seen.update(self._whole)
        return getattr(self._reading, name)

    def of_region(self, region: str) -> Series | None:
        """As of the reading; where it has nothing of a region, its outline says so."""
        if region not in self.places:
            return None
        found: Series | None = self.__getattr__("of_region")(region)
        return found


class WatchedEdition(Edition):
    """An edition of a watched release, whose own summaries are facts too."""

    @property
    def _watch(self) -> Watch:
        found: Watch = object.__getattribute__(self.release, "watch")
        return found

    def once(self, what: str, make: Callable[[], T]) -> T:
        """As of an edition; whoever gets what was made before depends on what it was made of."""
        if what not in self._made:
            self._made[what] = self._watch.noted(make)
        found: _Shared[T] = self._made[what]
        self._watch.note_again(found)
        return found.made

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """The readings; who looks into one depends on the indicator and its definition."""
        seen = {ident: _SeenReading(one, self._watch) for ident, one in self._plain.items()}
        return cast(dict[str, Reading], seen)

    @cached_property
    def _plain(self) -> dict[str, Reading]:
        """The readings themselves, of which nothing is noted."""
        return self._read(self.first._plain if isinstance(self.first, WatchedEdition) else {})

    @cached_property
    def ages(self) -> str:
        """The sentence around every page, which is part of the ground."""
        return super().ages

    @property
    def counts(self) -> Counts:
        """The counts."""
        self._watch.note("counts")
        return super().counts

    @property
    def awaited(self) -> tuple[Awaited, ...]:
        """What is awaited."""
        self._watch.note("awaited")
        return super().awaited

    @cached_property
    def related_to(self) -> dict[str, tuple[tuple[str, Mapping[str, str]], ...]]:
        """Which indicators name each; who asks for one depends on these alone."""
        return _Noted(super().related_to, partial(self._watch.note, "related"))

    @cached_property
    def _schedules(self) -> dict[str, Schedule]:
        return _Noted(super()._schedules, partial(self._watch.note, "schedule"))

    @property
    def links(self) -> Links:
        """The links of the register."""
        self._watch.note("release", "register")
        return super().links
