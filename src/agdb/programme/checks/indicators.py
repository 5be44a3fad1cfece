"""Every reference of an indicator leads somewhere, and what it asks for can be computed."""

from __future__ import annotations

from agdb.errors import ProgrammeError, StatisticsError
from agdb.programme.checks.headline import check_headline
from agdb.programme.checks.names import require, require_column
from agdb.programme.indicator import Breakdown, Indicator
from agdb.programme.metric import ByClassification, MovingTotal, Term
from agdb.programme.programme import Programme, RecordOrigin
from agdb.statistics.columns import RESERVED
from agdb.statistics.identifier import DatasetId
from agdb.statistics.period import Period

LINKABLE = ("count", "money", "quantity")
"""The kinds of units in which a factor over a break has a meaning."""


_ADDED = ("count", "money", "quantity")
_DIVIDED = ("ratio", "per-capita", "growth")
"""Metrics whose terms are taken apart before they are divided."""


def check_remainders(programme: Programme, indicator: Indicator, at: RecordOrigin) -> None:
    """Raise `ProgrammeError` for a remainder that has no name, no whole or no parts.

    Also for one of an indicator whose values do not add up: a share has a remainder only where it
    is computed from numbers that do.
    """
    for position, breakdown in enumerate(indicator.breakdowns):
        code = breakdown.remainder
        if code is None:
            continue
        place = at.place("breakdowns", position, "remainder")
        members = programme.classifications[breakdown.classification].members
        require(code, [member.id for member in members], "code of the classification", place)
        if breakdown.total is None or not breakdown.members or code in breakdown.members:
            raise ProgrammeError(
                f"the remainder {code!r} is the total without the members",
                place=place,
                remedy="name total: and members:, and leave the remainder out of the members",
            )
        adds_up = programme.units[indicator.unit].kind in _ADDED
        if not adds_up and indicator.metric.type not in _DIVIDED:
            raise ProgrammeError(
                f"values in {indicator.unit} do not add up, so there is no remainder of them",
                place=place,
                remedy="compute the indicator as a ratio of two numbers that do",
            )


def check_indicator(programme: Programme, indicator: Indicator) -> None:
    """Raise `ProgrammeError` for the first reference of `indicator` that leads nowhere."""
    at = programme.origins["Indicator", indicator.id]
    require(indicator.pillar, programme.pillar_ids, "pillar", at.place("pillar"))
    _check_formerly(programme, indicator, at)
    _check_theme(programme, indicator, at)
    require(indicator.unit, programme.units, "unit", at.place("unit"))
    if indicator.classification is not None:
        require(
            indicator.classification,
            programme.classifications,
            "classification",
            at.place("classification"),
        )
    _check_beside(programme, indicator, at)
    _check_direction(programme, indicator, at)
    for term in indicator.metric.terms:
        _check_term(programme, term, at)
    if isinstance(indicator.metric, MovingTotal):
        _check_flow(programme, indicator.metric, at)
    _check_breaks(programme, indicator, at)
    _check_region(programme, indicator, at)
    for position, breakdown in enumerate(indicator.breakdowns):
        _check_breakdown(programme, breakdown, at, position)
    check_remainders(programme, indicator, at)
    check_headline(programme, indicator, at)


def _check_formerly(programme: Programme, indicator: Indicator, at: RecordOrigin) -> None:
    """An old id leads to one place, and nothing else has it now."""
    for position, old in enumerate(indicator.formerly):
        if old in programme.indicators or programme.renamed[old] != indicator.id:
            other = old if old in programme.indicators else programme.renamed[old]
            raise ProgrammeError(
                f"the former id {old!r} is also that of {other!r}",
                place=at.place("formerly", position),
                remedy="an old address leads to one indicator: leave it out of the others",
            )


def _check_theme(programme: Programme, indicator: Indicator, at: RecordOrigin) -> None:
    """A pillar that has themes puts every indicator under one of them."""
    pillar = next(one for one in programme.plan.pillars if one.id == indicator.pillar)
    if indicator.theme is not None:
        require(indicator.theme, pillar.theme_ids, "theme", at.place("theme"))
    elif pillar.themes:
        raise ProgrammeError(
            f"{indicator.id!r} names no theme, and its pillar has themes",
            place=at.place("pillar"),
            remedy=f"write theme: with one of {', '.join(pillar.theme_ids)}",
        )


