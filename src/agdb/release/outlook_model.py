"""What a release says about the future, as plain frozen values that can be written and read back.

Words stay codes (members of enumerations); wording belongs to publication.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agdb.indicators.value import Kind, Value
from agdb.outlook.choice import IntervalRule
from agdb.outlook.point import Method
from agdb.outlook.remark import Remark
from agdb.outlook.status import Judgement
from agdb.outlook.trend import Trend
from agdb.statistics.status import Finality, ObservationStatus


class Absence(StrEnum):
    """Why an indicator has no series to look ahead from."""

    QUOTED = "quoted-figures-only"
    NO_VALUES = "no-values"
    NO_NUMBERED_PERIODS = "periods-without-rhythm"


@dataclass(frozen=True, slots=True)
class ForecastValue:
    """The forecast of one period in the unit of the indicator, with its 80 and 95 % bounds.

    Bounds are None where too few series could calibrate them. `tested` is false beyond the horizon
    for which errors were measured; such a value must be marked wherever it is shown.
    """

    period: str
    value: float
    lower_80: float | None
    upper_80: float | None
    lower_95: float | None
    upper_95: float | None
    tested: bool
    kind: Kind = Kind.FORECAST


@dataclass(frozen=True, slots=True)
class TargetJudgement:
    """The judgement against one target of the programme; `target` is None where there is none.

    The path in it is in the unit of the indicator. Where `same_definition` is false the status is
    always "no judgement", and the path is information only.
    """

    target: str | None
    same_definition: bool
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class SeriesOutlook:
    """Trend, forecast and judgements of one indicator in one region, breakdown and frequency.

    `headline` is true for the whole country with every breakdown at its total. `tested_until` is
    the last period of the tested horizon. `fingerprint` is the SHA-256 of the frozen forecast, None
    where there is none; `remarks` then say why.
    """

    region: str
    breakdown: tuple[tuple[str, str], ...]
    frequency: str
    headline: bool
    definition: str
    last_period: str | None
    points_used: int
    method: Method | None
    interval: IntervalRule
    tested_until: str | None
    remarks: tuple[Remark, ...]
    trend: Trend
    forecast: tuple[ForecastValue, ...]
    judgements: tuple[TargetJudgement, ...]
    fingerprint: str | None

    def values(self) -> tuple[Value, ...]:
        """The forecast as values of kind "forecast" beside the observed ones, bounds of 95 %."""
        return tuple(
            Value(
                region=self.region,
                period=one.period,
                breakdown=self.breakdown,
                value=one.value,
                status=ObservationStatus.FORECAST,
                finality=Finality.UNKNOWN,
                mark="",
                lower=one.lower_95,
                upper=one.upper_95,
                kind=one.kind,
                keys=0,
                keys_hash="",
            )
            for one in self.forecast
        )


@dataclass(frozen=True, slots=True)
class IndicatorOutlook:
    """The outlook of one indicator: its series, the headline first, or why there is none."""

    absence: Absence | None
    series: tuple[SeriesOutlook, ...]

    @property
    def headline(self) -> SeriesOutlook | None:
        """The series of the country as a whole, of the frequency named first, if there is one."""
        return next((one for one in self.series if one.headline), None)


@dataclass(frozen=True, slots=True)
class OutlookOfRelease:
    """Everything that release `release` says about the future, by indicator id in its order.

    Every forecast and probability in it is an estimate of the monitor.
    """

    release: str
    indicators: dict[str, IndicatorOutlook]
