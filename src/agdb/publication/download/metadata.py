"""The metadata that go with every download: what the figures are, whose, and on what terms."""

from __future__ import annotations

from typing import Any

from agdb.publication import address
from agdb.publication.download.freshness import latest_freshness
from agdb.publication.edition import Edition
from agdb.publication.reading.citation import (
    citation,
    licence,
    periods_of_table,
    sampling_note,
    terms_of,
)
from agdb.publication.reading.lead import change_told, course, newest_sentence
from agdb.publication.reading.reading import Reading
from agdb.results.value import Input

ROUNDING = "half away from zero"


def metadata(edition: Edition, reading: Reading) -> dict[str, Any]:
    """Return the metadata of an indicator in the language of `reading`, ready for JSON.

    Field names are English and stable; texts are in the language that `language` names.
    """
    definition, words = reading.definition, reading.language.words
    release, addresses = edition.release, edition.addresses
    unit = reading.quantity.unit
    waiting = reading.computed.waiting
    terms, terms_url = terms_of(reading)
    return {
        "indicator": definition.id,
        "catalogue": definition.catalogue,
        "language": reading.language.code,
        "name": reading.name,
        "definition": words(definition.definition),
        "unit": unit.id,
        "unit_name": words(unit.names),
        "unit_power_of_ten": unit.scale,
        "decimals": reading.quantity.decimals,
        "rounding": ROUNDING,
        "direction": definition.direction,
        "cyclical": definition.cyclical,
        "seasonally_adjusted": definition.seasonally_adjusted,
        "nature": definition.nature,
        "collection": None if reading.collection is None else reading.collection.kind,
        "collection_note": sampling_note(reading),
        "caveats": [words(caveat) for caveat in definition.caveats],
        "page": addresses.full(address.indicator(reading.language.code, definition.id)),
        "sentence": str(newest_sentence(reading)),
        "change": change_told(reading),
        "course": course(reading).value,
        "headline": [
            {"breakdown": name, "code": code}
            for series in reading.headlines
            for name, code in series.member
        ],
        "release": release.id,
        "release_recorded": release.recorded.isoformat(),
        **latest_freshness(edition, reading),
        "programme": words(release.programme.plan.names),
        "programme_hash": release.programme.hash,
        "licence": terms,
        "licence_url": terms_url,
        "waiting_for": None if waiting is None else waiting.dataset,
        "inputs": [_input(reading, one) for one in reading.computed.inputs],
    }


def flat(found: dict[str, Any], *, before: str = "") -> list[tuple[str, str]]:
    """Return nested metadata as pairs of dotted name and text, for tables.

    >>> flat({"a": 1, "inputs": [{"role": "value"}]})
    [('a', '1'), ('inputs.1.role', 'value')]
    """
    pairs = []
    for key, value in found.items():
        name = before + key
        if isinstance(value, list):
            for nth, one in enumerate(value, start=1):
                nested = one if isinstance(one, dict) else {"text": one}
                pairs += flat(nested, before=f"{name}.{nth}.")
        else:
            pairs.append((name, _text(value)))
    return pairs


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _input(reading: Reading, one: Input) -> dict[str, Any]:
    source = reading.programme.sources.get(one.dataset)
    derived = source.derived if source is not None else None
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
        "licence": licence(one, source=source, language=reading.language),
        "citation": citation(one, source=source, language=reading.language),
        "citations_of_rows": list(one.citations),
        "measure": one.measure,
        "selection": one.predicate,
        "unit": one.unit,
        "unit_origin": one.unit_origin.value,
        "unit_source": one.unit_source,
        "partial": one.partial,
        "derived": None if derived is None else reading.language.words(derived),
        "table": one.table,
        "periods": periods_of_table(reading, one.table),
        "via": None if via is None else reading.language.words(via.words),
        "via_address": None if via is None else via.address,
        "via_read": None if via is None or via.read is None else via.read.isoformat(),
    }
