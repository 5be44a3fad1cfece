"""Exports the initiatives of the register as the dataset `agdb:register`.

What leaves is counts, by pillar and region, as of the day the records were written down; money is
not counted, since amounts overlap in kind and period.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from operator import and_
from typing import Final

from agdb.programme.geography.place import is_in
from agdb.programme.programme import Programme
from agdb.register.moment import last_day
from agdb.register.register import Register

DATASET: Final = "agdb:register"
ALL: Final = "all"
_HEADER: Final = (
    *("dataset", "measure", "pillar", "region", "period", "value"),
    *("unit", "unit_origin", "unit_source", "status", "recorded", "citation"),
)


def register_figures(programme: Programme, register: Register) -> bytes:
    """Return the counts as a file of figures, one row a measure, pillar, region and the one day.

    Measures: `initiatives`, in every region of the programme; and for each division in use, at the
    country, `regions_covered_XX` (regions that at least one initiative names) and `regions_XX`.
    A region counts an initiative if the record names it or a narrower region that lies in it, whole
    or for a part: a province counts those of its towns. One for the whole country is counted at the
    country alone, and a region that had ended counts nothing. Empty bytes without initiatives.
    """
    if not register.initiatives:
        return b""
    recorded = max(last_day(one.recorded) for one in register.initiatives.values()).isoformat()
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_HEADER)
    for measure, pillar, region, count, unit in _counts(programme, register, int(recorded[:4])):
        where = "counted in the initiatives of the register"
        writer.writerow(
            (DATASET, measure, pillar, region, recorded, count, unit, "recorded", where, "",
             recorded, f"initiatives of the register, as recorded on {recorded}")
        )  # fmt: skip
    return stream.getvalue().encode()


def _counts(
    programme: Programme, register: Register, year: int
) -> Iterator[tuple[str, str, str, int, str]]:
    country = programme.plan.country
    regions = [
        code
        for code, region in programme.regions.items()
        if region.is_valid(year) and not programme.plan.is_beside(code)
    ]
    every = tuple(register.initiatives.values())
    named = [tuple(at.code for at in one.regions) for one in every]
    inside = {code: [is_in(programme, codes, code) for codes in named] for code in regions}
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
