"""`delivery.yaml`: what a delivery is, and what each of its columns means."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Any, Final, Self

from pydantic import Field, field_validator, model_validator

from agdb.errors import ProgrammeError, SourceError
from agdb.files.recorded import fault
from agdb.programme.located import Located, read
from agdb.programme.model import Record, web_address
from agdb.programme.record import record
from agdb.statistics.structure import DimensionKind

NAME: Final = "delivery.yaml"
_NAMES: Final = re.compile(r"(.*/)?delivery\.ya?ml(\.txt)?", re.IGNORECASE)  # as editors save it


class ColumnRole(StrEnum):
    """What a column holds."""

    DIMENSION = "dimension"
    PERIOD = "period"
    MEASURE = "measure"  # the code of what the row measures, where one column has all values
    VALUE = "value"
    STATUS = "status"
    LOWER = "lower"
    UPPER = "upper"
    IGNORE = "ignore"


class DeliveryMeasure(Record):
    """What a measure is called and in which unit it is."""

    title: str = Field(min_length=1)
    unit: str = Field(min_length=1)


class DeliveryColumn(Record):
    """One column: its role, and what that role asks for.

    `title` and `unit` belong to a value, `title` and `kind` to a dimension, `of` to a status or
    bound where several columns hold values: it names the column it is about.
    """

    role: ColumnRole
    title: str = ""
    unit: str = ""
    measure: str = ""
    kind: DimensionKind = DimensionKind.ORDINARY
    of: str = ""


class DeliveryManifest(Record):
    """The description of a delivery."""

    dataset: str = Field(pattern=r"^[a-z][a-z0-9-]*:[A-Za-z0-9][A-Za-z0-9_.@-]*$")
    title: str = Field(min_length=1)
    recorded: date
    vintage: str = ""
    licence: str = Field(min_length=1)
    citation: str = Field(min_length=1)
    contact: str = Field(min_length=1)
    address: str = ""
    file: str = ""
    sheet: str = ""
    delimiter: str = Field(default=",", pattern=r"^(,|;|\||\t|tab)$")
    decimal: str = Field(default="", pattern=r"^[.,]?$")
    rows: int | None = Field(default=None, ge=1)
    partial: str = ""
    columns: dict[str, DeliveryColumn] = Field(min_length=2)
    measures: dict[str, DeliveryMeasure] = {}

    @field_validator("address")
    @classmethod
    def _plain(cls, address: str) -> str:
        return web_address(address) if address else ""

    @model_validator(mode="after")
    def _roles(self) -> Self:
        values = self.named(ColumnRole.VALUE)
        if len(self.named(ColumnRole.PERIOD)) != 1 or not values:
            raise ValueError("one column must have the role period, and one or more the role value")
        by_code = self.named(ColumnRole.MEASURE)
        if by_code and (len(by_code) > 1 or len(values) > 1 or not self.measures):
            raise ValueError("a measure column goes with one value column and a list of measures")
        if not by_code:
            for name in values:
                if not self.columns[name].unit:
                    raise ValueError(f"the value column {name!r} has no unit")
        for role in (ColumnRole.STATUS, ColumnRole.LOWER, ColumnRole.UPPER):
            self._belong(role, values)
        return self

    def named(self, role: ColumnRole) -> list[str]:
        """The columns of a role, in the order in which they are described."""
        return [name for name, column in self.columns.items() if column.role is role]

    def about(self, value: str, role: ColumnRole) -> str | None:
        """The column of a role that is about the value column `value`."""
        found = self.named(role)
        return next((name for name in found if self.columns[name].of in {value, ""}), None)

    def _belong(self, role: ColumnRole, values: list[str]) -> None:
        meant = [self.columns[name].of or values[0] for name in self.named(role)]
        vague = len(values) > 1 and any(not self.columns[name].of for name in self.named(role))
        if vague or len(set(meant)) != len(meant) or not set(meant) <= set(values):
            raise ValueError(
                f"each {role} column must say with `of` which value column it is about"
            )


def is_description(name: str) -> bool:
    """Whether a file of this name describes a delivery.

    >>> is_description("2026/Delivery.yaml.txt")
    True
    """
    return _NAMES.fullmatch(name) is not None


def manifest_from_yaml(content: bytes, *, name: str) -> DeliveryManifest:
    """Return the manifest in a YAML file; raises `SourceError` with the line of a mistake."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise fault("the description is not UTF-8", name, remedy="save it as UTF-8") from None
    try:
        return record(DeliveryManifest, read(name, text))
    except ProgrammeError as error:
        what = " ".join(error.what.split())  # the words of the YAML library have line breaks
        raise SourceError(what, place=error.place, remedy=error.remedy) from None


def manifest_from_cells(content: dict[str, Any], *, name: str) -> DeliveryManifest:
    """Return the manifest on the sheets of a template; raises `SourceError` for a mistake."""
    try:
        return record(DeliveryManifest, Located(name, content, {}))
    except ProgrammeError as error:
        raise fault(error.what, name, remedy=error.remedy or "mend the sheets") from None
