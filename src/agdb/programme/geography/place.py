"""Where something is: in the regions that it names, in those around them, and in those inside.

Regions of different divisions do not nest: a labour-market region may lie in two provinces. So what
two regions have in common is told by their municipalities, in the newest list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from agdb.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Locality:
    """What something has to do with a region, through one of the regions that it names.

    `wider` tells that the named region is of a wider division than this one: a province, seen from
    a town. `partly` tells that the smaller of the two lies in the larger for a part only.
    """

    named: str
    wider: bool = False
    partly: bool = False


def localities(
    programme: Programme, named_regions: Collection[str], region: str
) -> Iterator[Locality]:
    """Yield how what names these regions reaches `region`: by its name, from inside or around it.

    >>> from agdb.programme.geography.place import Locality
    >>> Locality("AM36", partly=True).wider
    False
    """
    if region in named_regions:
        yield Locality(region)
        return
    for named in named_regions:
        narrow, wide = _by_width(programme, named, region)
        if narrow is not None and wide is not None:
            inside, outside = (_municipalities(programme, one) for one in (narrow, wide))
            if inside & outside:
                yield Locality(named, wider=named == wide, partly=not inside <= outside)


def is_in(programme: Programme, named_regions: Collection[str], region: str) -> bool:
    """Whether what names these regions counts for `region`: by its name, or from inside it.

    One for a whole province does not count for each town: it may do nothing there.
    """
    return any(not one.wider for one in localities(programme, named_regions, region))


def _by_width(programme: Programme, one: str, other: str) -> tuple[str | None, str | None]:
    """Return the region of the narrower division and the other; nothing if both are as wide."""
    divisions = [division.prefix for division in programme.plan.divisions]
    width = {code: divisions.index(code[:2]) for code in (one, other) if code[:2] in divisions}
    if len(width) < 2 or width[one] == width[other]:
        return None, None
    return (one, other) if width[one] > width[other] else (other, one)


def _municipalities(programme: Programme, region: str) -> frozenset[str]:
    geography = programme.geography
    newest = max(geography.lists, default=0)
    return geography.made_of(region, year=newest)
