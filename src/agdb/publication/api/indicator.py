"""The data of one indicator, the same for every language."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from agdb.programme.source import Source
from agdb.publication.download.digits import in_digits
from agdb.publication.download.metadata import ROUNDING
from agdb.publication.reading.citation import keeper
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.quantity import Quantity
from agdb.results.outlook import SeriesOutlook
from agdb.results.release import Release
from agdb.results.track import labels_of
from agdb.results.value import Input

_NUMBERS_OF_ALERT: Final = ("value", "lower", "upper")


def indicator_data(release: Release, reading: Reading) -> dict[str, Any]:
    """Return everything about an indicator but its values, ready for JSON.

    Texts are objects by language code; nothing depends on the language of `reading`.
    """
    definition, waiting = reading.definition, reading.computed.waiting
    described = definition.model_dump(mode="json")
    terms = keeper(reading) or release.programme.plan
    return {
        "release": release.id,
        "recorded": release.recorded.isoformat(),
        "programme_hash": release.programme.hash,
        "licence": terms.licence,
        "licence_url": terms.licence_url,
        **described,
        "unit": reading.quantity.unit.model_dump(mode="json", exclude={"spellings"}),
        "decimals": reading.quantity.decimals,
        "rounding": ROUNDING,
        "waiting_for": None
        if waiting is None
        else {"dataset": waiting.dataset, "command": waiting.command},
        "inputs": [
            _input(one, reading.programme.sources.get(one.dataset))
            for one in reading.computed.inputs
        ],
        "outlook": [
            _outlook(one, reading, release=release)
            for one in release.outlook.get(definition.id, ())
        ],
        "alerts": _alerts(release, reading),
    }


def change_of(quantity: Quantity, number: float | None) -> float | None:
    """Return a change a year as the pages tell it, None where it is not known."""
    return None if number is None else float(quantity.change(number))


def _outlook(one: SeriesOutlook, reading: Reading, *, release: Release) -> dict[str, Any]:
    """Trend, method and revisions of one series; its forecasts stand among the values."""
    moved, quantity = one.revised, reading.quantity
    return {
        "region": one.region,
        "breakdown": dict(one.breakdown),
        "frequency": one.frequency.value,
        "estimate_of": "monitor",
        "trend": one.trend,
        "change_a_year": change_of(quantity, one.change),
        "trend_years": one.years,
        "method": one.method,
        "tested_periods_ahead": one.tested,
        "remarks": list(one.remarks),
        "forecast_sha256": one.fingerprint,
        "revisions": None
        if moved is None
        else asdict(moved)
        | {"mean": change_of(quantity, moved.mean), "share": in_digits(moved.share)},
        "judgements": [
            {
                "target": story.target,
                "recorded": entry.vintage,
                "status": entry.shown.value,
                "probability": in_digits(entry.probability),
                "cause": entry.cause.value,
            }
            for story in release.track.stories.get(reading.definition.id, ())
            if story.labels == labels_of(one)
            for entry in story.entries
        ],
    }


def _alerts(release: Release, reading: Reading) -> dict[str, Any] | None:
    """What stands out among the regions and members, and with how many others it was tested."""
    table = release.alerts.get(reading.definition.id)
    if table is None:
        return None
    shown = [
        asdict(one)
        | {name: float(reading.quantity.round(getattr(one, name))) for name in _NUMBERS_OF_ALERT}
        for one in table.found
    ]
    told: dict[str, Any] = in_digits({"estimate_of": "monitor"} | asdict(table) | {"found": shown})
    return told


def _input(one: Input, source: Source | None) -> dict[str, Any]:
    via = source.via if source is not None else None
    return {
        "role": one.role,
        "dataset": one.dataset,
        "version": one.version,
        "published": one.published or None,
        "vintage": one.vintage or None,
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
        "table": one.table,
        "via": None if via is None else via.model_dump(mode="json"),
    }
