"""What only the decision note has: the points that matter, what stands in each pillar, the set."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.programme.report.model_sentence import Occasion
from agdb.programme.report.pillar import NamedInitiative, ReportPillar
from agdb.publication import address
from agdb.publication.report.bodies import about_bodies
from agdb.publication.report.document import (
    BulletPoint,
    Bullets,
    Chapter,
    PaperBlock,
    PaperLink,
    Paragraph,
    Sentence,
)
from agdb.publication.report.gaps import about_gaps
from agdb.publication.report.indicators import about_figure
from agdb.publication.report.material import MadeChapter, Material
from agdb.publication.report.money import about_money, leading_money
from agdb.publication.report.pillars import best_figure, by_name_alone, state_of, under_name
from agdb.publication.report.promises import about_promises
from agdb.publication.report.targets import about_target
from agdb.publication.wording.language import raised
from agdb.register.initiative import Initiative

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


def named_in_pillars(material: Material) -> MadeChapter:
    """Return a short chapter for each pillar: its targets, and what papers name under it.

    Of figures it has those of the blocks that no key point tells: the annex has the others.
    """
    chapters = []
    for number, pillar in material.pillars:
        name = material.language.say("report.pillar.number", number=number)
        heading = Sentence(f"H:pillar-{number}", (material.pillar_title(pillar),))
        blocks = tuple(_named_in(material, pillar))
        chapters.append(Chapter(f"pillar-{number}", heading, blocks, name))
    return MadeChapter((), chapters=tuple(chapters))


def _named_in(material: Material, pillar: str) -> Iterator[PaperBlock]:
    named = material.plan.pillars.get(pillar)
    told = [] if named is None else list(_other_blocks(material, pillar, named))
    for ident in () if named is None else named.targets:
        told += about_target(material, material.plan.targets[ident])
    if best_figure(material, pillar) is None:
        told.append(material.write.say(Occasion.NO_FIGURES_IN_PILLAR, pillar))
    if told:
        yield Paragraph(tuple(told))
    points = (
        *(_only_named(material, one) for one in by_name_alone(material, pillar)),
        *(
            _named(material, material.register.initiatives[one.id])
            for one in (() if named is None else named.initiatives)
            if one.id in material.register.initiatives
        ),
    )
    if points:
        yield Bullets(points)
    if material.edition.programme.pillar_ids[-1] == pillar:
        yield Paragraph(tuple(about_bodies(material)))


def _other_blocks(material: Material, pillar: str, named: ReportPillar) -> Iterator[Sentence]:
    """The first known figure of each block, under its name; not the one of the key points."""
    best = best_figure(material, pillar)
    for block in named.blocks:
        every = [about_figure(material, lead)[0] for lead in block.figures]
        first = next((one for one in every if one.occasion is not None), None)
        if first is None or (best is not None and first.figure.ident == best.figure.ident):
            continue
        yield under_name(material, block, first.figure)
        yield from first.around[:1]


def _named(material: Material, one: Initiative) -> BulletPoint:
    """What an initiative is to the plan, and its state: as one sentence behind its name."""
    words, say = material.words, material.language.say
    relation = raised(words.code("relation", one.relation))
    text = say("report.named.state", relation=relation, state=state_of(material, one))
    name = material.language.words(one.names)
    return BulletPoint((Sentence(f"I:{one.id}", (text,)),), name, words.page("initiatives", one.id))


def _only_named(material: Material, one: NamedInitiative) -> BulletPoint:
    paper = material.words.paper(material.register.documents[one.document])
    lead = f"{material.language.say('report.named.only')} "
    return BulletPoint(
        (Sentence(f"I:{one.id}", (lead, paper, ".")),), material.language.words(one.names)
    )


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
