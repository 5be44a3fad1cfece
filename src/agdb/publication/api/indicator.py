"""The data of one indicator, the same for every language."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from agdb.programme.source import Source
from agdb.publication.download.metadata import ROUNDING
from agdb.publication.reading.citation import keeper
from agdb.publication.reading.reading import Reading
from agdb.results.outlook import SeriesOutlook
from agdb.results.release import Release
from agdb.results.track import labels_of
from agdb.results.value import Input


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
            _outlook(one, indicator=definition.id, release=release)
            for one in release.outlook.get(definition.id, ())
        ],
        "alerts": _alerts(release, definition.id),
    }


def _outlook(one: SeriesOutlook, *, indicator: str, release: Release) -> dict[str, Any]:
    """Trend, method and revisions of one series; its forecasts stand among the values."""
    moved = one.revised
    return {
        "region": one.region,
        "breakdown": dict(one.breakdown),
        "frequency": one.frequency.value,
        "estimate_of": "monitor",
        "trend": one.trend,
        "change_a_year": one.change,
        "trend_years": one.years,
        "method": one.method,
        "tested_periods_ahead": one.tested,
        "remarks": list(one.remarks),
        "forecast_sha256": one.fingerprint,
        "revisions": None if moved is None else asdict(moved),
        "judgements": [
            {
                "target": story.target,
                "recorded": entry.vintage,
                "status": entry.shown.value,
                "probability": entry.probability,
                "cause": entry.cause.value,
            }
            for story in release.track.stories.get(indicator, ())
            if story.labels == labels_of(one)
            for entry in story.entries
        ],
    }


def _alerts(release: Release, indicator: str) -> dict[str, Any] | None:
    """What stands out among the regions and members, and with how many others it was tested."""
    table = release.alerts.get(indicator)
    return None if table is None else {"estimate_of": "monitor"} | asdict(table)


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
