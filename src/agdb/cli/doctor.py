"""`agdb doctor`."""

from __future__ import annotations

from agdb.cli.context import programme
from agdb.cli.desk import MOVED, open_desk
from agdb.cli.options import Json
from agdb.cli.output import put, put_json
from agdb.cli.progress import progress
from agdb.cli.settings import Settings, current
from agdb.errors import AgdbError, DeskError, Place, WarehouseError
from agdb.proposals.store import ProposalStore
from agdb.release.examine import examine_releases
from agdb.warehouse.doctor import examine


def doctor(*, as_json: Json = False) -> None:
    """Print all that is wrong with the data folder; raises `WarehouseError` if anything is."""
    where = current()
    with progress("examining the data folder"):
        findings = [
            *examine(where.data),
            *examine_releases(where.releases, data=where.data),
            *ProposalStore(where.data).examine(),
            *(examine_database(where) if where.has_desk else ()),
        ]
    if as_json:
        put_json(
            [
                {"where": str(found.place), "what": found.what, "remedy": found.remedy}
                for found in findings
            ]
        )
    else:
        for found in findings:
            put(str(found))
    if findings:
        number = "1 inconsistency was" if len(findings) == 1 else f"{len(findings)} were"
        raise WarehouseError(f"{number} found in the data folder", remedy="mend what is listed")
    if not as_json:
        put("the data folder is sound")


def examine_database(where: Settings) -> list[AgdbError]:
    """Return what is wrong with the database of the desk, also that it cannot be opened."""
    beside = [where.database_file, where.database_file.with_name(MOVED)]
    left = [path for path in beside if where.database is not None and path.is_file()]
    findings: list[AgdbError] = [
        DeskError(
            "this database is not used any more, and holds persons",
            place=Place(str(path)),
            remedy="delete it once the other one is known to be whole",
        )
        for path in left
    ]
    try:
        open_desk(where, programme(where))
        from agdb.web.desk.examine import examine_desk

        findings += examine_desk()
    except DeskError as error:
        findings.append(error)
    return findings
