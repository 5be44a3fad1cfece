"""The bodies of the plan by their state, and what their meetings decided and left to be done."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.programme.report.model_sentence import Occasion
from agdb.publication.report.document import (
    BulletPoint,
    Bullets,
    PaperBlock,
    PaperTable,
    Paragraph,
    Part,
    Sentence,
    TableHead,
    TableRow,
)
from agdb.publication.report.material import MadeChapter, Material
from agdb.publication.wording.language import raised
from agdb.register.meeting import Action, Meeting
from agdb.register.moment import last_day
from agdb.register.party import Body, Relation
from agdb.register.states import BodyStatus, MeetingState


def bodies_chapter(material: Material) -> MadeChapter:
    """Return the bodies of the plan itself by their state, and the actions that are open."""
    blocks: tuple[PaperBlock, ...] = (Paragraph(tuple(about_bodies(material))),)
    table = action_table(material)
    return MadeChapter(blocks if table is None else (*blocks, table))


def about_bodies(material: Material) -> Iterator[Sentence]:
    """Yield the names of the plan's own bodies for each state, and of when that was known."""
    own = [one for one in material.register.bodies.values() if _steers(one)]
    if not own:
        yield material.write.say(Occasion.NO_BODIES, "all")
        return
    for status in BodyStatus:
        some = [one for one in own if one.status is status]
        if some:
            state = material.words.code("body-status", status)
            names = _listed(material, some)
            yield material.write.say(Occasion.BODIES, status.value, state=state, bodies=names)
    if not material.register.meetings:
        newest = max((one.as_of for one in own), key=last_day)
        day = material.words.moment(newest)
        yield material.write.say(Occasion.BODIES_SINCE, newest, day=day)


def _steers(one: Body) -> bool:
    """Whether it is a body of the plan itself in which it is steered or discussed."""
    return one.relation is Relation.OWN and one.level in ("governing", "stakeholders")


def _listed(material: Material, some: list[Body]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for place, one in enumerate(some):
        if place:
            last = place == len(some) - 1
            parts.append(material.language.say("report.and") if last else ", ")
        parts.append(material.words.named("bodies", one))
    return tuple(parts)


def action_table(material: Material) -> PaperTable | None:
    """Return the actions that are not done, what is late first; None where there is none."""
    day, say = material.release.day, material.language.say
    some = [one for one in material.register.actions.values() if one.unfinished]
    if not some:
        return None
    some.sort(key=lambda one: (-one.days_late(day), one.owner))
    return PaperTable(
        ident="actions",
        caption=say("report.table.actions"),
        heads=tuple(
            TableHead(say(f"report.column.{one}")) for one in ("action", "owner", "due", "state")
        ),
        rows=tuple(TableRow(_action(material, one)) for one in some),
    )


def _action(material: Material, one: Action) -> tuple[tuple[Part, ...], ...]:
    say, owner = material.language.say, material.register.organisations.get(one.owner)
    name: Part = one.owner if owner is None else material.words.named("organisations", owner)
    due = say("report.no-term") if one.due is None else material.language.date(one.due)
    late = one.days_late(material.release.day)
    state = say("report.late") if late else raised(material.words.code("action", one.state))
    return ((material.words.quoted("actions", one, "what"),), (name,), (due,), (state,))


def next_meeting(material: Material) -> Meeting | None:
    """Return the first meeting that was announced and not held, else the newest; None without."""
    every = sorted(material.register.meetings.values(), key=lambda one: one.start)
    ahead = [one for one in every if one.state is MeetingState.SCHEDULED]
    return ahead[0] if ahead else (every[-1] if every else None)


def agenda_chapter(material: Material) -> MadeChapter:
    """Return the agenda of the next meeting: of each item its kind and the decision asked."""
    meeting = next_meeting(material)
    if meeting is None:
        text = material.language.say("report.no-meeting")
        return MadeChapter((Paragraph((Sentence("A:none", (text,)),)),))
    points = []
    for place, item in enumerate(meeting.items):
        title = material.words.quoted("meetings", meeting, f"items.{place}.title")
        parts: tuple[Part, ...] = (title, material.language.say(f"report.item.{item.kind}"))
        said = [Sentence(f"A:{meeting.id}:{item.number}", parts)]
        if item.asked is not None:
            asked = material.words.quoted("meetings", meeting, f"items.{place}.asked")
            lead = f"{material.language.say('report.asked')} "
            said.append(Sentence(f"A:{meeting.id}:{item.number}:asked", (lead, asked)))
        points.append(BulletPoint(tuple(said)))
    name = material.words.named("bodies", material.register.bodies[meeting.body])
    when = material.language.date(meeting.start.date())
    heading = Sentence(f"H:{meeting.id}", (name, f", {when}"))
    return MadeChapter((Bullets(tuple(points)),), heading=heading)


def actions_chapter(material: Material) -> MadeChapter:
    """Return the open actions, or that there are none."""
    table = action_table(material)
    if table is None:
        text = material.language.say("report.no-actions")
        return MadeChapter((Paragraph((Sentence("A:no-actions", (text,)),)),))
    return MadeChapter((table,))
