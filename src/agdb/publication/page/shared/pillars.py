"""A pillar: its short name, the indicators that tell its story, and all of them by theme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agdb.programme.plan import Pillar
from agdb.publication.edition import Edition
from agdb.publication.reading.coverage import newest_age
from agdb.publication.reading.reading import Reading
from agdb.statistics.age import Ageing

_FEW: Final = 3


def pillar_name(edition: Edition, pillar: Pillar, number: int) -> str:
    """Return the one word by which a pillar is known, or its number without one."""
    if pillar.short is None:
        return edition.language.say("overview.pillar", number=number)
    return edition.language.words(pillar.short)


def leads_of(edition: Edition, pillar: Pillar) -> tuple[Reading, ...]:
    """Return the leads of a pillar that have figures, in its order.

    Where it names none: the first few that have figures, what is very old behind the others. What
    only counts our own register leads nothing.
    """
    named = pillar.leads or edition.programme.in_order[pillar.id]
    found = [edition.readings[one] for one in named if one in edition.readings]
    having = [one for one in found if one.headline is not None and not one.holdings]
    if pillar.leads:
        return tuple(having)
    having.sort(key=lambda one: _is_very_old(edition, one))
    return tuple(having[:_FEW])


def themes_of(edition: Edition, pillar: Pillar) -> Iterator[tuple[str, tuple[Reading, ...]]]:
    """Yield each theme of a pillar with its indicators; one without a name where it has no themes.

    A theme that has none is passed over.
    """
    words, own = edition.language.words, edition.programme.by_pillar[pillar.id]
    named: list[tuple[str | None, str]] = [(one.id, words(one.names)) for one in pillar.themes]
    for theme, name in named or [(None, "")]:
        readings = [
            edition.readings[one.id]
            for one in own
            if one.theme == theme and one.id in edition.readings
        ]
        if readings:
            yield name, tuple(readings)


def _is_very_old(edition: Edition, reading: Reading) -> bool:
    age = newest_age(reading, day=edition.release.day)
    return age is not None and age.ageing is Ageing.VERY_OLD
