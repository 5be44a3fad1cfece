"""What a dimension of CBS is, and the hierarchy that its groups make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from agdb.errors import Place, SourceError
from agdb.sources.cbs.metadata import GroupRow
from agdb.statistics.structure import Code, DimensionKind

_PUBLISHED: Final = {
    "TimeDimension": DimensionKind.TIME,
    "GeoDimension": DimensionKind.REGION,
    "GeoDetail": DimensionKind.REGION,
}
# Some tables list regions in a dimension that is not marked as one: 85792NED.
_REGION: Final = re.compile(r"(NL|LD|PV|CR|CP|CS|AM|AR|ES|RE|GM|WK|BU)\d\w*")
_VALUE_OF_MARGINS: Final = "MW00000"  # beside it stand the bounds MOG0095 and MBG0095


def kind_of(identifier: str, published: str, codes: Iterable[tuple[str, str]]) -> DimensionKind:
    """Return the kind of a dimension from its identifier, its published kind and its codes.

    `codes` are pairs of code and title. Totals, sex, age and education stand one below the other in
    the dimensions that CBS calls "Kenmerken"; elsewhere titles such as "Geslacht: mannen" and
    "Leeftijd: 15 tot 25 jaar" tell that there are several facets. A dimension of margins holds a
    value with its bounds.

    >>> kind_of("Persoonskenmerken", "Dimension", [("10000", "Totaal")]).value
    'facets'
    >>> kind_of("Marges", "Dimension", [("MW00000", "Waarde")]).summable
    False
    """
    if published in _PUBLISHED:
        return _PUBLISHED[published]
    name = identifier.lower()
    pairs = list(codes)
    if name.startswith("marge") or any(code == _VALUE_OF_MARGINS for code, _ in pairs):
        return DimensionKind.MARGIN
    if name.startswith(("seizoen", "seasonal")):
        return DimensionKind.SEASONAL_ADJUSTMENT
    if pairs and all(_REGION.fullmatch(code) for code, _ in pairs):
        return DimensionKind.REGION
    heads = {head for _, title in pairs for head, colon, _ in [title.partition(": ")] if colon}
    if "kenmerken" in name or "characteristics" in name or len(heads) > 1:
        return DimensionKind.FACETS
    return DimensionKind.ORDINARY


_PREFIX: Final = "group:"


def group_code(group: str) -> str:
    """Return the id that a group has in a code list.

    >>> group_code(" 12")
    'group:12'
    """
    return _PREFIX + group.strip()


def group_codes(groups: Iterable[GroupRow], used: Iterable[str], *, name: str) -> tuple[Code, ...]:
    """Return the groups that hold one of `used` at any depth, as codes, in their published order.

    Raises `SourceError` for a group that is used and not there, or one that is above itself.
    """
    by_id = {group.id.strip(): group for group in groups}
    wanted: set[str] = set()
    for group in used:
        wanted.update(ancestry(group, by_id, name=name))
    rows = sorted((by_id[group] for group in wanted), key=lambda row: (row.index, row.id))
    return tuple(
        Code(
            id=group_code(row.id),
            title=row.title.strip(),
            parent=group_code(row.parent_id) if row.parent_id else None,
            description=(row.description or "").strip(),
        )
        for row in rows
    )


def ancestry(group: str, by_id: Mapping[str, GroupRow], *, name: str) -> Sequence[str]:
    """Return the ids from the top group down to `group`; errors as in `group_codes`.

    >>> rows = {"0": GroupRow("0", "Kenmerken"), "1": GroupRow("1", "Totaal", parent_id="0")}
    >>> ancestry("1", rows, name="Persoonskenmerken")
    ['0', '1']
    """
    path: list[str] = []
    above: str | None = group.strip()
    while above:
        if above in path:
            raise SourceError(
                f"group {above!r} is above itself",
                place=Place(name),
                remedy="record the groups again",
            )
        if above not in by_id:
            raise SourceError(
                f"there is no group {above!r}", place=Place(name), remedy="record the groups again"
            )
        path.insert(0, above)
        above = (by_id[above].parent_id or "").strip() or None
    return path
