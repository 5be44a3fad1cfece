"""`agdb doctor`."""

from __future__ import annotations

from agdb.cli.context import progress
from agdb.cli.options import Json
from agdb.cli.output import put, put_json
from agdb.cli.settings import current
from agdb.errors import WarehouseError
from agdb.release.examine import examine_releases
from agdb.warehouse.doctor import examine


def doctor(*, as_json: Json = False) -> None:
    """Print all that is wrong with the data folder; raises `WarehouseError` if anything is."""
    where = current()
    with progress("examining the data folder"):
        findings = [*examine(where.data), *examine_releases(where.releases, data=where.data)]
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
