"""`agdb serve`: builds and publishes what is new, then answers on this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from agdb.cli.context import build_and_keep, now
from agdb.cli.exit import disk_error
from agdb.cli.output import put
from agdb.cli.publish import write_release
from agdb.cli.settings import Settings, current
from agdb.cli.site_folder import published
from agdb.errors import AgdbError, UsageError
from agdb.release.code import code_hash
from agdb.web.server import PortTakenError, run_server
from agdb.web.settings import WebOptions


def serve(
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine.")] = 8000,
) -> None:
    """Build, publish if anything changed, and serve until stopped.

    A mistake in the programme or the data, or a full disk, does not take the site away: it is told,
    and the last release that was published stays. Without one there is nothing to serve, and the
    error stands.
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
        run_server(
            WebOptions(site=where.site),
            port=port,
            ready=lambda address: put(f"Monitor on {address}"),
        )
    except PortTakenError:
        raise UsageError(
            f"port {port} is taken", remedy="stop what runs there, or name another with --port"
        ) from None


def _publish_newest(where: Settings) -> None:
    release = build_and_keep(where, day=now().date()).release
    name = f"{release.id} {code_hash('agdb.publication')[:12]}"
    if published(where.site) != name:
        write_release(where, release, folder=where.site, name=name)
