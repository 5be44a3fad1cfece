"""An SDMX-JSON message as it is written, of version 1.0 (`structure`) and 2.0 (`structures`).

Format: https://github.com/sdmx-twg/sdmx-json. Whatever may hold an attribute is named here, and a
field that is not refuses the message: a multiplier that is passed over makes a wrong figure.
"""

from __future__ import annotations

from typing import Final

import msgspec

from agdb.files.gunzip import content
from agdb.files.recorded import RecordedFile, fault
from agdb.sources.wire.cube import decode

Name = str | dict[str, str] | None
Row = list[float | int | str | None]
Positions = list[int | None]
_SET_OF_VALUES: Final = frozenset({None, "Information", "Append", "Replace"})


class Value(msgspec.Struct, frozen=True):
    """One code of a dimension or attribute."""

    id: str = ""
    name: Name = None


class Relationship(msgspec.Struct, frozen=True):
    """What an attribute is attached to."""

    dimensions: list[str] = []


class Component(msgspec.Struct, frozen=True, rename="camel"):
    """A dimension or an attribute with the values that occur."""

    id: str
    values: list[Value] = []
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


class Series(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Observations that share all dimensions but those of their own level."""

    observations: dict[str, Row]
    attributes: Positions = []
    annotations: msgspec.Raw | None = None


class DataSet(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    """The observations, flat or by series; the fields without a meaning for values stand last."""

    observations: dict[str, Row] = {}
    series: dict[str, Series] = {}
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
