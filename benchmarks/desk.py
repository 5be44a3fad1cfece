"""The desk and the register at size: lists, pages, load, export, fragmentation.

    PYTHONPATH=src python benchmarks/desk.py [INITIATIVES ...]

Makes invented initiatives (1,000, then 10,000) of a fifth as many organisations with ten times as
many events, in SQLite or in the database that AGDB_DATABASE_URL names (an empty one, so for one
size). Medians of eleven for what a person waits for, once for the rest. Each size has a process of
its own; after two sizes a line for each job says what the larger takes in times the smaller.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from agdb.register.register import Register, register_of
from agdb.web.settings import WebOptions, configure

if TYPE_CHECKING:
    from django.test import Client

    from agdb.web.desk.roles import Actor

QUICK = ("100", "200")

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
GROUPS = [f"group-{n}" for n in range(8)]
ACTIVITIES = [f"activity-{n}" for n in range(10)]
REGIONS = [f"AM{n:02d}" for n in range(1, 36)]
PILLARS = ["one", "two", "three", "four"]
KEPT: dict[str, Any] = {
    "sources": [{"url": "https://example.org/paper", "seen": "whole"}],
    "as_of": "2030-01-01",
    "recorded": "2030-02-01",
}


def both(text: str) -> dict[str, str]:
    return {"nl": f"{text}, in het Nederlands", "en": f"{text}, in English"}


def records(count: int) -> dict[str, list[dict[str, Any]]]:
    """Invented records, the same ones each time."""
    dice = random.Random(7)
    organisations = [f"organisation-{n}" for n in range(max(count // 5, 2))]
    codes = [
        {"id": ident, "list": name, "names": both(ident), **KEPT}
        for name, idents in (("target-groups", GROUPS), ("activities", ACTIVITIES))
        for ident in idents
    ]
    initiatives = [
        {
            "id": f"initiative-{n}", "names": both(f"initiative {n}"), "level": "project",
            "summary": both(f"what initiative {n} does for whom, in a sentence of usual length"),
            "relation": "own", "pillars": [dice.choice(PILLARS)], "national": False,
            "partners": [
                {"organisation": one, "role": "accountable" if k == 0 else "implementing"}
                for k, one in enumerate(dice.sample(organisations, min(3, len(organisations))))
            ],
            "history": [{"state": "implementation", "since": "2029-01-01"}],
            "period": {"start": str(dice.randint(2024, 2029)), "end": "2031"},
            "regions": [{"code": dice.choice(REGIONS), "year": 2024}],
            "target_groups": [dice.choice(GROUPS)], "activities": [dice.choice(ACTIVITIES)],
            **KEPT,
        }
        for n in range(count)
    ]  # fmt: skip
    return {
        "codes": codes,
        "organisations": [
            {"id": one, "names": both(one), "kind": "company", **KEPT} for one in organisations
        ],
        "initiatives": initiatives,
    }


TAKEN: dict[str, float] = {}
"""Seconds of the processor for each job of this process."""


def timed(what: str, work: Callable[[], object], *, times: int = 1) -> None:
    """Print and note the median of what `work` takes: by the clock, and of this processor."""
    taken = []
    for _ in range(times):
        started, used = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - started, time.process_time() - used))
    clock, processor = (statistics.median(part) for part in zip(*taken, strict=True))
    TAKEN[what.strip()] = processor
    print(f"{what:<58} {clock:9.3f} s {processor:9.3f} s", flush=True)


def more_events(count: int) -> None:
    """Nine more events for each initiative, as so many small edits would leave."""
    from agdb.web.desk.models import Event, Record

    events = [
        Event(
            at=NOW + timedelta(minutes=n), actor=None, role="secretary", organisation="",
            action="edit", kind="initiatives", ident=row.ident, version=n + 2,
            before=row.fields, after=row.fields,
        )
        for row in Record.objects.filter(kind="initiatives")
        for n in range(9)
    ]  # fmt: skip
    Event.objects.bulk_create(events, batch_size=1000)
    Record.objects.filter(kind="initiatives").update(version=10)
    print(f"initiatives {count:,}, events {Event.objects.count():,}")


def fragmentation(register: Register) -> None:
    """Everything that a page of fragmentation shows."""
    from agdb.register.fragmentation.chance import against_chance
    from agdb.register.fragmentation.coverage import coverage
    from agdb.register.fragmentation.network import (
        Network,
        bridging_actors,
        components,
        four_cycles,
        modular_groups,
    )
    from agdb.register.fragmentation.overlap import pairs

    initiatives = register.initiatives.values()
    ties = [(who, one.id) for one in initiatives for who in one.organisations()]
    network = Network.of(ties)
    chance = np.random.default_rng(7)
    timed(
        "  coverage of 4 x 8 x 35 cells",
        lambda: coverage(initiatives, pillars=PILLARS, groups=GROUPS, regions=REGIONS),
    )
    timed("  pairs that overlap", lambda: print(f"    {len(pairs(initiatives)):,} pairs"))
    timed("  components, four-cycles, bridging actors", lambda: (
        components(network), four_cycles(network), bridging_actors(network)))  # fmt: skip
    timed("  groups of Barber's modularity", lambda: modular_groups(network))
    timed(
        "  against 1,000 rewirings",
        lambda: against_chance(
            network,
            {"four-cycles": lambda one: float(four_cycles(one))},
            chance=chance,
            rewirings=1000,
        ),
    )


def visitor(actor: Actor) -> Client:
    """A client in which `actor` has signed in with both factors."""
    from allauth.mfa.totp.internal.auth import TOTP
    from django.test import Client

    from agdb.web.desk.models import Seat, User

    user = User(pk=actor.id, email="measure@example.org", joined=NOW, language="en")
    user.save(force_insert=True)
    for role, organisation in actor.seats:
        Seat.objects.create(user=user, role=role.value, organisation=organisation)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client = Client()
    client.force_login(user)
    session = client.session
    session["began"] = time.time()
    session.save()
    return client


def drawn(client: Client, path: str) -> Callable[[], None]:
    """Ask for a page of the desk as a browser does, through every layer of the server."""

    def ask() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    return ask


def measured(count: int) -> dict[str, float]:
    """Measure one size in this process; return seconds of the processor, and the peak in MB."""
    with tempfile.TemporaryDirectory() as folder:
        configure(
            WebOptions(
                site=Path(folder),
                data=Path(folder),
                database_url=os.environ.get("AGDB_DATABASE_URL"),
                languages=("nl", "en"),
            )
        )
        from uuid import UUID

        from agdb.register.fields import entry_of
        from agdb.web.desk import editing
        from agdb.web.desk.exchange import export_files, load_register
        from agdb.web.desk.records import stored_register
        from agdb.web.desk.roles import Role, actor
        from agdb.web.desk.setup import prepare

        prepare()
        found = {
            kind: {one["id"]: entry_of(kind, one, languages=("nl", "en")) for one in some}
            for kind, some in records(count).items()
        }
        register = register_of(found)
        timed("load from files", lambda: load_register(register, at=NOW))
        more_events(count)
        secretary = actor(UUID(int=1), [("secretary", "organisation-0")])
        member = actor(UUID(int=2), [(Role.CONTRIBUTOR, "organisation-1")])
        middle, name = count // 100, f"initiative-{count // 2}"
        for who, one in (("secretary", secretary), ("contributor", member)):
            timed(
                f"list, a page in the middle, {who}",
                lambda one=one: editing.listed(one, "initiatives", page=middle),  # type: ignore[misc]
                times=11,
            )
        timed(
            "list, search in names",
            lambda: editing.listed(secretary, "initiatives", search=f"initiative {count // 2}"),
            times=11,
        )
        timed(
            "page: record, what names it, its history",
            lambda: (
                editing.read(secretary, "initiatives", name),
                editing.naming(secretary, "initiatives", name),
                editing.history(secretary, "initiatives", name),
            ),
            times=11,
        )
        client = visitor(secretary)
        listed = f"/desk/en/register/?kind=initiatives&page={middle}"
        timed("list, drawn", drawn(client, listed), times=11)
        timed("page, drawn", drawn(client, f"/desk/en/register/initiatives/{name}/"), times=11)
        timed("export to files", lambda: export_files(at=NOW))
        timed("load again, nothing changed", lambda: load_register(register, at=NOW))
        timed("register as objects", stored_register)
        timed("fragmentation, all of it", lambda: fragmentation(register))
    return TAKEN | {"peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> None:
    """Measure every size, and print how the jobs grow from the first to the last."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("initiatives", type=int, nargs="*", default=[1_000, 10_000])
    sizes: list[int] = options.parse_args().initiatives
    if len(sizes) > 1 and os.environ.get("AGDB_DATABASE_URL"):
        sys.exit("not measured: AGDB_DATABASE_URL names one database; give one size")
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as apart:
        found = apart.map(measured, sizes, chunksize=1)
    if len(sizes) > 1:
        first, last = found[0], found[-1]
        print(f"\n{sizes[-1] / sizes[0]:.0f} times the initiatives, seconds of the processor:")
        for what, less in first.items():
            more = last[what]
            print(f"{what:<58} {less:10.4f} {more:10.4f} {more / less:6.1f} times")


if __name__ == "__main__":
    main()
