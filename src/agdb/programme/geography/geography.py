"""Which region a municipality is in, in which year: joined on code and year, never on a name.

Municipalities merge on 1 January of most years, and labour-market regions are redrawn. A list is of
one year, as in "Gebieden in Nederland" of Statistics Netherlands; a year without a list is refused
rather than answered from another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

import msgspec

from agdb.errors import StatisticsError

MUNICIPALITY: Final = "GM"


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality in one year; `regions` holds its region by the prefix of the division."""

    code: str
    name: str
    regions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """A region with the first and last of our lists in which it has this name."""

    code: str
    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Merger:
    """What went from a municipality whose code ended on `day` into another one.

    The amounts are None where a whole municipality went on under a new name and code.
    """

    day: date
    code: str
    name: str
    into: str
    into_name: str
    hectares: int | None
    dwellings: int | None
    inhabitants: int | None


@dataclass(frozen=True, slots=True)
class NutsRegion:
    """A NUTS region in one edition, and the Dutch region that it was drawn after.

    The areas are the same only where the municipalities were: NL31 of 2016 is the province of
    Utrecht before Vijfheerenlanden joined it in 2019, and NL35 of 2024 the one after.
    """

    edition: int
    code: str
    name: str
    level: int
    region: str


class Shapes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """SVG paths by region code, in one box of `width` by `height`, north up.

    `citation` and `licence` must be shown wherever a shape is. Regions that touch share their
    border to the last digit, so that no gap or overlap shows at any size.
    """

    year: int
    width: int
    height: int
    citation: str
    licence: str
    licence_url: str
    note: str
    paths: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ListChanges:
    """What differs between two lists of municipalities; `moved` names division, old and new."""

    ended: tuple[str, ...]
    begun: tuple[str, ...]
    renamed: tuple[str, ...]
    moved: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class Geography:
    """The lists of municipalities by year, and what else is known about regions and years."""

    lists: Mapping[int, Mapping[str, Municipality]] = field(default_factory=dict)
    names: tuple[NamedRegion, ...] = ()
    mergers: tuple[Merger, ...] = ()
    nuts: tuple[NutsRegion, ...] = ()
    shapes: Mapping[int, Shapes] = field(default_factory=dict)
    _made: dict[tuple[str, int], Mapping[str, frozenset[str]]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def region_of(self, municipality: str, *, division: str, year: int) -> str:
        """Return the region of a municipality in a year; `division` is the prefix of its codes.

        Raises `StatisticsError` for a year without a list, a code that is not in the list of that
        year, and a division that the list does not have.

        >>> bronckhorst = Municipality("GM1876", "Bronckhorst", {"AM": "AM09"})
        >>> geography = Geography(lists={2025: {"GM1876": bronckhorst}})
        >>> geography.region_of("GM1876", division="AM", year=2025)
        'AM09'
        """
        found = self._list(year).get(municipality)
        if found is None:
            raise StatisticsError(
                f"{municipality!r} is not a municipality of {year}",
                remedy=self._elsewhere(municipality),
            )
        if division not in found.regions:
            raise StatisticsError(
                f"the list of {year} has no division {division!r}",
                remedy=f"it has {', '.join(found.regions)}",
            )
        return found.regions[division]

    def codes(self, division: str, *, year: int) -> frozenset[str] | None:
        """Return all codes of a division in a year, None where no list tells."""
        return self._codes.get((year, division))

    def changes(self, first: int, second: int) -> ListChanges:
        """Return what differs between the lists of two years; raises `StatisticsError`."""
        before, after = self._list(first), self._list(second)
        both = sorted(before.keys() & after.keys())
        return ListChanges(
            ended=tuple(sorted(before.keys() - after.keys())),
            begun=tuple(sorted(after.keys() - before.keys())),
            renamed=tuple(code for code in both if before[code].name != after[code].name),
            moved=tuple(
                (code, division, region, after[code].regions[division])
                for code in both
                for division, region in before[code].regions.items()
                if after[code].regions.get(division, region) != region
            ),
        )

    def unchanged(self, division: str, *, first: int, second: int) -> frozenset[str] | None:
        """Return the regions of a division that are the same in every list of these years.

        Those are the regions with the same municipalities throughout, by code: where municipalities
        merged inside a region it is left out, rather than held to be equal unseen. None if either
        year has no list.

        >>> before = {"GM0001": Municipality("GM0001", "Ee", {"AM": "AM01"})}
        >>> after = before | {"GM0002": Municipality("GM0002", "Aa", {"AM": "AM02"})}
        >>> sorted(Geography({2023: before, 2024: after}).unchanged("AM", first=2023, second=2024))
        ['AM01']
        """
        if not {first, second} <= self.lists.keys():
            return None
        years = [year for year in self.lists if first <= year <= second]
        made_of = [self._made_of(division, year) for year in years]
        return frozenset(
            region
            for region, municipalities in made_of[0].items()
            if all(one.get(region) == municipalities for one in made_of)
        )

    def made_of(self, region: str, *, year: int) -> frozenset[str]:
        """Return the municipalities of a region in a year; none where no list tells."""
        if year not in self.lists:
            return frozenset()
        return self._made_of(region[:2], year).get(region, frozenset())

    def _made_of(self, division: str, year: int) -> Mapping[str, frozenset[str]]:
        if (division, year) not in self._made:  # a page of a region asks for it a hundred times
            found: dict[str, set[str]] = {}
            for code, municipality in self.lists[year].items():
                if division in municipality.regions:
                    found.setdefault(municipality.regions[division], set()).add(code)
            self._made[division, year] = {one: frozenset(some) for one, some in found.items()}
        return self._made[division, year]

    def successors(self, municipality: str, *, first: int, second: int) -> Mapping[str, float]:
        """Return what a municipality of year `first` is in year `second`: share by code.

        Shares are of the inhabitants at each merger and add up to 1; a municipality that did not
        end is its own successor. Both years are as of 1 January. Raises `StatisticsError` if the
        mergers do not reach that far.
        """
        years = (*self.lists, *(merger.day.year for merger in self.mergers))
        if not years or first < min(years) - 1 or second > max(years):
            raise StatisticsError(
                f"the mergers from {first} to {second} are not all known",
                remedy="see docs/limits-regions.md",
            )
        shares = {municipality: 1.0}
        days = sorted({m.day for m in self.mergers if date(first, 1, 1) < m.day})
        for day in (day for day in days if day <= date(second, 1, 1)):
            shares = self._after(day, shares)
        return shares

    def _after(self, day: date, shares: Mapping[str, float]) -> dict[str, float]:
        after: dict[str, float] = {}
        for code, share in shares.items():
            parts = self._mergers_by_code.get((day, code), ())
            counts = {part.into: part.inhabitants or 0 for part in parts}
            if len(counts) < 2:  # all of it, counted or not, goes on in one place
                counts = dict.fromkeys(counts or (code,), 1)
            whole = sum(counts.values())
            if not whole:
                raise StatisticsError(f"nobody went with {code!r} on {day}, so it has no shares")
            for into, count in counts.items():
                after[into] = after.get(into, 0.0) + share * count / whole
        return {code: share for code, share in after.items() if share}

    @cached_property
    def _codes(self) -> Mapping[tuple[int, str], frozenset[str]]:
        found: dict[tuple[int, str], set[str]] = {}
        for year, municipalities in self.lists.items():
            for code, municipality in municipalities.items():
                found.setdefault((year, MUNICIPALITY), set()).add(code)
                for division, region in municipality.regions.items():
                    found.setdefault((year, division), set()).add(region)
        return {key: frozenset(codes) for key, codes in found.items()}

    @cached_property
    def _mergers_by_code(self) -> Mapping[tuple[date, str], tuple[Merger, ...]]:
        found: dict[tuple[date, str], tuple[Merger, ...]] = {}
        for merger in self.mergers:
            found[merger.day, merger.code] = (*found.get((merger.day, merger.code), ()), merger)
        return found

    def _list(self, year: int) -> Mapping[str, Municipality]:
        municipalities = self.lists.get(year)
        if municipalities is None:
            known = ", ".join(map(str, sorted(self.lists))) or "none"
            raise StatisticsError(
                f"there is no list of municipalities of {year}", remedy=f"there are: {known}"
            )
        return municipalities

    def _elsewhere(self, municipality: str) -> str:
        for merger in self.mergers:
            if merger.code == municipality:
                return f"it went into {merger.into} ({merger.into_name}) on {merger.day}"
        years = [str(year) for year in sorted(self.lists) if municipality in self.lists[year]]
        return f"it is one of {', '.join(years)}" if years else "join on code and year"
