"""An SDMX-JSON message as it is written, and what its attributes say of observations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from agdb.files.gunzip import content
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.formats.json_stat import decode
from agdb.sources.oecd.layout import ATTRIBUTES

Name = str | dict[str, str] | None
Row = list[float | int | str | None]
Positions = list[int | None]
_SET_OF_VALUES: Final = frozenset({None, "Information", "Append", "Replace"})


class DimensionValue(msgspec.Struct, frozen=True):
    """One code of a dimension or attribute."""

    id: str = ""
    name: Name = None


class Relationship(msgspec.Struct, frozen=True):
    """What an attribute is attached to."""

    dimensions: list[str] = []


class Component(msgspec.Struct, frozen=True, rename="camel"):
    """A dimension or an attribute with the values that occur."""

    id: str
    values: list[DimensionValue] = []
    name: Name = None
    key_position: int | None = None
    relationship: Relationship = Relationship()


class Levels(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """Components by what they are attached to."""

    data_set: list[Component] = []
    dimension_group: list[Component] = []
    series: list[Component] = []
    observation: list[Component] = []

    @property
    def all(self) -> tuple[Component, ...]:
        """All of them, from the whole to the part."""
        return (*self.data_set, *self.dimension_group, *self.series, *self.observation)


class DataStructure(msgspec.Struct, frozen=True):
    """Dimensions, attributes and, since 2.0, measures."""

    dimensions: Levels
    attributes: Levels = Levels()
    measures: Levels = Levels()
    name: Name = None
    id: str = ""


class OecdSeries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Observations that share all dimensions but those of their own level."""

    observations: dict[str, Row]
    attributes: Positions = []
    annotations: msgspec.Raw | None = None


class DataSet(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """The observations, flat or by series; the fields without a meaning for values stand last."""

    observations: dict[str, Row] = {}
    series: dict[str, OecdSeries] = {}
    attributes: Positions = []
    dimension_group_attributes: dict[str, Positions] = {}
    action: str | None = None
    structure: msgspec.Raw | None = None
    annotations: msgspec.Raw | None = None
    links: msgspec.Raw | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    reporting_begin: str | None = None
    reporting_end: str | None = None
    publication_year: str | None = None
    publication_period: str | None = None


class _Message(msgspec.Struct, frozen=True, rename="camel"):
    data_sets: list[DataSet] = []
    structure: DataStructure | None = None
    structures: list[DataStructure] = []
    data: _Message | None = None
    errors: list[dict[str, msgspec.Raw]] = []


def read_message(file: RecordedFile) -> tuple[DataStructure, DataSet]:
    """Return the one data set in `file` and its structure.

    Raises `SourceError` for another form, an answer that is an error, and a deletion.
    """
    message = decode(content(file).removeprefix(b"\xef\xbb\xbf"), _Message, name=file.name)
    if message.errors:
        said = bytes(message.errors[0].get("title") or b"without a word").decode("utf-8", "replace")
        raise fault(f"OECD answered with an error ({said})", file.name, remedy="mend the request")
    inner = message.data or message
    structures = [inner.structure] if inner.structure else inner.structures
    if len(structures) != 1 or len(inner.data_sets) != 1:
        raise fault(
            f"{len(inner.data_sets)} data sets with {len(structures)} structures in place of one",
            file.name,
        )
    if inner.data_sets[0].action not in _SET_OF_VALUES:
        raise fault(f"the action is {inner.data_sets[0].action}, not Information", file.name)
    if len(structures[0].measures.all) > 1:
        raise fault("an observation has more than one measure", file.name, remedy="ask for one")
    return structures[0], inner.data_sets[0]


# In the service before 2024: https://stats.oecd.org wrote these where others stand today.
_FORMER: Final = {"POWERCODE": "UNIT_MULT", "UNIT": "UNIT_MEASURE", "REFERENCEPERIOD": "BASE_PER"}


def member(item: Component, at: int, name: str) -> DimensionValue:
    """Return the value of a dimension or attribute at a place; raises `SourceError` if none is."""
    if not 0 <= at < len(item.values):
        raise fault(f"{shown(item.id)} has no value at place {at}", name)
    return item.values[at]


def said_by(row: Sequence[object], attributes: Sequence[Component], name: str) -> dict[str, str]:
    """Return what a list of positions says, by the ids of the attributes.

    Trailing positions may be left out. Raises `SourceError` for an unknown position, for more
    of them than attributes, and for an attribute that is not known: it may change what a value is.
    """
    found: dict[str, str] = {}
    if any(at is not None for at in row[len(attributes) :]):
        raise fault(f"{len(row)} attributes are given and {len(attributes)} are described", name)
    for at, item in zip(row, attributes, strict=False):
        if at is None:
            continue
        if not isinstance(at, int):
            raise fault(f"the attribute {shown(item.id)} is not a position", name)
        id_ = _FORMER.get(item.id, item.id)
        if id_ not in ATTRIBUTES:
            raise fault(f"the attribute {shown(item.id)} is not known", name)
        found[id_] = member(item, at, name).id
    return found


_GROUP_KEY: Final = re.compile(r"\d{0,9}(?::\d{0,9})*")
_TIME_DIMENSION: Final = "TIME_PERIOD"
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
    if _GROUP_KEY.fullmatch(key) is None:
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
        (item for item in levels.all if item.id != _TIME_DIMENSION),
        key=lambda item: item.key_position or 0,
    )
    yield [item.id for item in levels.series]
    yield [item.id for item in rest]
    yield [*(item.id for item in rest), _TIME_DIMENSION]
    yield [item.id for item in levels.all]
