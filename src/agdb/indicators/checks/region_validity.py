"""A region code with a figure for a year in which there was no such region."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.errors import StatisticsError
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.table import CheckedTable
from agdb.programme.geography.geography import Geography
from agdb.programme.programme import Programme
from agdb.statistics.region import RegionCode


def _in_table(table: CheckedTable) -> Iterator[Found]:
    # In our own transcription an unreadable code is a typing error. A publisher may have EU27_2020,
    # or four cities together, which no indicator shows.
    unreadable = Severity.BLOCK if table.written_by_us else Severity.WARN
    for column in table.regions:
        rows = table.engine.rows(
            f'select distinct {table.subject}, "{column}", year(start) from {table.name}'
            f" where {table.looked_at} and value is not null and start is not null"
            " order by 1, 2, 3"
        )
        for about, code, year in rows:
            wrong = wrong_in(
                table.programme, table.our_code(column, code), year, unreadable=unreadable
            )
            if wrong is not None:
                for cell in table.in_region(column, code, year, subject=about):
                    yield Found(cell, *wrong, about=about)


def wrong_in(
    programme: Programme, text: str, year: int, *, unreadable: Severity = Severity.BLOCK
) -> tuple[str, Severity] | None:
    """Return what is wrong with a region code in a year, or None.

    A region that began later may be a series that was recalculated on a later division, which is
    to be looked at; one that had ended, or that is in no list, cannot have a figure.
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
    of_table=_in_table,
)
