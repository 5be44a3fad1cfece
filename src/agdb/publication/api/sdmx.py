"""The structures of SDMX behind the SDMX-CSV files: one dataflow an indicator, as SDMX-JSON 2.0."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from agdb.programme.indicator import Breakdown
from agdb.publication.download.as_sdmx_csv import (
    AREA,
    ATTRIBUTES,
    KIND,
    TIME,
    VALUE,
    VERSION,
    agency,
    artefact_id,
    dimension_id,
)
from agdb.publication.edition import Edition
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.results.value import Kind

_SCHEMA: Final = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/develop/structure-message/tools/"
    "schemas/2.0.0/sdmx-json-structure-schema.json"
)
_CODE: Final = re.compile(r"[A-Za-z0-9_@$\-]+")
_STRUCTURE: Final = "urn:sdmx:org.sdmx.infomodel"
_CONCEPTS: Final = "CS"
_TEXT: Final = {"format": {"dataType": "String"}}
_COLUMNS: Final = {AREA: "region", KIND: "kind", TIME: "period", VALUE: "value"} | ATTRIBUTES


class Structures:
    """What the structure message says of all indicators, gathered while their files are made."""

    def __init__(self, editions: tuple[Edition, ...]) -> None:
        self._editions = editions
        self._languages = [one.language for one in editions]
        self._agency = agency(editions[0].programme.plan)
        self._flows: list[dict[str, Any]] = []
        self._made: list[dict[str, Any]] = []
        regions = editions[0].programme.regions.items()
        self._lists: dict[str, dict[str, dict[str, str]]] = {
            f"CL_{AREA}": {code: dict(one.names) for code, one in regions},
            f"CL_{KIND}": {one.value: self._plain(one.value) for one in Kind},
        }
        self._concepts = {
            name: {
                one.code: one.say(f"column.{column.replace('_', '-')}") for one in self._languages
            }
            for name, column in _COLUMNS.items()
        }

    def add(self, reading: Reading) -> None:
        """Take in an indicator: its dataflow, its structure and the codes that it may have."""
        definition = reading.definition
        own = [edition.readings[definition.id] for edition in self._editions]
        name = artefact_id(definition.id)
        names = {one.language.code: one.name for one in own}
        structure = f"{_STRUCTURE}.datastructure.DataStructure={self._agency}:{name}({VERSION})"
        self._flows.append(self._artefact(name, names) | {"structure": structure})
        dimensions = [AREA]
        for breakdown in definition.breakdowns:
            dimension = dimension_id(breakdown.id)
            dimensions.append(dimension)
            words = {one.code: one.words(breakdown.names) for one in self._languages}
            self._concepts.setdefault(dimension, words)
            self._lists[self._list_of(dimension, name)] = {
                code: {one.language.code: one.names.part(breakdown, code) for one in own}
                for code in _codes_of(breakdown, reading)
            }
        self._made.append(self._artefact(name, names) | self._components(name, [*dimensions, KIND]))

    @staticmethod
    def _list_of(dimension: str, name: str) -> str:
        """Regions and kinds are the same everywhere; codes of a breakdown are of an indicator."""
        return f"CL_{dimension}" if dimension in {AREA, KIND} else f"CL_{name}_{dimension}"

    def _components(self, name: str, used: Iterable[str]) -> dict[str, Any]:
        dimensions = [
            self._component(dimension) | {"position": nth, "localRepresentation": self._codes(one)}
            for nth, dimension in enumerate(used)
            for one in [self._list_of(dimension, name)]
        ]
        time = {"format": {"dataType": "ObservationalTimePeriod"}}
        attributes = [
            self._component(one)
            | {
                "usage": "optional",
                "attributeRelationship": {"observation": {}},
                "localRepresentation": _TEXT,
            }
            for one in ATTRIBUTES
        ]
        measure = self._component(VALUE) | {
            "localRepresentation": {"format": {"dataType": "Double"}}
        }
        return {
            "dataStructureComponents": {
                "dimensionList": {
                    "id": "DimensionDescriptor",
                    "dimensions": dimensions,
                    "timeDimension": self._component(TIME) | {"localRepresentation": time},
                },
                "measureList": {"id": "MeasureDescriptor", "measures": [measure]},
                "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
            }
        }

    def _component(self, name: str) -> dict[str, Any]:
        concept = f"{self._agency}:{_CONCEPTS}({VERSION}).{name}"
        return {
            "id": name,
            "conceptIdentity": f"{_STRUCTURE}.conceptscheme.Concept={concept}",
        }

    def _codes(self, name: str) -> dict[str, Any]:
        """The code list of a dimension; text where a code of the publisher is none of SDMX."""
        if not all(map(_CODE.fullmatch, self._lists[name])):
            return _TEXT
        return {"enumeration": f"{_STRUCTURE}.codelist.Codelist={self._agency}:{name}({VERSION})"}

    def message(self) -> bytes:
        """Return the message over all indicators that were taken in."""
        first = self._editions[0]
        lists = sorted(name for name in self._lists if self._codes(name) is not _TEXT)
        data = {
            "dataflows": self._flows,
            "dataStructures": self._made,
            "codelists": [
                self._artefact(name, self._plain(name)) | {"codes": list(self._items(name))}
                for name in lists
            ],
            "conceptSchemes": [
                self._artefact(_CONCEPTS, self._plain(_CONCEPTS))
                | {
                    "concepts": [
                        {"id": name, **self._named(names)} for name, names in self._concepts.items()
                    ]
                }
            ],
        }
        meta = {
            "schema": _SCHEMA,
            "id": first.release.id,
            "test": False,
            "prepared": f"{first.release.recorded.isoformat()}T00:00:00Z",
            "contentLanguages": [one.code for one in self._languages],
            "sender": {"id": self._agency},
        }
        return json.dumps({"meta": meta, "data": data}, ensure_ascii=False).encode() + b"\n"

    def _items(self, name: str) -> Iterator[dict[str, Any]]:
        for code, names in sorted(self._lists[name].items()):
            yield {"id": code, **self._named(names)}

    def _plain(self, name: str) -> dict[str, str]:
        return {one.code: name for one in self._languages}

    def _artefact(self, name: str, names: Mapping[str, str]) -> dict[str, Any]:
        return {"id": name, "agencyID": self._agency, "version": VERSION, **self._named(names)}

    def _named(self, names: Mapping[str, str]) -> dict[str, Any]:
        first: Language = self._languages[0]
        return {"name": names[first.code], "names": dict(names)}


def _codes_of(breakdown: Breakdown, reading: Reading) -> Iterator[str]:
    """The codes that values of a breakdown may have: its parts, and the whole."""
    classification = reading.programme.classifications.get(breakdown.classification)
    members = () if classification is None else classification.members
    found = [one.id for one in members]
    found += [one for one in (breakdown.total, breakdown.remainder) if one is not None]
    return iter(dict.fromkeys(found))