def _check_beside(programme: Programme, indicator: Indicator, at: RecordOrigin) -> None:
    """An indicator stands beside another one, never beside itself."""
    if indicator.beside is None:
        return
    place = at.place("beside")
    require(indicator.beside, programme.indicators, "indicator", place)
    if indicator.beside == indicator.id:
        raise ProgrammeError(
            f"{indicator.id!r} cannot stand beside itself",
            place=place,
            remedy="name the indicator of the whole economy",
        )


def _check_direction(programme: Programme, indicator: Indicator, at: RecordOrigin) -> None:
    """How full a register is says nothing of the plan, so no way of it is the wanted one."""
    for term in indicator.metric.terms:
        source = programme.sources.get(term.selection.dataset)
        collection = source.collected(term.selection.measure) if source else None
        if collection and collection.counted and indicator.direction != "context":
            raise ProgrammeError(
                f"{indicator.id!r} counts only what a register holds, and is wanted to go"
                f" {indicator.direction}",
                place=at.place("direction"),
                remedy="write direction: context",
            )


def _check_breaks(programme: Programme, indicator: Indicator, at: RecordOrigin) -> None:
    kind = programme.units[indicator.unit].kind
    for position, rupture in enumerate(indicator.breaks):
        if not Period.parse(rupture.period).dated:
            raise ProgrammeError(
                f"{rupture.period!r} is not a period",
                place=at.place("breaks", position, "period"),
                remedy="write the first period after the break, as in 2021 or 2021-Q1",
            )
        if rupture.only_parts and not indicator.breakdowns:
            raise ProgrammeError(
                "there are no parts that a break could be in alone",
                place=at.place("breaks", position, "only_parts"),
                remedy="leave out only_parts: the break is in the series",
            )
        if rupture.link is not None and kind not in LINKABLE:
            raise ProgrammeError(
                f"a {kind} cannot be brought over a break by a factor",
                place=at.place("breaks", position, "link"),
                remedy="only amounts can: leave the link out",
            )


def _check_region(programme: Programme, indicator: Indicator, at: RecordOrigin) -> None:
    region = indicator.region
    if (region.dimension is None) == (region.fixed is None):
        raise ProgrammeError(
            "region has either a dimension or a fixed code, one of the two",
            place=at.place("region"),
        )
    if region.fixed is not None:
        require(region.fixed, programme.regions, "region", at.place("region", "fixed"))
    prefixes = [division.prefix for division in programme.plan.divisions]
    for prefix in region.divisions:
        require(prefix, prefixes, "division", at.place("region", "divisions"))


def _check_breakdown(
    programme: Programme, breakdown: Breakdown, at: RecordOrigin, position: int
) -> None:
    here = ("breakdowns", position)
    if breakdown.id in RESERVED:
        raise ProgrammeError(
            f"a breakdown cannot be called {breakdown.id!r}, for every download has that column",
            place=at.place(*here, "id"),
        )
    require_column(breakdown.dimension, at.place(*here, "dimension"))
    name = breakdown.classification
    require(name, programme.classifications, "classification", at.place(*here, "classification"))
    members = {member.id for member in programme.classifications[name].members}
    for code in breakdown.members:
        require(code, members, "code of the classification", at.place(*here, "members"))
    if breakdown.total is not None:
        require(breakdown.total, members, "code of the classification", at.place(*here, "total"))


def _check_term(programme: Programme, term: Term, at: RecordOrigin) -> None:
    try:
        DatasetId.parse(term.selection.dataset)
    except StatisticsError as error:
        place = at.place("metric", *term.path, "dataset")
        raise ProgrammeError(error.what, place=place, remedy=error.remedy) from None
    if term.selection.dataset not in programme.sources:
        raise ProgrammeError(
            f"the data set {term.selection.dataset!r} has no source",
            place=at.place("metric", *term.path, "dataset"),
            remedy="describe it in a file in sources/, with publisher, page and licence",
        )
    for dimension, wanted in term.selection.where.items():
        place = at.place("metric", *term.path, "where", dimension)
        require_column(dimension, place)
        if isinstance(wanted, ByClassification):
            require(wanted.classification, programme.classifications, "classification", place)


def _check_flow(programme: Programme, metric: MovingTotal, at: RecordOrigin) -> None:
    """Vacancies of four quarters' ends added up are four times too many vacancies."""
    source = programme.sources.get(metric.value.dataset)
    note = source.measures.get(metric.value.measure) if source else None
    if note is None or note.nature != "flow":
        raise ProgrammeError(
            f"{metric.value.measure!r} is not a flow, so its periods cannot be added up",
            place=at.place("metric", "type"),
            remedy="if it is one, say nature: flow under this measure in the file of its source",
        )
