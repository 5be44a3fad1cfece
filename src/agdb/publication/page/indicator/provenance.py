"""The latest number down to its source cells, and what the numbers of its series were before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from agdb.publication.page.indicator.evidence import role_name
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.publication.wording.period import period_name
from agdb.publication.wording.status import absence, finality_name, status_name
from agdb.results.provenance import (
    LISTED,
    EarlierValue,
    ExplainedCell,
    Explanation,
    Provenance,
    label_of_value,
)
from agdb.results.value import Value
from agdb.statistics.period import Period
from agdb.statistics.status import Finality, ObservationStatus

SHOWN = 24  # earlier values on a page; `agdb explain` shows them for every number


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell of the source: which part it plays, its codes, and what it holds."""

    part: str
    codes: str
    period: str
    value: str
    status: str


@dataclass(frozen=True, slots=True)
class DeclaredChange:
    """A declared correction of a cell behind the number: what was found, and what it became."""

    was: str
    made: str
    reason: str
    who: str
    source: str


@dataclass(frozen=True, slots=True)
class Former:
    """What a number was, on which data, and why it is not so any more."""

    period: str
    was: str
    recorded: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Trail:
    """What is behind the latest number; `unlisted` says that there are too many cells to list."""

    value: str
    cells: tuple[SourceCell, ...]
    unlisted: str
    changes: tuple[DeclaredChange, ...]
    former: tuple[Former, ...]
    more: str


def trail(reading: Reading, provenance: Provenance | None) -> Trail | None:
    """Return what is behind the latest number, None without one or where nothing is known."""
    head = reading.headline
    latest = head.latest if head is not None else None
    if provenance is None or head is None or latest is None or latest.number is None:
        return None
    found = provenance.explanation(reading.computed, latest.value)
    say = reading.language.say
    known = provenance.earlier(reading.definition.id)
    former = [
        one
        for point in reversed(head.points)
        for one in _former(reading, point.value, known.get(label_of_value(point.value), ()))
    ]
    member = reading.names.member(reading.definition, head.member)
    period = ", ".join(filter(None, (member, period_name(latest.period, reading.language))))
    return Trail(
        value=say("trail.value", period=period, value=reading.quantity.full(latest.number)),
        cells=tuple(_cell(reading, cell) for cell in found.cells),
        unlisted="" if found.cells else say("trail.unlisted", n=LISTED),
        changes=tuple(_changes(reading, found)),
        former=tuple(former[:SHOWN]),
        more=say("trail.more", n=len(former) - SHOWN) if len(former) > SHOWN else "",
    )


def _cell(reading: Reading, cell: ExplainedCell) -> SourceCell:
    language = reading.language
    *_, period = cell.key.split("|")
    _, *codes, _ = (cell.published or cell.key).split("|")
    status = ObservationStatus(cell.status)
    words = [finality_name(Finality(cell.finality), language)]
    if status not in {ObservationStatus.NORMAL, ObservationStatus.PROVISIONAL}:
        words.append(status_name(status, language))
    return SourceCell(
        part=role_name(reading, cell.role),
        codes=" · ".join(codes),
        period=period_name(Period.parse(period), language),
        value="–" if cell.value is None else _written(cell.value, language),
        status=", ".join(words),
    )


def _written(value: float, language: Language) -> str:
    """Return a number of the source as it stands there, in the marks of the language."""
    number = Decimal(repr(value)).normalize()
    exponent = number.as_tuple().exponent
    return language.figure(number, decimals=max(0, -int(exponent)))


def _changes(reading: Reading, found: Explanation) -> Iterator[DeclaredChange]:
    words = reading.language.words
    for used in found.inputs:
        for one in used.corrections:
            if one.id in found.value.corrections:
                who = f"{one.who}, {reading.language.date(one.decided)}"
                yield DeclaredChange(one.found, one.made, words(one.reason), who, one.source)


def _former(reading: Reading, now: Value, steps: tuple[EarlierValue, ...]) -> Iterator[Former]:
    """Each earlier value that is printed otherwise than the present one, newest first."""
    language = reading.language
    printed = _shown(reading, now)
    for one in reversed(steps):
        if _shown(reading, one.value) != printed:
            yield Former(
                period=period_name(Period.parse(now.period), language),
                was=_shown(reading, one.value),
                recorded=language.date(one.recorded),
                reasons=language.listing([language.say(f"reason.{r.value}") for r in one.reasons]),
            )


def _shown(reading: Reading, value: Value) -> str:
    quantity = reading.quantity
    if value.value is not None:
        return quantity.short(quantity.round(value.value))
    bounds = quantity.between(value.lower, value.upper)
    return bounds or absence(value, reading.language).meaning
