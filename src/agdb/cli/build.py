"""`agdb build`: a new release, or the same one if nothing changed."""

from __future__ import annotations

from datetime import UTC, date, datetime

from agdb.cli.options import AsOf, Json
from agdb.cli.output import put, put_json, warn
from agdb.cli.settings import Settings, current
from agdb.release.store import ReleaseStore
from agdb.release.unchanged import BuildSummary, KeptBuilds, state_of
from agdb.warehouse.ledger import Ledger


def build(*, as_of: AsOf = None, as_json: Json = False) -> None:
    """Build a release, keep it, and say what it holds.

    Where a build of the very same state came to a release that is still whole, that one is named,
    and no room that would compute is even loaded.
    """
    where = current()
    day = as_of or datetime.now(UTC).date()
    kept = ReleaseStore(where.releases)
    state = _state(where, day=day, as_of=as_of)
    found, new = KeptBuilds(kept.cache()).find(state), False
    whole = not Ledger(where.data).missing()
    if found is not None and whole and kept.point_to(found.release):
        for sentence in found.warnings:
            warn(sentence)
    else:
        found, new = _built(where, kept, day=day, as_of=as_of)
    if as_json:
        summary = {"release": found.release, "new": new, "recorded": found.recorded}
        summary |= {"indicators": found.indicators, "values": found.values}
        put_json(summary | {"waiting": found.waiting, "not_used": found.excluded})
        return
    put(f"{'new release' if new else 'unchanged, release'} {found.release}")
    put(
        f"{found.indicators} indicators, {found.values} values,"
        f" {len(found.waiting)} waiting for data"
    )


def _built(
    where: Settings, kept: ReleaseStore, *, day: date, as_of: date | None
) -> tuple[BuildSummary, bool]:
    """Build, and remember what it came to, unless something came in meanwhile."""
    from agdb.cli.context import build_and_keep
    from agdb.results.value import Kind

    def state() -> str:
        return _state(where, day=day, as_of=as_of)

    built = build_and_keep(where, as_of=as_of, day=day, state=state)
    release = built.release
    found = BuildSummary(
        release=release.id,
        recorded=release.recorded,
        indicators=len(release.computed),
        values=sum(
            value.kind is Kind.OBSERVED
            for computed in release.computed.values()
            for value in computed.values
        ),
        waiting=tuple(i for i, one in release.computed.items() if one.waiting is not None),
        excluded=release.excluded,
        warnings=built.warnings,
    )
    if state() == built.state:
        KeptBuilds(kept.cache()).keep(built.state, found)
    return found, built.new


def _state(where: Settings, *, day: date, as_of: date | None) -> str:
    """All that decides what a build comes to, the desk included."""
    files = state_of(programme=where.programme, data=where.data, day=day, as_of=as_of)
    if not where.has_desk:
        return files
    from agdb.cli.desk import desk_state

    return files + desk_state(where)
