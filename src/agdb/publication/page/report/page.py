"""The papers of the report as pages: the list of them, and a page for each."""

from __future__ import annotations

from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.report.composing import Composer
from agdb.publication.section import LinkPlace, Section, either, list_and, named

NAME = "report"


def report_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page that lists the papers."""
    language = edition.language
    plans = edition.programme.report.papers.values()
    return edition.render(
        "report/report.html",
        address.section(language.code, NAME),
        title=language.say("report.title"),
        description=language.say("report.intro"),
        papers=[
            Link(
                edition.addresses.link(address.page(language.code, NAME, one.id)),
                language.words(one.title),
                aside=language.words(one.kind),
            )
            for one in plans
        ],
    )


def paper_page(edition: Edition, ident: str) -> tuple[str, bytes]:
    """Return the page of one paper."""
    language = edition.language
    paper = Composer(edition).paper(edition.programme.report.papers[ident])
    return edition.render(
        "report/paper.html",
        address.page(language.code, NAME, ident),
        title=paper.title,
        description=f"{paper.kind}. {paper.footer}",
        all=Link(
            edition.addresses.link(address.section(language.code, NAME)),
            language.say("report.title"),
        ),
        paper=paper,
        notes=paper.footnotes(),
        missing=paper.missing,
    )


SECTION = Section(
    name=NAME,
    keys=list_and(lambda edition: tuple(edition.programme.report.papers)),
    render=either(report_page, paper_page),
    place=LinkPlace.FOOTER,
    label=named("report.title"),
)
