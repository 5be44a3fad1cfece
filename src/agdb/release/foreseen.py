"""What a release foresees: its forecasts, its outlook and how good they were, worked out once.

All series calibrate the intervals together, so any changed value changes all of it; a changed text,
initiative or scenario changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

import msgspec

from agdb.indicators.reuse import Memory
from agdb.indicators.value import Computed, Value
from agdb.programme.programme import Programme
from agdb.release.backtest import FrequencyScore, backtest_release
from agdb.release.outlook import SeriesOutlook, with_outlook


class Foreseen(msgspec.Struct, frozen=True):
    """Forecasts and outlook by indicator, and the scores of the method on the past."""

    forecasts: dict[str, tuple[Value, ...]]
    outlook: dict[str, tuple[SeriesOutlook, ...]]
    backtest: tuple[FrequencyScore, ...]

    def among(self, computed: Mapping[str, Computed]) -> dict[str, Computed]:
        """Return the indicators with their forecasts after their values."""
        return {
            name: replace(one, values=(*one.values, *self.forecasts.get(name, ())))
            for name, one in computed.items()
        }


def foresee(
    computed: Mapping[str, Computed],
    *,
    programme: Programme,
    ground: str,
    memory: Memory | None = None,
) -> Foreseen:
    """Return what the release of these values foresees.

    `ground` names the code, and what the programme says apart from definitions and targets. What
    `memory` holds of the same ground, definitions, targets and values is not worked out again.
    """
    if memory is None:
        return _worked_out(computed, programme)
    key = _key(computed, programme, ground)
    body = memory.get(key)
    if body is not None:
        return msgspec.json.decode(body, type=Foreseen)
    found = _worked_out(computed, programme)
    memory.put(key, msgspec.json.encode(found))
    return found


def _worked_out(computed: Mapping[str, Computed], programme: Programme) -> Foreseen:
    whole, outlook = with_outlook(computed, programme=programme)
    added = {name: whole[name].values[len(one.values) :] for name, one in computed.items()}
    return Foreseen(
        forecasts={name: values for name, values in added.items() if values},
        outlook=outlook,
        backtest=backtest_release(computed, programme=programme),
    )


def _key(computed: Mapping[str, Computed], programme: Programme, ground: str) -> str:
    whole = hashlib.sha256(f"foreseen\n{ground}\n".encode())
    for target in programme.targets.values():
        whole.update(f"{target.model_dump_json()}\n".encode())
    for name, one in computed.items():
        whole.update(f"{name}\n{one.definition.model_dump_json()}\n".encode())
        whole.update(msgspec.json.encode((one.values, one.inputs)))
    return whole.hexdigest()
