"""Which newest figures stand out, said with how many were looked at: of many, some always stray."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.outlook.multiple_testing import expected_errors
from agdb.publication.edition import Edition
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.period import period_name
from agdb.results.alerts import OVERVIEW, Alert, Alerts
from agdb.statistics.number import rounded
from agdb.statistics.period import Period

RARE = 0.01
"""A number of figures outside their bounds that chance would give less often is told as a group."""


def notes_beside_tables(edition: Edition, reading: Reading) -> tuple[str, ...]:
    """Return what to know of many figures of one indicator side by side; empty if none was tested.

    First whether its figure for the whole stands out on the overview, then its regions and members.
    """
    overview = edition.release.alerts.get(OVERVIEW)
    found = () if overview is None else overview.found
    mine = [one for one in found if one.indicator == reading.definition.id]
    said = [edition.language.say("alerts.whole", which=_named(edition, one)) for one in mine]
    table = edition.release.alerts.get(reading.definition.id)
    if table is not None:
        said += _of_table(edition, table)
    return (*said, edition.language.say("alerts.whose")) if said else ()


def overview_notes(edition: Edition) -> tuple[str, ...]:
    """Return which indicators stand out on the overview; empty if none could be tested."""
    table = edition.release.alerts.get(OVERVIEW)
    if table is None:
        return ()
    return (*_of_table(edition, table), edition.language.say("alerts.whose"))


def wrong_flags(edition: Edition) -> str:
    """Return how many of the classes given to targets are expected to be wrong, if any is given."""
    judgements = [
        one.judgement
        for some in edition.release.outlook.values()
        for series in some
        for one in series.judged
        if not one.conditional
    ]
    errors = expected_errors(judgements)
    flags = errors.on_track + errors.off_track
    if not flags:
        return ""
    return edition.language.say("alerts.wrong-flags", n=flags, wrong=_tenth(edition, errors.wrong))


def _of_table(edition: Edition, table: Alerts) -> Iterator[str]:
    say = edition.language.say
    kind = "overview" if table is edition.release.alerts.get(OVERVIEW) else "table"
    yield say(
        f"alerts.tested.{kind}",
        n=table.tested,
        chance=_tenth(edition, table.by_chance),
        outside=edition.language.figure(table.outside, decimals=0),
    )
    if table.outside > 1 and table.chance_of_so_many < RARE:
        yield say("alerts.group", n=table.outside, of=str(table.tested))
    if table.found:
        which = "; ".join(_named(edition, one) for one in table.found)
        yield say("alerts.found", n=len(table.found), which=which)
    else:
        yield say("alerts.none", n=table.tested)


def _named(edition: Edition, alert: Alert) -> str:
    reading = edition.readings[alert.indicator]
    quantity = reading.quantity
    member = reading.names.member(reading.definition, alert.breakdown)
    place = [reading.name, reading.names.region(alert.region), member]
    value, lower, upper = (
        quantity.plain(quantity.round(number)) for number in (alert.value, alert.lower, alert.upper)
    )
    return edition.language.say(
        "alerts.one",
        place=", ".join(part for part in place if part),
        period=period_name(Period.parse(alert.period), edition.language),
        value=value,
        low=lower,
        high=upper,
    )


def _tenth(edition: Edition, number: float) -> str:
    return edition.language.figure(rounded(number, decimals=1), decimals=1)
