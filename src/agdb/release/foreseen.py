"""What a release foresees: its forecasts, its outlook and how good they were, worked out once.

All series calibrate the intervals together, so any changed value changes the bounds of all; the
points of a series that did not change are not worked out again. A changed text, initiative or
scenario changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import msgspec

from agdb.indicators.cache import Memory
from agdb.programme.programme import Programme
from agdb.release.alerts import alerts_of
from agdb.release.backtest import backtest_release
from agdb.release.outlook import with_outlook
from agdb.release.points import KeptPoints
from agdb.release.vintages import Vintages
from agdb.results.alerts import Alerts
from agdb.results.backtest import FrequencyScore
from agdb.results.outlook import SeriesOutlook
from agdb.results.value import Computed, Value
from agdb.statistics.period import Period


class Foreseen(msgspec.Struct, frozen=True):
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
    memory: Memory | None = None,
) -> Foreseen:
    """Return what the release of these values foresees.

    `ground` names the code, the older vintages that `older` reads when they are needed, and what
    the programme says apart from definitions and targets. What
    `memory` holds of the same ground, definitions, targets and values is not worked out again.
    """
    if memory is None:
        return _worked_out(computed, programme, older(), None)
    key = _key(computed, programme, ground)
    points = KeptPoints(memory)
    body = memory.get(key)
    if body is not None:
        return msgspec.json.decode(body, type=Foreseen)
    found = _worked_out(computed, programme, older(), points)
    points.keep()
    memory.put(key, msgspec.json.encode(found))
    return found


def _worked_out(
    computed: Mapping[str, Computed],
    programme: Programme,
    known: Vintages,
    points: KeptPoints | None,
) -> Foreseen:
    whole, outlook = with_outlook(computed, programme=programme, vintages=known, points=points)
    added = {name: tuple(whole[name].values[len(one.values) :]) for name, one in computed.items()}
    return Foreseen(
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
