"""What the monitor foresaw in its first release, against what came."""

from __future__ import annotations

from datetime import date

import pytest

from agdb.indicators.compute import compute
from agdb.indicators.workbench import Workbench
from agdb.programme.programme import Programme
from agdb.release.frozen import read_forecasts
from agdb.release.inputs import keep_embedded
from agdb.release.track import outcomes
from agdb.results.release import Release
from agdb.results.track import Outcome
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse
from tests.conftest import NOON

FIRST = "forecasts/2026-11-23-b36e127f2cfb.json"
WORKERS = ("technical-occupations-brc", "ict-occupations-employed")


@pytest.fixture(scope="module")
def came(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """What came of the forecasts for the fourth quarter of 2025, by indicator."""
    warehouse = Warehouse(tmp_path_factory.mktemp("published"))
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    with Engine(folders=(warehouse.root,)) as engine:
        computed = {
            name: compute(
                programme.indicators[name],
                Workbench(programme=programme, warehouse=warehouse, engine=engine),
            )
            for name in WORKERS
        }
    release = Release("now", date(2026, 11, 29), programme, computed)
    found = outcomes([read_forecasts(FIRST, programme.forecasts[FIRST])], [release])
    return {one.indicator: one for one in found if one.period.text == "2025-Q4"}


@pytest.mark.parametrize(
    ("indicator", "foreseen", "figure"),
    [("technical-occupations-brc", 1384, 1352), ("ict-occupations-employed", 556, 575)],
)
def test_the_first_forecasts_are_scored_by_what_the_monitor_holds(
    came: dict[str, Outcome], indicator: str, foreseen: int, figure: int
) -> None:
    outcome = came[indicator]
    score = outcome.score

    assert round(score.point * outcome.factor) == foreseen
    assert round((score.point + score.error) * outcome.factor) == figure
    assert score.inside == (True, True)


def test_these_periods_were_over_when_they_were_published(came: dict[str, Outcome]) -> None:
    assert {one.over for one in came.values()} == {True}
