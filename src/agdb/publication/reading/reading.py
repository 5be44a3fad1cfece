"""One indicator as the pages see it: its series, their names, and which stands for the whole."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from agdb.errors import ReleaseError
from agdb.indicators.headline import fronts, members_in_front
from agdb.indicators.margin import collection_of, sampling_margin
from agdb.programme.indicator import Breakdown, Indicator
from agdb.programme.programme import Programme
from agdb.programme.source import Collection
from agdb.publication.reading.comparable import Stretch, longest
from agdb.publication.reading.series import Member, Point, Series, series_of
from agdb.publication.wording.language import Language
from agdb.publication.wording.quantity import Quantity
from agdb.results.value import Computed, Value
from agdb.results.values import Known, columns_of, known_series, values_of


@dataclass(frozen=True, slots=True)
class Names:
    """How the codes of a programme are called in one language."""

    programme: Programme
    language: Language

    def region(self, code: str) -> str:
        """Return the name of region `code`; raises `ReleaseError` if it is not in the programme."""
        region = self.programme.regions.get(code)
        if region is None:
            raise ReleaseError(f"region {code!r} has no name", remedy="add it to the regions")
        return self.language.words(region.names)

    def division(self, code: str) -> str:
        """Return the name, in the singular, of the division that region `code` belongs to."""
        for division in self.programme.plan.divisions:
            if code.startswith(division.prefix):
                return self.language.words(division.names)
        return self.language.say("region.other")

    def part(self, breakdown: Breakdown, code: str) -> str:
        """Return the name of one member of `breakdown`.

        Raises `ReleaseError` if the code is neither the total nor in the classification.
        """
        classification = self.programme.classifications.get(breakdown.classification)
        members = () if classification is None else classification.members
        for member in members:
            if member.id == code:
                return self.language.words(member.names)
        if code == breakdown.total:
            return self.language.say("breakdown.total")
        raise ReleaseError(
            f"code {code!r} of breakdown {breakdown.id!r} has no name",
            remedy=f"add it to classification {breakdown.classification!r}",
        )

    def member(self, definition: Indicator, member: Member) -> str:
        """Return the names of all parts of `member` that are not a total; empty for the whole."""
        by_id = {breakdown.id: breakdown for breakdown in definition.breakdowns}
        parts = [self.part(by_id[key], code) for key, code in member if by_id[key].total != code]
        return ", ".join(parts)


OUTLINE: Final = frozenset({"known", "places", "holdings", "waits", "classified_by"})
"""What of a reading says whether it belongs in a list, and nothing of its figures or texts."""


@dataclass(frozen=True)
class Reading:
    """An indicator with its values, ready to be shown in one language.

    `twin` is the same in another language: what no language changes is worked out there.
    """

    computed: Computed
    programme: Programme
    language: Language
    twin: Reading | None = None

    @property
    def definition(self) -> Indicator:
        """What the programme says about this indicator."""
        return self.computed.definition

    @property
    def name(self) -> str:
        """The name of the indicator."""
        return self.language.words(self.definition.names)

    @cached_property
    def names(self) -> Names:
        """The names of its codes."""
        return Names(self.programme, self.language)

    @cached_property
    def quantity(self) -> Quantity:
        """How its values are written; raises `ReleaseError` if its unit is not described."""
        unit = self.programme.units.get(self.definition.unit)
        if unit is None:
            raise ReleaseError(
                f"indicator {self.definition.id!r} has unit {self.definition.unit!r}, "
                "which is not described",
                remedy="add it to the units",
            )
        own = self.definition.decimals
        base = None if unit.of is None else self.programme.units[unit.of]
        return Quantity(unit, unit.decimals if own is None else own, self.language, base)

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """All series, also those of other regions, members and frequencies."""
        if self.twin is not None:
            return self.twin.series
        return series_of(self.computed.values, rounding=self.quantity.round)

    @cached_property
    def _around(self) -> tuple[Series, ...]:
        """The series that stand around the headline: like it elsewhere, or with one other code.

        Open data need no others, and a value becomes an object only where something is made of it.
        """
        if self.twin is not None:
            return self.twin._around
        head = self.headline
        if head is None:
            return ()
        columns = columns_of(self.computed.values).by_field
        labels = {
            (region, member)
            for region, member in set(zip(columns["region"], columns["breakdown"], strict=True))
            if member == head.member
            or (region == head.region and len(set(member) - set(head.member)) == 1)
        }
        values = values_of(self.computed.values, labels)
        return series_of(values, rounding=self.quantity.round)

    def let_go(self) -> None:
        """Forget the series around the headline, once all that needs them is made."""
        self.__dict__.pop("_around", None)
        if self.twin is not None:
            self.twin.let_go()

    @cached_property
    def headlines(self) -> tuple[Series, ...]:
        """The series in front, of one frequency: more than one where the name speaks of more."""
        if self.twin is not None:
            return self.twin.headlines
        found = fronts(self.computed, country=self.programme.plan.country, known=self.known)
        labels = {(one.region, one.breakdown) for one in found}
        # Of these alone: open data need no other series.
        values = values_of(self.computed.values, labels)
        some = series_of(values, rounding=self.quantity.round)
        by_labels = {(s.region, s.member, s.frequency): s for s in some}
        return tuple(by_labels[one.region, one.breakdown, one.frequency] for one in found)

    @cached_property
    def headline(self) -> Series | None:
        """The first of the series in front, None for an indicator that has no figures yet."""
        return next(iter(self.headlines), None)

    def of_region(self, region: str) -> Series | None:
        """Return the series that stands for `region`: like the headline where there is one.

        Else the same member, in the first declared frequency that has values there; None without.
        """
        if self.twin is not None:
            return self.twin.of_region(region)
        if region not in self._standing:  # two pages and the likeness of each region ask for it
            self._standing[region] = self._stands_for(region)
        return self._standing[region]

    @cached_property
    def _standing(self) -> dict[str, Series | None]:
        return {}

    def _stands_for(self, region: str) -> Series | None:
        known = [series for series in self._by_region.get(region, ()) if series.known]
        head = self.headline
        alike = [s for s in known if head and _alike(s, head)]
        front = members_in_front(self.computed, country=self.programme.plan.country)
        same = [s for s in known if s.member in front]
        order = list(self.definition.frequencies)
        same.sort(key=lambda s: order.index(s.frequency) if s.frequency in order else len(order))
        return next(iter(alike or same), None)

    def like(self, series: Series, *, region: str) -> Series | None:
        """Return the series of the same member and frequency in another region, if there is one."""
        return next((s for s in self._by_region.get(region, ()) if _alike(s, series)), None)

    @cached_property
    def known(self) -> Known:
        """The series that have an observed number."""
        return self.twin.known if self.twin is not None else known_series(self.computed.values)

    @cached_property
    def places(self) -> frozenset[str]:
        """The regions that a value is of, known or not."""
        if self.twin is not None:
            return self.twin.places
        return frozenset(columns_of(self.computed.values).by_field["region"])

    @property
    def waits(self) -> bool:
        """Whether it has no figure to put in front."""
        return self.headline is None

    @property
    def classified_by(self) -> tuple[str, ...]:
        """The ids of its classifications: its own, of breakdowns, of filters."""
        return self.definition.classified_by

    @cached_property
    def stretch(self) -> Stretch:
        """The longest comparable stretch of any series; one without a hole goes first.

        An indicator reads one version of each data set, so that a series is of one vintage.
        """
        return self.twin.stretch if self.twin is not None else longest(self.computed.values)

    @cached_property
    def _by_region(self) -> dict[str, list[Series]]:
        if self.twin is not None:
            return self.twin._by_region
        found: dict[str, list[Series]] = {}
        for series in self.series:
            found.setdefault(series.region, []).append(series)
        return found

    @property
    def whole(self) -> Member:
        """The totals of all breakdowns; one without a total gives its first member in front."""
        front = dict(self.headline.member) if self.headline else {}
        return tuple((b.id, b.total or front.get(b.id, "")) for b in self.definition.breakdowns)

    def regions(self) -> dict[str, tuple[Series, ...]]:
        """Return the series like the headline in other regions, by prefix of their code."""
        head = self.headline
        found: dict[str, tuple[Series, ...]] = {}
        if head is None:
            return found
        for series in self._around:
            same = series.member == head.member and series.frequency is head.frequency
            if same and series.region != head.region and not self._is_beside(series):
                prefix = series.region[:2]
                found[prefix] = (*found.get(prefix, ()), series)
        return found

    def areas(self) -> tuple[Series, ...]:
        """Return the series like the headline of areas outside the country, to compare with."""
        head = self.headline
        return tuple(
            series
            for series in self._around
            if head is not None and _alike(series, head) and self._is_beside(series)
        )

    def _is_beside(self, series: Series) -> bool:
        return self.programme.plan.is_beside(series.region)

    def parts(self, breakdown: Breakdown) -> tuple[Series, ...]:
        """Return the series that differ from the headline in `breakdown` only, without total."""
        head = self.headline
        if head is None:
            return ()
        rest = dict(head.member) | {breakdown.id: ""}
        return tuple(
            series
            for series in self._around
            if series.region == head.region
            and series.frequency is head.frequency
            and dict(series.member) | {breakdown.id: ""} == rest
            and dict(series.member).get(breakdown.id) != breakdown.total
        )

    def whole_of(self, breakdown: Breakdown) -> Series | None:
        """Return the total of `breakdown` beside the headline, None where there is none."""
        head = self.headline
        if head is None or breakdown.total is None:
            return None
        member = tuple(
            (name, breakdown.total if name == breakdown.id else code) for name, code in head.member
        )
        labels = (head.region, member, head.frequency)
        return next((s for s in self._around if (s.region, s.member, s.frequency) == labels), None)

    def whole_label(self, breakdown: Breakdown) -> str:
        """Return what the total of `breakdown` is called."""
        return self.names.part(breakdown, breakdown.total or "")

    def other_frequencies(self) -> tuple[Series, ...]:
        """Return the headline's counterparts of other frequencies."""
        head = self.headline
        return tuple(
            series
            for series in self.series
            if head is not None
            and (series.region, series.member) == (head.region, head.member)
            and series.frequency is not head.frequency
        )

    def breakdown_of(self, code: str) -> str:
        """Return the id of the breakdown that has the member `code`, empty if none has it."""
        for one in self.definition.breakdowns:
            classification = self.programme.classifications[one.classification]
            shown = one.members or tuple(member.id for member in classification.members)
            if code in (one.total, one.remainder, *shown):
                return one.id
        return ""

    def margin(self, point: Point) -> float | None:
        """Return the sampling margin of a value of the headline, None where none is known."""
        if point.number is None:
            return None
        return sampling_margin(
            float(point.number),
            indicator=self.definition,
            programme=self.programme,
            frequency=point.period.frequency,
        )

    @cached_property
    def collection(self) -> Collection | None:
        """How the figures were collected; None where the programme does not say."""
        if self.twin is not None:
            return self.twin.collection
        return collection_of(self.definition, self.programme)

    @property
    def holdings(self) -> bool:
        """Whether the figures count only what a register holds, and not what there is."""
        return self.collection is not None and self.collection.counted is not None

    def bounds(self, value: Value) -> tuple[Decimal | None, Decimal | None]:
        """Return the bounds of a value as published; outward where they are all that is known."""
        below, above = (
            None if bound is None else self.quantity.outward(bound, bound)
            for bound in (value.lower, value.upper)
        )
        if value.value is None:
            return below and below[0], above and above[1]
        lower, upper = (
            None if bound is None else self.quantity.round(bound)
            for bound in (value.lower, value.upper)
        )
        return lower, upper

    def label(self, series: Series) -> str:
        """Return what tells `series` apart: its members, or its region for the whole."""
        return self.names.member(self.definition, series.member) or self.names.region(series.region)


def _alike(one: Series, other: Series) -> bool:
    return (one.member, one.frequency) == (other.member, other.frequency)
