"""The register as files: a CSV and a description for each kind of record, and one workbook.

A text stands in a column for each language (`names_nl`), a list in one cell with `;` between its
parts, and what has parts of its own as JSON. `unknown` is what nobody who was read says, `missing`
what does not exist; neither is empty, and neither is 0.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel

from agdb.publication.download.as_json import indented
from agdb.publication.download.workbook import Sheet, SheetColumn, Style, workbook
from agdb.publication.wording.language import Language
from agdb.register.entry import Entry
from agdb.register.register import KINDS
from agdb.results.release import Release
from agdb.statistics.cell_text import cell_text

_BETWEEN: Final = ";"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, the field of the record, and the language of a text."""

    name: str
    field: str
    language: str
    number: bool


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """All records of one kind as rows of text, a cell for each of `fields`."""

    kind: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(release: Release) -> tuple[RegisterTable, ...]:
    """Return a table for every kind that has records, in the order of the register."""
    codes = release.programme.plan.languages
    found = []
    for kind, some in release.register.kinds():
        if some:
            fields = tuple(_fields(KINDS[kind], codes))
            rows = tuple(tuple(_cell(one, field) for field in fields) for one in some.values())
            found.append(RegisterTable(kind, fields, rows))
    return tuple(found)


def csv_bytes(table: RegisterTable) -> bytes:
    """Return a table as CSV, with its header in the first line; no cell is a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([field.name for field in table.fields])
    writer.writerows([cell_text(cell) for cell in row] for row in table.rows)
    return stream.getvalue().encode()


def csvw_bytes(table: RegisterTable, release: Release, languages: Sequence[Language]) -> bytes:
    """Return the description of that CSV after CSV on the Web, in every language of the site."""
    plan = release.programme.plan
    described = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": f"{table.kind}.csv",
        "dc:title": {one.code: title_of(table, one) for one in languages},
        "dc:publisher": {one.code: one.words(plan.owner) for one in languages},
        "dc:license": {"@id": plan.licence_url},
        "dc:identifier": f"{release.id}/register/{table.kind}",
        "dialect": {"commentPrefix": "#", "header": True, "encoding": "utf-8"},
        "tableSchema": {
            "columns": [
                {
                    "name": field.name,
                    "titles": field.name,
                    "dc:description": {one.code: explained(field, one) for one in languages},
                    "datatype": "decimal" if field.number else "string",
                    "required": field.field == "id",
                }
                for field in table.fields
            ],
            "primaryKey": ["id"],
        },
    }
    return (indented(described, indent=1) + "\n").encode()


def workbook_bytes(
    found: Sequence[RegisterTable], *, language: Language, title: str, created: date
) -> bytes:
    """Return one workbook: what the columns mean, and a sheet for each kind.

    Every cell is text or a number, and never a formula. The same records and day give the same
    bytes.
    """
    names, texts = zip(*_about(found, language), strict=True)
    about = Sheet(
        language.say("register.file.about"),
        (
            SheetColumn(None, names, Style.BOLD, width=36),
            SheetColumn(None, texts, Style.WRAPPED, width=100),
        ),
    )
    return workbook((about, *map(_sheet, found)), title=title, created=created)


def title_of(table: RegisterTable, language: Language) -> str:
    """Return what a table is called."""
    return language.say(f"data.address.{table.kind}").removesuffix(" (JSON)")


def explained(field: Field, language: Language) -> str:
    """Return what a column holds, in words."""
    said = language.say(f"register.field.{field.field.replace('_', '-')}")
    return f"{said} ({field.language})" if field.language else said


def _about(found: Sequence[RegisterTable], language: Language) -> Iterator[tuple[str, str]]:
    yield language.say("register.file.unknown"), language.say("register.file.unknown.text")
    for table in found:
        for field in table.fields:
            yield f"{table.kind}.{field.name}", explained(field, language)


def _sheet(table: RegisterTable) -> Sheet:
    return Sheet(
        table.kind,
        tuple(
            SheetColumn(
                field.name,
                [row[place] for row in table.rows],
                Style.DIGITS if field.number else Style.PLAIN,
            )
            for place, field in enumerate(table.fields)
        ),
    )


def _fields(model: type[Entry], codes: tuple[str, ...]) -> Iterator[Field]:
    """The id first, and what every record has last: sources, moments, remark."""
    common = [name for name in Entry.model_fields if name != "id"]
    own = [name for name in model.model_fields if name not in Entry.model_fields]
    for name in ("id", *own, *common):
        kinds = _kinds(model.model_fields[name].annotation)
        if any(get_origin(kind) is dict for kind in kinds):
            yield from (Field(f"{name}_{code}", name, code, number=False) for code in codes)
        else:
            numeric = bool(kinds) and all(kind in (Decimal, int) for kind in kinds)
            yield Field(name, name, "", number=numeric)


def _kinds(annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401 - an annotation is anything
    """What a field can hold besides nothing."""
    if get_origin(annotation) is Annotated:
        return _kinds(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return tuple(kind for part in get_args(annotation) for kind in _kinds(part))
    return () if annotation is type(None) else (annotation,)


def _cell(one: Entry, field: Field) -> str:
    value = getattr(one, field.field)
    if field.language and isinstance(value, dict):
        return str(value.get(field.language, ""))
    return _text(value)


def _text(value: object) -> str:
    match value:
        case None:
            text = ""
        case bool():
            text = "true" if value else "false"
        case Enum():
            text = str(value.value)
        case Decimal():
            text = format(value, "f")
        case BaseModel():
            text = _json(_plain(value))
        case tuple() if all(isinstance(part, str) for part in value):
            text = _BETWEEN.join(map(_text, value))
        case tuple():
            text = _json([_plain(part) for part in value])
        case _:
            text = str(value)
    return text


def _plain(part: object) -> object:
    if isinstance(part, BaseModel):
        return part.model_dump(mode="json", exclude_defaults=True)
    return part


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
