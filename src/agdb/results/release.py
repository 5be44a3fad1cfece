"""A release: one consistent whole of values, inputs and definitions, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from agdb.programme.programme import Programme
from agdb.register.register import Register
from agdb.results.alerts import Alerts
from agdb.results.backtest import FrequencyScore
from agdb.results.outlook import SeriesOutlook
from agdb.results.scenario_answers import ScenarioAnswer
from agdb.results.track import Track
from agdb.results.value import Computed
from agdb.statistics.identifier import DatasetId


@dataclass(frozen=True, slots=True)
class ExcludedVersion:
    """One version that is not used, and why; `withdrawn` is the day, None if no use was found."""

    dataset: str
    version: str
    recorded: date
    published: date | None
    withdrawn: date | None
    why: str


@dataclass(frozen=True)
class Release:
    """All that is published at once. `id` is `<recorded>-<hash>`; same inputs, same id and bytes.

    `recorded` is the date of the newest input, and `day` that of building, from which ages are
    counted and what is late is judged; one that was kept without it counts from `recorded`.
    `content` is the same for releases that differ in nothing but that day.
    `computed` has every indicator of the programme by
    its id, in the programme's order, with or without values. `scenario` holds the run, the grid of
    doses and the options of the doorrekening, or is None; `scenario_of_older` tells that there is
    one, kept by a version that wrote it otherwise.
    `outlook` has trend and judgements by indicator; forecasts stand among the values.
    `backtest` scores the method of those forecasts on the past; `unread` tells which older vintages
    could not take part. `alerts` has the newest values that stand out, by table.
    `track` tells what became of the judgements and forecasts of earlier releases, as far as the
    store that it came from kept them. `excluded` are versions of its datasets that it does not
    use although they are there, and why. `register` has the public facts of the register as of
    `day`; a release that was kept before it did has none.
    """

    id: str
    recorded: date
    programme: Programme
    computed: Mapping[str, Computed]
    scenario: ScenarioAnswer | None = None
    scenario_of_older: bool = False
    outlook: Mapping[str, tuple[SeriesOutlook, ...]] = field(default_factory=dict)
    backtest: tuple[FrequencyScore, ...] = ()
    track: Track = field(default_factory=Track)
    unread: tuple[str, ...] = ()
    alerts: Mapping[str, Alerts] = field(default_factory=dict)
    built: date | None = None
    content: str = ""
    excluded: tuple[ExcludedVersion, ...] = ()
    register: Register = field(default_factory=Register)

    @property
    def day(self) -> date:
        """The day from which the age of every figure is counted."""
        return self.built or self.recorded

    def made_of(self, dataset: DatasetId, version: str) -> tuple[str, ...]:
        """Return the indicators that read this version of a dataset."""
        return tuple(
            name
            for name, computed in self.computed.items()
            if any(
                one.version == version and DatasetId.parse(one.dataset).same_as(dataset)
                for one in computed.inputs
            )
        )
