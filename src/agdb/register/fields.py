"""A record as plain fields, for a database or a form, and back: nothing is lost on the way.

The frozen types are the only definition of what a record is. Fields are what JSON can hold: numbers
with their digits as text, days as text, lists. A field that has its default is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from agdb.errors import ProgrammeError
from agdb.register.entry import Entry
from agdb.register.register import KINDS

Fields = dict[str, Any]


def fields_of(one: Entry) -> Fields:
    """Return the fields of a record; `entry_of` makes the same record of them."""
    return one.model_dump(mode="json", exclude_defaults=True)


def entry_of(kind: str, fields: Mapping[str, Any], *, languages: tuple[str, ...]) -> Entry:
    """Return the record of `kind` with these fields, its texts complete in `languages`.

    Raises `FieldsError`, with each mistake by the path of its field, for what is no such record.
    """
    try:
        return KINDS[kind].model_validate(dict(fields), context={"languages": languages})
    except ValidationError as error:
        mistakes = {
            ".".join(map(str, one["loc"])): one["msg"].removeprefix("Value error, ")
            for one in error.errors(include_url=False)
        }
        raise FieldsError(kind, str(fields.get("id", "")), mistakes) from None


class FieldsError(ProgrammeError):
    """Fields that make no record; `mistakes` are the reasons by the path of the field."""

    def __init__(self, kind: str, ident: str, mistakes: Mapping[str, str]) -> None:
        where, what = next(iter(mistakes.items()))
        name = ".".join(part for part in (ident, where) if part)
        super().__init__(f"{kind} {name}: {what}", remedy="mend this field")
        self.mistakes = dict(mistakes)
