"""What changed since the release before, of figures and register, and what was corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.arrivals.calendar import ExpectationState
from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.changes.figures import (
    new_figures,
    other_definitions,
    other_judgements,
    revisions,
)
from agdb.publication.page.changes.records import changed_kinds, named_record
from agdb.publication.page.registered.actions import action_rows
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.page.shared.freshness import expected_in_words
from agdb.publication.reading.calendar import by_table
from agdb.publication.section import LinkPlace, Section, named, one_if, single
from agdb.results.release_changes import FirstRelease, ReleaseChanges

NAME = "changes"
FEED = "changes.atom"


@dataclass(frozen=True, slots=True)
class LateSource:
    """A source whose figures should be out; `new` tells that they were not late before."""

    source: Link
    since: str
    new: bool


@dataclass(frozen=True, slots=True)
class Mended:
    """A correction that readers are told of: what was wrong, why, and who decided when."""

    what: str
    why: str
    who: str


def changes_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page; without a release before, one sentence that says so."""
    assert edition.provenance is not None, "without it the section has no page"
    found = edition.provenance.changes()
    language = edition.language
    context: dict[str, object] = {"changes": None, "unread": ""}
    title, intro = language.say("changes.title.first"), summary_of(edition)
    if isinstance(found, FirstRelease):
        context["unread"] = found.unread
    else:
        day = language.date(found.days[0])
        title = language.say("changes.title", day=day)
        context = {"changes": found, "unread": "", "before": day, **_parts(edition, found)}
    return edition.render(
        "changes/changes.html",
        address.section(language.code, NAME),
        title=title,
        description=intro,
        feed=edition.addresses.link(f"{language.code}/{FEED}"),
        **context,
    )


def summary_of(edition: Edition) -> str:
    """Return what changed since the release before, counted; one sentence where none was before."""
    assert edition.provenance is not None, "without it nothing is known of a release before"
    found = edition.provenance.changes()
    if isinstance(found, FirstRelease):
        return edition.language.say("changes.first")
    return " ".join(_summary(edition, found))


def _parts(edition: Edition, found: ReleaseChanges) -> dict[str, object]:
    said, day = RegisterWording(edition), edition.release.day
    register = edition.release.register
    done = [register.actions[one] for one in found.done]
    overdue = [register.actions[one.ident] for one in found.overdue if one.kind == "actions"]
    return {
        "periods": new_figures(edition, found),
        "appeared": [edition.link(edition.readings[one]) for one in found.appeared],
        "vanished": found.vanished,
        "lost": [(edition.link(edition.readings[name]), n) for name, n in found.lost],
        "revised": revisions(edition, found),
        "definitions": other_definitions(edition, found),
        "judgements": tuple(other_judgements(edition, found)),
        "late": tuple(_late(edition, found)),
        "kinds": tuple(changed_kinds(said, found)),
        "done": action_rows(done, said, day=day),
        "overdue": action_rows(overdue, said, day=day),
        "promises": [
            (named_record(one.kind, register.commitments[one.ident], said), one.days, one.new)
            for one in found.overdue
            if one.kind == "commitments"
        ],
        "mended": tuple(_mended(edition, found)),
    }


def _summary(edition: Edition, found: ReleaseChanges) -> Iterator[str]:
    """What changed, counted: only what did, and one sentence where nothing did."""
    say = edition.language.say
    if found.nothing:
        yield say("changes.nothing")
        return
    counts = {
        "periods": len(found.periods),
        "appeared": len(found.appeared),
        "revised": len(found.revised),
        "definitions": len(found.definitions),
        "statuses": len(found.statuses),
        "records": len(found.records),
        "corrections": len(found.corrections) + len(found.withdrawn),
    }
    yield from (say(f"changes.summary.{name}", n=n) for name, n in counts.items() if n)


def _late(edition: Edition, found: ReleaseChanges) -> Iterator[LateSource]:
    """The sources that should have something newer; a rhythm alone is no knowledge of that."""
    words, (before, today) = edition.language.words, found.days
    for one in by_table(edition.awaited, edition.programme):
        missed = one.schedule.missed
        known = missed is not None and missed.standing is not ExpectationState.DERIVED
        if known and missed is not None and missed.late(today):
            source = Link(one.source.page, words(one.source.names))
            since = expected_in_words(missed, edition)
            yield LateSource(source, since, new=not missed.late(before))


def _mended(edition: Edition, found: ReleaseChanges) -> Iterator[Mended]:
    language = edition.language
    for one in found.corrections:
        yield Mended(
            language.say(
                "changes.corrected", cell=" · ".join(one.key), was=one.found, now=one.made
            ),
            language.words(one.reason),
            f"{one.who}, {language.date(one.decided)}",
        )
    for gone in found.withdrawn:
        source = edition.programme.sources.get(gone.dataset)
        name = gone.dataset if source is None else language.words(source.names)
        yield Mended(
            language.say("changes.taken-out", name=name), gone.why, language.date(gone.day)
        )


SECTION = Section(
    name=NAME,
    keys=one_if(lambda edition: edition.provenance is not None),
    render=single(changes_page),
    place=LinkPlace.FOOTER,
    label=named("changes.menu"),
)
