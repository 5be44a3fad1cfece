"""Points of series that were forecast before: one changed value forecasts one series again.

What decides the points of a series is its own values, its scale, the method and the origins; the
other series do not. Pools, bounds and chances do depend on all series, and are made again from the
points each time, which costs little.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from agdb.outlook.panel import Origins
from agdb.outlook.point import Method
from agdb.outlook.published import published_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agdb.outlook.panel import FloatArray, IntArray
    from agdb.outlook.published import ScaledPanel


WORTH_REMEMBERING: Final = frozenset({Method.MEAN_WITH_DRIFT, Method.MEAN_WITH_THETA})
"""The methods that cost more than looking their points up."""


class Points(Protocol):
    """Keeps points (horizon, origin) by the hash of all that decides them."""

    def __contains__(self, key: str, /) -> bool:
        """Whether there are points of this hash."""

    def __getitem__(self, key: str, /) -> FloatArray:
        """Return them."""

    def __setitem__(self, key: str, points: FloatArray, /) -> None:
        """Keep them."""


def remembered_points(
    known: ScaledPanel,
    *,
    method: Method,
    season_length: int,
    horizon: int,
    origins: Origins,
    cache: Points | None,
) -> FloatArray:
    """`published_points`, of which those in `cache` are not worked out again.

    The result is the same to the last bit.
    """
    if cache is None or method not in WORTH_REMEMBERING:
        return published_points(
            known, method=method, season_length=season_length, horizon=horizon, origins=origins
        )
    places = origins.of_each(len(known))
    keys = _keys(known, origins, places, f"{method.value} {season_length} {horizon}")
    wanted = [series for series, key in enumerate(keys) if key and key not in cache]
    if wanted:
        columns, groups = _one_after_the_other(wanted, places)
        found = published_points(
            known.select(columns),
            method=method,
            season_length=season_length,
            horizon=horizon,
            origins=Origins(
                np.repeat(np.arange(columns.size), [mine.size for mine in groups]),
                origins.lengths[np.concatenate(groups)],
            ),
        )
        ends = np.cumsum([mine.size for mine in groups])
        for series, points in zip(columns, np.split(found, ends[:-1], axis=1), strict=True):
            cache[keys[series]] = points
    result = np.empty((horizon, len(origins)))
    for key, mine in zip(keys, places, strict=True):
        if key:
            result[:, mine] = cache[key]
    return result


def _one_after_the_other(
    wanted: list[int], places: Sequence[IntArray]
) -> tuple[IntArray, list[IntArray]]:
    """The columns to work out with their origins; a single one twice.

    numpy adds up a single column in another order than two, and gives other last bits.
    """
    columns = np.array(wanted if len(wanted) > 1 else wanted * 2, dtype=np.int64)
    return columns, [places[series] for series in columns]


def _keys(known: ScaledPanel, origins: Origins, places: Sequence[IntArray], rule: str) -> list[str]:
    """What decides the points of each series, as a hash; empty for a series without an origin."""
    keys = []
    for series, mine in enumerate(places):
        if not mine.size:
            keys.append("")
            continue
        values = known.plain.values[: known.plain.lengths[series], series]
        whole = hashlib.sha256(f"{rule} {known.transforms.of(series)}".encode())
        whole.update(values.tobytes())
        whole.update(origins.lengths[mine].tobytes())
        keys.append(whole.hexdigest())
    return keys
