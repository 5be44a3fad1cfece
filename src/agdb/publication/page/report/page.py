"""The papers of the report as pages: the list of them, a page for each, and one for each region."""

from __future__ import annotations

from markupsafe import Markup

from agdb.programme.report.paper import PaperPlan
from agdb.publication import address
from agdb.publication.edition import Edition, Link, environment
from agdb.publication.page.report.questions import questions_of
from agdb.publication.report.composing import paper_of
from agdb.publication.report.document import ReportPaper
from agdb.publication.report.material import Material
from agdb.publication.section import LinkLabel, LinkPlace, Section, either

NAME = "report"


def report_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page that lists the papers."""
    language = edition.language
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
            for one in edition.programme.report.papers.values()
        ],
    )


def paper_page(edition: Edition, key: str) -> tuple[str, bytes]:
    """Return the page of one paper; of one that lacks a required text only what is missing."""
    language, (plan, region) = edition.language, _of_key(edition, key)
    paper = paper_of(Material(edition, region=region), plan)
    more = questions_of(edition, paper) if plan.has_questions else {}
    return edition.render(
        "report/questions.html" if plan.has_questions else "report/paper.html",
        address.page(language.code, NAME, key),
        title=paper.title,
        description=f"{paper.kind}. {paper.footer}",
        all=Link(
            edition.addresses.link(address.section(language.code, NAME)),
            language.say("report.title"),
        ),
        paper=paper,
        body=Markup("") if paper.missing else paper_body(edition, paper),
        **more,
    )


def paper_body(edition: Edition, paper: ReportPaper) -> Markup:
    """Return a paper as markup, from its head to its footnotes."""
    text = (
        environment()
        .get_template("report/body.html")
        .render(
            paper=paper,
            notes=paper.footnotes(),
            link=edition.addresses.link,
            say=edition.language.say,
        )
    )
    return Markup(text)  # noqa: S704 # made by the template above, which escapes


def paper_file(edition: Edition, paper: ReportPaper, *, style: str) -> bytes:
    """Return a paper as a file of its own, which can be read without the site.

    Its numbers lead to the site where the address of that is known. `style` is the name of the
    sheet beside it.
    """
    text = (
        environment()
        .get_template("report/alone.html")
        .render(
            language=edition.language,
            paper=paper,
            style=style,
            body=paper_body(edition, paper),
        )
    )
    return text.encode()


def _of_key(edition: Edition, key: str) -> tuple[PaperPlan, str | None]:
    """The paper of a key, and the region where it has one: factsheet-AM05."""
    papers = edition.programme.report.papers
    if key in papers:
        return papers[key], None
    ident, _, region = key.rpartition("-")
    return papers[ident], region


def _keys(edition: Edition) -> tuple[str, ...]:
    papers = edition.programme.report.papers
    if not papers:
        return ()
    regional = (one.id for one in papers.values() if one.per_region)
    of_regions = (f"{ident}-{region}" for ident in regional for region in edition.regions)
    return ("", *papers, *of_regions)


def _label(edition: Edition, key: str) -> LinkLabel | None:
    """The list of papers is linked, and the one that answers the questions of readers."""
    if not key:
        return LinkLabel(edition.language.say("report.title"))
    paper = edition.programme.report.papers.get(key)
    if paper is None or not paper.has_questions:
        return None
    return LinkLabel(edition.language.words(paper.kind))


SECTION = Section(
    name=NAME,
    keys=_keys,
    render=either(report_page, paper_page),
    place=LinkPlace.FOOTER,
    label=_label,
)
