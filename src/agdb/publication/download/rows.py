"""The values of an indicator as rows: one value each, with codes, names and status."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from agdb.indicators.value import Value
from agdb.publication.download.freshness import age_of, published_of
from agdb.publication.page.edition import Edition
from agdb.publication.reading.reading import Reading

Scalar = str | Decimal | int | None


def columns(reading: Reading) -> tuple[str, ...]:
    """Return the names of the columns; each breakdown has its code and its name."""
    breakdowns = tuple(
        name for one in reading.definition.breakdowns for name in (one.id, f"{one.id}_name")
    )
    return (
        "region",
        "region_name",
        "period",
        *breakdowns,
        "value",
        "unit",
        "status",
        "finality",
        "mark",
        "lower",
        "upper",
        "lower_95",
        "upper_95",
        "kind",
        "published",
        "age_months",
        "ageing",
        "observations",
        "observations_sha256",
        "release",
    )


def rows(edition: Edition, reading: Reading) -> Iterator[tuple[Scalar, ...]]:
    """Yield every value in the order of the release, rounded as everywhere else."""
    for value in reading.computed.values:
        age = age_of(edition, value)
        yield (
            value.region,
            reading.names.region(value.region),
            value.period,
            *_breakdown(reading, value),
            _rounded(reading, value.value),
            reading.quantity.unit.id,
            value.status.value,
            value.finality.value,
            value.mark,
            *reading.bounds(value),
            _rounded(reading, value.lower_95),
            _rounded(reading, value.upper_95),
            value.kind.value,
            published_of(reading, value),
            None if age is None else age.months,
            None if age is None else age.ageing.value,
            value.keys,
            value.keys_hash,
            edition.release.id,
        )


def _breakdown(reading: Reading, value: Value) -> Iterator[str]:
    codes = dict(value.breakdown)
    for one in reading.definition.breakdowns:
        code = codes[one.id]
        yield code
        yield reading.names.part(one, code)


def _rounded(reading: Reading, value: float | None) -> Decimal | None:
    return None if value is None else reading.quantity.round(value)
