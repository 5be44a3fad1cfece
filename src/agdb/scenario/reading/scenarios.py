"""Files of a scenario, already read as text, to one checked scenario.

Every file may hold any of the sections; a section that stands in several files is put together, and
a name that stands in two of them is an error. Nothing here touches the disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.errors import ScenarioError
from agdb.programme import located
from agdb.scenario.catalogue import Owner, ParameterKind, ValueShape, known_names
from agdb.scenario.published import Claim
from agdb.scenario.reading.checks import check_whole
from agdb.scenario.reading.measures import ScenarioNames, read_measure, read_option, yearly
from agdb.scenario.reading.quantities import quantity_of
from agdb.scenario.reading.records import (
    ClaimRecord,
    ComparisonRecord,
    HeadRecord,
    HistoryRecord,
    OriginRecord,
    QuantityRecord,
    TargetRecord,
    VariantRecord,
)
from agdb.scenario.reading.written import ANYTHING, Known, WrittenAt
from agdb.scenario.scenario import (
    History,
    Leaving,
    PublishedFigure,
    Scenario,
    ScenarioTarget,
    Variant,
)
from agdb.scenario.structure import ModelStructure, StudyProgramme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agdb.scenario.measures import PolicyMeasure
    from agdb.scenario.quantity import UncertainQuantity

SECTIONS: Final = (
    "scenario", "parameters", "measures", "options", "variants", "history", "claims", "targets",
    "comparisons", "origins",
)  # fmt: skip
_SHORTEST: Final = 4


def read_scenario(texts: Mapping[str, str], *, known: Known = ANYTHING) -> Scenario:
    """The scenario written in `texts`, file name to contents.

    Raises ProgrammeError or ScenarioError, one sentence with file and line, for the first mistake.
    """
    if not texts:
        raise ScenarioError("there is no scenario file to read")
    files = _ScenarioFiles(
        [located.read(name, text) for name, text in sorted(texts.items())], known
    )
    head = files.head()
    return _assembled(head, head.read(HeadRecord), files)


class _ScenarioFiles:
    """The files of one scenario, seen as sections."""

    def __init__(self, files: list[located.Located], known: Known) -> None:
        self.files, self.known = files, known
        for file in files:
            if file.content is None:
                raise ScenarioError("the file is empty", place=file.place(()))
            root = WrittenAt(file, (), known)
            if not isinstance(file.content, dict):
                raise root.error("expected 'name: value' lines here")
            for section in file.content:
                (root / str(section)).refuse_unknown(str(section), SECTIONS, what="section")

    def head(self) -> WrittenAt:
        """Where the section `scenario` stands, which is in one file."""
        heads = [file for file in self.files if "scenario" in file.content]
        if len(heads) != 1:
            raise ScenarioError(
                f"the section 'scenario' stands in {len(heads)} files",
                place=self.files[0].place(()),
                remedy="keep it in exactly one",
            )
        return WrittenAt(heads[0], ("scenario",), self.known)

    def entries(self, section: str) -> dict[str, WrittenAt]:
        """The entries of a section in all files, by name."""
        found: dict[str, WrittenAt] = {}
        for file in self.files:
            whole = WrittenAt(file, (section,), self.known)
            held = file.content.get(section) or {}
            if not isinstance(held, dict):
                raise whole.error("expected 'name: value' lines here")
            for key in held:
                at = whole / key
                if str(key) in found:
                    other = found[str(key)].place
                    raise at.error(f"{key!r} stands here and in {other}", remedy="rename one")
                found[str(key)] = at
        return found


def _assembled(at: WrittenAt, head: HeadRecord, files: _ScenarioFiles) -> Scenario:
    structure = _structure(at, head)
    known = files.known.pillars
    for pillar in head.pillars if known is not None else ():
        (at / "pillars").refuse_unknown(pillar, tuple(known or ()), what="pillar of the plan")
    context = ScenarioNames(structure, head.pillars, head.worked_example)
    parameters = _parameters(files, context)
    measures = tuple(read_measure(k, v, context) for k, v in files.entries("measures").items())
    names = tuple(m.id for m in measures)
    kinds = known_names(structure)
    scenario = Scenario(
        id=head.id,
        label=head.name,
        structure=structure,
        parameters=parameters,
        measures=measures,
        options=tuple(
            read_option(k, v, names, context) for k, v in files.entries("options").items()
        ),
        variants=tuple(
            _variant(k, v, kinds, measures) for k, v in files.entries("variants").items()
        ),
        history=tuple(
            _history(k, v, structure.groups) for k, v in files.entries("history").items()
        ),
        claims=tuple(_claim(k, v) for k, v in files.entries("claims").items()),
        targets=tuple(_target(k, v, structure) for k, v in files.entries("targets").items()),
        comparisons=tuple(
            _comparison(k, v, context) for k, v in files.entries("comparisons").items()
        ),
        origins=_origins(files, context),
        pillars=head.pillars,
        worked_example=head.worked_example,
    )
    check_whole(scenario, at.place)
    return scenario


def _structure(at: WrittenAt, head: HeadRecord) -> ModelStructure:
    """The axes of the model."""
    courses = list(head.programmes)
    for place, (name, course) in enumerate(head.programmes.items()):
        here = at / "programmes" / name
        (here / "level").refuse_unknown(course.level, tuple(head.levels), what="level")
        if course.continues_to is not None and course.continues_to not in courses[place + 1 :]:
            raise (here / "continues_to").error(
                f"{name!r} continues to {course.continues_to!r}, which is not a later programme",
                remedy="list that programme further down",
            )
    return ModelStructure(
        base_year=head.base_year,
        last_year=head.last_year,
        first_age=head.ages.first,
        last_age=head.ages.last,
        groups=tuple(head.groups),
        levels=tuple(head.levels),
        programmes=tuple(
            StudyProgramme(name, course.level, course.name, course.continues_to)
            for name, course in head.programmes.items()
        ),
        overlays=tuple(head.overlays),
        green_overlays=tuple(name for name, one in head.overlays.items() if one.green),
        full_time_overlays=tuple(
            name for name, one in head.overlays.items() if one.counted_in == "full-time"
        ),
        persons_per_unit=head.persons_per_unit,
        group_labels=tuple(head.groups.values()),
    )


def _parameters(files: _ScenarioFiles, context: ScenarioNames) -> dict[str, UncertainQuantity]:
    known = known_names(context.structure)
    found: dict[str, UncertainQuantity] = {}
    for name, at in files.entries("parameters").items():
        kind = known.get(name)
        if kind is None:
            raise at.error(
                f"unknown parameter {name!r}", remedy="docs/methods/scenario.md lists the known"
            )
        quantity = quantity_of(
            name, at.read(QuantityRecord), at, kind, worked_example=context.worked_example
        )
        _check_keys(quantity, kind, at, context.structure)
        found[name] = quantity
    return found


def _check_keys(
    quantity: UncertainQuantity, kind: ParameterKind, at: WrittenAt, structure: ModelStructure
) -> None:
    allowed = {
        ValueShape.SHARE_BY_LEVEL: structure.levels,
        ValueShape.SHARE_BY_GROUP: structure.groups,
    }.get(kind.shape)
    for key in quantity.keys if allowed is not None else ():
        if key not in (allowed or ()):
            raise at.error(f"{quantity.name!r} names the unknown {key!r}")
    ages = kind.shape in (ValueShape.SHARE_BY_AGE, ValueShape.RATE_BY_AGE)
    for key in quantity.keys if ages else ():
        if not structure.first_age <= int(key) <= structure.last_age:
            raise at.error(
                f"{quantity.name!r} names age {key}, "
                f"outside {structure.first_age} to {structure.last_age}"
            )


def _variant(
    name: str,
    at: WrittenAt,
    known: Mapping[str, ParameterKind],
    measures: tuple[PolicyMeasure, ...],
) -> Variant:
    written = at.read(VariantRecord)
    components = {q.name: q for m in measures for q in m.components}
    for key, number in written.fix.items():
        here, kind = at / "fix" / key, known.get(key)
        if key in components:
            continue
        if kind is None or kind.shape is not ValueShape.NUMBER:
            raise here.error(f"unknown parameter {key!r} in variant {name!r}")
        if not kind.low <= number <= kind.high:
            raise here.error(f"{key!r} is {number:g}, outside its bounds")
    for one in written.also:
        (at / "also").refuse_unknown(one, tuple(m.id for m in measures), what="measure")
    return Variant(
        id=name,
        label=written.name,
        asks=written.asks,
        fixed=tuple(written.fix.items()),
        certain=written.certain,
        grades=None if written.grades is None else frozenset(written.grades),
        also=written.also,
    )


def _target(name: str, at: WrittenAt, structure: ModelStructure) -> ScenarioTarget:
    written = at.read(TargetRecord)
    if not structure.base_year < written.year <= structure.last_year:
        raise (at / "year").error(f"the year of target {name!r} is not one of the scenario")
    if written.follows is not None:
        (at / "follows").refuse_unknown(written.follows, structure.groups, what="group")
    return ScenarioTarget(
        id=name,
        label=written.name,
        note=written.note,
        year=written.year,
        value=written.value,
        stock=written.stock,
        stock_year=written.stock_year,
        follows=written.follows,
    )


def _comparison(name: str, at: WrittenAt, context: ScenarioNames) -> PublishedFigure:
    written, structure = at.read(ComparisonRecord), context.structure
    (at / "group").refuse_unknown(written.group, structure.groups, what="group")
    if not structure.base_year <= written.first <= written.last <= structure.last_year:
        raise at.error(f"the years of {name!r} are not years of the scenario")
    kind, figure = ParameterKind("figure", Owner.SCENARIO, low=-np.inf), at / "figure"
    value = quantity_of(
        f"{name}.figure", written.figure, figure, kind, worked_example=context.worked_example
    )
    return PublishedFigure(
        name, written.name, written.group, written.what, written.first, written.last, value
    )


def _origins(files: _ScenarioFiles, context: ScenarioNames) -> tuple[Leaving, ...]:
    found = []
    for name, at in files.entries("origins").items():
        written, kind = at.read(OriginRecord), ParameterKind("share", Owner.SCENARIO, high=1.0)
        share = quantity_of(
            f"{name}.share",
            written.share,
            at / "share",
            kind,
            worked_example=context.worked_example,
        )
        found.append(Leaving(name, written.name, share))
    total = sum(one.share.values[0] for one in found)
    if found and abs(total - 1) > 1e-6:
        raise at.error(f"the shares of the origins sum to {total:g}", remedy="make them sum to 1")
    return tuple(found)


def _history(name: str, at: WrittenAt, groups: tuple[str, ...]) -> History:
    """Past employment of a group: no gaps between the years, and the date it was recorded."""
    written = at.read(HistoryRecord)
    at.refuse_unknown(name, groups, what="group")
    values = yearly(written.values, at / "values")
    years = [year for year, _ in values]
    if len(years) < _SHORTEST or years != list(range(years[0], years[0] + len(years))):
        raise (at / "values").error(
            f"the history of {name!r} has gaps or fewer than {_SHORTEST} years"
        )
    for broken in written.breaks:
        if broken not in years[1:]:
            raise (at / "breaks").error(
                f"the break {broken} of {name!r} is not a year of its history"
            )
    return History(name, values, written.source, written.recorded, written.breaks)


def _claim(name: str, at: WrittenAt) -> Claim:
    written = at.read(ClaimRecord)
    return Claim(
        id=name,
        label=written.name,
        source=written.source,
        unit=written.unit,
        total=written.total,
        parts=tuple(written.parts.items()),
    )
