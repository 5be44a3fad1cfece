"""What may come, in words: trend, forecast and judgement, each an estimate of the monitor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agdb.indicators.value import Value
from agdb.publication.page.edition import Edition
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Series
from agdb.publication.wording.chance import chance
from agdb.publication.wording.period import period_name
from agdb.publication.wording.quantity import Quantity
from agdb.release.outlook import Judged, SeriesOutlook
from agdb.statistics.number import rounded

SPELT = range(1, 4)
"""So many measurements are told as a word: two measurements make no trend."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The sentences about what may come, and those about each target by its id."""

    sentences: tuple[str, ...]
    judged: dict[str, tuple[str, ...]]


def ahead(edition: Edition, reading: Reading) -> Ahead:
    """Return the outlook of the series that stands for the whole; empty if there is none."""
    series = reading.headline
    found = _of_headline(edition, reading, series) if series is not None else None
    if series is None or found is None:
        return Ahead((), {})
    sentences = tuple(_sentences(reading, series, found))
    judged = {one.target: tuple(_judgement(edition, reading, one)) for one in found.judged}
    return Ahead(sentences, judged)


def _of_headline(edition: Edition, reading: Reading, series: Series) -> SeriesOutlook | None:
    for one in edition.release.outlook.get(reading.definition.id, ()):
        labels = (one.region, one.breakdown, one.frequency)
        if labels == (series.region, series.member, series.frequency):
            return one
    return None


def _sentences(reading: Reading, series: Series, found: SeriesOutlook) -> Iterator[str]:
    say, quantity = reading.language.say, reading.quantity
    change = "" if found.change is None else _change(quantity, found.change)
    yield say(f"outlook.trend.{found.trend}", change=change, n=found.years)
    if reading.definition.cyclical and found.trend in {"rising", "falling"}:
        yield say("outlook.cyclical")
    if series.forecast:
        last = series.forecast[-1]
        assert last.number is not None, "a forecast has a number"
        yield say(
            "outlook.forecast",
            period=period_name(last.period, reading.language),
            value=quantity.full(last.number),
            **_ends(quantity, last.value),
        )
        yield say("outlook.whose")
    else:
        yield say("outlook.no-forecast", reasons=_reasons(reading, found.remarks))


def _ends(quantity: Quantity, value: Value) -> dict[str, Any]:
    """The four bounds of a forecast as they are told."""
    ends = {
        "low": value.lower,
        "high": value.upper,
        "lowest": value.lower_95,
        "highest": value.upper_95,
    }
    return {
        name: quantity.short(quantity.round(end)) for name, end in ends.items() if end is not None
    }


def _reasons(reading: Reading, remarks: tuple[str, ...]) -> str:
    told = [reading.language.say(f"remark.{remark}") for remark in remarks]
    return "; ".join(told) or reading.language.say("remark.no-method")


def _judgement(edition: Edition, reading: Reading, judged: Judged) -> Iterator[str]:
    say, quantity = edition.language.say, reading.quantity
    words = say(f"number.{judged.points}") if judged.points in SPELT else None
    points = say("outlook.points", n=judged.points) if words is None else words
    if judged.status == "no-judgement":
        reasons = [r for r in judged.remarks if r != "too-few-points"]
        why = "; ".join([points, *(say(f"remark.{reason}") for reason in reasons)])
        yield say("outlook.judgement.none", why=why)
    elif judged.probability is None:
        yield say(f"outlook.judgement.{judged.status}")
    else:
        told = chance(judged.probability, edition.language)
        yield say(f"outlook.judgement.{judged.status}", chance=told)
        yield say("outlook.whose")
    if judged.needed is not None and judged.observed is not None:
        needed, observed = (_change(quantity, n) for n in (judged.needed, judged.observed))
        yield say("outlook.path", needed=needed, observed=observed)


def _change(quantity: Quantity, number: float) -> str:
    """A change a year with its sign; large ones to three figures, for more is not known."""
    exact = Decimal(f"{number:.3g}")
    decimals = max(quantity.decimals, 1) if abs(exact) < 100 else 0
    size = rounded(float(exact), decimals=decimals)
    return quantity.language.signed(size, decimals=decimals)
