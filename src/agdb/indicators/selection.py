"""A selection of the definition, resolved against the dataset that is at hand.

A dataset has the programme's codes since it was read (decision 0015). Codes that stand apart from
the one they belong to are merged here: several of the publisher's that are one of ours, and those
that add up to a code of the table before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agdb.errors import IndicatorError, Place
from agdb.indicators.period_shift import later_period
from agdb.indicators.remainder import Remainder, remainders
from agdb.indicators.size_floor import SizeFloor, floors_of
from agdb.programme.indicator import Breakdown, Indicator
from agdb.programme.metric import ByClassification, Filter, Selection, Term
from agdb.programme.programme import Programme
from agdb.statistics.identifier import sql_text
from agdb.statistics.region import RegionCode
from agdb.statistics.structure import Dimension, Measure, Structure


@dataclass(frozen=True)
class Resolved:
    """One role of a metric in terms of a dataset's columns, as portable SQL.

    `predicate` selects the observations; `region` and each of `breakdowns` give the programme's
    code for a row. A breakdown that a denominator does not have is None: it is the same for all.
    `remainders` are computed from what is selected, in every breakdown that has one.
    `period` gives the period that a row counts for, None where it counts for all.
    """

    role: str
    dataset: str
    measure: Measure
    predicate: str
    region: str
    period: str | None
    breakdowns: tuple[str | None, ...]
    key_columns: tuple[str, ...]
    remainders: tuple[Remainder, ...] = ()
    floors: tuple[SizeFloor, ...] = ()


def resolve(
    *,
    programme: Programme,
    indicator: Indicator,
    term: Term,
    structure: Structure,
    several: bool = False,
) -> Resolved:
    """Return the selection of `term` in terms of `structure`.

    Of `several` tables that are read together one may lack a code: it then has nothing to give.

    Raises `IndicatorError` for a measure, dimension or code that the dataset does not have, for a
    dimension of several members that is neither filtered nor shown, and for a sum over members that
    cannot be added.
    """
    return _Resolver(programme, indicator, term, structure, several).resolve()


@dataclass(frozen=True)
class _Resolver:
    programme: Programme
    indicator: Indicator
    term: Term
    structure: Structure
    several: bool

    @property
    def selection(self) -> Selection:
        """The observations that the term is about."""
        return self.term.selection

    def resolve(self) -> Resolved:
        self._check_coverage()
        frequencies = ", ".join(sql_text(f.value) for f in self.indicator.frequencies)
        measure = self._measure()
        conditions = [f"measure = {sql_text(measure.id)}", f"frequency in ({frequencies})"]
        for name, wanted in self.selection.where.items():
            codes = self._filter(name, wanted)
            conditions.append(self._member_of(name, codes, some=self.several, whole=True))
        breakdowns = tuple(self._breakdown(b, conditions) for b in self.indicator.breakdowns)
        region = self._region(conditions)
        period = self._period(conditions)
        names = tuple(dimension.id for dimension in self.structure.dimensions)
        return Resolved(
            role=self.term.role,
            dataset=self.selection.dataset,
            measure=measure,
            predicate=" and ".join(conditions),
            region=region,
            period=period,
            breakdowns=breakdowns,
            key_columns=("measure", *names, "period"),
            remainders=remainders(self.indicator.breakdowns, shown=breakdowns),
            floors=floors_of(self.programme, self.selection, place=self._place("measure")),
        )

    def _place(self, *steps: str) -> Place:
        origin = self.programme.origins["Indicator", self.indicator.id]
        return origin.place("metric", *self.term.path, *steps)

    def _period(self, conditions: list[str]) -> str | None:
        if self.term.at is not None:
            conditions.append(f"period = {sql_text(self.term.at)}")
            return None
        return later_period(
            self.indicator.frequencies,
            years=self.term.years,
            steps=self.term.steps,
            place=self._place(),
        )

    def _breakdown(self, breakdown: Breakdown, conditions: list[str]) -> str | None:
        name = breakdown.dimension
        of_whole = name in self.selection.where or name not in self.structure.dimension_by_id
        if of_whole and self.term.role == "denominator":
            return None
        wanted = breakdown.members or self._all_members(breakdown.classification)
        total = () if breakdown.total is None else (breakdown.total,)
        codes = tuple(dict.fromkeys((*total, *wanted)))
        conditions.append(self._member_of(name, codes, some=self.several))
        return self._canonical(name, codes)

    def _measure(self) -> Measure:
        measure = self.structure.measure_by_id.get(self.selection.measure)
        if measure is None:
            known = ", ".join(list(self.structure.measure_by_id)[:6])
            raise IndicatorError(
                f"{self.selection.dataset} has no measure {self.selection.measure!r}",
                place=self._place("measure"),
                remedy=f"it has {known}",
            )
        return measure

    def _dimension(self, name: str, *steps: str) -> Dimension:
        dimension = self.structure.dimension_by_id.get(name)
        if dimension is None:
            known = ", ".join(self.structure.dimension_by_id) or "none"
            raise IndicatorError(
                f"{self.selection.dataset} has no dimension {name!r}",
                place=self._place(*steps),
                remedy=f"it has {known}",
            )
        return dimension

    def _check_coverage(self) -> None:
        shown = {breakdown.dimension for breakdown in self.indicator.breakdowns}
        shown.add(self.indicator.region.dimension or "")
        for name, dimension in self.structure.dimension_by_id.items():
            several = len(dimension.codes) != 1  # a slice of a wider table may have one
            if several and name not in shown and name not in self.selection.where:
                raise IndicatorError(
                    f"the dimension {name!r} of {self.selection.dataset} is neither filtered nor"
                    " shown, so its members would be added up",
                    place=self._place("where"),
                    remedy=f"name the member that is meant under where, as in {name}: CODE",
                )

    def _filter(self, name: str, wanted: Filter) -> tuple[str, ...]:
        codes = self._wanted(wanted)
        dimension = self._dimension(name, "where", name)
        if len(codes) > 1 and not dimension.kind.summable:
            raise IndicatorError(
                f"members of {name!r} ({dimension.kind.value}) cannot be added up",
                place=self._place("where", name),
                remedy="name one code",
            )
        return codes

    def _wanted(self, wanted: Filter) -> tuple[str, ...]:
        if isinstance(wanted, ByClassification):
            return self._all_members(wanted.classification)
        return (wanted,) if isinstance(wanted, str) else wanted

    def _all_members(self, classification: str) -> tuple[str, ...]:
        return tuple(m.id for m in self.programme.classifications[classification].members)

    def _merged(self, name: str) -> Mapping[str, str]:
        """Return the code that counts by each code of the dataset that is merged into it."""
        source = self.programme.sources.get(self.selection.dataset)
        if source is None:
            return {}
        summed = source.succeeds.renamed(name) if source.succeeds else {}
        note = source.dimensions.get(name)
        apart = {} if note is None else note.left_apart(self._dimension(name).as_published)
        return {**summed, **apart}

    def _member_of(
        self, name: str, codes: tuple[str, ...], *, some: bool = False, whole: bool = False
    ) -> str:
        """The condition that picks `codes`, of which `some` may be missing.

        With `whole` they are added up: then the table gives nothing if one is missing.
        """
        dimension = self._dimension(name, "where")
        merged = self._merged(name)
        present: list[str] = []
        for code in codes:
            several = [code, *(theirs for theirs, ours in merged.items() if ours == code)]
            found = [one for one in several if one in dimension.by_id]
            if not found and not some:
                known = ", ".join(list(dimension.by_id)[:8])
                raise IndicatorError(
                    f"{self.selection.dataset} has no code {code!r} in {name}",
                    place=self._place("where", name),
                    remedy=f"it has {known}",
                )
            if whole and not found:
                return "1 = 0"
            present += found
        if not present:
            return "1 = 0"
        return f"{name} in ({', '.join(sql_text(code) for code in sorted(present))})"

    def _canonical(self, name: str, wanted: tuple[str, ...] | None = None) -> str:
        """The column with codes that are merged as one: all of them, or those that are `wanted`."""
        present = self._dimension(name).by_id
        renamed = {
            theirs: ours
            for theirs, ours in self._merged(name).items()
            if theirs in present and (wanted is None or ours in wanted)
        }
        if not renamed:
            return name
        cases = " ".join(
            f"when {sql_text(theirs)} then {sql_text(ours)}"
            for theirs, ours in sorted(renamed.items())
        )
        return f"case {name} {cases} else {name} end"

    def _region(self, conditions: list[str]) -> str:
        region = self.indicator.region
        if region.dimension is None or region.dimension in self.selection.where:
            return sql_text(region.fixed or self.programme.plan.country)
        dimension = self._dimension(region.dimension)
        merged = self._merged(region.dimension)
        found = {code: RegionCode.find(merged.get(code, code)) for code in dimension.by_id}
        if not any(found.values()):
            raise IndicatorError(
                f"none of the members of {region.dimension} is a region",
                place=Place(self.selection.dataset, cell=", ".join(list(dimension.by_id)[:3])),
                remedy="map them to codes of regions.yaml in the source of the programme",
            )
        wanted = []
        for code, parsed in found.items():  # a member outside the wanted divisions is skipped
            if parsed is None or parsed.prefix not in region.divisions or parsed.unassignable:
                continue
            known = parsed.text in self.programme.regions
            if not known and self.programme.plan.is_beside(parsed.text):
                continue  # of the areas outside the country the programme names those it wants
            if not known:
                raise IndicatorError(
                    f"the programme does not know the region {parsed.text!r}",
                    place=Place(self.selection.dataset, cell=f"{region.dimension} {code}"),
                    remedy="add it to regions.yaml, or map it to its present code in the source",
                )
            wanted.append(code)
        codes = ", ".join(sql_text(code) for code in sorted(wanted))
        conditions.append(f"{region.dimension} in ({codes})" if wanted else "1 = 0")
        return self._canonical(region.dimension)
