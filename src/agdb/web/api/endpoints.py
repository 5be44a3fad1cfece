"""The one list of what can be asked: the addresses, their parameters and what they answer with.

Requests are read, and the OpenAPI document is made, from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from agdb.files.media import MEDIA_TYPES
from agdb.results.value import Kind
from agdb.statistics.columns import OBSERVATION, ColumnType

ROOT: Final = "api"
BASE: Final = f"{ROOT}/v1"
VERSION: Final = "1.0.0"
MOST: Final = 100_000
"""Rows of the largest page."""
USUAL: Final = 1000


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be asked for: its name, what it means, and its JSON Schema.

    `several` may be given more than once. `path` is part of the address.
    """

    name: str
    means: str
    schema: dict[str, Any]
    several: bool = False
    path: bool = False


@dataclass(frozen=True, slots=True)
class MediaFormat:
    """A form of an answer: how the extension of a file and the header Accept ask for it."""

    extension: str
    media: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address below the base, with what it answers in which formats.

    The first format is that of who does not choose.
    """

    name: str
    path: str
    summary: str
    schema: dict[str, Any]
    parameters: tuple[Parameter, ...] = ()
    formats: tuple[MediaFormat, ...] = ()


LONGEST: Final = 200
"""Characters of the longest value of a parameter."""
_TEXT: Final = {"type": "string"}
_VALUE: Final = _TEXT | {"minLength": 1, "maxLength": LONGEST, "pattern": "^[^\\u0000]+$"}
_PAIR: Final = _VALUE | {"pattern": "^[^:\\u0000]+:[^\\u0000]+$"}
_PERIOD: Final = _TEXT | {"pattern": r"^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2])|/\d{2})?$"}
_DAY: Final = {"type": "string", "format": "date"}
JSON: Final = MediaFormat("json", MEDIA_TYPES["json"])
CSV: Final = MediaFormat("csv", MEDIA_TYPES["csv"])
JSON_STAT: Final = MediaFormat("jsonstat", "application/vnd.json-stat+json")
PARQUET: Final = MediaFormat("parquet", MEDIA_TYPES["parquet"])

RELEASE: Final = (
    Parameter("release", "The name of a release; the published one if it is left out.", _VALUE),
    Parameter("asOf", "The newest release that was recorded on this day or before.", _DAY),
)
_OBSERVED: Final = (
    Parameter("indicator", "The id of an indicator.", _VALUE, several=True),
    Parameter("region", "The code of a region.", _VALUE, several=True),
    Parameter("period", "A period: 2024, 2024-Q4, 2024-12, 2023/24.", _VALUE, several=True),
    Parameter("from", "The first period.", _PERIOD),
    Parameter("to", "The last period.", _PERIOD),
    Parameter("breakdown", "A breakdown and a code of it: sex:F.", _PAIR, several=True),
    Parameter(
        "kind", "The kind of value.", {"type": "string", "enum": [one.value for one in Kind]},
        several=True,
    ),
    *RELEASE,
    Parameter("language", "The language of names, in JSON-stat.", _VALUE),
    Parameter(
        "page", "Which page, counted from 1.", {"type": "integer", "minimum": 1, "default": 1}
    ),
    Parameter(
        "pageSize",
        "How many observations a page has.",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    ),
)  # fmt: skip
_KIND_OF_RECORD: Final = Parameter("kind", "A kind of record, such as money.", _VALUE, path=True)
_ID: Final = Parameter("id", "The id of the record.", _VALUE, path=True)

_CELLS: Final = {
    ColumnType.TEXT: {"type": ["string", "null"]},
    ColumnType.NUMBER: {"type": ["number", "null"]},
    ColumnType.INTEGER: {"type": ["integer", "null"]},
}
_OBSERVATION: Final = {
    "type": "object",
    "properties": {column.name: _CELLS[column.type] for column in OBSERVATION}
    | {"breakdown": {"type": "object", "additionalProperties": _TEXT}},
}
_PAGE: Final = {
    "type": "object",
    "properties": {
        "release": _TEXT,
        "total": {"type": "integer"},
        "page": {"type": "integer"},
        "pageSize": {"type": "integer"},
        "observations": {"type": "array", "items": _OBSERVATION},
    },
}
_FORMATS: Final = (JSON, CSV, JSON_STAT, PARQUET)
_OBJECT: Final = {"type": "object"}

ENDPOINTS: Final = (
    Endpoint("index", "/", "What there is: the files of the published release.", _OBJECT),
    Endpoint(
        "observations", "/observations",
        "Observations, rounded as on the pages; the header Accept chooses the format.",
        _PAGE, _OBSERVED, _FORMATS,
    ),
    *(
        Endpoint(
            f"observations-{one.extension}", f"/observations/data.{one.extension}",
            f"The same observations as {one.media}.", _PAGE, _OBSERVED, (one,),
        )
        for one in _FORMATS
    ),
    Endpoint("releases", "/releases", "The releases that can be asked for, oldest first.", _OBJECT),
    Endpoint("indicators", "/indicators", "All indicators, with newest figures.", _OBJECT),
    Endpoint(
        "indicator", "/indicators/{id}", "Everything about one indicator.", _OBJECT,
        (Parameter("id", "The id of the indicator.", _VALUE, path=True),),
    ),
    Endpoint("regions", "/regions", "All regions with their names.", _OBJECT),
    Endpoint("sources", "/sources", "All sources with their terms.", _OBJECT),
    Endpoint("targets", "/targets", "All targets with their judgements.", _OBJECT),
    Endpoint(
        "records", "/register/{kind}", "The records of one kind of the register.", _OBJECT,
        (_KIND_OF_RECORD, *RELEASE),
    ),
    Endpoint(
        "record", "/register/{kind}/{id}", "One record of the register.", _OBJECT,
        (_KIND_OF_RECORD, _ID, *RELEASE),
    ),
    Endpoint("scenario", "/scenario", "The doorrekening: the whole run.", _OBJECT, RELEASE),
    Endpoint("openapi", "/openapi.json", "This description.", _OBJECT),
)  # fmt: skip
