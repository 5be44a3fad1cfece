"""`agdb check`: what the rules find, for people and for programs."""

from __future__ import annotations

from agdb.cli.context import (
    keep_figures,
    now,
    programme,
    warehouse,
    warn_excluded,
)
from agdb.cli.options import AsOf, Json
from agdb.cli.output import put, put_json
from agdb.cli.progress import progress
from agdb.cli.settings import current
from agdb.errors import ReleaseError
from agdb.indicators.checks.examine import check_dataset, check_release, stopping
from agdb.indicators.checks.finding import Finding
from agdb.indicators.workbench import Workbench
from agdb.register.fitting import programme_register
from agdb.release.excluded_versions import usable
from agdb.warehouse.engine import Engine


def check(*, as_of: AsOf = None, as_json: Json = False) -> None:
    """Print every finding; raises `ReleaseError` if any of them stops a build.

    A mistake in the register is raised first, as `ProgrammeError`.

    What an indicator reads is looked at as `agdb build` does, and beyond that every dataset of the
    warehouse that no indicator reads.
    """
    where = current()
    plan, store, today = programme(where), warehouse(where), as_of or now().date()
    programme_register(plan)
    keep_figures(plan, store)
    with progress("checking"), Engine(folders=(store.root,)) as engine:
        found = usable(plan, warehouse=store, engine=engine, as_of=as_of, refusing=False)
        computed, store = found.computed, found.warehouse
        bench = Workbench(programme=plan, warehouse=store, engine=engine, as_of=as_of)
        findings = list(check_release(computed, bench, today=today))
        read = {part.dataset for one in computed.values() for part in one.inputs}
        for id_ in store.datasets():
            versions = store.versions(id_, as_of=as_of)
            if versions and str(versions[-1].id) not in read:
                findings += check_dataset(versions, bench, today=today)
    _print(findings, as_json=as_json)
    warn_excluded(found.excluded)
    blocking = stopping(findings)
    if blocking:
        number = "1 finding stops" if len(blocking) == 1 else f"{len(blocking)} findings stop"
        raise ReleaseError(f"{number} the build", remedy="mend or correct what is marked block")


def _print(findings: list[Finding], *, as_json: bool) -> None:
    if as_json:
        put_json(
            [
                {
                    "rule": found.rule,
                    "severity": found.severity.value,
                    "where": found.place.name,
                    "cell": found.place.cell,
                    "what": found.what,
                    "more": found.more,
                    "remedy": found.remedy,
                }
                for found in findings
            ]
        )
        return
    for found in findings:
        put(str(found))
    if not findings:
        put("nothing was found")
