"""`agdb revisions`."""

from __future__ import annotations

from agdb.command.output import put, put_json
from agdb.command.settings import Settings
from agdb.command.workshop import warehouse
from agdb.errors import Place, WarehouseError
from agdb.statistics.identifier import DatasetId
from agdb.statistics.number import printed
from agdb.warehouse.revisions import Cell, Comparison, history


def print_revisions(where: Settings, *, dataset: str, as_json: bool) -> None:
    """Print the definitive figures that changed between one version of a dataset and the next."""
    id_ = DatasetId.parse(dataset)
    versions = warehouse(where).versions(id_)
    if not versions:
        raise WarehouseError(
            "this dataset is not in the warehouse",
            place=Place(str(id_)),
            remedy="run agdb datasets to see what is",
        )
    comparisons = history(versions)
    if as_json:
        put_json([_account(comparison) for comparison in comparisons])
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


def _shown(cell: Cell) -> str:
    return cell.text or ("empty" if cell.value is None else printed(cell.value))


def _account(one: Comparison) -> dict[str, object]:
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
