"""Indicators that need not be computed and checked again, by a hash of all that decides them.

An indicator's values follow from its definition, what the programme says of units, regions,
classifications, sources and corrections, the code of the engine and the versions of the datasets
that it reads. With the same four, what was computed and found right before is right now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

import msgspec

from agdb.programme.indicator import Indicator
from agdb.results.cache import Cache, cached
from agdb.results.value import Computed, Input, Value
from agdb.warehouse.version import DatasetVersion


class _Examined(msgspec.Struct, frozen=True):
    """A dataset or an indicator in which no rule that stops a build found anything on `today`."""

    today: date


class _Right(_Examined, frozen=True):
    values: tuple[Value, ...]
    inputs: tuple[Input, ...]


T = TypeVar("T", bound=_Examined)


class ValueCache:
    """The cache as one build uses it.

    `ground` names what all values share: the programme apart from definitions, and the code of the
    engine. Nothing is remembered before `remember` is called, after the rules found nothing that
    stops the build. What was right on one day is right on a later one: of the rules that stop a
    build only the one on future periods depends on the day, and finds less as time goes on.
    """

    def __init__(self, cache: Cache, *, ground: str) -> None:
        self._cache, self._ground = cache, ground
        self._fresh: dict[str, str] = {}
        self._days: dict[str, date] = {}
        self._examined: list[str] = []

    def begin(self) -> None:
        """Drop what was noted and not remembered: the build begins again, on other versions."""
        self._fresh, self._days, self._examined = {}, {}, []

    def recall(
        self, indicator: Indicator, versions: Mapping[str, DatasetVersion]
    ) -> Computed | None:
        """Return the indicator as computed from these versions before, or None.

        `versions` has the dataset version of each role of its metric.
        """
        read = (f"{role} {_named(version)}" for role, version in versions.items())
        key = self._key(indicator.id, (indicator.model_dump_json(), *read))
        found = self._find(key, _Right)
        if found is None:
            self._fresh[indicator.id] = key
            return None
        self._days[indicator.id] = found.today
        return Computed(indicator, found.values, found.inputs, None)

    def was_right(self, computed: Computed, *, today: date) -> bool:
        """Return whether these values were cached, and no rule stopped them by `today`."""
        return self._days.get(computed.definition.id, date.max) <= today

    def was_examined(
        self, versions: Iterable[DatasetVersion], measures: Iterable[str], *, today: date
    ) -> bool:
        """Return whether no rule stopped these measures of these versions by `today`."""
        key = self._key("dataset", [*map(_named, versions), *sorted(measures)])
        found = self._find(key, _Examined)
        if found is not None and found.today <= today:
            return True
        self._examined.append(key)
        return False

    def remember(self, computed: Mapping[str, Computed], *, today: date) -> None:
        """Remember what was computed and examined in this build, which nothing stopped."""
        for ident, key in self._fresh.items():
            one = computed[ident]
            self._cache.put(key, msgspec.json.encode(_Right(today, tuple(one.values), one.inputs)))
        for key in self._examined:
            self._cache.put(key, msgspec.json.encode(_Examined(today)))

    def _key(self, what: str, parts: Iterable[str]) -> str:
        text = "\n".join((self._ground, what, *parts))
        return hashlib.sha256(text.encode()).hexdigest()

    def _find(self, key: str, kind: type[T]) -> T | None:
        return cached(self._cache, key, msgspec.json.Decoder(kind).decode)


def _named(version: DatasetVersion) -> str:
    return f"{version.id} {version.version} {version.revision} {version.recorded.isoformat()}"
