"""The files under `api/v1/`: what there is, and lists of all that the programme names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from agdb.programme.source import Source
from agdb.programme.target import Target
from agdb.publication import address
from agdb.publication.api.front import front_data
from agdb.publication.api.indicator import change_of, indicator_data
from agdb.publication.download.as_json import indented, with_values
from agdb.publication.download.digits import in_digits
from agdb.publication.download.freshness import latest_freshness
from agdb.publication.download.lines import ValueLines
from agdb.publication.edition import Edition
from agdb.publication.reading.coverage import comparable, covered
from agdb.publication.reading.reading import Reading
from agdb.results.backtest import COVERAGE
from agdb.results.release import Release


def collection_files(
    edition: Edition, indicators: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the interface that tell what there is, and the list of each kind.

    They are the same for every language: texts are objects by language code. `indicators` has an
    `indicator_entry` for each.
    """
    programme = edition.programme
    regions = [
        one.model_dump(mode="json")
        | {"division": _division(edition, code), "has_values": code in edition.with_values}
        for code, one in programme.regions.items()
    ]
    lists = {
        "indicators": indicators,
        "sources": [_source(edition, one) for one in programme.sources.values()],
        "regions": regions,
        "targets": [_target(edition, one) for one in programme.targets.values()],
        **{
            kind: [one.model_dump(mode="json") for one in some.values()]
            for kind, some in edition.release.register.kinds()
        },
    }
    yield f"{address.ROOT}index.json", _json(_index(edition))
    for name in address.collections(edition.release):
        yield (
            address.collection_path(name),
            _json({"release": edition.release.id, name: lists[name]}),
        )
    if edition.release.backtest:
        yield address.SCORES, _json(scores(edition.release))


def indicator_files(
    editions: tuple[Edition, ...], ident: str, lines: ValueLines
) -> Iterator[tuple[str, bytes]]:
    """Yield the file of one indicator, at its address and at those that it had.

    It holds everything about the indicator, with its sentences in every language, and then its
    values, one a line.
    """
    edition, reading = editions[0], editions[0].readings[ident]
    described = indicator_data(edition.release, reading) | latest_freshness(edition, reading)
    described |= {"front": front_data(reading, _spoken(editions, ident))}
    head = indented(described, indent=1)
    content = with_values(f'{head[:-2]},\n "values": [\n', lines.interface())
    for name in (reading.definition.id, *reading.definition.formerly):
        yield address.indicator_path(name), content


def _spoken(editions: tuple[Edition, ...], ident: str) -> dict[str, Reading]:
    return {one.language.code: one.readings[ident] for one in editions}


def scores(release: Release) -> dict[str, Any]:
    """Return the scores of the forecasts of a release, with what each of them is."""
    return {
        "release": release.id,
        "scores": {
            "mase": "mean absolute error over the mean change of the series so far",
            "crps": "continuous ranked probability score over that change",
            "interval_score": f"at the levels {', '.join(map(str, COVERAGE))}, over that change",
            "coverage": "share of outcomes within the bounds of these levels",
            "per_table": "the same, averaged within each table first",
            "brier": "mean squared error of the chance that a target is met",
            "usual": "size of the error that half, and eight in ten, of the forecasts stay below",
        },
        "frequencies": in_digits(msgspec.to_builtins(release.backtest)),
    }


def _index(edition: Edition) -> dict[str, Any]:
    plan, full = edition.programme.plan, edition.addresses.full
    return {
        "version": 1,
        "release": edition.release.id,
        "recorded": edition.release.recorded.isoformat(),
        "programme": plan.id,
        "names": plan.names,
        "languages": list(plan.languages),
        "licence": plan.licence,
        "licence_url": plan.licence_url,
        "pillars": [one.model_dump(mode="json") for one in plan.pillars],
        **{
            name: full(address.collection_path(name))
            for name in address.collections(edition.release)
        },
        **({"forecasts": full(address.SCORES)} if edition.release.backtest else {}),
        "datapackage": full(address.PACKAGE),
        "comparable": full(address.COMPARABLE),
    }


def _division(edition: Edition, code: str) -> Mapping[str, Any] | None:
    """Which division a region is of, by name: the word "landsdeel" alone does not tell it."""
    for one in edition.programme.plan.divisions:
        if code.startswith(one.prefix):
            return {"prefix": one.prefix, "names": one.names}
    return None


def indicator_entry(editions: tuple[Edition, ...], ident: str) -> dict[str, Any]:
    """Return what the list of indicators says of one."""
    edition, spoken = editions[0], _spoken(editions, ident)
    reading = edition.readings[ident]
    definition, full = reading.definition, edition.addresses.full
    return {
        "id": definition.id,
        "catalogue": definition.catalogue,
        "pillar": definition.pillar,
        "theme": definition.theme,
        "names": definition.names,
        "unit": definition.unit,
        "coverage": covered(reading).value,
        "comparable_periods": comparable(reading),
        **latest_freshness(edition, reading),
        "front": front_data(reading, spoken),
        "values": len(reading.computed.values),
        "data": full(address.indicator_path(definition.id)),
        "pages": {
            code: full(address.indicator(code, definition.id))
            for code in edition.programme.plan.languages
        },
    }


def _source(edition: Edition, source: Source) -> Mapping[str, Any]:
    """A source, with the versions of it that are there and not used."""
    left_out = {"measures", "dimensions", "embedded"}
    passed = [
        {
            "version": one.version,
            "recorded": one.recorded.isoformat(),
            "withdrawn": None if one.withdrawn is None else one.withdrawn.isoformat(),
            "reason": one.why,
        }
        for one in edition.release.excluded
        if one.dataset == source.id
    ]
    return {**source.model_dump(mode="json", exclude=left_out), "not_used": passed}


def _target(edition: Edition, target: Target) -> Mapping[str, Any]:
    """A target with the judgement on each series, or the reasons why there is none.

    Changes are told as on the pages, in the unit of the indicator.
    """
    judged = [
        {
            "indicator": ident,
            "region": series.region,
            "breakdown": dict(series.breakdown),
            "frequency": series.frequency.value,
            "status": one.status,
            "probability": in_digits(one.probability),
            "estimate_of": "monitor",
            "conditional": one.conditional,
            "measurements": one.points,
            "needed_a_year": told(one.needed),
            "observed_a_year": told(one.observed),
            "remarks": list(one.remarks),
        }
        for ident, outlooks in edition.release.outlook.items()
        for told in [partial(change_of, edition.readings[ident].quantity)]
        for series in outlooks
        for one in series.judged
        if one.target == target.id
    ]
    return target.model_dump(mode="json") | {"judgements": judged}


def _json(found: object) -> bytes:
    return (indented(found, indent=1) + "\n").encode()
