"""The whole site as pairs of path and bytes: a pure function of a release."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from agdb.publication import address
from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.download.observations import WriteParquet
from agdb.publication.edition import Edition
from agdb.publication.open_data import open_data
from agdb.publication.page.calendar.page import NEWS, calendar_file
from agdb.publication.page.governance.calendar import meetings_file
from agdb.publication.page.registry import sections, taken
from agdb.publication.page.root.page import moved_pages, outside_pages
from agdb.publication.page.scenario.page import scenario_files
from agdb.publication.page.search.page import search_index
from agdb.publication.page.text.page import check_texts
from agdb.publication.remembered import Remembered
from agdb.publication.section import Rendered, Section
from agdb.publication.watched import Watch, WatchedEdition, has_long_names, watched_release
from agdb.publication.wording.language import languages
from agdb.results.memory import Memory
from agdb.results.provenance import Provenance
from agdb.results.release import Release


def site(
    release: Release,
    *,
    base: str = "/",
    provenance: Provenance | None = None,
    news: bytes | None = None,
    delivery: bytes | None = None,
    memory: Memory | None = None,
    made_by: str = "",
    parquet: WriteParquet | None = None,
    served: bool = False,
) -> Iterator[tuple[str, bytes]]:
    """Yield relative path and bytes of every file of the site, always the same for one release.

    `base` is the path under which the site is served, or its whole address; with the latter the
    site also tells search engines where it is. With `provenance` the pages show the source cells of
    their latest number and what it was before. `news` is the feed of what was fetched, `delivery`
    the empty workbook in which anybody can send figures; without them no page links to them.
    `parquet` makes the table of all values, which is left out without it; `served` tells that a
    server answers the interface, so that there is a page to try it.
    What `memory` holds of an earlier publication by the same code, which `made_by` names, is used
    where nothing changed that it was made of; the bytes are the same as without it.
    Raises `ReleaseError` for a release that cannot be shown whole in every language, `UsageError`
    for a base that is no address.
    """
    addresses = Addresses(base)
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
            news=news is not None,
            delivery=delivery is not None,
            tabled=parquet is not None,
            served=served,
            first=next(iter(editions), None),
        )
        editions = (*editions, one)
    remembered = None
    if watch is not None and memory is not None:
        watch.editions = editions
        remembered = Remembered(watch, memory, made_by=made_by, release=release)
    for edition in editions:
        yield from _pages(edition, remembered)
    yield from open_data(editions, remembered=remembered, parquet=parquet)
    if remembered is not None:
        remembered.keep()
    if release.scenario is not None:
        yield from scenario_files(editions[0])
    if news is not None:
        yield NEWS, news
    if delivery is not None:
        yield address.DELIVERY, delivery
    yield from outside_pages(editions)
    yield from shipped.files


def _pages(edition: Edition, remembered: Remembered | None) -> Iterator[tuple[str, bytes]]:
    code = edition.language.code
    for section in edition.sections:
        for key in section.keys(edition):
            if remembered is None:
                yield section.render(edition, key)
            else:
                make = partial(_page, section, edition, key)
                yield from remembered.files(f"page {code} {section.name} {key}", make)
    yield from moved_pages(edition)
    yield calendar_file(edition)
    yield meetings_file(edition)
    yield search_index(edition)


def _page(section: Section, edition: Edition, key: str) -> tuple[Rendered, ...]:
    return (section.render(edition, key),)
