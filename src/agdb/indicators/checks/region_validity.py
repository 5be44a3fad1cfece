"""A region code with a figure for a year in which there was no such region."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.errors import StatisticsError
from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.values import Values, cell_of
from agdb.programme.geography.geography import Geography
from agdb.programme.programme import Programme
from agdb.statistics.period import Period
from agdb.statistics.region import RegionCode
from agdb.statistics.structure import DimensionKind


def _in_data(data: Data) -> Iterator[Found]:
    # A code that we wrote down ourselves may be a slip; of a publisher it is EU27_2020, or four
    # cities together: none that we show.
    ours = data.now.version.receipt.transcription
    unreadable = Severity.BLOCK if ours else Severity.WARN
    for dimension in data.structure.dimensions:
        if dimension.kind is not DimensionKind.REGION:
            continue
        note = data.source.dimensions.get(dimension.id) if data.source else None
        renamed = note.codes if note else {}
        rows = data.engine.rows(
            f'select distinct "{dimension.id}", year(start) from {data.now.table}'
            f" where {data.looked_at} and value is not null and start is not null order by 1, 2"
        )
        for code, year in rows:
            wrong = wrong_in(data.programme, renamed.get(code, code), year, unreadable=unreadable)
            if wrong is not None:
                yield Found(f"{dimension.id} {code} {year}", *wrong)


def _in_values(values: Values) -> Iterator[Found]:
    for value in values.observed:
        period = Period.parse(value.period)
        if value.value is None or not period.dated:
            continue
        wrong = wrong_in(values.programme, value.region, period.start.year)
        if wrong is not None:
            yield Found(cell_of(value), *wrong)


def wrong_in(
    programme: Programme, text: str, year: int, *, unreadable: Severity = Severity.BLOCK
) -> tuple[str, Severity] | None:
    """Return what is wrong with a region code in a year, or None.

    A region that began later may be a series that was recalculated on a later division, which is
    to be looked at; one that had ended, or that no list knows, cannot have a figure.
    """
    try:
        code = RegionCode.parse(text)
    except StatisticsError as error:
        return error.what, unreadable
    if code.unassignable:
        return None
    region = programme.regions.get(code.text)
    if region is not None and region.valid_to is not None and year > region.valid_to:
        return f"the region {code} ended with {region.valid_to}", Severity.BLOCK
    if region is not None and region.valid_from is not None and year < region.valid_from:
        return f"the region {code} began with {region.valid_from}", Severity.WARN
    return _unlisted(programme.geography, code, year)


def _unlisted(geography: Geography, code: RegionCode, year: int) -> tuple[str, Severity] | None:
    """Return what the lists of municipalities say against a code in a year, or None."""
    known = geography.codes(code.prefix, year=year)
    if known is None or code.text in known:
        return None
    later = [
        one
        for one in sorted(geography.lists)
        if one > year and code.text in (geography.codes(code.prefix, year=one) or ())
    ]
    if later:
        return f"the region {code} began with {later[0]}", Severity.WARN
    return f"there is no region {code} in the list of {year}", Severity.BLOCK


RULE = Rule(
    name="region_validity",
    severity=Severity.BLOCK,
    remedy="map the code to the region of that year in the source file, or leave the cell out",
    of_data=_in_data,
    of_values=_in_values,
)
