"""The points of every series between one build and the next, so that only what changed is forecast.

All of them are one entry of the memory, under the code that made them; a build keeps those that it
used and no others.
"""

from __future__ import annotations

import hashlib

import msgspec
import numpy as np

from agdb.indicators.cache import Memory
from agdb.outlook.panel import FloatArray
from agdb.release.code import code_hash


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    """Points of one series: steps ahead, and the numbers row by row."""

    steps: int
    body: bytes


class KeptPoints:
    """What the outlook asks for and puts away while it forecasts the series of one release."""

    def __init__(self, memory: Memory) -> None:
        """Read what earlier builds kept; nothing if the code is another."""
        self._memory = memory
        made_by = f"points\n{code_hash('agdb.outlook')}\n{np.__version__}"
        self._name = hashlib.sha256(made_by.encode()).hexdigest()
        body = memory.get(self._name)
        self._kept = {} if body is None else msgspec.msgpack.decode(body, type=dict[str, _Entry])
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
        self._memory.put(self._name, msgspec.msgpack.encode(entries))
