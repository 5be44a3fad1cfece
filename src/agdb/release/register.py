"""Exports the initiatives that the programme carries as the dataset `agdb:register`.

Until the register itself stands it is the programme that knows the initiatives. What leaves is
counts, by pillar and region, as of the day the entries were recorded; money is not counted, since
amounts overlap in kind and period.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from operator import and_
from typing import Final

from agdb.programme.geography.place import is_in
from agdb.programme.programme import Programme

DATASET: Final = "agdb:register"
ALL: Final = "all"
_HEADER: Final = (
    *("dataset", "measure", "pillar", "region", "period", "value"),
    *("unit", "unit_origin", "unit_source", "status", "recorded", "citation"),
)


def register_figures(programme: Programme) -> bytes:
    """Return the counts as a file of figures, one row a measure, pillar, region and the one day.

    Measures: `initiatives`, in every region of the programme; and for each division in use, at the
    country, `regions_covered_XX` (regions that at least one initiative names) and `regions_XX`.
    A region counts an initiative if the entry names it or a narrower region that lies in it, whole
    or for a part: a province counts those of its towns. One for the whole country is counted at the
    country alone, and a region that had ended counts nothing. Empty bytes without initiatives.
    """
    if not programme.initiatives:
        return b""
    recorded = max(initiative.recorded for initiative in programme.initiatives.values())
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_HEADER)
    for measure, pillar, region, count, unit in _counts(programme, int(recorded[:4])):
        where = "counted in the initiatives of the programme"
        writer.writerow(
            (DATASET, measure, pillar, region, recorded, count, unit, "recorded", where, "",
             recorded, f"initiatives of the programme, as recorded on {recorded}")
        )  # fmt: skip
    return stream.getvalue().encode()


def _counts(programme: Programme, year: int) -> Iterator[tuple[str, str, str, int, str]]:
    country = programme.plan.country
    regions = [
        code
        for code, region in programme.regions.items()
        if region.is_valid(year) and not programme.plan.is_beside(code)
    ]
    every = tuple(programme.initiatives.values())
    inside = {code: [is_in(programme, one, code) for one in every] for code in regions}
    for pillar in (ALL, *programme.pillar_ids):
        counted = [pillar == ALL or pillar in initiative.pillars for initiative in every]
        by_region = {
            code: sum(map(and_, counted, here)) if code != country else sum(counted)
            for code, here in inside.items()
        }
        for code, count in by_region.items():
            yield "initiatives", pillar, code, count, "initiatives"
        for division in programme.plan.divisions:
            inside_it = [n for code, n in by_region.items() if code.startswith(division.prefix)]
            if division.prefix != country[:2] and not division.comparison:
                covered = sum(count > 0 for count in inside_it)
                yield f"regions_covered_{division.prefix}", pillar, country, covered, "regions"
                yield f"regions_{division.prefix}", pillar, country, len(inside_it), "regions"
