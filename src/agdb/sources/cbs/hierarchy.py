"""Groups become a hierarchy: each group is a member of the code list, above its codes.

A group has no observations of its own. Its id begins with `group:`, which no CBS code does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from agdb.errors import Place, SourceError
from agdb.sources.cbs.metadata import GroupRow
from agdb.statistics.structure import Code

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
