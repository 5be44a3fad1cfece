"""`agdb build`: a new release, or the same one if nothing changed."""

from __future__ import annotations

from datetime import date

from agdb.command.output import put, put_json
from agdb.command.settings import Settings
from agdb.command.workshop import build, warn_passed_over
from agdb.results.value import Kind


def build_and_keep(where: Settings, *, as_of: date | None, as_json: bool) -> None:
    """Build a release, keep it, and say what it holds."""
    release, new = build(where, as_of=as_of)
    values = sum(
        value.kind is Kind.OBSERVED
        for computed in release.computed.values()
        for value in computed.values
    )
    warn_passed_over(release.passed_over)
    waiting = [i for i, computed in release.computed.items() if computed.waiting is not None]
    if as_json:
        put_json(
            {
                "release": release.id,
                "new": new,
                "recorded": release.recorded.isoformat(),
                "indicators": len(release.computed),
                "values": values,
                "waiting": waiting,
                "passed_over": release.passed_over,
            }
        )
        return
    put(f"{'new release' if new else 'unchanged, release'} {release.id}")
    put(f"{len(release.computed)} indicators, {values} values, {len(waiting)} waiting for data")
