"""The whole site as pairs of path and bytes: a pure function of a release."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.publication import address
from agdb.publication.address import Addresses
from agdb.publication.api.files import PACKAGE, api_files
from agdb.publication.api.package import Weighed, data_package
from agdb.publication.assets import assets
from agdb.publication.download.download import downloads
from agdb.publication.page.calendar import NEWS, calendar_pages
from agdb.publication.page.edition import Edition
from agdb.publication.page.moved import moved_pages
from agdb.publication.page.outside import outside_pages
from agdb.publication.page.registry import sections, taken
from agdb.publication.page.scenario.page import scenario_files
from agdb.publication.page.texts import check_texts
from agdb.publication.reading.behind import Behind
from agdb.publication.wording.language import languages
from agdb.release.model import Release
from agdb.sources.delivery.template import template


def site(
    release: Release,
    *,
    base: str = "/",
    behind: Behind | None = None,
    news: bytes | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Yield relative path and bytes of every file of the site, always the same for one release.

    `base` is the path under which the site is served, or its whole address; with the latter the
    site also tells search engines where it is. With `behind` the pages show the source cells of
    their latest number and what it was before. `news` is the feed of what was fetched, if anything
    was. Raises `ReleaseError` for a release that cannot be shown whole in every language,
    `UsageError` for a base that is no address.
    """
    addresses = Addresses(base)
    check_texts(release.programme, taken=taken())
    shipped = assets()
    spoken = languages(release.programme.plan.languages)
    editions = tuple(
        Edition(
            release,
            language,
            tuple(spoken.values()),
            addresses,
            shipped,
            sections(release.programme),
            behind=behind,
            news=news is not None,
        )
        for language in spoken.values()
    )
    weighed: dict[str, Weighed] = {}
    for edition in editions:
        for path, content in _in_one_language(edition):
            if path.endswith(".csv"):
                weighed[path] = Weighed.of(content)
            yield path, content
    yield from api_files(editions[0])
    yield PACKAGE, data_package(editions[0], weighed)
    if release.scenario is not None:
        yield from scenario_files(editions[0])
    if news is not None:
        yield NEWS, news
    yield address.DELIVERY, template()
    yield from outside_pages(editions)
    yield from shipped.files


def _in_one_language(edition: Edition) -> Iterator[tuple[str, bytes]]:
    for section in edition.sections:
        for key in section.keys(edition):
            yield section.render(edition, key)
    for ident, reading in edition.readings.items():
        for extension, content in downloads(edition, reading):
            for name in (ident, *reading.definition.formerly):
                yield address.download(edition.language.code, name, extension), content
    yield from moved_pages(edition)
    yield calendar_pages(edition)[1]
