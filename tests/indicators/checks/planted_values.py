"""Faults to plant in the values of clean indicators, as a fault of the engine would leave them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from agdb.results.value import Computed, Value
from agdb.statistics.status import Finality, ObservationStatus

Change = Callable[[tuple[Value, ...]], tuple[Value, ...]]


@dataclass(frozen=True)
class PlantedValue:
    """One fault: `cell` is part of the place that the rule must name."""

    name: str
    rule: str
    indicator: str
    cell: str
    plant: Change
    definition: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name

    def planted(self, computed: Computed) -> Computed:
        """Return the indicator with the fault in it."""
        definition = computed.definition.model_copy(update=self.definition)
        return replace(computed, definition=definition, values=self.plant(tuple(computed.values)))


def _is(value: Value, cell: tuple[str, ...]) -> bool:
    return (value.region, value.period, *(code for _, code in value.breakdown)) == cell


def _set(*cell: str, **facts: Any) -> Change:
    def change(values: tuple[Value, ...]) -> tuple[Value, ...]:
        assert any(_is(value, cell) for value in values)
        return tuple(replace(v, **facts) if _is(v, cell) else v for v in values)

    return change


def _times(factor: float, *cell: str) -> Change:
    return lambda values: tuple(
        replace(v, value=v.value * factor) if _is(v, cell) and v.value is not None else v
        for v in values
    )


def _again(*cell: str, **facts: Any) -> Change:
    return lambda values: (*values, *(replace(v, **facts) for v in values if _is(v, cell)))


def _without(*cell: str) -> Change:
    return lambda values: tuple(v for v in values if not _is(v, cell))


def _empty(values: tuple[Value, ...]) -> tuple[Value, ...]:
    missing = ObservationStatus.MISSING
    return tuple(replace(v, value=None, status=missing) for v in values)


NUMBER, SHARE, HELMETS = "rides-number", "rides-electric-share", "rides-helmets"
CELL = ("NL01", "2022-Q3", "T")
HIDDEN = ("PV20", "2018-Q1", "E")
A = ObservationStatus.NORMAL

PLANTED_VALUES = (
    PlantedValue("a share of nobody knows how many", "margin_declared", SHARE, "",
                 lambda values: values, {"share_of": None}),
    PlantedValue("a value twice", "duplicates", NUMBER, "NL01 2022-Q3", _again(*CELL)),
    PlantedValue("a share of 140", "impossible_values", HELMETS, "NL01 2022-Q3",
                 _set(*CELL, value=140.0)),
    PlantedValue("a ratio above one", "impossible_values", SHARE, "NL01 2022-Q3",
                 _set("NL01", "2022-Q3", value=333.3)),
    PlantedValue("a negative number", "impossible_values", NUMBER, "NL01 2022-Q3",
                 _set(*CELL, value=-1.0)),
    PlantedValue("a value outside its bounds", "impossible_values", NUMBER, "NL01 2022-Q3",
                 _set(*CELL, lower=1.0, upper=2.0)),
    PlantedValue("a region that nobody knows", "unknown_codes", NUMBER, "PV88",
                 _again(*CELL, region="PV88")),
    PlantedValue("a code that nobody knows", "unknown_codes", NUMBER, "make Z",
                 _again(*CELL, breakdown=(("make", "Z"),))),
    PlantedValue("a publisher's spelling that came through", "unknown_codes", NUMBER, "make K100",
                 _set(*CELL, breakdown=(("make", "K100"),))),
    PlantedValue("a quarter dropped", "gaps", NUMBER, "NL01 2022-Q4", _without(*CELL)),
    PlantedValue("a value three times as large", "outliers", NUMBER, "NL01 2022-Q3",
                 _times(3, *CELL)),
    PlantedValue("a share that fell by half", "outliers", SHARE, "PV27 2022-Q3",
                 _times(0.5, "PV27", "2022-Q3")),
    PlantedValue("parts that are not the whole", "sums", NUMBER, "PV27 2022-Q3",
                 _times(1.05, "PV27", "2022-Q3", "E")),
    PlantedValue("a share below those of all its parts", "parts_around", HELMETS,
                 "NL01 2022-Q3", _set(*CELL, value=0.5)),
    PlantedValue("no value at all", "all_missing", SHARE, "", _empty),
    PlantedValue("a year among the quarters", "mixed_frequencies", NUMBER, "NL01 2022",
                 _again(*CELL, period="2022")),
    PlantedValue("a month among the quarters", "mixed_frequencies", NUMBER, "NL01 2022-07",
                 _again(*CELL, period="2022-07")),
    PlantedValue("a quarter to come", "future_periods", NUMBER, "2031-Q1",
                 _again(*CELL, period="2031-Q1")),
    PlantedValue("a value times a thousand", "scale_jump", NUMBER, "NL01 2022-Q3",
                 _times(1000, *CELL)),
    PlantedValue("a first value by a thousand", "scale_jump", NUMBER, "PV27 2018-Q1",
                 _times(0.001, "PV27", "2018-Q1", "T")),
    PlantedValue("a region that had ended", "region_validity", NUMBER, "PV30 2022-Q3",
                 _again(*CELL, region="PV30")),
    PlantedValue("a municipality that had merged", "region_validity", NUMBER, "GM0002 2024-Q1",
                 _again("NL01", "2024-Q1", "T", region="GM0002")),
    PlantedValue("a suppressed cell counted as nothing", "suppressed_summed", NUMBER,
                 "PV20 2018-Q1", _set(*HIDDEN, value=0.0, status=A)),
    PlantedValue("a ratio over a suppressed cell", "suppressed_summed", SHARE, "PV20 2018-Q1",
                 _set("PV20", "2018-Q1", value=12.0, status=A)),
    PlantedValue("a value with the status of none", "suppressed_summed", NUMBER, "NL01 2022-Q3",
                 _set(*CELL, status=ObservationStatus.MISSING_SUPPRESSED)),
    PlantedValue("an estimate that became normal", "status_lost", NUMBER, "NL01 2020-Q1",
                 _set("NL01", "2020-Q1", "T", status=A)),
    PlantedValue("an estimate lost in a ratio", "status_lost", SHARE, "NL01 2020-Q1",
                 _set("NL01", "2020-Q1", status=A)),
    PlantedValue("a provisional figure that became definitive", "status_lost", NUMBER,
                 "NL01 2024-Q4", _set("NL01", "2024-Q4", "T", finality=Finality.DEFINITIVE)),
    PlantedValue("a suppressed cell that lost its reason", "status_lost", NUMBER, "PV20 2018-Q1",
                 _set(*HIDDEN, status=ObservationStatus.MISSING)),
    PlantedValue("bounds that were lost", "status_lost", NUMBER, "PV20 2018-Q1",
                 _set(*HIDDEN, lower=None, upper=None)),
)  # fmt: skip
