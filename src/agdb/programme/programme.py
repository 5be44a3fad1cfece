"""The whole programme, read and checked: the one object that the floors above are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from agdb.errors import Place
from agdb.programme.classification import Classification
from agdb.programme.comparison import Comparison
from agdb.programme.correction import Correction
from agdb.programme.door import Door
from agdb.programme.draft_phrases import UnfitPhrases
from agdb.programme.event import Event
from agdb.programme.geography.geography import Geography
from agdb.programme.indicator import Indicator
from agdb.programme.located import Located, Path
from agdb.programme.margin import MarginRule
from agdb.programme.overview import OverviewAnswer
from agdb.programme.part_word import PartWord
from agdb.programme.plan import Plan, Region, Unit
from agdb.programme.regional import LikenessRule, RegionalAnswer
from agdb.programme.report.report_plan import ReportPlan
from agdb.programme.source import Source
from agdb.programme.synonyms import Synonyms
from agdb.programme.target import Target
from agdb.statistics.identifier import DatasetId


@dataclass(frozen=True, slots=True)
class RecordOrigin:
    """Where a record was written: the file, and the path into it."""

    file: Located
    path: Path

    def place(self, *steps: str | int) -> Place:
        """Return the line of a part of the record, or of the record itself."""
        return self.file.place((*self.path, *steps))


@dataclass(frozen=True)
class Programme:
    """Everything in the programme folder, each kind by its id and in the order of the files.

    `forecasts` holds, by their paths, files of forecasts that were published earlier.
    `texts` holds markdown by language and page name, `scenario` and `register` their files, and
    `figures` the bytes of the embedded figures by the path that a source names. `hash` is the
    SHA-256 over all files, and `ground` that over what every value may depend on besides its own
    definition and datasets: units, regions, classifications, sources, corrections. `around` is that
    over all but definitions, figures and forecasts. `origins` tells
    where each record was written, by kind and id.
    """

    plan: Plan
    units: Mapping[str, Unit]
    regions: Mapping[str, Region]
    sources: Mapping[str, Source]
    classifications: Mapping[str, Classification]
    indicators: Mapping[str, Indicator]
    targets: Mapping[str, Target]
    margins: Mapping[str, MarginRule]
    texts: Mapping[str, Mapping[str, str]]
    scenario: Mapping[str, str]
    figures: Mapping[str, bytes]
    hash: str
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)
    part_words: Mapping[str, PartWord] = field(default_factory=dict)
    synonyms: Mapping[str, Synonyms] = field(default_factory=dict)
    geography: Geography = field(default_factory=Geography)
    unfit: Mapping[str, UnfitPhrases] = field(default_factory=dict)
    register: Mapping[str, str] = field(default_factory=dict)
    doors: Mapping[str, Door] = field(default_factory=dict)
    likeness: Mapping[str, LikenessRule] = field(default_factory=dict)
    answers: Mapping[str, RegionalAnswer] = field(default_factory=dict)
    report: ReportPlan = field(default_factory=ReportPlan)
    events: Mapping[str, Event] = field(default_factory=dict)
    overview: Mapping[str, OverviewAnswer] = field(default_factory=dict)
    ground: str = ""
    around: str = ""
    forecasts: Mapping[str, bytes] = field(default_factory=dict)
    origins: Mapping[tuple[str, str], RecordOrigin] = field(default_factory=dict, repr=False)

    @property
    def pillar_ids(self) -> tuple[str, ...]:
        """The ids of the pillars, in order."""
        return tuple(pillar.id for pillar in self.plan.pillars)

    def source_of(self, dataset: DatasetId) -> Source | None:
        """Return what the programme says of a data set, None if it does not read it."""
        named = (s for s in self.sources.values() if DatasetId.parse(s.id).same_as(dataset))
        return next(named, None)

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """The id of an indicator by each id that it formerly had."""
        return {old: one.id for one in self.indicators.values() for old in one.formerly}

    def line_of(self, dataset: str) -> tuple[str, ...]:
        """Return the tables that are read with `dataset`, from the newest to the oldest."""
        found = [dataset]
        while True:
            source = self.sources.get(found[-1])
            after = None if source is None else source.succeeds
            if after is None or after.joined == "never":
                return tuple(found)
            found.append(after.dataset)

    def successors(self, dataset: str) -> tuple[Source, ...]:
        """Return the sources that say that they succeed `dataset`, joined in one line or not."""
        return tuple(
            source
            for source in self.sources.values()
            if source.succeeds is not None and source.succeeds.dataset == dataset
        )

    @cached_property
    def by_pillar(self) -> Mapping[str, tuple[Indicator, ...]]:
        """The indicators of each pillar, in reading order."""
        return {
            pillar.id: tuple(
                sorted(
                    (i for i in self.indicators.values() if i.pillar == pillar.id),
                    key=lambda i: (i.order, i.catalogue, i.id),
                )
            )
            for pillar in self.plan.pillars
        }

    @cached_property
    def in_order(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the indicators of each pillar, in reading order."""
        return {pillar: tuple(one.id for one in some) for pillar, some in self.by_pillar.items()}
