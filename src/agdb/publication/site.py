"""The whole site as pairs of path and bytes: a pure function of a release."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from agdb.publication import address
from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.download.observations import WriteParquet
from agdb.publication.edition import Edition
from agdb.publication.open_data import indicator_data_unit, open_data
from agdb.publication.page.calendar.page import NEWS, calendar_file
from agdb.publication.page.changes.feed import changes_feed
from agdb.publication.page.governance.calendar import meetings_file
from agdb.publication.page.registry import sections, taken
from agdb.publication.page.releases.frozen import frozen_pages, withdrawn_pages
from agdb.publication.page.root.page import missing_page, moved_pages, outside_pages
from agdb.publication.page.scenario.page import scenario_files
from agdb.publication.page.search.page import search_index
from agdb.publication.page.text.page import check_texts
from agdb.publication.picture.files import card, pictures
from agdb.publication.picture.raster import Raster, png
from agdb.publication.remembered import PARTS, Remembered, Unit
from agdb.publication.section import Rendered, Section
from agdb.publication.watched import Watch, WatchedEdition, has_long_names, watched_release
from agdb.publication.wording.language import languages
from agdb.results.cache import Cache
from agdb.results.provenance import Provenance
from agdb.results.release import Release

BESIDE: Final = 1
"""The part of a publication that another process can make."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """What decides a site beside its release; see `site`."""

    base: str = "/"
    news: bool = False
    delivery: bool = False
    tabled: bool = False
    served: bool = False
    stated: bool = False
    made_by: str = ""


def site(
    release: Release,
    *,
    base: str = "/",
    provenance: Provenance | None = None,
    news: bytes | None = None,
    delivery: bytes | None = None,
    memory: Cache | None = None,
    made_by: str = "",
    parquet: WriteParquet | None = None,
    served: bool = False,
    bill: bytes | None = None,
    beside: Callable[[], None] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Yield relative path and bytes of every file of the site, always the same for one release.

    `base` is the path under which the site is served, or its whole address; with the latter the
    site also tells search engines where it is. With `provenance` the pages show the source cells of
    their latest number and what it was before. `news` is the feed of what was fetched, `delivery`
    the empty workbook in which anybody can send figures; without them no page links to them.
    `parquet` makes the table of all values, which is left out without it; `served` tells that a
    server answers the interface, so that there is a page to try it. With `bill`, the packages that
    it is made with, a statement about all files is to follow, and the page of the data names both.
    What `memory` holds of an earlier publication by the same code, which `made_by` names, is used
    where nothing changed that it was made of; the bytes are the same as without it. Where another
    process makes a part of it into that memory (`make_beside`), `beside` waits for it.
    Raises `ReleaseError` for a release that cannot be shown whole in every language, `UsageError`
    for a base that is no address.
    """
    told = SiteOptions(
        base=base,
        news=news is not None,
        delivery=delivery is not None,
        tabled=parquet is not None,
        served=served,
        stated=bill is not None,
        made_by=made_by,
    )
    editions, remembered = _prepared(release, told, provenance=provenance, memory=memory)
    if remembered is not None and beside is not None:
        remembered.make(0, _units(editions, remembered.png))
        beside()
        remembered.read(BESIDE)
    charts: dict[str, bytes] = {}
    for edition in editions:
        yield from _pages(edition, remembered, charts)
    whole = b""
    for path, body in open_data(editions, remembered=remembered, parquet=parquet):
        yield path, body
        whole = body if path == address.WHOLE else whole
    yield from frozen_pages(editions, whole, charts)
    yield from withdrawn_pages(editions)
    if remembered is not None:
        remembered.keep(*range(PARTS))
    if release.scenario is not None:
        yield from scenario_files(editions[0])
    if news is not None:
        yield NEWS, news
    if delivery is not None:
        yield address.DELIVERY, delivery
    if bill is not None:
        yield address.BILL, bill
    yield from outside_pages(editions)
    yield from editions[0].assets.files


def make_beside(
    release: Release, told: SiteOptions, *, provenance: Provenance, memory: Cache
) -> None:
    """Make the part `BESIDE` of a publication into `memory`, for `site` with the same options."""
    editions, remembered = _prepared(release, told, provenance=provenance, memory=memory)
    if remembered is not None:
        remembered.make(BESIDE, _units(editions, remembered.png))
        remembered.keep(BESIDE)


def _prepared(
    release: Release,
    told: SiteOptions,
    *,
    provenance: Provenance | None,
    memory: Cache | None,
) -> tuple[tuple[Edition, ...], Remembered | None]:
    """The editions of a site, and what is remembered of it."""
    addresses = Addresses(told.base)
    check_texts(release.programme, taken=taken())
    shipped = assets()
    spoken = languages(release.programme.plan.languages)
    watch = None
    if memory is not None and has_long_names(release):
        watch = Watch(release, provenance)
    kind = Edition if watch is None else WatchedEdition
    shown = release if watch is None else watched_release(release, watch)
    editions: tuple[Edition, ...] = ()
    for language in spoken.values():
        one = kind(
            shown,
            language,
            tuple(spoken.values()),
            addresses,
            shipped,
            sections(release.programme),
            provenance=provenance if watch is None else watch.provenance,
            news=told.news,
            delivery=told.delivery,
            tabled=told.tabled,
            served=told.served,
            stated=told.stated,
            first=next(iter(editions), None),
        )
        editions = (*editions, one)
    remembered = None
    if watch is not None and memory is not None:
        watch.editions = editions
        remembered = Remembered(watch, memory, made_by=told.made_by, release=release)
    return editions, remembered


def _units(editions: tuple[Edition, ...], raster: Raster) -> Iterator[Unit]:
    """Everything that can be remembered."""
    for edition in editions:
        yield from _page_units(edition, raster)
    for ident in editions[0].readings:
        yield indicator_data_unit(editions, ident)


def _page_units(edition: Edition, raster: Raster) -> Iterator[Unit]:
    code = edition.language.code
    for section in edition.sections:
        for key in edition.keys[section.name]:
            yield f"page {code} {section.name} {key}", partial(_page, section, edition, key)
        if edition.addresses.absolute:
            yield f"card {code} {section.name}", partial(card, edition, section, raster=raster)
    for ident in edition.release.computed:
        yield f"pictures {code} {ident}", partial(_pictures, edition, ident, raster)


def _pages(
    edition: Edition, remembered: Remembered | None, charts: dict[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """The pages of a language with their pictures; the main charts are noted in `charts`."""
    raster = png if remembered is None else remembered.png
    main = {address.main_chart(edition.language.code, ident) for ident in edition.readings}
    for what, make in _page_units(edition, raster):
        for path, body in make() if remembered is None else remembered.files(what, make):
            yield path, body
            if path in main:
                charts[path] = body
    yield from moved_pages(edition)
    yield missing_page(edition)
    yield from changes_feed(edition)
    yield calendar_file(edition)
    yield meetings_file(edition)
    yield search_index(edition)


def _page(section: Section, edition: Edition, key: str) -> tuple[Rendered, ...]:
    return (section.render(edition, key),)


def _pictures(edition: Edition, ident: str, raster: Raster) -> Iterator[Rendered]:
    return pictures(edition, edition.readings[ident], raster=raster)
