"""The pillars: one line for each in the letter, and a chapter for each in the annex."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from agdb.programme.report.model_sentence import Occasion
from agdb.programme.report.pillar import FigureBlock, NamedInitiative
from agdb.publication import address
from agdb.publication.report.bodies import about_bodies
from agdb.publication.report.document import (
    BulletPoint,
    Bullets,
    Chapter,
    PaperBlock,
    PaperTable,
    Paragraph,
    Part,
    Sentence,
    TableHead,
    TableRow,
)
from agdb.publication.report.indicators import FigureSentences, about_figure, once_at_the_end
from agdb.publication.report.material import MadeChapter, Material
from agdb.publication.report.money import money_table
from agdb.publication.report.picture import picture_of
from agdb.publication.report.results import about_results
from agdb.publication.report.targets import about_target, is_judged
from agdb.publication.wording.language import raised
from agdb.register.initiative import Initiative


def pillars_in_short(material: Material) -> MadeChapter:
    """Return a point for each pillar: its best figure, and what must be said around it."""
    points = tuple(_in_short(material, number, pillar) for number, pillar in material.pillars)
    return MadeChapter((Bullets(points),), heading=_heading(material))


def _heading(material: Material) -> Sentence | None:
    """That no target can be judged, where that is so; it is the first thing a reader asks."""
    targets = [
        material.edition.programme.targets.get(ident)
        for pillar in material.plan.pillars.values()
        for ident in pillar.targets
    ]
    if not targets or any(one is not None and is_judged(material, one) for one in targets):
        return None
    return Sentence("H:no-judgement", (material.language.say("report.heading.no-judgement"),))


def _in_short(material: Material, number: int, pillar: str) -> BulletPoint:
    code, title = material.language.code, material.pillar_title(pillar)
    name = material.language.say("report.pillar", number=number, title=title)
    best = best_figure(material, pillar)
    said: list[Sentence] = []
    if best is not None:
        said += [best.figure, *best.around[:2]]
    named = material.plan.pillars.get(pillar)
    for ident in () if named is None else named.targets:
        said += list(about_target(material, material.plan.targets[ident]))[:1]
    if best is None or best.occasion is None:
        said = [material.write.say(Occasion.NO_FIGURES_IN_PILLAR, pillar), *said[1:]]
    if material.edition.programme.pillar_ids[-1] == pillar and _leads_bodies(material):
        said = [*about_bodies(material)]
    return BulletPoint(tuple(said), name, address.pillar(code, number))


def _leads_bodies(material: Material) -> bool:
    """Whether the plan has bodies of its own: the last pillar is then told by their state."""
    return any(one.relation == "own" for one in material.register.bodies.values())


def best_figure(material: Material, pillar: str) -> FigureSentences | None:
    """Return what is said of the first figure of a pillar that has one, if any is in front."""
    named = material.plan.pillars.get(pillar)
    every = [] if named is None else [about_figure(material, one)[0] for one in named.figures]
    known = [one for one in every if one.occasion is not None]
    return next(iter(known or every), None)


def pillar_chapters(material: Material) -> MadeChapter:
    """Return a chapter for each pillar: figures, targets, initiatives, money and results."""
    chapters = tuple(
        pillar_chapter(material, number, pillar) for number, pillar in material.pillars
    )
    return MadeChapter((), chapters=chapters)


def pillar_chapter(material: Material, number: int, pillar: str) -> Chapter:
    """Return the chapter of one pillar; a pillar without figures still has it."""
    language = material.language
    name = language.say("report.pillar.number", number=number)
    heading = Sentence(f"H:pillar-{number}", (material.pillar_title(pillar),))
    blocks = tuple(_figure_blocks(material, pillar))
    inner = tuple(_parts(material, number, pillar))
    return Chapter(f"pillar-{number}", heading, blocks, name, inner)


def _figure_blocks(material: Material, pillar: str) -> Iterator[PaperBlock]:
    named = material.plan.pillars.get(pillar)
    if named is None or not named.blocks:
        yield Paragraph((material.write.say(Occasion.NO_FIGURES_IN_PILLAR, pillar),))
        return
    for block in named.blocks:
        yield from _of_block(material, block)
    if named.targets:
        for ident in named.targets:
            yield Paragraph(tuple(about_target(material, material.plan.targets[ident])))
    else:
        yield Paragraph((material.write.say(Occasion.NO_TARGET, pillar),))
    picture = next(filter(None, (picture_of(material, lead) for lead in named.figures)), None)
    if picture is not None:
        yield picture


def _of_block(material: Material, block: FigureBlock) -> Iterator[PaperBlock]:
    """Each figure in a paragraph of its own; under the name of the block where it has one."""
    for place, lead in enumerate(block.figures):
        said = list(once_at_the_end(about_figure(material, lead)))
        if place == 0:
            said[0] = under_name(material, block, said[0])
        yield Paragraph(tuple(said))


def under_name(material: Material, block: FigureBlock, first: Sentence) -> Sentence:
    """Return the first sentence of a block with the name of the block in front, if it has one."""
    if block.names is None:
        return first
    return replace(first, parts=(f"{material.language.words(block.names)}. ", *first.parts))


def _parts(material: Material, number: int, pillar: str) -> Iterator[Chapter]:
    say = material.language.say
    some, named = of_pillar(material, pillar), by_name_alone(material, pillar)
    if some or named:
        caption = say("report.table.initiatives.of", number=number)
        table = initiative_table(
            material, some, f"initiatives-{number}", caption=caption, named=named
        )
        heading = Sentence(f"H:initiatives-{number}", (say("report.heading.initiatives"),))
        yield Chapter(f"initiatives-of-{number}", heading, (table,))
        caption = say("report.table.money.of", number=number)
        money = money_table(material, [one.id for one in some], f"money-{number}", caption)
        if money is not None:
            heading = Sentence(f"H:money-{number}", (say("report.heading.money"),))
            yield Chapter(f"money-of-{number}", heading, (money,))
        ids = {one.id for one in some} | {one.id for one in named}
        results = [one for one in material.register.results.values() if one.initiative in ids]
        points = tuple(BulletPoint(said) for said in about_results(material, results))
        if points:
            heading = Sentence(f"H:results-{number}", (say("report.heading.results"),))
            yield Chapter(f"results-of-{number}", heading, (Bullets(points),))
    if material.edition.programme.pillar_ids[-1] == pillar:
        said = Paragraph(tuple(about_bodies(material)))
        heading = Sentence(f"H:bodies-{number}", (say("report.heading.bodies"),))
        yield Chapter(f"bodies-of-{number}", heading, (said,))


def of_pillar(material: Material, pillar: str) -> list[Initiative]:
    """Return the initiatives that a pillar leads: those that the papers name first, then by tie."""
    named = material.plan.pillars.get(pillar)
    order = () if named is None else tuple(one.id for one in named.initiatives)
    first = {name: place for place, name in enumerate(order)}
    ties = ("own", "intensified", "related", "context", "unknown")
    some = [
        one
        for one in material.register.initiatives.values()
        if one.id in first or (one.pillars[0] == pillar and one.id not in _named(material))
    ]
    some.sort(key=lambda one: (first.get(one.id, len(first)), ties.index(one.relation)))
    return some


def _named(material: Material) -> frozenset[str]:
    return frozenset(
        one.id for pillar in material.plan.pillars.values() for one in pillar.initiatives
    )


def by_name_alone(material: Material, pillar: str) -> tuple[NamedInitiative, ...]:
    """Return what papers of then name, and of which the register has only facts of later."""
    named = material.plan.pillars.get(pillar)
    return tuple(
        one
        for one in (() if named is None else named.initiatives)
        if one.id not in material.register.initiatives
        and one.document in material.register.documents
    )


def initiative_table(
    material: Material,
    some: list[Initiative],
    ident: str,
    *,
    caption: str,
    named: tuple[NamedInitiative, ...] = (),
) -> PaperTable:
    """Return initiatives as a table: what each is to the plan, its state and who answers for it.

    Of those that are only `named` nothing else is known.
    """
    say = material.language.say
    heads = ("initiative", "relation", "status", "accountable")
    return PaperTable(
        ident=ident,
        caption=caption,
        heads=tuple(TableHead(say(f"report.column.{one}")) for one in heads),
        rows=(
            *(TableRow(_only_named(material, one)) for one in named),
            *(TableRow(_initiative(material, one)) for one in some),
        ),
    )


def _only_named(material: Material, one: NamedInitiative) -> tuple[tuple[Part, ...], ...]:
    unknown = material.language.say("report.unknown")
    paper = material.words.paper(material.register.documents[one.document])
    name = (material.language.words(one.names), material.language.say("report.named-in"), paper)
    return (name, (unknown,), (unknown,), (unknown,))


def _initiative(material: Material, one: Initiative) -> tuple[tuple[Part, ...], ...]:
    words, organisations = material.words, material.register.organisations
    accountable: list[Part] = []
    for partner in one.partners:
        owner = organisations.get(partner.organisation)
        if partner.role == "accountable" and owner is not None:
            accountable += [", "] if accountable else []
            accountable.append(words.named("organisations", owner))
    relation = raised(words.code("relation", one.relation))
    owners = tuple(accountable) or (raised(material.language.say("report.unknown")),)
    name = words.named("initiatives", one)
    return ((name,), (relation,), (raised(state_of(material, one)),), owners)


def state_of(material: Material, one: Initiative) -> str:
    """Return the state of an initiative in words; of one that is a body, that of the body."""
    if one.status is not None:
        return material.words.code("status", one.status)
    for body in material.register.bodies.values():
        if body.names == one.names and body.status is not None:
            return material.words.code("body-status", body.status)
    return material.language.say("report.unknown")
