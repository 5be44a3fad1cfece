"""What a release foresees: its forecasts, its outlook and how good they were, worked out once.

All series calibrate the intervals together, so any changed value changes the bounds of all; the
points of a series that did not change are not worked out again. A changed text, initiative or
scenario changes nothing.

The points of every series are one entry of the cache, under the code that made them; a build keeps
those that it used and no others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import msgspec
import numpy as np

from agdb.outlook.panel import FloatArray
from agdb.programme.programme import Programme
from agdb.release.alerts import alerts_of
from agdb.release.backtest import backtest_release
from agdb.release.code import code_hash
from agdb.release.outlook import with_outlook
from agdb.release.vintages import Vintages
from agdb.results.alerts import Alerts
from agdb.results.backtest import FrequencyScore
from agdb.results.cache import Cache, cached
from agdb.results.outlook import SeriesOutlook
from agdb.results.value import Computed, Value
from agdb.statistics.period import Period


class ReleaseForecasts(msgspec.Struct, frozen=True):
    """Forecasts and outlook by indicator, the scores of the method, and what stands out.

    `unread` tells which older vintages could not take part.
    """

    forecasts: dict[str, tuple[Value, ...]]
    outlook: dict[str, tuple[SeriesOutlook, ...]]
    backtest: tuple[FrequencyScore, ...]
    alerts: dict[str, Alerts]
    unread: tuple[str, ...]

    def among(
        self,
        computed: Mapping[str, Computed],
        *,
        day: date,
        held: Callable[[str, Value], bool] = lambda _name, _value: False,
    ) -> dict[str, Computed]:
        """Return the indicators with their forecasts after their values.

        Those of a period that has ended on `day` are left out: its figure exists, or could exist,
        and we only do not have it. So are those that are `held` as a figure.
        """
        return {
            name: replace(one, values=(*one.values, *self._ahead(name, day, held)))
            for name, one in computed.items()
        }

    def _ahead(self, name: str, day: date, held: Callable[[str, Value], bool]) -> Iterator[Value]:
        for value in self.forecasts.get(name, ()):
            if Period.parse(value.period).end > day and not held(name, value):
                yield value


def foresee(
    computed: Mapping[str, Computed],
    *,
    programme: Programme,
    ground: str,
    older: Callable[[], Vintages],
    cache: Cache | None = None,
) -> ReleaseForecasts:
    """Return what the release of these values foresees.

    `ground` names the code, the older vintages that `older` reads when they are needed, and what
    the programme says apart from definitions and targets. What
    `cache` holds of the same ground, definitions, targets and values is not worked out again.
    """
    if cache is None:
        return _worked_out(computed, programme, older(), None)
    key = _key(computed, programme, ground)
    points = KeptPoints(cache)
    known = cached(cache, key, msgspec.json.Decoder(ReleaseForecasts).decode)
    if known is not None:
        return known
    found = _worked_out(computed, programme, older(), points)
    points.keep()
    cache.put(key, msgspec.json.encode(found))
    return found


def _worked_out(
    computed: Mapping[str, Computed],
    programme: Programme,
    known: Vintages,
    points: KeptPoints | None,
) -> ReleaseForecasts:
    whole, outlook = with_outlook(computed, programme=programme, vintages=known, points=points)
    added = {name: tuple(whole[name].values[len(one.values) :]) for name, one in computed.items()}
    return ReleaseForecasts(
        forecasts={name: values for name, values in added.items() if values},
        outlook=outlook,
        backtest=backtest_release(
            computed, programme=programme, vintages=known.series, points=points
        ),
        alerts=dict(alerts_of(computed, programme=programme, points=points)),
        unread=known.unread,
    )


def _key(computed: Mapping[str, Computed], programme: Programme, ground: str) -> str:
    whole = hashlib.sha256(f"foreseen\n{ground}\n".encode())
    for target in programme.targets.values():
        whole.update(f"{target.model_dump_json()}\n".encode())
    for name, one in computed.items():
        whole.update(f"{name}\n{one.definition.model_dump_json()}\n".encode())
        whole.update(msgspec.json.encode((one.values, one.inputs)))
    return whole.hexdigest()


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    """Points of one series: steps ahead, and the numbers row by row."""

    steps: int
    body: bytes


class KeptPoints:
    """What the outlook asks for and puts away while it forecasts the series of one release."""

    def __init__(self, cache: Cache) -> None:
        """Read what earlier builds kept; nothing if the code is another."""
        self._cache = cache
        made_by = f"points\n{code_hash('agdb.outlook')}\n{np.__version__}"
        self._name = hashlib.sha256(made_by.encode()).hexdigest()
        decode = msgspec.msgpack.Decoder(dict[str, _Entry]).decode
        self._kept = cached(cache, self._name, decode) or {}
        self._used: dict[str, FloatArray] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._used or key in self._kept

    def __getitem__(self, key: str) -> FloatArray:
        found = self._used.get(key)
        if found is None:
            entry = self._kept[key]
            found = np.frombuffer(entry.body).reshape(entry.steps, -1)
            self._used[key] = found
        return found

    def __setitem__(self, key: str, points: FloatArray) -> None:
        self._used[key] = points

    def keep(self) -> None:
        """Put away what was used, and forget the rest."""
        entries = {key: _Entry(one.shape[0], one.tobytes()) for key, one in self._used.items()}
        self._cache.put(self._name, msgspec.msgpack.encode(entries))
