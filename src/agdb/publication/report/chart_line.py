"""One line of a picture of a paper, with the facts behind its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from agdb.publication.chart.stroke import Trace, pieces
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Series, place
from agdb.publication.report.derivation import Arithmetic, Derivation
from agdb.publication.report.document import ChartLine
from agdb.publication.report.facts import place_of_value
from agdb.publication.report.material import Material
from agdb.statistics.period import Period


def chart_line(
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
