"""`agdb serve`: builds and publishes what is new, then answers on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from agdb.cli.context import build_and_keep, now, programme, releases
from agdb.cli.desk import PORT, current_register, open_desk, web_options
from agdb.cli.exit import disk_error
from agdb.cli.output import put
from agdb.cli.publish import shown_release, write_release
from agdb.cli.settings import Settings, current
from agdb.cli.site_folder import published
from agdb.errors import AgdbError, UsageError
from agdb.release.code import code_hash
from agdb.web.server import PortTakenError, close_database, run_server
from agdb.web.settings import WebOptions


def serve(
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine.")] = PORT,
    demo: Annotated[
        bool, typer.Option("--demo", help="A desk with invented people, plans and figures.")
    ] = False,
) -> None:
    """Build, publish if anything changed, and serve until stopped.

    A mistake in the programme or the data, or a full disk, does not take the site away: it is told,
    and the last release that was published stays. Without one there is nothing to serve, and the
    error stands. Where the database of the desk cannot be used, the site is served without a desk.
    """
    where = current()
    try:
        _publish_newest(where)
    except (AgdbError, OSError) as error:
        if published(where.site) is None:
            raise
        put(f"agdb: {disk_error(error) if isinstance(error, OSError) else error}")
        put("agdb: the release published before is served.")
    try:
        options = _desk(where, demo=demo, port=port)
    except AgdbError as error:
        put(f"agdb: {error}")
        put("agdb: the site is served without its desk.")
        options = WebOptions(
            site=where.site,
            releases=releases(where),
            metrics_token=where.metrics_token,
            json_log=where.json_log,
        )
    try:
        run_server(
            options,
            port=port,
            ready=lambda address: put(f"Monitor on {address}"),
        )
    except PortTakenError:
        raise UsageError(
            f"port {port} is taken", remedy="stop what runs there, or name another with --port"
        ) from None


def _desk(where: Settings, *, demo: bool, port: int) -> WebOptions:
    """Open the desk, made at the first start, and bring it up to date with the files."""
    plan = programme(where)
    open_desk(where, plan, demo=demo)
    if demo:
        from agdb.web.desk.demo import ACCOUNTS, fill_demo

        password = fill_demo(pillar=plan.pillar_ids[0], unit=min(plan.units), at=now())
        put("This is a demonstration: everything at its desk is invented.")
        put(f"Sign in as {', '.join(ACCOUNTS)} with the password {password}")
    else:
        current_register(where, plan, at=now())
    close_database()
    return web_options(where, plan, demo=demo, port=port)


def _publish_newest(where: Settings) -> None:
    build_and_keep(where, day=now().date())
    release = shown_release(where)
    name = f"{release.id} {code_hash('agdb.publication')[:12]}"
    if published(where.site) != name:
        write_release(where, release, folder=where.site, name=name, pack=True, served=True)
