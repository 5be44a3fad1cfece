"""Sentences about one indicator: what it was and is, which way it goes, and what may be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from agdb.programme.report.model_sentence import Occasion
from agdb.programme.report.pillar import LeadFigure
from agdb.publication.reading.change import Change, ChangeOutcome, Changes, Course
from agdb.publication.reading.lead import CERTAIN, changes_in_front, course, sentence_pieces
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point, Series
from agdb.publication.report.checks import QUOTED
from agdb.publication.report.document import Part, Sentence
from agdb.publication.report.material import Material
from agdb.publication.report.writer import Filling, joined
from agdb.publication.wording.language import lowered
from agdb.publication.wording.period import period_in, period_name
from agdb.statistics.age import Age, Ageing

_DIRECTIONS = {
    ChangeOutcome.UP: Occasion.RISEN,
    ChangeOutcome.DOWN: Occasion.FALLEN,
    ChangeOutcome.SAME: Occasion.EQUAL,
    ChangeOutcome.UNCLEAR: Occasion.UNCLEAR,
}


@dataclass(frozen=True, slots=True)
class FigureSentences:
    """What is said of an indicator: the figure itself, and what must be said around it.

    `occasion` is that of the figure; None where there is none.
    """

    occasion: Occasion | None
    figure: Sentence
    around: tuple[Sentence, ...] = ()


def about_figure(material: Material, lead: LeadFigure) -> tuple[FigureSentences, ...]:
    """Return what is said of an indicator, for each series that stands in front."""
    subject = material.language.words(lead.subject)
    reading = material.edition.readings.get(lead.indicator)
    heads = () if reading is None else reading.headlines
    if reading is None or not heads:
        about = lead.indicator if reading is None else reading.definition.catalogue
        said = material.write.say(Occasion.NO_FIGURES, about, subject=subject)
        return (FigureSentences(None, said),)
    front = series_in_front(material, lead)
    return tuple(
        _about_series(material, reading, series, change, (about, subject))
        for (series, about, subject), change in zip(front, changes_in_front(reading), strict=True)
    )


def series_in_front(material: Material, lead: LeadFigure) -> Iterator[tuple[Series, str, str]]:
    """Yield each series in front with what its sentences are about, and as it is named in them."""
    reading = material.edition.readings.get(lead.indicator)
    if reading is None:
        return
    subject = material.language.words(lead.subject)
    for series in reading.headlines:
        assert series.latest is not None, "a series in front has a figure"
        label = lowered(reading.label(series))
        named = f"{subject}, {label}," if len(reading.headlines) > 1 else subject
        yield series, _about(reading, series, series.latest), named


def once_at_the_end(every: Iterable[FigureSentences]) -> Iterator[Sentence]:
    """Yield all sentences; one that would be said of several series is said after the last."""
    said = [one for found in every for one in (found.figure, *found.around)]
    for place, one in enumerate(said):
        if all(one.text != other.text for other in said[place + 1 :]):
            yield one


def _about_series(
    material: Material,
    reading: Reading,
    series: Series,
    changes: Changes,
    named: tuple[str, str],
) -> FigureSentences:
    latest, (about, subject) = series.latest, named
    assert latest is not None, "a series in front has a figure"
    if reading.definition.nature == "quoted":
        return FigureSentences(Occasion.ALONE, _own_sentence(material, reading, series, about))
    occasion = occasion_of(reading, changes)
    write, change = material.write, changes.short
    figures: dict[str, Filling] = {
        "subject": subject,
        "now": material.numbers.in_sentence(reading, latest),
        "period": lowered(period_in(latest.period, material.language)),
    }
    if change is not None:
        before = change.earlier
        figures["then"] = lowered(period_in(before.period, material.language))
        figures["before"] = material.numbers.in_sentence(reading, before)
    said = write.say(occasion, about, **figures)
    around = tuple(_around(material, reading, changes, about, latest))
    return FigureSentences(occasion, said, around)


def _own_sentence(material: Material, reading: Reading, series: Series, about: str) -> Sentence:
    """What was quoted, in the words in which the programme quotes it: no trend is read from it."""
    assert series.latest is not None, "a series in front has a figure"
    parts: list[Part] = []
    for text, point in sentence_pieces(reading, series, series.latest):
        if point is None or point.number is None:
            parts.append(text)
        else:
            number = material.numbers.of_point(reading, point)
            written = number.text if reading.quantity.percent else text
            parts.append(replace(number, text=written))
    return Sentence(f"{QUOTED}:{about}", joined(parts))


def occasion_of(reading: Reading, changes: Changes) -> Occasion:
    """Return as what the newest figure is told.

    A word of direction needs figures of which chance explains no difference, or a difference larger
    than the margin of both; and no break between them.
    """
    change = changes.short
    if change is None:
        return Occasion.ALONE
    collection = reading.collection
    sure = collection is not None and collection.kind in CERTAIN
    if not sure and change.margin is None and change.outcome is not ChangeOutcome.SAME:
        return Occasion.CHANCE_UNKNOWN
    return _DIRECTIONS[change.outcome]


def _around(
    material: Material, reading: Reading, changes: Changes, about: str, latest: Point
) -> Iterator[Sentence]:
    write, language = material.write, material.language
    if changes.short is None and changes.broken is not None:
        yield write.say(Occasion.BREAK, about, period=period_name(changes.broken.period, language))
    if _told_direction(reading, changes.short):
        match course(reading):
            case Course.WANTED:
                yield write.say(Occasion.FAVOURABLE, about)
            case Course.OTHER:
                yield write.say(Occasion.UNFAVOURABLE, about)
    if changes.long is not None:
        ago = changes.long.earlier
        yield write.say(
            Occasion.LONGER,
            about,
            before=material.numbers.in_sentence(reading, ago),
            then=lowered(period_in(ago.period, language)),
        )
    if reading.definition.cyclical and changes.short is not None:
        yield write.say(Occasion.CYCLICAL, about)
    age = Age.of(latest.period, day=material.release.day)
    if age is not None and age.ageing is Ageing.VERY_OLD:
        yield write.say(Occasion.OLD, about, period=period_name(latest.period, language))


def _told_direction(reading: Reading, change: Change | None) -> bool:
    if change is None:
        return False
    return occasion_of(reading, Changes(change)) in (Occasion.RISEN, Occasion.FALLEN)


def _about(reading: Reading, series: Series, latest: Point) -> str:
    """What a sentence is about, as P1.01:2023/24; of several in front also which."""
    about = f"{reading.definition.catalogue}:{latest.period.text}"
    if len(reading.headlines) == 1:
        return about
    return f"{about}:{'+'.join(code for _, code in series.member)}"
