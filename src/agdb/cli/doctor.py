"""`agdb doctor`."""

from __future__ import annotations

from typing import Annotated

import typer

from agdb.arrivals.memory import examine_news
from agdb.cli.context import now, programme
from agdb.cli.desk import MOVED, open_desk
from agdb.cli.options import Json
from agdb.cli.output import put, put_json
from agdb.cli.progress import progress
from agdb.cli.settings import Settings, current
from agdb.errors import AgdbError, DeskError, Place, WarehouseError
from agdb.proposals.store import ProposalStore
from agdb.release.examine import examine_releases, unvouched_releases
from agdb.warehouse.doctor import examine, unvouched_versions
from agdb.warehouse.ledger import Ledger


def doctor(
    *,
    forget: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Do not miss any more what was deleted on purpose."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Print all that is wrong with the data folder; raises `WarehouseError` if anything is.

    What an earlier version made, and cannot be vouched for, is a remark and no fault.
    """
    where = current()
    if forget is not None:
        Ledger(where.data).forget(forget, moment=now())
    with progress("examining the data folder"):
        findings, remarks = _findings(where), _remarks(where)
    if as_json:
        put_json(
            [
                {
                    "where": str(one.place),
                    "what": one.what,
                    "remedy": one.remedy,
                    "remark": one in remarks,
                }
                for one in (*findings, *remarks)
            ]
        )
    else:
        for found in findings:
            put(str(found))
        for remark in remarks:
            put(f"remark: {remark}")
    if findings:
        number = "1 inconsistency was" if len(findings) == 1 else f"{len(findings)} were"
        raise WarehouseError(f"{number} found in the data folder", remedy="mend what is listed")
    if not as_json:
        put("the data folder is sound")


def _findings(where: Settings) -> list[AgdbError]:
    """All that is wrong; what is missed by name and by its neighbours is told once."""
    ledger = Ledger(where.data)
    found = [
        *examine(where.data),
        *examine_releases(where.releases, data=where.data),
        *ProposalStore(where.data).examine(),
        *examine_news(where.data),
        *(examine_database(where) if where.has_desk else ()),
    ]
    told = {str(one.place) for one in found}
    return [*found, *(one for one in ledger.examine() if str(one.place) not in told)]


def _remarks(where: Settings) -> list[AgdbError]:
    """What an earlier version of agdb left without anything to hold it against."""
    return [
        *unvouched_versions(where.data),
        *unvouched_releases(where.releases),
        *Ledger(where.data).unlisted(),
    ]


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
