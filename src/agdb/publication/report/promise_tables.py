"""Promises and motions as tables: what, where it was said, the term or vote, and how it stands."""

from __future__ import annotations

from agdb.programme.report.model_sentence import Occasion
from agdb.publication import address
from agdb.publication.report.document import PaperTable, Paragraph, Part, TableHead, TableRow
from agdb.publication.report.material import MadeChapter, Material
from agdb.publication.report.promises import answers_of, listed_papers, motion_name
from agdb.publication.wording.language import raised
from agdb.register.paper import Commitment, Motion, Vote, VoteShare

Cells = tuple[tuple[Part, ...], ...]


def promise_table(material: Material) -> MadeChapter:
    """Return every promise with where it was made, its term and how it stands."""
    every = material.register.commitments.values()
    if not every:
        said = material.write.say(Occasion.NO_PROMISES, "table")
        return MadeChapter((Paragraph((said,)),))
    rows = tuple(TableRow(_promise(material, one)) for one in every)
    return MadeChapter((_table(material, "promises", ("promise", "place", "term", "state"), rows),))


def motion_table(material: Material) -> MadeChapter:
    """Return every motion on the plan or near it, with its vote and its answers."""
    every = material.register.motions.values()
    if not every:
        return MadeChapter((Paragraph((material.write.say(Occasion.NO_PROMISES, "motions"),)),))
    rows = tuple(TableRow(_motion(material, one)) for one in every)
    return MadeChapter((_table(material, "motions", ("motion", "place", "vote", "state"), rows),))


def _table(
    material: Material, name: str, columns: tuple[str, ...], rows: tuple[TableRow, ...]
) -> PaperTable:
    say = material.language.say
    return PaperTable(
        ident=name,
        caption=say(f"report.table.{name}"),
        heads=tuple(TableHead(say(f"report.column.{one}")) for one in columns),
        rows=rows,
        explanation=say(f"report.table.{name}.text"),
    )


def _promise(material: Material, one: Commitment) -> Cells:
    say, words = material.language.say, material.words
    page = f"{address.section(material.language.code, 'commitments')}#{one.id}"
    due, late = one.deadline, one.days_late(material.release.day)
    place: Part = say("report.unknown")
    if one.occasion != "unknown":
        place = words.quoted("commitments", one, "occasion")
    term: tuple[Part, ...] = (say("report.no-term"),)
    if due is not None and due.rule == "written":
        term = (material.language.date(due.day),)
    elif one.term is not None:
        term = ("“", words.quoted("commitments", one, "term"), "”")
        if due is not None:
            term = (*term, say("report.derived", day=material.language.date(due.day)))
    state = say("report.late") if late else raised(words.code("commitment", one.state))
    answers = tuple(
        material.register.documents[name]
        for name in one.answered_by
        if name in material.register.documents
    )
    told: tuple[Part, ...] = (state,)
    if answers:
        told = (*told, say("report.in"), *listed_papers(material, answers))
    return ((words.quoted("commitments", one, "text", href=page),), (place,), term, told)


def _motion(material: Material, one: Motion) -> Cells:
    words, say = material.words, material.language.say
    page = f"{address.section(material.language.code, 'commitments')}#{one.id}"
    papers = answers_of(material, one)
    told: tuple[Part, ...] = (say("report.motion.not-answered"),)
    if papers:
        told = (say("report.motion.answered"), *listed_papers(material, papers))
    return (
        (words.quoted("motions", one, "title", href=page),),
        (motion_name(material, one),),
        tuple(_vote(material, one, page)),
        told,
    )


def _vote(material: Material, one: Motion, page: str) -> tuple[Part, ...]:
    say = material.language.say
    if one.result == "unknown":
        return (say("report.unknown"),)
    result = raised(material.words.code("motion-result", one.result))
    match one.vote:
        case Vote():
            fields, unit = ("vote.seats_for", "vote.seats_against"), ""
        case VoteShare():
            fields, unit = ("vote.percent_for", "vote.percent_against"), say("report.per-cent")
        case _:
            return (result,)
    yes, no = (material.numbers.of_record("motions", one, field, page) for field in fields)
    return (
        result,
        ", ",
        yes,
        f"{unit} {say('report.votes-for')} ",
        no,
        f"{unit} {say('report.votes-against')}",
    )
