"""`agdb report`: the papers of the progress report, from one release and nothing else."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Annotated, Final

import typer

from agdb.cli.context import releases, warehouse
from agdb.cli.indicators import region_in
from agdb.cli.options import AsOf, Json
from agdb.cli.output import put, put_json, warn
from agdb.cli.paper_file import PaperFormat, Printer, office_document, office_look
from agdb.cli.settings import Settings, current
from agdb.errors import Place, UsageError
from agdb.files.durable import replace_durably
from agdb.programme.report.paper import PaperPlan
from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.edition import Edition
from agdb.publication.page.report.page import paper_file
from agdb.publication.report.as_of import release_as_of
from agdb.publication.report.composing import paper_of
from agdb.publication.report.document import ReportPaper
from agdb.publication.report.material import Material
from agdb.publication.wording.language import Language, languages
from agdb.release.compare import compare
from agdb.release.excluded_versions import refuse_withdrawn
from agdb.results.publication import PublicationState, PublicationStep
from agdb.results.release import Release

WHOLE_SET: Final = "set"
_STYLE: Final = "report.css"


def report(
    what: Annotated[
        str, typer.Argument(metavar="[WHAT]", help="The word set, or the name of one paper.")
    ] = WHOLE_SET,
    *,
    language: Annotated[str, typer.Option(help="Language code, as in nl.")] = "nl",
    form: Annotated[PaperFormat, typer.Option("--format", help="Form.")] = PaperFormat.HTML,
    release: Annotated[
        str | None, typer.Option(help="A release or the day it is of; the latest without it.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(help="An earlier release, or its day, to compare with.")
    ] = None,
    as_of: AsOf = None,
    region: Annotated[str | None, typer.Option(help="One region, by code or name.")] = None,
    pillar: Annotated[int | None, typer.Option(help="Number of one pillar.")] = None,
    final: Annotated[
        bool, typer.Option("--final", help="Refuse a paper that lacks a required text.")
    ] = False,
    template: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A Word document whose styles are used.")
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where they are written.")
    ] = Path("report"),
    as_json: Json = False,
) -> None:
    """Write the papers of the progress report.

    A release that was made of a withdrawn version is refused, with the reason. With --as-of nothing
    is in them that was not surely known on that day.
    """
    where = current()
    if template is not None and form is not PaperFormat.DOCX:
        raise UsageError("a template is for a Word document", remedy="add --format docx")
    store = releases(where)
    found = store.with_track(store.open(None if release is None else store.named(release)))
    refuse_withdrawn(found.computed.values(), name=found.id, warehouse=warehouse(where))
    plans = chosen(found, what)
    before = None if since is None else store.other(store.named(since), like=found)
    if as_of is not None:
        found = release_as_of(found, as_of)
        before = None if before is None else release_as_of(before, as_of)
    changes = None if before is None else compare(before, found)
    edition = edition_of(found, language, where)
    code = None if region is None else region_in(found, region)
    material = Material(edition, changes=changes, region=code, pillar=pillar_id(found, pillar))
    step = store.publications.last().get(found.id)
    papers = [stamped(paper_of(material, plan), step, edition.language) for plan in plans]
    for paper in papers:
        _tell_missing(paper, final=final)
    files = []
    for paper, body in _bodies(edition, papers, form=form, template=template):
        files.append(output / _name(paper, code, form))
        _keep(files[-1], body)
    if form is PaperFormat.HTML:
        _keep(output / _STYLE, _sheet())
    if as_json:
        put_json({"release": found.id, "form": form, "files": [str(one) for one in files]})
        return
    for one in files:
        put(str(one))


def chosen(release: Release, what: str) -> tuple[PaperPlan, ...]:
    """Return the papers that a name means: one of them, or the set.

    Raises `UsageError` for a name that the programme of the release does not have.
    """
    papers = release.programme.report.papers
    if not papers:
        raise UsageError(
            f"the programme of release {release.id} has no papers",
            remedy="write them in report/papers.yaml and run agdb build, or choose a later release",
        )
    if what == WHOLE_SET:
        return tuple(one for one in papers.values() if one.in_set)
    if what not in papers:
        raise UsageError(
            f"there is no paper {what!r}", remedy=f"choose {WHOLE_SET}, {', '.join(papers)}"
        )
    return (papers[what],)


def edition_of(release: Release, code: str, where: Settings) -> Edition:
    """Return a release in one language, without the pages of a site.

    Raises `UsageError` for a language that it lacks.
    """
    known = release.programme.plan.languages
    if code not in known:
        raise UsageError(f"there is no language {code!r}", remedy=f"choose {', '.join(known)}")
    spoken = languages(known)
    return Edition(
        release,
        spoken[code],
        tuple(spoken.values()),
        Addresses(where.address or "/"),
        assets(),
        (),
    )


def pillar_id(release: Release, number: int | None) -> str | None:
    """Return the id of a pillar by its number; raises `UsageError` for a number that none has."""
    idents = release.programme.pillar_ids
    if number is None:
        return None
    if not 1 <= number <= len(idents):
        raise UsageError(
            f"there is no pillar {number}", remedy=f"choose a number from 1 to {len(idents)}"
        )
    return idents[number - 1]


def _tell_missing(paper: ReportPaper, *, final: bool) -> None:
    if not paper.missing:
        return
    names = ", ".join(paper.missing)
    if final:
        raise UsageError(
            f"paper {paper.ident} cannot be published: these required texts are empty: {names}",
            remedy="write them in report/written.yaml and run agdb build",
        )
    warn(f"paper {paper.ident} is a draft: these required texts are empty: {names}")


def stamped(paper: ReportPaper, step: PublicationStep | None, language: Language) -> ReportPaper:
    """Return the paper with what was decided about its release on every page of it."""
    if step is None or step.state in {PublicationState.BUILT, PublicationState.PUBLISHED}:
        return paper
    if step.state is PublicationState.WITHDRAWN:
        day = language.date(step.at.date())
        told = f"{language.say('frozen.withdrawn.text', day=day)} {step.reason}"
        return replace(paper, withdrawn=told)
    if step.until is None:
        return replace(paper, draft=language.say("paper.held"))
    moment = f"{language.date(step.until.date())} {step.until:%H:%M %Z}"
    return replace(paper, draft=language.say("paper.embargo", moment=moment))


def _bodies(
    edition: Edition, papers: list[ReportPaper], *, form: PaperFormat, template: Path | None
) -> list[tuple[ReportPaper, bytes]]:
    match form:
        case PaperFormat.PDF:
            with Printer() as printer:
                return [(one, printer.printed(one, edition)) for one in papers]
        case PaperFormat.DOCX:
            look = office_look(template, language=edition.language.code)
            return [(one, office_document(one, edition, look=look)) for one in papers]
        case PaperFormat.HTML:
            return [(one, paper_file(edition, one, style=_STYLE)) for one in papers]


def _name(paper: ReportPaper, region: str | None, form: PaperFormat) -> str:
    of_region = "" if region is None else f"-{region}"
    return f"{paper.ident}{of_region}-{paper.language}.{form}"


def _sheet() -> bytes:
    """The style of site, charts and papers, in one sheet beside them; without the letter."""
    folder = resources.files("agdb.publication").joinpath("static")
    names = ("site.css", "indicator.css", "paper.css")
    return b"\n".join(folder.joinpath(one).read_bytes() for one in names)


def _keep(path: Path, body: bytes) -> None:
    try:
        replace_durably(path, body)
    except OSError as error:
        raise UsageError(
            f"cannot be written ({error.strerror})",
            place=Place(str(path)),
            remedy="choose another folder with -o",
        ) from None
