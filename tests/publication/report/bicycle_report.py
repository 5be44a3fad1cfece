"""The outline and wordings of this repository's report, about the made-up bicycles."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from tests.conftest import ROOT

from agdb.programme.reading import read_programme
from agdb.programme.report.pillar import ReportPillar, ReportTarget
from agdb.programme.report.question import ReportQuestion
from agdb.programme.report.report_plan import ReportPlan
from agdb.programme.report.written import WrittenText
from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.edition import Edition
from agdb.publication.report.composing import paper_of
from agdb.publication.report.document import ReportPaper
from agdb.publication.report.material import Material
from agdb.publication.wording.language import Language, languages
from agdb.results.release import Release


@cache
def our_report() -> ReportPlan:
    """What `programme/report/` says."""
    return read_programme(ROOT / "programme").report


def lead(indicator: str, nl: str, en: str) -> dict[str, Any]:
    return {"indicator": indicator, "subject": {"nl": nl, "en": en}}


def pillar(ident: str, nl: str, en: str, *figures: dict[str, Any], **other: Any) -> ReportPillar:
    blocks = [{"figures": list(figures)}] if figures else []
    said = {"id": ident, "title": {"nl": nl, "en": en}, "blocks": blocks}
    return ReportPillar.model_validate(said | other)


CLUB = {"nl": "de club", "en": "the club"}


def question(ident: str, content: str, **other: Any) -> ReportQuestion:
    asked = {"nl": f"Hoe zit het met {ident}?", "en": f"What of {ident}?"}
    usual = {"id": ident, "question": asked, "content": content, "who_knows": CLUB}
    return ReportQuestion.model_validate(usual | other)


def bicycle_plan(**parts: Any) -> ReportPlan:
    """Our papers and sentences, with pillars, targets and questions of the bicycles."""
    said = {"nl": "Het kabinet wil {goal} fietsen.", "en": "The government wants {goal} bicycles."}
    pillars = (
        pillar("roads", "Meer rijden", "More riding",
               lead("bicycles-stock", "het aantal fietsen", "the number of bicycles"),
               lead("bicycles-to-school", "het aandeel fietsende kinderen", "the share of riders"),
               targets=["many"]),
        pillar("learning", "Leren fietsen", "Learning to ride",
               lead("nobody-counted", "ongetelde fietsen", "uncounted bicycles")),
    )  # fmt: skip
    questions = (
        question("many", "target", about="many", pillars=["roads"]),
        question("stock", "figure", indicators=["bicycles-stock"], pillars=["roads"]),
        question("bells", "money", about="bells", pillars=["roads"]),
        question("nothing", "results", about="nobody", pillars=["learning"]),
    )
    fields: dict[str, Any] = {
        "pillars": {one.id: one for one in pillars},
        "targets": {"many": ReportTarget.model_validate({"id": "many", "sentence": said})},
        "questions": {one.id: one for one in questions},
    }
    return replace(our_report(), **(fields | parts))


def with_report(release: Release, plan: ReportPlan | None = None) -> Release:
    """The release with a report in its programme."""
    return replace(release, programme=replace(release.programme, report=plan or bicycle_plan()))


@cache
def spoken_here() -> dict[str, Language]:
    """Both languages; reading their messages takes longer than writing a paper."""
    return languages(("nl", "en"))


def material(release: Release, code: str = "nl", **how: Any) -> Material:
    """What the papers of a release are made of."""
    spoken, base = spoken_here(), Addresses("https://example.org/")
    some = tuple(spoken.values())
    return Material(Edition(release, spoken[code], some, base, assets(), ()), **how)


def paper(release: Release, ident: str = "brief", code: str = "nl", **how: Any) -> ReportPaper:
    """One paper of a release."""
    return paper_of(material(release, code, **how), release.programme.report.papers[ident])


def written(ident: str, **fields: Any) -> WrittenText:
    """A text that somebody wrote."""
    usual = {"id": ident, "names": {"nl": "Tekst", "en": "Text"}, "asked": {"nl": "x", "en": "x"}}
    return WrittenText.model_validate(usual | fields)
