"""`agdb compare`: what changed from one release to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import msgspec
import typer

from agdb.cli.context import releases
from agdb.cli.options import Json
from agdb.cli.output import put, put_json, put_table
from agdb.cli.settings import current
from agdb.publication.reading.calendar import awaited, by_table
from agdb.release.compare import compare as compare_releases
from agdb.results.release import Release
from agdb.results.release_changes import ReleaseChanges, RevisedValue
from agdb.statistics.number import printed


def compare(
    before: Annotated[str, typer.Argument(metavar="A", help="A release, or the day it is of.")],
    after: Annotated[
        str | None, typer.Argument(metavar="[B]", help="A later one; the latest without it.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Print what differs from release A to release B, each by its id or a day."""
    kept = releases(current())
    now = kept.open(None if after is None else kept.named(after))
    found = compare_releases(kept.other(kept.named(before), like=now), now)
    late = _late(now)
    if as_json:
        put_json(msgspec.to_builtins(found) | {"late_sources": late})
        return
    put(f"from {found.before} ({found.days[0]}) to {found.after} ({found.days[1]})")
    for line in _lines(found):
        put(line)
    for name in late:
        put(f"late: {name}")
    if found.revised:
        put_table(
            ("indicator", "region", "period", "part", "was", "is", "usually", "why"),
            map(_revised, found.revised),
        )
    if found.nothing:
        put("nothing changed in figures, judgements or register")


def _late(release: Release) -> tuple[str, ...]:
    """The sources of which something newer should be there on the day of the release."""
    some = by_table(awaited(release), release.programme)
    return tuple(
        one.source.id
        for one in some
        if one.schedule.missed is not None and one.schedule.missed.late(release.day)
    )


def _lines(found: ReleaseChanges) -> Iterator[str]:
    for new in found.periods:
        yield f"new periods: {new.indicator} {', '.join(new.periods)} (newest was {new.newest})"
    yield from (f"first figures: {name}" for name in found.appeared)
    yield from (f"no figures any more: {name}" for name in found.vanished)
    yield from (f"values gone: {name} {n}" for name, n in found.lost)
    for other in found.definitions:
        yield f"definition: {other.indicator} ({', '.join(other.parts)})"
    for moved in found.statuses:
        what = f"{moved.indicator} {moved.target} {_part(moved.breakdown)}".strip()
        yield f"judgement: {what} from {moved.was} to {moved.became} ({moved.cause})"
    for record in found.records:
        states = f" from {record.was} to {record.became}" if record.was else ""
        yield f"register: {record.kind} {record.ident} {record.move}{states}"
    yield from (f"action done: {name}" for name in found.done)
    for late in found.overdue:
        yield f"overdue: {late.kind} {late.ident} {late.days} days{', new' if late.new else ''}"
    for one in found.corrections:
        yield f"correction: {one.id} {'|'.join(one.key)} from {one.found} to {one.made}"
    for gone in found.withdrawn:
        yield f"withdrawn: {gone.dataset} {gone.version} on {gone.day} ({gone.why})"


def _part(breakdown: tuple[tuple[str, str], ...]) -> str:
    return " ".join(f"{name}={code}" for name, code in breakdown)


def _revised(one: RevisedValue) -> tuple[str, ...]:
    numbers = (one.was, one.became, one.usual)
    was, became, usual = ("-" if number is None else printed(number) for number in numbers)
    part = _part(one.breakdown)
    why = ", ".join(one.reasons) + (", more than usual" if one.unusual else "")
    return one.indicator, one.region, one.period, part, was, became, usual, why
