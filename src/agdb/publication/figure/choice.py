"""Which figures an indicator gets, decided by what its values are like and not by its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from agdb.programme.indicator import EXTREMES, HIGHEST, Breakdown
from agdb.publication.figure.answer import answered
from agdb.publication.figure.figure import Figure, FigureTitle
from agdb.publication.figure.over_time import over_time
from agdb.publication.figure.ranking import Named, ranking
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Series
from agdb.publication.wording.language import folded, lowered, raised
from agdb.publication.wording.period import frequency_name


def figures(reading: Reading) -> tuple[Figure, ...]:
    """Return the main figure first, then each breakdown, each division of regions, and the rest.

    Empty for an indicator that has no value yet.
    """
    head = reading.headline
    if head is None:
        return ()
    found = [_main(reading)]
    for breakdown in reading.definition.breakdowns:
        parts = reading.parts(breakdown)
        if any(series not in reading.headlines for series in parts):
            found.append(_breakdown(reading, breakdown, parts))
    for prefix, regions in reading.regions().items():
        if any(series.known for series in regions):
            found.append(_regions(reading, prefix, regions, head))
    found += [_frequency(reading, series) for series in reading.other_frequencies()]
    return tuple(found)


def _main(reading: Reading) -> Figure:
    """The series in front, with their whole and areas to compare with in the same frame."""
    heads = reading.headlines
    wholes = {
        one: reading.whole_label(breakdown)
        for breakdown in reading.definition.breakdowns
        if (one := reading.whole_of(breakdown)) is not None and one not in heads
    }
    areas = {one: reading.names.region(one.region) for one in reading.areas() if one.known}
    own = {one: reading.names.region(one.region) if areas else reading.label(one) for one in heads}
    shown = {one: raised(label) for one, label in (own | wholes | areas).items()}
    first, *others = own.values()
    label = reading.language.listing([raised(first), *map(lowered, others), *areas.values()])
    often = frequency_name(heads[0].frequency, reading.language)
    heading = f"{label}, {often}" if any(len(one.known) > 1 for one in heads) else label
    title = FigureTitle(
        "main", heading, f"{reading.name}, {label}", reading.language.say("table.series")
    )
    series = (*heads, *(replace(one, forecast=()) for one in shown if one not in heads))
    return over_time(reading, series, tuple(shown.values()), title)


def _breakdown(reading: Reading, breakdown: Breakdown, parts: tuple[Series, ...]) -> Figure:
    names = reading.language.words(breakdown.names)
    heading = reading.language.say("figure.breakdown", breakdown=lowered(names))
    heading += _held_fixed(reading, parts[0], apart=breakdown.id)
    title = _title(reading, f"by-{breakdown.id}", heading, names)
    labels = tuple(
        reading.names.part(breakdown, dict(series.member)[breakdown.id]) for series in parts
    )
    notes = tuple(_notes(reading, breakdown))
    wanted = reading.definition.headline.get(breakdown.id)
    ranks = wanted in EXTREMES  # the headline names who comes first
    named = [
        Named(lowered(label), one, whole=dict(one.member)[breakdown.id] == breakdown.total)
        for label, one in zip(labels, parts, strict=True)
    ]
    answer = answered(reading, heading, named, ranked=ranks)
    parts = tuple(replace(one, forecast=()) for one in parts)  # it stands in the main figure
    if any(len(series.known) > 1 for series in parts):
        figure = over_time(reading, parts, labels, title)
    else:
        named = [Named(label, series) for label, series in zip(labels, parts, strict=True)]
        if ranks:  # so the rest follows
            named.sort(key=_newest_number, reverse=wanted == HIGHEST)
        figure = ranking(reading, named, title)
    return replace(figure, heading=answer, notes=(*figure.notes, *notes))


def _held_fixed(reading: Reading, series: Series, *, apart: str = "") -> str:
    """Of which parts a figure is that breaks down by something else; empty for the whole."""
    codes = dict(series.member)
    parts = [
        lowered(reading.names.part(one, codes[one.id]))
        for one in reading.definition.breakdowns
        if one.id != apart and codes[one.id] != one.total
    ]
    return f": {', '.join(parts)}" if parts else ""


def _newest_number(one: Named) -> tuple[bool, float]:
    latest = one.series.latest
    number = None if latest is None else latest.number
    return number is not None, float(number or 0)


def _notes(reading: Reading, breakdown: Breakdown) -> Iterator[str]:
    """What the whole holds beside the parts shown, and which of them the monitor computed."""
    if breakdown.others is not None:
        yield reading.language.words(breakdown.others)
    if breakdown.remainder is not None:
        name = reading.names.part(breakdown, breakdown.remainder)
        yield reading.language.say("figure.remainder", part=raised(name))


def _regions(reading: Reading, prefix: str, regions: tuple[Series, ...], head: Series) -> Figure:
    division = reading.names.division(prefix)
    heading = reading.language.say("figure.regions", division=lowered(division))
    heading += _held_fixed(reading, head)
    named = [Named(reading.names.region(series.region), series) for series in regions]
    named.sort(key=lambda one: folded(one.name))
    if not reading.quantity.counted:
        observed = replace(
            head, forecast=()
        )  # no region has one, and it stands under the main chart
        whole = Named(raised(reading.names.region(head.region)), observed, whole=True)
        named.insert(0, whole)
    title = _title(reading, f"in-{prefix.lower()}", heading, division)
    answer = answered(reading, heading, named, ranked=False)
    return replace(ranking(reading, named, title), heading=answer)


def _frequency(reading: Reading, series: Series) -> Figure:
    heading = frequency_name(series.frequency, reading.language)
    heading = raised(heading)
    ident = f"every-{series.frequency.value}"
    title = _title(reading, ident, heading, reading.language.say("table.series"))
    return over_time(reading, (series,), (reading.label(series),), title)


def _title(reading: Reading, ident: str, heading: str, names: str) -> FigureTitle:
    title = reading.language.say("figure.title", name=reading.name, heading=lowered(heading))
    return FigureTitle(ident, heading, title, names)
