"""What a picture of a paper draws, with the facts behind its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from agdb.publication.chart.stroke import Trace, pieces
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Series, place
from agdb.publication.report.derivation import Arithmetic, Derivation
from agdb.publication.report.document import ChartData, ChartLine
from agdb.publication.report.facts import place_of_value
from agdb.publication.report.material import Material
from agdb.publication.wording.period import period_short
from agdb.statistics.period import Period


def chart_data(
    material: Material,
    reading: Reading,
    drawn: Iterable[tuple[Series, Trace]],
    periods: Sequence[Period],
    *,
    start: Decimal | None,
) -> ChartData:
    """Return the numbers of each series in these periods, as its trace draws them.

    The axis begins at `start`; where it is None, the office chooses.
    """
    return ChartData(
        periods=tuple(period_short(one, material.language) for one in periods),
        lines=tuple(_line(material, reading, one, trace, periods) for one, trace in drawn),
        unit=reading.quantity.name,
        decimals=reading.quantity.decimals,
        start=start,
    )


def _line(
    material: Material, reading: Reading, series: Series, trace: Trace, periods: Sequence[Period]
) -> ChartLine:
    """Return the published numbers of `series` in these periods, under the name of its `trace`.

    It is joined where an office leaves a gap wherever the line of the trace ends.
    """
    known = {point.period: point for point in series.known}
    points = [known.get(period) for period in periods]
    ident = reading.definition.id
    return ChartLine(
        name=trace.label,
        values=tuple(
            None if one is None else material.numbers.of_point(reading, one).value for one in points
        ),
        derivations=tuple(
            None
            if one is None
            else Derivation(Arithmetic.AS_IT_IS, (place_of_value(ident, one.value),))
            for one in points
        ),
        joined=all(
            any(before[-1].at < place(period) < after[0].at for period in periods)
            for before, after in pairwise(pieces(trace.spots))
        ),
    )
