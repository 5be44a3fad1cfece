"""`agdb publish`: writes a release as a folder of plain files, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from agdb.arrivals.memory import FEED, examine_news
from agdb.cli.beside import made_beside
from agdb.cli.context import archive, now, releases
from agdb.cli.desk import note_published
from agdb.cli.former_site import FormerSite
from agdb.cli.options import Json
from agdb.cli.output import put, put_json, warn
from agdb.cli.packing import packed
from agdb.cli.progress import progress
from agdb.cli.settings import Settings, current
from agdb.cli.site_folder import write_site
from agdb.cli.site_mark import read_mark
from agdb.cli.supply import CHECKOUT, supply_of
from agdb.cli.template import delivery_workbook
from agdb.cli.template_code import keep_template_code
from agdb.errors import Place, ReleaseError
from agdb.files.atom import linked
from agdb.publication import address
from agdb.publication.address import Addresses
from agdb.publication.page.calendar.page import NEWS
from agdb.publication.site import SiteOptions, site
from agdb.release.code import code_hash, libraries_hash
from agdb.release.publications import Publications
from agdb.release.shelf import Shelf
from agdb.results.publication import PublicationState, PublicationStep
from agdb.results.release import Release
from agdb.warehouse.ledger import Ledger
from agdb.warehouse.parquet_bytes import parquet_bytes


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

    One that is held back or was withdrawn is not shown, and the one before it is. Every number is
    first run back to its source cells; one that does not get there stops it.
    """
    where = current()
    release = shown_release(where)
    count = write_release(
        where, release, folder=folder, name=release.id, base=base, pack=pack, first=True
    )
    if as_json:
        put_json({"release": release.id, "folder": str(folder), "files": count})
        return
    put(f"{count} files of release {release.id} in {folder}")


def shown_release(where: Settings) -> Release:
    """Return the release that readers may have now, and warn where it is not the latest.

    Raises `ReleaseError` where all are held back or withdrawn, and where the list that says so is
    lost, `WarehouseError` where anything else is gone that was kept.
    """
    kept = releases(where)
    lost = kept.publications.lost
    if lost is not None and Shelf(where.shelf).names():
        raise lost
    Ledger(where.data).require()
    name, latest = kept.shown(now()), kept.latest_id()
    if name is None and latest is not None:
        raise ReleaseError(
            "every release is held back or withdrawn, so there is nothing to show",
            remedy="agdb release list says which, and agdb release publish lets one be shown",
        )
    if name is not None and name != latest:
        warn(f"release {latest} is held back or withdrawn; {name} is shown")
    return kept.open(name)


def write_release(
    where: Settings,
    release: Release,
    *,
    folder: Path,
    name: str,
    base: str = "/",
    pack: bool = False,
    first: bool = False,
    served: bool = False,
) -> int:
    """Write the site of `release` as `write_site` does, once every number led to its cells.

    With `pack` every file of text has packed copies beside it. What is done `first` in this process
    may be done by two. `served` tells that the interface answers at the same address.
    """
    shelf, latest = Shelf(where.shelf), releases(where).latest_id()
    news = _news(where, release, base=base) if release.id == latest else None
    supply = supply_of(CHECKOUT)
    if supply is None:
        warn(f"{CHECKOUT} has no lock of packages, so the site does not say what it was made with")
    told = SiteOptions(
        base=base,
        news=news is not None,
        delivery=True,
        tabled=True,
        served=served,
        stated=supply is not None,
        made_by=f"{code_hash('agdb')} {libraries_hash()}",
    )
    keep_template_code(made_by=told.made_by)
    helped = made_beside(where, release, told) if first else nullcontext()
    with (
        helped as wait,
        progress("writing the pages") as shown,
        archive(where, release) as provenance,
    ):
        kept = provenance.store
        if not shelf.names():
            kept.publications.begin()
        cache = kept.site_cache()
        provenance.check(cache=cache, made_by=told.made_by)
        pages = site(
            provenance.tracked(),
            base=base,
            provenance=provenance,
            news=news,
            delivery=delivery_workbook(release.programme),
            memory=cache,
            made_by=told.made_by,
            parquet=parquet_bytes,
            beside=wait,
            served=served,
            bill=None if supply is None else supply.bill,
        )
        others = [one for one in kept.publications.published() if one not in provenance.hidden]
        pages = _with_shelf(pages, shelf, release.id, others)
        if supply is not None:
            pages = supply.stated(pages, release, base=base)
        ours = read_mark(folder)
        before = None if ours is None or ours.files is None else len(ours.files)
        former = FormerSite(folder)
        files = packed(pages, former=former) if pack else pages
        files = shown.through(files, total=before)
        kept.publications.prove(PublicationStep(release.id, PublicationState.PUBLISHED, now()))
        written = write_site(files, folder=folder, name=name, former=former)
    try:
        _note(where, release, kept.publications)
    except OSError as error:
        raise ReleaseError(
            f"the new site stands, but that readers have it cannot be noted ({error.strerror})",
            place=Place(error.filename or str(where.data)),
            remedy=f"make room or give the right to write, and publish to {folder} again",
        ) from error
    return written


def _note(where: Settings, release: Release, decided: Publications) -> None:
    """Write down that readers have `release`; done again it changes nothing."""
    moment = now()
    decided.add(PublicationStep(release.id, PublicationState.PUBLISHED, moment))
    Ledger(where.data).catch_up()
    note_published(where, release, at=moment)


def _with_shelf(
    pages: Iterable[tuple[str, bytes]], shelf: Shelf, own: str, others: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    """The pages, with every release that readers had as it was; this one is put on the shelf."""
    root = address.frozen(own)
    frozen = {}
    for path, body in pages:
        if path.startswith(root):
            frozen[path] = body
        else:
            yield path, body
    shelf.keep(own, frozen)
    there = shelf.names()
    for name in dict.fromkeys((own, *others)):
        if name in there:  # one whose list is lost is refused, and not left out in silence
            yield from shelf.files(name)


def _news(where: Settings, release: Release, *, base: str) -> bytes | None:
    """Return the feed of what was fetched with its address, None if nothing was yet.

    Raises `WarehouseError` if it is damaged.
    """
    feed, addresses = where.data / FEED, Addresses(base)
    for error in examine_news(where.data):
        raise error
    if not feed.is_file():
        return None
    page = address.section(release.programme.plan.languages[0], "calendar")
    return linked(feed.read_bytes(), address=addresses.full(NEWS), page=addresses.full(page))
