"""What the compare page reads before it draws: how every indicator counts, and of which regions."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.reading.basis import FACTS, basis
from agdb.publication.reading.citation import sampling_note
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import place
from agdb.publication.wording.period import period_name
from agdb.results.value import Kind
from agdb.results.values import columns_of
from agdb.statistics.period import Period


def comparable_file(editions: tuple[Edition, ...]) -> tuple[str, bytes]:
    """Return the file at its address."""
    found = json.dumps(comparable(editions), ensure_ascii=False, separators=(",", ":"))
    return address.COMPARABLE, f"{found}\n".encode()


def comparable(editions: tuple[Edition, ...]) -> dict[str, Any]:
    """Return the indicators that have figures, the regions, and the periods by name.

    `at` of a period is its place in years, and `step` of an indicator how far the next one is; it
    is null where its periods do not follow each other, and then no line is drawn.
    `basis` of two indicators is equal where they may stand on one axis; `facts` is the order in
    which its parts are asked. `same_from` and `same_to`
    of a region are the years between which it is proven to be one area; without them no change of
    it may be worked out. The country and areas outside it have `fixed`.
    """
    first = editions[0]
    shown = [one for one in first.readings.values() if one.headline is not None]
    periods = {period for one in shown for period in _periods(one)}
    return {
        "release": first.release.id,
        "facts": FACTS,
        "indicators": [_indicator(editions, one) for one in shown],
        "regions": [_region(first, code) for code in _codes(first, shown)],
        "periods": {period.text: _period(editions, period) for period in sorted(periods)},
    }


def _period(editions: tuple[Edition, ...], period: Period) -> dict[str, Any]:
    names = {one.language.code: period_name(period, one.language) for one in editions}
    return {"at": round(place(period), 6) if period.dated else None, "names": names}


def _periods(reading: Reading) -> set[Period]:
    """The periods in which any region has a point like the figure in front; no value is made."""
    head = reading.headline
    columns = columns_of(reading.computed.values).by_field
    rows = zip(columns["breakdown"], columns["kind"], columns["period"], strict=True)
    texts = {
        text
        for member, kind, text in rows
        if head is not None and member == head.member and kind is Kind.OBSERVED
    }
    periods = map(Period.parse, texts)
    return {one for one in periods if head is not None and one.frequency is head.frequency}


def _codes(edition: Edition, shown: list[Reading]) -> list[str]:
    known = {region for one in shown for region, _, _ in one.known}
    return [code for code in edition.programme.regions if code in known]


def _indicator(editions: tuple[Edition, ...], reading: Reading) -> dict[str, Any]:
    edition = editions[0]
    head, quantity = reading.headline, reading.quantity
    assert head is not None, "only indicators with a figure are asked for"
    definition, unit = reading.definition, reading.quantity.unit
    known = {
        region
        for region, member, frequency in reading.known
        if (member, frequency) == (head.member, head.frequency)
    }
    return {
        "id": definition.id,
        "formerly": list(definition.formerly),
        "names": definition.names,
        "unit": unit.names,
        "percent": quantity.percent,
        "points": quantity.percent or unit.kind == "share",
        "decimals": quantity.decimals,
        "counted": quantity.counted,
        "member": dict(head.member),
        "frequency": head.frequency.value,
        "step": None if head.frequency.per_year is None else 1 / head.frequency.per_year,
        "periods": sorted(period.text for period in _periods(reading)),
        "basis": asdict(basis(reading)),
        "related": {one.indicator: one.why for one in definition.related},
        "sampling": {
            one.language.code: sampling_note(one.readings[definition.id]) for one in editions
        },
        "regions": [code for code in edition.programme.regions if code in known],
        "data": edition.addresses.link(address.indicator_path(definition.id)),
    }


def _region(edition: Edition, code: str) -> dict[str, Any]:
    programme = edition.programme
    names = programme.regions[code].names
    fixed = code == programme.plan.country or programme.plan.is_beside(code)
    found: dict[str, Any] = {"code": code, "names": names, "fixed": fixed}
    lists = sorted(programme.geography.lists)
    if fixed or not lists:
        return found
    for year in lists:
        same = programme.geography.unchanged(code[:2], first=year, second=lists[-1])
        if same is not None and code in same:
            return found | {"same_from": year, "same_to": lists[-1]}
    return found
