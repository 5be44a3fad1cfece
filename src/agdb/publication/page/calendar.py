"""When new figures are expected: of every source, with the indicators that they touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time

from agdb.arrivals.icalendar import Event, icalendar
from agdb.arrivals.state import SourceState, event
from agdb.publication import address
from agdb.publication.page.edition import Edition, Link
from agdb.publication.wording.period import period_name
from agdb.statistics.period import Period

SECTION = "calendar"


@dataclass(frozen=True, slots=True)
class Awaited:
    """The next figures of one source: the day, what it rests on, and what they are for."""

    day: str
    source: Link
    newest: str
    rhythm: str
    basis: str
    indicators: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Sources that are late, on the way, or of which nobody can say."""

    ident: str
    heading: str
    text: str
    rows: tuple[Awaited, ...]


def calendar_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page; days are judged on the recorded day of the release."""
    say, release = edition.language.say, edition.release
    groups = [
        Group(
            kind,
            say(f"calendar.{kind}"),
            say(f"calendar.{kind}.text", day=edition.language.date(release.recorded)),
            tuple(_awaited(edition, state) for state in _ordered(states)),
        )
        for kind, states in _sorted_out(edition).items()
    ]
    return edition.render(
        "calendar.html",
        address.section(edition.language.code, SECTION),
        title=say("menu.calendar"),
        description=say("calendar.intro"),
        groups=[group for group in groups if group.rows],
        file=edition.addresses.link(calendar_path(edition.language.code)),
    )


def calendar_file(edition: Edition) -> tuple[str, bytes]:
    """Return the expected days that are still to come as iCalendar, in the language of the site."""
    language, release = edition.language, edition.release
    stamp = datetime.combine(release.recorded, time(), tzinfo=UTC)
    name = f"{language.words(edition.programme.plan.short)}: {language.say('menu.calendar')}"
    text = icalendar(_events(edition), name=name, stamp=stamp)
    return calendar_path(language.code), text.encode()


def calendar_path(language: str) -> str:
    """Return the path of the calendar file in `language`."""
    return f"{language}/{SECTION}.ics"


def expected_of(edition: Edition, datasets: Iterable[str]) -> str:
    """Return when figures of these data sets are expected next; empty where nothing tells."""
    states = [edition.release.sources.get(dataset) for dataset in datasets]
    days = {state.expected for state in states if state is not None and state.expected is not None}
    return edition.language.listing([edition.language.date(day) for day in sorted(days)])


def _sorted_out(edition: Edition) -> dict[str, list[SourceState]]:
    found: dict[str, list[SourceState]] = {"coming": [], "late": [], "unknown": []}
    for state in edition.release.sources.values():
        if state.rhythm == "once":
            continue
        kind = "unknown" if state.expected is None else "late" if state.late else "coming"
        found[kind].append(state)
    return found


def _ordered(states: list[SourceState]) -> list[SourceState]:
    return sorted(
        states, key=lambda one: ("" if one.expected is None else str(one.expected), one.dataset)
    )


def _awaited(edition: Edition, state: SourceState) -> Awaited:
    language, source = edition.language, edition.programme.sources[state.dataset]
    newest = state.newest_period
    return Awaited(
        day="" if state.expected is None else language.date(state.expected),
        source=Link(source.page, language.words(source.names)),
        newest="" if newest is None else period_name(Period.parse(newest), language),
        rhythm=language.say(f"rhythm.{state.rhythm}"),
        basis=language.say(f"calendar.basis.{state.basis or 'none'}"),
        indicators=tuple(_touched(edition, state.dataset)),
    )


def _touched(edition: Edition, dataset: str) -> Iterator[Link]:
    code = edition.language.code
    for reading in edition.readings.values():
        if any(term.selection.dataset == dataset for term in reading.definition.metric.terms):
            path = address.indicator(code, reading.definition.id)
            yield Link(edition.addresses.link(path), reading.name)


def _events(edition: Edition) -> Iterator[Event]:
    for state in edition.release.sources.values():
        if state.expected is not None and state.expected >= edition.release.recorded:
            source = edition.programme.sources[state.dataset]
            found = event(source, state, language=edition.language.code)
            if found is not None:
                yield found
