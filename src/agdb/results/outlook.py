"""What is said of the future of a series: trend, judgements, and how its figures were revised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agdb.results.judgement import Judgement, Status
from agdb.statistics.period import Frequency


@dataclass(frozen=True, slots=True)
class Revised:
    """How far the figures of one series moved after they were first published.

    `vintages` counts the stored ones, `periods` the periods that stand in more than one of them.
    `mean` is the mean of last minus first, in the unit of the indicator; `share` the mean size of
    a revision as a share of the mean yearly change, None for a series that does not change, and
    `size` that mean size in the unit of the indicator, None in a release that did not keep it.
    `often` is true where that share exceeds one half.
    """

    vintages: int
    periods: int
    mean: float
    share: float | None
    often: bool
    size: float | None = None


@dataclass(frozen=True, slots=True)
class TargetStatus:
    """What is said of one target; always an estimate of the monitor.

    `conditional` tells that it holds only if the target means this series. `needed` and `observed`
    are changes a year in the unit of the indicator.
    """

    target: str
    status: str
    probability: float | None
    points: int
    needed: float | None
    observed: float | None
    remarks: tuple[str, ...]
    conditional: bool = False

    @property
    def judgement(self) -> Judgement:
        """The class and its chance, as the outlook counts and compares them."""
        return Judgement(Status(self.status), self.probability, self.points, None, ())


@dataclass(frozen=True, slots=True)
class SeriesOutlook:
    """Trend and judgement of one series; its forecasts stand among the indicator's values.

    `record` is the whole forecast as it was published and `fingerprint` its hash, so that it can be
    scored when figures arrive and not improved before; its numbers times `factor` are in the unit
    of the indicator. `revised` is None, not known, where no period was published twice.
    """

    region: str
    breakdown: tuple[tuple[str, str], ...]
    frequency: Frequency
    trend: str
    change: float | None
    years: int
    method: str | None
    tested: int
    remarks: tuple[str, ...]
    judged: tuple[TargetStatus, ...]
    fingerprint: str
    record: Mapping[str, object] = field(default_factory=dict)
    factor: float = 1.0
    revised: Revised | None = None

    @property
    def foreseen(self) -> bool:
        """Whether the series could be forecast, also where all of it is behind us by now."""
        steps = self.record.get("steps")
        return isinstance(steps, Sequence) and any(step["bounds"] for step in steps)
