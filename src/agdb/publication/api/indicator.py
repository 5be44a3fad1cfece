"""The data of one indicator, the same for every language."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from agdb.indicators.value import Input, Value
from agdb.publication.download.metadata import ROUNDING
from agdb.publication.reading.reading import Reading
from agdb.release.model import Release


def indicator_data(release: Release, reading: Reading) -> dict[str, Any]:
    """Return everything about an indicator but its values, ready for JSON.

    Texts are objects by language code; nothing depends on the language of `reading`.
    """
    definition, waiting = reading.definition, reading.computed.waiting
    described = definition.model_dump(mode="json")
    return {
        "release": release.id,
        "recorded": release.recorded.isoformat(),
        "programme_hash": release.programme.hash,
        "licence": release.programme.plan.licence,
        "licence_url": release.programme.plan.licence_url,
        **described,
        "unit": reading.quantity.unit.model_dump(mode="json", exclude={"spellings"}),
        "decimals": reading.quantity.decimals,
        "rounding": ROUNDING,
        "waiting_for": None
        if waiting is None
        else {"dataset": waiting.dataset, "command": waiting.command},
        "inputs": [_input(one) for one in reading.computed.inputs],
    }


def values_data(reading: Reading) -> Iterator[dict[str, Any]]:
    """Yield every value, rounded as everywhere else, with status, bounds, kind and provenance."""
    for value in reading.computed.values:
        yield _value(reading, value)


def _value(reading: Reading, value: Value) -> dict[str, Any]:
    lower, upper = reading.bounds(value)
    return {
        "region": value.region,
        "period": value.period,
        "breakdown": dict(value.breakdown),
        "value": _number(reading, value.value),
        "status": value.status.value,
        "finality": value.finality.value,
        "mark": value.mark,
        "lower": lower,
        "upper": upper,
        "lower_95": _number(reading, value.lower_95),
        "upper_95": _number(reading, value.upper_95),
        "kind": value.kind.value,
        "observations": value.keys,
        "observations_sha256": value.keys_hash,
    }


def _number(reading: Reading, value: float | None) -> Decimal | None:
    """The published number, with as many decimals as the indicator has."""
    return None if value is None else reading.quantity.round(value)


def _input(one: Input) -> dict[str, Any]:
    return {
        "role": one.role,
        "dataset": one.dataset,
        "version": one.version,
        "recorded": one.recorded.isoformat(),
        "checksum_sha256": one.checksum,
        "transcription": one.transcription,
        "address": one.address,
        "licence": one.licence,
        "citations": list(one.citations),
        "measure": one.measure,
        "selection": one.predicate,
        "unit": one.unit,
        "unit_origin": one.unit_origin.value,
        "unit_source": one.unit_source,
        "partial": one.partial,
    }
