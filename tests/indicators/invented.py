"""Definitions and values that are made up on the spot, without data behind them."""

from __future__ import annotations

from datetime import date
from typing import Any

from agdb.programme.indicator import Indicator
from agdb.results.value import Computed, Input, Kind, Value
from agdb.statistics.status import Finality, ObservationStatus
from agdb.statistics.structure import UnitOrigin

SIMPLE = {"type": "simple", "value": {"dataset": "demo:bicycles", "measure": "Bicycles"}}


def indicator(**facts: Any) -> Indicator:
    """A definition with these facts in it, of a number a year of the country."""
    words = {"nl": "x", "en": "x"}
    plain = {
        "id": "x",
        "catalogue": "P1.01",
        "pillar": "roads",
        "names": words,
        "definition": words,
        "sentence": {"nl": "{period} {value}.", "en": "{period} {value}."},
        "unit": "thousand-bicycles",
        "direction": "up",
        "frequencies": ("year",),
        "metric": SIMPLE,
        "region": {"fixed": "NL01"},
    }
    return Indicator.model_validate(plain | facts)


def breakdown(id_: str, *members: str, total: str | None = "T", **more: Any) -> dict[str, Any]:
    """A breakdown with these members."""
    return {
        "id": id_,
        "names": {"nl": id_, "en": id_},
        "dimension": id_.capitalize(),
        "classification": "kinds",
        "total": total,
        "members": members,
    } | more


def value(period: str, number: float | None, *codes: tuple[str, str], **facts: Any) -> Value:
    """An observed value of the country; without a number it is missing."""
    plain = {
        "region": "NL01",
        "period": period,
        "breakdown": codes,
        "value": number,
        "status": ObservationStatus.MISSING if number is None else ObservationStatus.NORMAL,
        "finality": Finality.DEFINITIVE,
        "mark": "",
        "lower": None,
        "upper": None,
        "kind": Kind.OBSERVED,
        "keys": 1,
        "keys_hash": "hash",
    }
    return Value(**plain | facts)


def used(role: str = "value", dataset: str = "demo:bicycles", **facts: Any) -> Input:
    """An input of one role, recorded on the first day of 2025."""
    plain: dict[str, Any] = {
        "role": role,
        "dataset": dataset,
        "version": "2025-01-01-a",
        "recorded": date(2025, 1, 1),
        "checksum": "a",
        "transcription": False,
        "address": "",
        "licence": "CC BY 4.0",
        "citations": (),
        "measure": "Bicycles",
        "unit": "thousand-bicycles",
        "unit_origin": UnitOrigin.RECORDED,
        "unit_source": "",
        "predicate": "1 = 1",
        "partial": None,
    }
    return Input(**plain | facts)


def computed(definition: Indicator, *values: Value, inputs: tuple[Input, ...] = ()) -> Computed:
    """A definition with values."""
    return Computed(definition, values, inputs, None)
