"""The whole site as pairs of path and bytes: a pure function of a release."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.publication import address
from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.edition import Edition
from agdb.publication.open_data import open_data
from agdb.publication.page.calendar.page import NEWS, calendar_file
from agdb.publication.page.governance.calendar import meetings_file
from agdb.publication.page.registry import sections, taken
from agdb.publication.page.root.page import moved_pages, outside_pages
from agdb.publication.page.scenario.page import scenario_files
from agdb.publication.page.text.page import check_texts
from agdb.publication.wording.language import languages
from agdb.results.provenance import Provenance
from agdb.results.release import Release


def site(
    release: Release,
    *,
    base: str = "/",
    provenance: Provenance | None = None,
    news: bytes | None = None,
    delivery: bytes | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Yield relative path and bytes of every file of the site, always the same for one release.

    `base` is the path under which the site is served, or its whole address; with the latter the
    site also tells search engines where it is. With `provenance` the pages show the source cells of
    their latest number and what it was before. `news` is the feed of what was fetched, `delivery`
    the empty workbook in which anybody can send figures; without them no page links to them.
    Raises `ReleaseError` for a release that cannot be shown whole in every language, `UsageError`
    for a base that is no address.
    """
    addresses = Addresses(base)
    check_texts(release.programme, taken=taken())
    shipped = assets()
    spoken = languages(release.programme.plan.languages)
    editions: tuple[Edition, ...] = ()
    for language in spoken.values():
        one = Edition(
            release,
            language,
            tuple(spoken.values()),
            addresses,
            shipped,
            sections(release.programme),
            provenance=provenance,
            news=news is not None,
            delivery=delivery is not None,
            first=next(iter(editions), None),
        )
        editions = (*editions, one)
    for edition in editions:
        yield from _pages(edition)
    yield from open_data(editions)
    if release.scenario is not None:
        yield from scenario_files(editions[0])
    if news is not None:
        yield NEWS, news
    if delivery is not None:
        yield address.DELIVERY, delivery
    yield from outside_pages(editions)
    yield from shipped.files


def _pages(edition: Edition) -> Iterator[tuple[str, bytes]]:
    for section in edition.sections:
        for key in section.keys(edition):
            yield section.render(edition, key)
    yield from moved_pages(edition)
    yield calendar_file(edition)
    yield meetings_file(edition)
