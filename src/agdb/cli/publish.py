"""`agdb publish`: writes a release as a folder of plain files, whole or not at all."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from agdb.arrivals.atom import linked
from agdb.cli.beside import made_beside
from agdb.cli.context import archive, now, releases
from agdb.cli.desk import note_published
from agdb.cli.options import Json
from agdb.cli.output import put, put_json
from agdb.cli.packing import packed
from agdb.cli.progress import progress
from agdb.cli.settings import Settings, current
from agdb.cli.site_folder import write_site
from agdb.cli.template import delivery_workbook
from agdb.publication import address
from agdb.publication.address import Addresses
from agdb.publication.page.calendar.page import NEWS
from agdb.publication.site import SiteOptions, site
from agdb.release.code import code_hash, libraries_hash
from agdb.results.release import Release
from agdb.warehouse.parquet_bytes import parquet_bytes

FEED = "fetch.atom"


def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the site is written.")],
    *,
    base: Annotated[str, typer.Option(help="Address at which the folder will be served.")] = "/",
    pack: Annotated[
        bool, typer.Option("--packed", help="With copies packed by gzip and brotli beside.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write the latest release to `folder`, in the place of a site that was written there before.

    Every number is first run back to its source cells; one that does not get there stops it.
    """
    where = current()
    release = releases(where).open()
    count = write_release(
        where, release, folder=folder, name=release.id, base=base, pack=pack, first=True
    )
    if as_json:
        put_json({"release": release.id, "folder": str(folder), "files": count})
        return
    put(f"{count} files of release {release.id} in {folder}")


def write_release(
    where: Settings,
    release: Release,
    *,
    folder: Path,
    name: str,
    base: str = "/",
    pack: bool = False,
    first: bool = False,
) -> int:
    """Write the site of `release` as `write_site` does, once every number led to its cells.

    With `pack` every file of text has packed copies beside it. What is done `first` in this process
    may be done by two.
    """
    news = _news(where, release, base=base)
    told = SiteOptions(
        base=base,
        news=news is not None,
        delivery=True,
        tabled=True,
        made_by=f"{code_hash('agdb')} {libraries_hash()}",
    )
    helped = made_beside(where, release, told) if first else nullcontext()
    with (
        helped as wait,
        progress("writing the pages") as shown,
        archive(where, release) as provenance,
    ):
        cache = provenance.store.site_cache()
        provenance.check(cache=cache, made_by=told.made_by)
        tracked = provenance.store.with_track(release)
        pages = site(
            tracked,
            base=base,
            provenance=provenance,
            news=news,
            delivery=delivery_workbook(release.programme),
            memory=cache,
            made_by=told.made_by,
            parquet=parquet_bytes,
            beside=wait,
        )
        before = sum(1 for path in folder.rglob("*") if path.is_file()) or None
        files = packed(pages, former=folder) if pack else pages
        written = write_site(shown.through(files, total=before), folder=folder, name=name)
    note_published(where, release, at=now())
    return written


def _news(where: Settings, release: Release, *, base: str) -> bytes | None:
    """Return the feed of what was fetched with its address, None if nothing was yet."""
    feed, addresses = where.data / FEED, Addresses(base)
    if not feed.is_file():
        return None
    page = address.section(release.programme.plan.languages[0], "calendar")
    return linked(feed.read_bytes(), address=addresses.full(NEWS), page=addresses.full(page))
