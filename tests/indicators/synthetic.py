"""The structure that a definition expects of its datasets, where there is no dataset yet."""

from __future__ import annotations

from agdb.programme.indicator import Indicator
from agdb.programme.metric import ByClassification, Filter, Term
from agdb.programme.programme import Programme
from agdb.statistics.structure import (
    Code,
    Dimension,
    DimensionKind,
    Measure,
    Structure,
    UnitOrigin,
)


def expected_structure(indicator: Indicator, term: Term, programme: Programme) -> Structure:
    """Return the least structure in which the selection of `term` finds all that it names."""
    found: dict[str, tuple[str, ...]] = {
        name: _codes(wanted, programme) for name, wanted in term.selection.where.items()
    }
    for breakdown in indicator.breakdowns:
        if breakdown.dimension not in found:
            members = breakdown.members or _codes(
                ByClassification(classification=breakdown.classification), programme
            )
            found[breakdown.dimension] = (*members, *filter(None, [breakdown.total]))
    region = indicator.region.dimension
    if region is not None and region not in found:
        found[region] = tuple(programme.regions)
    return Structure(
        title="expected",
        measures=(Measure(term.selection.measure, "", "", UnitOrigin.NOT_RECORDED),),
        dimensions=tuple(
            Dimension(
                name,
                name,
                DimensionKind.REGION if name == region else DimensionKind.ORDINARY,
                tuple(Code(code, code) for code in dict.fromkeys(codes)),
            )
            for name, codes in found.items()
        ),
        periods=(),
    )


def _codes(wanted: Filter, programme: Programme) -> tuple[str, ...]:
    if isinstance(wanted, ByClassification):
        return tuple(m.id for m in programme.classifications[wanted.classification].members)
    return (wanted,) if isinstance(wanted, str) else wanted
