"""`agdb datasets`, `agdb dataset` and `agdb revisions`: what the warehouse holds."""

from __future__ import annotations

from typing import Annotated, cast, get_args

import typer

from agdb.cli.context import programme, warehouse
from agdb.cli.options import AsOf, Json
from agdb.cli.output import put, put_bytes, put_json, put_table
from agdb.cli.settings import current
from agdb.errors import Place, UsageError, WarehouseError
from agdb.programme.naming import is_spoken_of, nearest, source_names
from agdb.statistics.identifier import DatasetId
from agdb.statistics.number import printed
from agdb.warehouse.export import Form, export
from agdb.warehouse.revisions import VersionCell, VersionComparison, history
from agdb.warehouse.version import DatasetVersion

_FORMS = get_args(Form)
Name = Annotated[str, typer.Argument(metavar="DATASET", help="As in cbs:85224NED.")]


def datasets(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]", help="Only with these in id or name.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Print every dataset with its versions, the newest last; also those that are withdrawn."""
    where = current()
    store, asked = warehouse(where), " ".join(words or ())
    names = source_names(programme(where)) if asked else {}
    versions = [
        version
        for id_ in store.datasets()
        if not asked or is_spoken_of(asked, str(id_), names.get(str(id_), ()))
        for version in store.all_versions(id_)
    ]
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


def dataset(
    name: Name,
    *,
    as_of: AsOf = None,
    form: Annotated[
        str, typer.Option("--format", metavar="csv|json|parquet", help="Form of the output.")
    ] = "csv",
    as_json: Json = False,
) -> None:
    """Print the long table of a dataset as known on a date; `--json` is `--format json`."""
    form = "json" if as_json else form
    if form not in _FORMS:
        raise UsageError(f"{form!r} is not a format", remedy=f"use {', '.join(_FORMS)}")
    id_ = DatasetId.parse(name)
    store = warehouse(current())
    version = store.find(id_, as_of=as_of)
    if version is None:
        on = f" on {as_of}" if as_of else ""
        held = {str(one): () for one in store.datasets() if one != id_}
        near = nearest(str(id_), held)
        raise WarehouseError(
            f"this dataset is not in the warehouse{on}",
            place=Place(str(id_)),
            remedy=f"did you mean {' or '.join(near)}?"
            if near
            else f"run agdb datasets to see what is, or agdb import {id_} PATH",
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


def revisions(name: Name, *, as_json: Json = False) -> None:
    """Print the definitive figures that changed between one version of a dataset and the next."""
    id_ = DatasetId.parse(name)
    versions = warehouse(current()).versions(id_)
    if not versions:
        raise WarehouseError(
            "this dataset is not in the warehouse",
            place=Place(str(id_)),
            remedy="run agdb datasets to see what is",
        )
    comparisons = history(versions)
    if as_json:
        put_json([_comparison(comparison) for comparison in comparisons])
        return
    if not comparisons:
        put("there is no earlier version to compare with")
    for one in comparisons:
        put(
            f"{one.older.version} to {one.newer.version}: {len(one.revisions)} of"
            f" {one.definitive} definitive cells revised, {one.incomparable} not comparable"
        )
        for revision in one.revisions:
            after = "no longer given" if revision.after is None else _shown(revision.after)
            put(f"  {' '.join(revision.key)}: {_shown(revision.before)} became {after}")


def _shown(cell: VersionCell) -> str:
    return cell.text or ("empty" if cell.value is None else printed(cell.value))


def _comparison(one: VersionComparison) -> dict[str, object]:
    return {
        "older": one.older.version,
        "newer": one.newer.version,
        "definitive": one.definitive,
        "incomparable": one.incomparable,
        "revisions": [
            {
                "cell": dict(zip(one.columns, revision.key, strict=True)),
                "before": revision.before,
                "after": revision.after,
            }
            for revision in one.revisions
        ],
    }
