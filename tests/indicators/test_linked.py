"""Values before a break are brought over it by a declared factor, with bounds, and never judged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOON

from agdb.errors import AgdbError
from agdb.indicators.breaks import linked_values, mark_breaks
from agdb.programme.indicator import Indicator
from agdb.programme.reading import read_programme
from agdb.release.archive import Archive
from agdb.release.build import build_release
from agdb.release.cache import DiskCache
from agdb.release.inputs import keep_embedded
from agdb.release.outlook_series import known_series
from agdb.release.store import ReleaseStore
from agdb.results.release import Release
from agdb.results.value import Kind, Value
from agdb.statistics.status import Finality, ObservationStatus
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

LINK = """\
    link:
      factor: 1.06
      low: 1.05
      high: 1.07
      source: https://example.org/overlap
      evidence: {nl: Twee jaren zijn op beide manieren geteld., en: Two years were counted twice.}
"""
BREAK = """\
breaks:
  - period: 2024-Q2
    kind: method
    words: {nl: Anders geteld., en: Counted otherwise.}
"""


def indicator(*periods: tuple[str, bool]) -> Indicator:
    """An indicator with breaks; the second part says whether a factor is known."""
    link = {
        "factor": 1.1, "low": 1.0, "high": 1.2,
        "source": "https://example.org/", "evidence": {"en": "-"},
    }  # fmt: skip
    breaks = [
        {"period": p, "kind": "method", "words": {"en": "-"}, "link": link if known else None}
        for p, known in periods
    ]
    words = {"en": "x"}
    return Indicator.model_validate(
        {
            "id": "x", "catalogue": "P1.01", "pillar": "p", "names": words, "definition": words,
            "sentence": {"nl": "{period} {value}.", "en": "{period} {value}."},
            "unit": "persons", "direction": "up", "frequencies": ("year",),
            "metric": {"type": "simple", "value": {"dataset": "d:x", "measure": "m"}},
            "region": {"fixed": "NL01"}, "breaks": breaks,
        }
    )  # fmt: skip


def series(**numbers: float | None) -> list[Value]:
    """Values of one series; y2020=1.0 is that of 2020."""
    return [
        Value(
            "NL01", period[1:], (), number,
            ObservationStatus.MISSING if number is None else ObservationStatus.NORMAL,
            Finality.DEFINITIVE, "", None, None, Kind.OBSERVED, 1, "hash",
        )
        for period, number in numbers.items()
    ]  # fmt: skip


def linked(definition: Indicator, values: list[Value]) -> dict[str, tuple[float, ...]]:
    return {
        one.period: tuple(round(n or 0, 6) for n in (one.lower, one.value, one.upper))
        for one in linked_values(definition, mark_breaks(definition, values))
    }


def test_a_value_before_the_break_is_multiplied_and_carries_the_uncertainty() -> None:
    found = linked(indicator(("2021", True)), series(y2019=100.0, y2020=200.0, y2021=230.0))

    assert found == {"2019": (100.0, 110.0, 120.0), "2020": (200.0, 220.0, 240.0)}


def test_factors_of_two_breaks_are_multiplied() -> None:
    found = linked(
        indicator(("2020", True), ("2021", True)), series(y2019=100.0, y2020=100.0, y2021=1.0)
    )

    assert found["2019"] == (100.0, 121.0, 144.0)
    assert found["2020"] == (100.0, 110.0, 120.0)


def test_a_break_without_a_factor_ends_what_can_be_linked() -> None:
    values = series(y2018=1.0, y2019=1.0, y2020=1.0, y2021=1.0)

    assert list(linked(indicator(("2019", False), ("2021", True)), values)) == ["2020", "2019"]
    assert linked(indicator(("2021", False)), values) == {}


def test_a_gap_at_the_break_does_not_hide_it() -> None:
    found = linked(indicator(("2021", True)), series(y2020=100.0, y2021=None, y2022=120.0))

    assert found == {"2020": (100.0, 110.0, 120.0)}


@given(
    value=st.floats(0, 1e6),
    width=st.floats(0, 1e3),
    true=st.floats(1.0, 1.2),
    where=st.floats(-1, 1),
)
def test_whatever_the_true_factor_is_the_true_value_lies_between_the_bounds(
    value: float, width: float, true: float, where: float
) -> None:
    values = series(y2020=value, y2021=1.0)
    before = Value(**{f: getattr(values[0], f) for f in Value.__dataclass_fields__} | {
        "lower": value - width, "upper": value + width,
    })  # fmt: skip
    definition = indicator(("2021", True))

    (one,) = linked_values(definition, mark_breaks(definition, [before, values[1]]))

    assert one.lower is not None
    assert one.upper is not None
    assert one.lower - 1e-6 <= (value + where * width) * true <= one.upper + 1e-6


@pytest.fixture
def release(programme_folder: Path, warehouse: Warehouse) -> Release:
    """The bicycles, counted otherwise from the second quarter on, with a factor."""
    path = programme_folder / "indicators" / "roads" / "bicycles.yaml"
    path.write_text(path.read_text("utf-8") + BREAK + LINK, "utf-8")
    programme = read_programme(programme_folder)
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    return build_release(programme=programme, warehouse=warehouse)


def test_a_release_has_linked_values_beside_those_as_published(
    release: Release, warehouse: Warehouse, tmp_path: Path
) -> None:
    values = release.computed["bicycles-number"].values
    both = [v for v in values if (v.region, v.period) == ("NL01", "2024-Q1")]

    # Then the published one is what it was, and the linked one has bounds and the same cells
    all_ = [v for v in both if v.breakdown == (("make", "T"),)]
    assert [(v.kind.value, v.value, v.lower, v.upper) for v in all_] == [
        ("observed", 100.0, None, None),
        ("linked", 106.0, 105.0, 107.0),
    ]
    assert all_[0].keys_hash == all_[1].keys_hash
    with Engine(folders=(warehouse.root,)) as engine:
        Archive(release, warehouse, engine, ReleaseStore(tmp_path / "none")).check(
            cache=DiskCache(tmp_path / "cache"), made_by="this code"
        )


def test_a_linked_value_is_in_no_series_that_is_forecast_or_judged(release: Release) -> None:
    known = known_series(release.computed, programme=release.programme)

    numbers = {number for one in known for number in one.series.values.tolist()}
    assert 100.0 in numbers
    assert 106.0 not in numbers


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("low: 1.05", "low: 1.065", "the factor 1.06 is not between 1.065 and 1.07"),
        ("low: 1.05\n      high: 1.07", "low: 1.06\n      high: 1.06", "is never certain"),
        ("      source: https://example.org/overlap\n", "", "source"),
    ],
)
def test_a_factor_without_uncertainty_or_source_is_refused(
    programme_folder: Path, old: str, new: str, sentence: str
) -> None:
    path = programme_folder / "indicators" / "roads" / "bicycles.yaml"
    path.write_text(path.read_text("utf-8") + BREAK + LINK.replace(old, new), "utf-8")

    with pytest.raises(AgdbError, match=rf"bicycles.yaml:\d+: .*{sentence}"):
        read_programme(programme_folder)


def test_a_share_cannot_be_linked_by_a_factor(programme_folder: Path) -> None:
    path = programme_folder / "indicators" / "roads" / "electric-share.yaml"
    path.write_text(path.read_text("utf-8") + BREAK + LINK, "utf-8")

    with pytest.raises(AgdbError, match=r"electric-share.yaml:\d+: a share cannot be brought over"):
        read_programme(programme_folder)


def test_bounds_of_the_value_are_linked_by_the_factor_that_widens_them() -> None:
    definition = indicator(("2021", True))  # 1.1, between 1.0 and 1.2
    up, down, whole = (
        replace(series(y2020=number)[0], lower=low, upper=high)
        for number, low, high in ((10.0, 9.0, 12.0), (-10.0, -12.0, -9.0), (1.0, -2.0, 3.0))
    )

    told = []
    for one in (up, down, whole):
        (found,) = linked_values(definition, mark_breaks(definition, [one, *series(y2021=1.0)]))
        told.append((found.lower, found.value, found.upper))

    assert told[0] == pytest.approx((9.0, 11.0, 14.4))
    assert told[1] == pytest.approx((-14.4, -11.0, -9.0))
    assert told[2] == pytest.approx((-2.4, 1.1, 3.6))


def test_a_linked_value_is_an_estimate_and_else_what_it_was() -> None:
    values = series(y2020=100.0, y2021=120.0)
    definition = indicator(("2021", True))

    (found,) = linked_values(definition, mark_breaks(definition, values))

    assert (found.kind, found.status) == (Kind.LINKED, ObservationStatus.ESTIMATED)
    as_published = replace(found, kind=Kind.OBSERVED, status=values[0].status)
    assert replace(as_published, value=100.0, lower=None, upper=None) == values[0]


def test_one_that_only_the_publisher_marks_ends_what_can_be_linked() -> None:
    values = series(y2018=1.0, y2019=1.0, y2020=1.0, y2021=1.0)
    for status in (ObservationStatus.BREAK, ObservationStatus.DEFINITION_DIFFERS):
        marked = [replace(values[0]), replace(values[1], status=status), *values[2:]]
        assert list(linked(indicator(("2021", True)), marked)) == ["2020", "2019"]


def test_series_are_linked_apart_and_without_a_factor_nothing_is() -> None:
    one = series(y2020=100.0, y2021=1.0)
    other = [replace(each, region="PV20") for each in series(y2019=50.0, y2022=1.0)]
    definition = indicator(("2021", True))

    found = linked_values(definition, mark_breaks(definition, [*one, *other]))

    assert [(each.region, each.period) for each in found] == [("NL01", "2020"), ("PV20", "2019")]
    assert linked_values(indicator(), one) == []


def test_of_two_breaks_in_one_gap_the_first_declared_factor_counts() -> None:
    # Given breaks in 2020 and 2021 and no value between them
    both = linked(indicator(("2020", True), ("2021", True)), series(y2019=100.0, y2022=1.0))

    assert both == {"2019": (100.0, 110.0, 120.0)}


def test_a_break_in_the_period_before_is_not_the_one_that_is_crossed() -> None:
    # Given a factor of a break before the whole series, and a break that the publisher marks
    values = series(y2019=1.0, y2020=1.0, y2021=1.0)
    marked = [*values[:2], replace(values[2], status=ObservationStatus.BREAK)]

    assert linked(indicator(("2019", True)), marked) == {}
    assert linked(indicator(("2020", True)), marked) == {}
    assert list(linked(indicator(("2021", True)), marked)) == ["2020", "2019"]
