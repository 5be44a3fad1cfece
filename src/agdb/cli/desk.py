"""The desk as commands use it: its database opened, its register read, and kept up with the files.

Django is loaded when a database is there or wanted, and not before.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from agdb.cli.settings import Settings
from agdb.errors import DeskError
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.programme.report.written import DESK_TEXTS
from agdb.register.fitting import misfits_of, programme_register
from agdb.register.register import Register

if TYPE_CHECKING:
    from agdb.results.release import Release
    from agdb.web.settings import WebOptions

PORT = 8000
"""Where `agdb serve` answers, if no other port is named."""

MOVED = "desk.sqlite3.moved"
"""What its file is called once everything in it has moved to another database."""


def web_options(
    where: Settings, plan: Programme, *, demo: bool = False, port: int = PORT
) -> WebOptions:
    """Return what the web room needs to know of these settings; `port` is that of this machine.

    A demonstration has a data folder of its own, and never the database of the settings.
    """
    from agdb.release.store import ReleaseStore
    from agdb.web.settings import WebOptions

    return WebOptions(
        site=where.site,
        data=where.data / "demo" if demo else where.data,
        database_url=None if demo else where.database,
        email_url=None if demo else where.email,
        languages=plan.plan.languages,
        misfits=misfits_of(plan),
        demo=demo,
        openid_url=None if demo else where.openid,
        releases=ReleaseStore(where.releases),
        contact=_contact(plan),
        texts=plan.report.written,
        metrics_token=where.metrics_token,
        json_log=where.json_log,
        address=where.address or f"http://127.0.0.1:{port or PORT}/",
    )


def _contact(plan: Programme) -> dict[str, str]:
    """Who is asked about the interface."""
    own = plan.plan
    told = {"name": own.owner[own.languages[0]], "url": own.contact}
    return told if own.catalogue is None else told | {"email": own.catalogue.email}


def open_desk(where: Settings, plan: Programme, *, demo: bool = False) -> None:
    """Open the database of the desk, made and brought up to date where need be.

    The first time that a PostgreSQL is named, what the file below the data folder holds moves to
    it. Raises `DeskError` for a database that cannot be used.
    """
    from agdb.web.desk.setup import prepare
    from agdb.web.settings import configure

    configure(web_options(where, plan, demo=demo))
    prepare()
    file = where.database_file
    if where.database is not None and not demo and file.is_file():
        from agdb.web.desk.transfer import is_empty, take_copy

        if is_empty():
            take_copy(file)
            file.replace(file.with_name(MOVED))


def current_register(where: Settings, plan: Programme, *, at: datetime) -> Register:
    """Return the register as it stands: of the desk where there is one, else of the files.

    The desk takes over first what is new in the files. Raises `ProgrammeError` for a mistake in the
    files, and `DeskError` where desk and files contradict each other.
    """
    files = programme_register(plan)
    if not where.has_desk:
        return files
    open_desk(where, plan)  # before any table is loaded: each looks for the settings
    from agdb.web.desk.exchange import load_register
    from agdb.web.desk.records import stored_register

    load_register(files, at=at)
    found = stored_register()
    for fault in misfits_of(plan)(found):
        raise DeskError(
            f"{fault.kind} {fault.ident}, {fault.where}: {fault.what}",
            remedy="mend the record at the desk, or the programme",
        )
    if (where.data / "proposals").is_dir():
        from agdb.cli.desk_proposals import exchange_proposals

        exchange_proposals(where, plan, found, at=at)
    return found


def desk_texts(where: Settings, plan: Programme) -> dict[str, bytes]:
    """Return the file that a release has more than the programme: texts approved at the desk.

    Nothing where there is no desk, or where none was approved.
    """
    if not where.has_desk:
        return {}
    from agdb.web.desk.written import approved_texts

    open_desk(where, plan)
    found = [dict(one) for one in approved_texts()]
    if not found:
        return {}
    body = yaml.safe_dump(found, allow_unicode=True, sort_keys=False)
    return {DESK_TEXTS: body.encode()}


def desk_state(where: Settings) -> str:
    """Return what tells one state of the desk, which is there, from the next."""
    open_desk(where, read_programme(where.programme))
    from agdb.web.desk.exchange import last_event

    return f"-desk-{last_event()}"


def note_published(where: Settings, release: Release, *, at: datetime) -> None:
    """Tell the desk which results stand on the site now, and it tells who handed them in."""
    if not where.has_desk:
        return
    open_desk(where, read_programme(where.programme))
    from agdb.web.desk.handins import stood_in

    stood_in(release.id, release.register.results, at=at)


def copy_of_database(where: Settings, folder: Path) -> dict[str, Path]:
    """Return for the backup a copy of the database that holds still, written below `folder`."""
    open_desk(where, read_programme(where.programme))
    from agdb.web.desk.transfer import write_copy

    file = folder / "desk.sqlite3"
    write_copy(file)
    return {where.database_file.relative_to(where.data).as_posix(): file}


def require_empty_database(where: Settings) -> None:
    """Go on if the database that is named holds nothing; raises `DeskError` if it does."""
    from agdb.web.desk.setup import prepare
    from agdb.web.desk.transfer import require_empty
    from agdb.web.settings import configure

    # without the data folder, which is to be empty: opened with it, a key would be made there
    configure(replace(web_options(where, read_programme(where.programme)), data=None))
    prepare()
    require_empty()
