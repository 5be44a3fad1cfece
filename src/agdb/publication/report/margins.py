"""What is known of the margin of a figure, and where nothing is: an answer says which it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from agdb.programme.report.model_sentence import Occasion
from agdb.programme.report.pillar import LeadFigure
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point
from agdb.publication.report.derivation import Arithmetic, Derivation
from agdb.publication.report.document import PaperNumber, Sentence
from agdb.publication.report.facts import place_of_value
from agdb.publication.report.indicators import series_in_front
from agdb.publication.report.material import Material
from agdb.publication.wording.language import lowered
from agdb.publication.wording.period import period_in

_WITHOUT = {
    "full-count": Occasion.MARGIN_OF_FULL_COUNT,
    "estimate": Occasion.MARGIN_OF_ESTIMATE,
}


def about_margins(
    material: Material, leads: Iterable[LeadFigure], about: str
) -> Iterator[Sentence]:
    """Yield the margin of each newest figure in front, and of which others there is none and why.

    Nothing is said of an indicator without figures; nor with a programme of before there were
    sentences for it, which an older release carries.
    """
    if material.plan.sentence(Occasion.MARGIN) is None:
        return
    without: dict[Occasion, list[str]] = {}
    for lead in leads:
        reading = material.edition.readings.get(lead.indicator)
        for series, ident, named in series_in_front(material, lead):
            assert reading is not None, "what has a series has a reading"
            assert series.latest is not None, "a series in front has a figure"
            subject = named.rstrip(",")
            if reading.margin(series.latest) is None:
                kind = "" if reading.collection is None else reading.collection.kind
                without.setdefault(_WITHOUT.get(kind, Occasion.MARGIN_UNKNOWN), []).append(subject)
                continue
            yield material.write.say(
                Occasion.MARGIN,
                ident,
                subject=subject,
                period=lowered(period_in(series.latest.period, material.language)),
                margin=_margin(material, reading, series.latest),
            )
    for occasion, subjects in without.items():
        yield material.write.say(occasion, about, subject=material.language.listing(subjects))


def _margin(material: Material, reading: Reading, point: Point) -> PaperNumber:
    """Half the width of the interval, written as a difference is: of a share in points."""
    width, quantity = reading.margin(point), reading.quantity
    assert width is not None, "its margin is known"
    place = place_of_value(reading.definition.id, point.value)
    derivation = Derivation(Arithmetic.MARGIN, (place,))
    return replace(
        material.numbers.of_point(reading, point),
        text=quantity.difference(quantity.round(width)),
        value=material.facts.worked_out(derivation),
        derivation=derivation,
    )
