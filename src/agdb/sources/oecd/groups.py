"""Attributes that SDMX-JSON attaches to a group: to all observations with these dimensions.

The key has a place for each dimension and is empty for those outside the group, as `:0:`. Versions
of the format count other dimensions in it, so that order is taken which fits, if only one does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from agdb.files.recorded import fault, shown
from agdb.sources.oecd.message import Component, DataSet, DataStructure, Levels
from agdb.sources.oecd.said import said_by

_KEY: Final = re.compile(r"\d{0,9}(?::\d{0,9})*")
_TIME: Final = "TIME_PERIOD"
Said = Mapping[str, str]


class Groups:
    """What is said of groups, by their dimensions and the positions in these."""

    def __init__(self, data: DataSet, structure: DataStructure, name: str) -> None:
        self._said: dict[tuple[str, ...], dict[tuple[int, ...], Said]] = {}
        attributes = structure.attributes.dimension_group
        for key, row in data.dimension_group_attributes.items():
            group = _group(key, attributes, structure.dimensions, name)
            places = self._said.setdefault(tuple(group), {})
            places[tuple(group.values())] = said_by(row, attributes, name)

    def of(self, positions: Mapping[str, int]) -> dict[str, str]:
        """Return the attributes of an observation by the groups in which it is."""
        found: dict[str, str] = {}
        for dimensions, said in self._said.items():
            found.update(said.get(tuple(positions[id_] for id_ in dimensions), {}))
        return found


def _group(key: str, attributes: Sequence[Component], levels: Levels, name: str) -> dict[str, int]:
    if _KEY.fullmatch(key) is None:
        raise fault(f"the key {shown(key)} of a group does not fit", name)
    places = key.split(":")
    meant = {frozenset(item.relationship.dimensions) for item in attributes} - {frozenset()}
    fitting: list[dict[str, int]] = []
    for order in _orders(levels):
        group = {id_: int(at) for id_, at in zip(order, places, strict=False) if at}
        fits = len(order) == len(places) and (not meant or frozenset(group) in meant)
        if fits and group not in fitting:
            fitting.append(group)
    if len(fitting) != 1:
        raise fault(
            f"the key {shown(key)} of a group fits {len(fitting) or 'no'} sets of dimensions", name
        )
    return fitting[0]


def _orders(levels: Levels) -> Iterator[list[str]]:
    """The lists of dimensions that a key may count."""
    rest = sorted(
        (item for item in levels.all if item.id != _TIME), key=lambda item: item.key_position or 0
    )
    yield [item.id for item in levels.series]
    yield [item.id for item in rest]
    yield [*(item.id for item in rest), _TIME]
    yield [item.id for item in levels.all]
