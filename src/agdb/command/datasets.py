"""`agdb datasets` and `agdb dataset`."""

from __future__ import annotations

from datetime import date
from typing import cast, get_args

from agdb.command.output import put_bytes, put_json, put_table
from agdb.command.settings import Settings
from agdb.command.workshop import warehouse
from agdb.errors import Place, UsageError, WarehouseError
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.export import Form, export
from agdb.warehouse.version import DatasetVersion

_FORMS = get_args(Form)


def list_datasets(where: Settings, *, as_json: bool) -> None:
    """Print every dataset with its versions, the newest last; also those that are withdrawn."""
    store = warehouse(where)
    versions = [version for id_ in store.datasets() for version in store.all_versions(id_)]
    if as_json:
        put_json([account(version) for version in versions])
        return
    put_table(
        ("dataset", "version", "vintage", "rows", "origin", "remarks"),
        (
            (str(v.id), v.version, edition(v), str(v.rows), v.receipt.origin.value, _remarks(v))
            for v in versions
        ),
    )


def edition(version: DatasetVersion) -> str:
    """Return the vintage of a version in words: its name if it has one, and the day it is of."""
    day = (
        f"recorded {version.recorded}"
        if version.published is None
        else f"published {version.published}"
    )
    return f"{version.vintage}, {day}" if version.vintage else day


def _remarks(version: DatasetVersion) -> str:
    step = version.withdrawn
    gone = None if step is None else f"withdrawn on {step.moment:%Y-%m-%d}: {step.reason}"
    return "; ".join(filter(None, (gone, version.partial)))


def print_dataset(where: Settings, *, dataset: str, as_of: date | None, form: str) -> None:
    """Print the long table of a dataset as known on a date."""
    if form not in _FORMS:
        raise UsageError(f"there is no form {form!r}", remedy=f"use {', '.join(_FORMS)}")
    id_ = DatasetId.parse(dataset)
    store = warehouse(where)
    version = store.find(id_, as_of=as_of)
    if version is None:
        on = f" on {as_of}" if as_of else ""
        raise WarehouseError(
            f"this dataset is not in the warehouse{on}",
            place=Place(str(id_)),
            remedy=f"run agdb datasets to see what is, or agdb import {id_} PATH",
        )
    put_bytes(export(version, form=cast("Form", form)))


def account(version: DatasetVersion) -> dict[str, object]:
    """Return what is known of a version as plain data."""
    receipt, step = version.receipt, version.withdrawn
    return {
        "dataset": str(version.id),
        "version": version.version,
        "recorded": version.recorded.isoformat(),
        "published": None if version.published is None else version.published.isoformat(),
        "vintage": version.vintage or None,
        "received": receipt.received.isoformat(),
        "origin": receipt.origin.value,
        "rows": version.rows,
        "partial": version.partial,
        "checksum": receipt.checksum,
        "address": receipt.address,
        "licence": receipt.licence,
        "withdrawn": None
        if step is None
        else {"moment": step.moment.isoformat(), "reason": step.reason},
    }
