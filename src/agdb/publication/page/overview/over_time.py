"""A series at its two ends: the newest figure, and the first one that compares with it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from agdb.publication.edition import Edition
from agdb.publication.figure.small import MEANINGS, small_figure
from agdb.publication.page.overview.told import Told
from agdb.publication.page.shared.card import card_labels
from agdb.publication.page.shared.freshness import aged
from agdb.publication.reading.change import comparable_before
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import follows
from agdb.publication.wording.language import raised
from agdb.publication.wording.period import period_short


def over_time(edition: Edition, ident: str, indicators: tuple[str, ...]) -> Told | None:
    """Return the answer about these indicators; None where the first of them has no figure.

    Without any the first lead of a pillar that has figures over time is told.
    """
    named = [edition.readings[one] for one in indicators if one in edition.readings]
    readings = [one for one in named or _leads(edition) if one.headline is not None]
    if not readings or readings[0].headline is None:
        return None
    readings = readings if named else readings[:1]
    drawing = small_figure(readings)
    key = tuple((m, one.name) for m, one in zip(MEANINGS, readings, strict=False))
    return Told(
        ident,
        _heading(readings[0]),
        edition.href(readings[0].definition.id),
        drawing=drawing,
        key=key if drawing and len(readings) > 1 else (),
        foot=tuple(_foot(edition, readings[0])),
    )


def _leads(edition: Edition) -> Iterator[Reading]:
    for pillar in edition.programme.plan.pillars:
        of_pillar = edition.programme.in_order[pillar.id]
        for ident in pillar.leads or of_pillar:
            reading = edition.readings.get(ident)
            head = None if reading is None or reading.holdings else reading.headline
            if reading is not None and head is not None and len(head.known) > 1:
                yield reading


def _heading(reading: Reading) -> str:
    """Both figures with their periods. It says of neither that it leads to the other.

    A figure that compares with none stands alone.
    """
    head, language = reading.headline, reading.language
    assert head is not None
    assert head.latest is not None
    assert head.latest.number is not None
    before = comparable_before(head)
    parts = {
        "name": reading.name,
        "value": reading.quantity.told(head.latest.number),
        "period": period_short(head.latest.period, language),
    }
    if not before or before[0].number is None:
        return language.say("overview.series.one", None, **parts)
    parts["earlier"] = reading.quantity.told(before[0].number)
    parts["since"] = period_short(before[0].period, language)
    return language.say("overview.series", None, **parts)


def _foot(edition: Edition, reading: Reading) -> Iterator[str]:
    head, say = reading.headline, edition.language.say
    assert head is not None
    assert head.latest is not None
    fresh = aged(edition, head.latest.period)
    told = [one for one in (fresh.age, *card_labels(reading)) if one]
    if told:
        yield f"{raised('; '.join(told))}."
    known = head.known
    if any(not follows(b.period, a.period) for a, b in itertools.pairwise(known)):
        yield say("overview.series.dotted")
