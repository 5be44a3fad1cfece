"""Older vintages that the warehouse keeps: how far figures moved, and what a forecast knew then."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import NOON, ROOT

from agdb.outlook.series import TimeSeries, UnitKind
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.release.backtest import backtest_release
from agdb.release.build import build_release
from agdb.release.outlook_series import KnownSeries, known_series
from agdb.release.store import ReleaseStore
from agdb.release.vintages import Vintages, revised
from agdb.results.release import Release
from agdb.sources.embedded.read import transcription
from agdb.statistics.period import Frequency
from agdb.statistics.period import Frequency as PeriodFrequency
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

BICYCLES = "bicycles-number"
HEAD = (
    "dataset,measure,RegioS,Kind,period,value,unit,unit_origin,unit_source,status,recorded,citation"
)


def publication(values: list[float], recorded: str) -> bytes:
    """The bicycles of the country as one publication had them, a quarter each from 2016 on."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEAD.split(","))
    for step, value in enumerate(values):
        period = f"{2016 + step // 4}-Q{step % 4 + 1}"
        for kind, part in (("T", 1.0), ("K100", 0.25), ("S", 0.75)):
            writer.writerow(
                ("demo:bicycles", "Bicycles", "NL01", kind, period, part * value, "",
                 "not-recorded", "", "", recorded, "Invented table")
            )  # fmt: skip
    return stream.getvalue().encode()


def take_in(programme: Programme, warehouse: Warehouse, body: bytes) -> None:
    source = programme.sources["demo:bicycles"]
    recording, reader = transcription(source, name="figures/bicycles.csv", content=body)
    warehouse.keep(recording, reader=reader, received=NOON)


@pytest.fixture
def programme() -> Programme:
    return read_programme(ROOT / "specimens" / "programme")


FIRST = [100.0, 104.0, 102.0, 108.0, 109.0, 115.0]
SECOND = [100.0, 104.0, 102.0, 108.0, 113.0, 115.0, 118.0]


def test_without_an_older_vintage_revisions_are_not_known(
    programme: Programme, warehouse: Warehouse
) -> None:
    take_in(programme, warehouse, publication(FIRST, "2025-01-10"))

    (said,) = build_release(programme=programme, warehouse=warehouse).outlook[BICYCLES]

    assert said.revised is None


def test_two_vintages_tell_how_far_the_figures_moved(
    programme: Programme, warehouse: Warehouse, tmp_path: Path
) -> None:
    # Given two publications, of which the second has a new quarter and one figure four higher
    take_in(programme, warehouse, publication(FIRST, "2025-01-10"))
    take_in(programme, warehouse, publication(SECOND, "2025-04-10"))

    release = build_release(programme=programme, warehouse=warehouse)

    # Then six quarters stand in both, and the mean of their revisions is 4 / 6
    (said,) = release.outlook[BICYCLES]
    assert said.revised is not None
    assert (said.revised.vintages, said.revised.periods) == (2, 6)
    assert said.revised.mean == pytest.approx(4.0 / 6.0)
    assert not said.revised.often

    # And the release is read back with them
    store = ReleaseStore(tmp_path / "releases")
    store.keep(release, programme_folder=ROOT / "specimens" / "programme")
    assert store.open().outlook == release.outlook
    assert store.open().alerts == release.alerts


def test_an_older_vintage_that_comes_later_makes_another_release(
    programme: Programme, warehouse: Warehouse
) -> None:
    take_in(programme, warehouse, publication(SECOND, "2025-04-10"))
    before = build_release(programme=programme, warehouse=warehouse)

    take_in(programme, warehouse, publication(FIRST, "2025-01-10"))
    after = build_release(programme=programme, warehouse=warehouse)

    assert after.recorded == before.recorded
    assert after.id != before.id


def test_a_figure_that_is_always_revised_says_so() -> None:
    # Given a figure that rises by one a year, of which every last value was first three too low
    def told(size: int) -> TimeSeries:
        points = {2000 + step: 100.0 + step for step in range(size)}
        points[2000 + size - 1] -= 3.0
        return TimeSeries.of(
            points, series_id="a", unit=UnitKind.COUNT, definition="d", vintage=f"20{size}-01-01"
        )

    one = KnownSeries("a", "NL01", (), PeriodFrequency.YEAR, "persons", told(14), 1.0, public=True)

    found = revised(one, Vintages({"a": tuple(told(size) for size in range(10, 14))}))

    assert found is not None
    assert found.often
    assert found.vintages == 5
    assert found.mean > 0.0


def test_a_vintage_of_which_the_codes_differ_is_named_and_left_out(
    programme: Programme, warehouse: Warehouse
) -> None:
    # Given an older publication without one of the kinds
    older = publication(FIRST, "2025-01-10").replace(b",K100,", b",K101,")
    take_in(programme, warehouse, older)
    take_in(programme, warehouse, publication(SECOND, "2025-04-10"))

    release = build_release(programme=programme, warehouse=warehouse)

    assert release.computed[BICYCLES].values
    assert any(f"{BICYCLES} as of 2025-01-10" in sentence for sentence in release.unread)


def test_a_backtest_uses_the_figures_of_then_where_they_are_stored(
    cycling_release: Release,
) -> None:
    # Given forty long series, and of one of them a vintage of six quarters ago, a tenth lower
    from tests.release.test_outlook import grown

    computed, programme = grown(cycling_release), cycling_release.programme
    first = known_series(computed, programme=programme)[0].series
    assert first.frequency is Frequency.QUARTER
    then = replace(first, values=first.values[:-6] * 0.9, vintage="2022-08-01")

    today = backtest_release(computed, programme=programme)[1]
    mixed = backtest_release(computed, programme=programme, vintages={first.id: [then]})[1]

    # Then that origin is real, the others stay cut from today's figures, and the scores are others
    assert (today.basis, today.real_time) == ("pseudo-real-time", 0)
    assert (mixed.basis, mixed.real_time) == ("mixed", 1)
    assert mixed.scores[0].mase != today.scores[0].mase
