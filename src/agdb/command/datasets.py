"""`agdb import`, `agdb datasets` and `agdb dataset`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast, get_args

from agdb.command.output import put, put_bytes, put_json, put_table
from agdb.command.settings import Settings
from agdb.command.workshop import now, programme, progress, warehouse
from agdb.errors import Place, UsageError, WarehouseError
from agdb.sources.folder import open_recording
from agdb.sources.translated import translated
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.export import Form, export
from agdb.warehouse.version import DatasetVersion

_FORMS = get_args(Form)


def import_recording(where: Settings, *, dataset: str, path: Path, as_json: bool) -> None:
    """Keep the recording at `path` as a snapshot and a dataset, or change nothing."""
    moment = now()
    with progress(f"reading {path}"):
        id_ = DatasetId.parse(dataset)
        recording, reader = open_recording(id_, path, today=moment.date())
        reader = translated(reader, programme(where).source_of(id_))
        version = warehouse(where).keep(recording, reader=reader, received=moment)
    if as_json:
        put_json(_account(version))
        return
    put(f"{version.id} version {version.version}: {version.rows} observations")
    if version.partial:
        put(f"partial: {version.partial}")


def list_datasets(where: Settings, *, as_json: bool) -> None:
    """Print every dataset with its versions, the newest last."""
    store = warehouse(where)
    versions = [version for id_ in store.datasets() for version in store.versions(id_)]
    if as_json:
        put_json([_account(version) for version in versions])
        return
    put_table(
        ("dataset", "version", "rows", "origin", "partial"),
        (
            (str(v.id), v.version, str(v.rows), v.receipt.origin.value, v.partial or "")
            for v in versions
        ),
    )


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


def _account(version: DatasetVersion) -> dict[str, object]:
    receipt = version.receipt
    return {
        "dataset": str(version.id),
        "version": version.version,
        "recorded": version.recorded.isoformat(),
        "received": receipt.received.isoformat(),
        "origin": receipt.origin.value,
        "rows": version.rows,
        "partial": version.partial,
        "checksum": receipt.checksum,
        "address": receipt.address,
        "licence": receipt.licence,
    }
