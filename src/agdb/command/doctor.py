"""`agdb doctor`."""

from __future__ import annotations

from agdb.command.output import put, put_json
from agdb.command.settings import Settings
from agdb.command.workshop import progress
from agdb.errors import WarehouseError
from agdb.release.examine import examine_releases
from agdb.warehouse.doctor import examine


def examine_data(where: Settings, *, as_json: bool) -> None:
    """Print all that is wrong with the data folder; raises `WarehouseError` if anything is."""
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
