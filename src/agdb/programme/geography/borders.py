"""Whether a region was the same area in two periods, as far as the lists of municipalities prove.

Tables count each year by the regions of that year, or all years by one division, and do not say
which. So a region is the same only where every list from the first period to the newest says so.
"""

from __future__ import annotations

from agdb.programme.programme import Programme
from agdb.statistics.period import Period


def same_area(programme: Programme, region: str, *, first: Period, last: Period) -> bool:
    """Whether figures of `region` in both periods are proven to be about one area.

    The country is. Not proven is a period without dates, one before the first list or after the
    newest, and a region of which a list says that its municipalities changed.
    """
    if region == programme.plan.country or first == last:
        return True
    lists = programme.geography.lists
    if not (first.dated and last.dated and lists):
        return False
    begin, newest = min(first.start.year, last.start.year), max(lists)
    if begin not in lists or max(first.start.year, last.start.year) > newest:
        return False
    same = programme.geography.unchanged(region[:2], first=begin, second=newest)
    return same is not None and region in same
