"""What targets refer to exists, and can be held against them."""

from __future__ import annotations

from agdb.errors import Place, ProgrammeError
from agdb.programme.checks.names import require
from agdb.programme.programme import Programme
from agdb.programme.target import Candidate, Target


def check_targets(programme: Programme) -> None:
    """Raise `ProgrammeError` for the first target in no unit, or beside no indicator there is."""
    for target in programme.targets.values():
        at = programme.origins["Target", target.id]
        require(target.unit, programme.units, "unit", at.place("unit"))
        if target.indicator is not None:
            require(target.indicator, programme.indicators, "indicator", at.place("indicator"))
        for position, candidate in enumerate(target.candidates):
            _check_candidate(programme, target, candidate, at.place("candidates", position))


def _check_candidate(
    programme: Programme, target: Target, candidate: Candidate, place: Place
) -> None:
    """What is held against a target counts in a unit of the same kind, and has such a member."""
    require(candidate.indicator, programme.indicators, "indicator", place)
    indicator = programme.indicators[candidate.indicator]
    theirs, ours = (programme.units[name].kind for name in (target.unit, indicator.unit))
    if theirs != ours:
        raise ProgrammeError(
            f"{target.id!r} is a {theirs} and {indicator.id!r} a {ours}",
            place=place,
            remedy="a figure is held against a target in a unit of the same kind",
        )
    by_id = {one.id: one for one in indicator.breakdowns}
    for name, code in candidate.member.items():
        require(name, by_id, "breakdown of this indicator", place)
        require(code, by_id[name].members, "member of this breakdown", place)
