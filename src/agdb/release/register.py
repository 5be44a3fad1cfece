"""Exports the initiatives that the programme carries as the dataset `agdb:register`.

Until the register itself stands it is the programme that knows the initiatives. What leaves is
counts, by pillar and region, as of the day the entries were recorded; money is not counted, since
amounts overlap in kind and period.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

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
    A region counts an initiative only if the entry names it: an initiative for the whole country is
    counted at the country alone. Empty bytes if there are no initiatives.
    """
    if not programme.initiatives:
        return b""
    recorded = max(initiative.recorded for initiative in programme.initiatives.values())
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_HEADER)
    for measure, pillar, region, count, unit in _counts(programme):
        where = "counted in the initiatives of the programme"
        writer.writerow(
            (DATASET, measure, pillar, region, recorded, count, unit, "recorded", where, "",
             recorded, f"initiatives of the programme, as recorded on {recorded}")
        )  # fmt: skip
    return stream.getvalue().encode()


def _counts(programme: Programme) -> Iterator[tuple[str, str, str, int, str]]:
    country = programme.plan.country
    for pillar in (ALL, *programme.pillar_ids):
        of_pillar = [
            initiative
            for initiative in programme.initiatives.values()
            if pillar == ALL or pillar in initiative.pillars
        ]
        by_region = {
            code: sum(code in initiative.regions for initiative in of_pillar)
            for code in programme.regions
            if not programme.plan.is_beside(code)
        }
        by_region[country] = len(of_pillar)
        for code, count in by_region.items():
            yield "initiatives", pillar, code, count, "initiatives"
        for division in programme.plan.divisions:
            inside = [n for code, n in by_region.items() if code.startswith(division.prefix)]
            if division.prefix != country[:2] and not division.comparison:
                covered = sum(count > 0 for count in inside)
                yield f"regions_covered_{division.prefix}", pillar, country, covered, "regions"
                yield f"regions_{division.prefix}", pillar, country, len(inside), "regions"
