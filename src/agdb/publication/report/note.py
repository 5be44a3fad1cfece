"""What only the decision note has: the points that matter, the set with its hashes, why now."""

from __future__ import annotations

from agdb.publication import address
from agdb.publication.report.document import BulletPoint, Bullets, PaperLink, Sentence
from agdb.publication.report.gaps import about_gaps
from agdb.publication.report.material import MadeChapter, Material
from agdb.publication.report.money import about_money, leading_money
from agdb.publication.report.pillars import best_figure
from agdb.publication.report.promises import about_promises

_MOST = 2  # sentences of a point


def key_points(material: Material) -> MadeChapter:
    """Return at most seven points: one for each pillar, money, what is late, the largest gap."""
    say = material.language.say
    points = []
    for number, pillar in material.pillars:
        best = best_figure(material, pillar)
        if best is not None:
            name = say("report.pillar", number=number, title=material.pillar_title(pillar))
            points.append(_point((best.figure, *best.around), name))
    leading = leading_money(material)
    if leading is not None:
        told = tuple(about_money(material, leading))
        granted = [one for one in told if one.ident.startswith("M:")][-1:]
        points.append(_point((*granted, told[-1]), say("report.heading.money")))
    promised = tuple(about_promises(material))
    points.append(_point(promised, say("report.table.promises")))
    gaps = tuple(about_gaps(material))
    if gaps:
        points.append(_point(gaps[:1], say("report.unknown-most")))
    return MadeChapter((Bullets(tuple(points)),))


def the_set(material: Material) -> MadeChapter:
    """Return the papers that go together, by name."""
    plans = [one for one in material.plan.papers.values() if one.in_set]
    code, words = material.language.code, material.language.words
    points = []
    for one in plans:
        link = PaperLink(words(one.kind), address.page(code, "report", one.id))
        points.append(BulletPoint((Sentence(f"B:{one.id}", (link,)),)))
    return MadeChapter((Bullets(tuple(points)),))


def _point(sentences: tuple[Sentence, ...], name: str) -> BulletPoint:
    return BulletPoint(tuple(dict.fromkeys(sentences))[:_MOST], name)
