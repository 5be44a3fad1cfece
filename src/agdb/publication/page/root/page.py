"""Pages outside any language: the choice of language, the page for a wrong address, and robots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from markupsafe import escape

from agdb.publication import address
from agdb.publication.edition import Edition, Link, environment
from agdb.publication.page.shared.pillars import pillar_name


def outside_pages(editions: tuple[Edition, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield the first page of all, 404.html, and what a known host owes to programs.

    Of these robots.txt and sitemap.xml are for search engines, and security.txt tells where a
    weakness is reported (RFC 9116).
    """
    yield "index.html", _page("root/choice.html", editions)
    yield "404.html", _page("root/missing.html", editions)
    addresses = editions[0].addresses
    if addresses.absolute:
        yield "robots.txt", f"User-agent: *\nSitemap: {addresses.full('sitemap.xml')}\n".encode()
        yield "sitemap.xml", _sitemap(editions)
        yield address.SECURITY, _security(editions[0])


def _page(template: str, editions: tuple[Edition, ...]) -> bytes:
    first = editions[0]
    return (
        environment()
        .get_template(template)
        .render(
            editions=editions,
            first=first,
            language=first.language,
            plan=first.programme.plan,
            link=first.addresses.link,
            full=first.addresses.full,
            address=address,
        )
        .encode()
    )


def _sitemap(editions: tuple[Edition, ...]) -> bytes:
    entries = "".join(
        f"<url><loc>{escape(edition.addresses.full(path))}</loc>"
        f"<lastmod>{edition.release.recorded.isoformat()}</lastmod></url>\n"
        for edition in editions
        for section in edition.sections
        for key in edition.keys[section.name]
        for path in (section.path(edition.language.code, key),)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'{head}<urlset xmlns="{space}">\n{entries}</urlset>\n'.encode()


def _security(edition: Edition) -> bytes:
    """It holds for a year from the day of the release: who keeps publishing keeps it valid."""
    plan = edition.programme.plan
    expires = edition.release.day + timedelta(days=364)
    lines = (
        f"Contact: {plan.contact}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {', '.join(plan.languages)}",
        f"Canonical: {edition.addresses.full(address.SECURITY)}",
    )
    return "".join(f"{line}\n" for line in lines).encode()


def missing_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page for a wrong address of one language, with ways to what may be meant."""
    code, say = edition.language.code, edition.language.say
    ways = {
        name: Link(edition.addresses.link(address.section(code, name)), say(f"missing.{name}"))
        for name in ("search", "releases", "changes")
        if any(one.name == name and one.keys(edition) for one in edition.sections)
    }
    return edition.render(
        "root/lost.html",
        address.missing(code),
        title=say("site.not-found"),
        description=say("site.not-found.text"),
        ways=tuple(ways.values()),
        pillars=[
            Link(edition.addresses.link(address.pillar(code, n)), pillar_name(edition, one, n))
            for n, one in enumerate(edition.programme.plan.pillars, start=1)
        ],
        image="",
    )


def moved_pages(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield a page at every former address; a browser goes on by itself, a reader has the link."""
    code = edition.language.code
    for reading in edition.readings.values():
        to = edition.link(reading)
        for old in reading.definition.formerly:
            yield edition.render(
                "root/moved.html",
                address.indicator(code, old),
                title=edition.language.say("moved.title"),
                description=edition.language.say("moved.text"),
                to=to,
            )
