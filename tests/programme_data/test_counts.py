"""How fresh and how full the monitor is: counted from what is published, and never less again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from agdb.indicators.compute import compute_all
from agdb.programme.programme import Programme
from agdb.publication.reading.freshness import Counts, counts
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import languages
from agdb.release.inputs import keep_embedded
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse
from tests.conftest import NOON

# The figures of the programme as they were on this day; ages do not grow while the test stands.
DAY = date(2026, 11, 29)

# Raise these when the figures become fresher; never lower them.
CODES_WITH_FIGURES = 54
CODES_COMPARABLE = 25
MEDIAN_AGE = 2.25  # years


@pytest.fixture(scope="module")
def counted(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> Counts:
    """The counts of what the embedded figures of the programme give."""
    warehouse = Warehouse(tmp_path_factory.mktemp("counts"))
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    with Engine(folders=(warehouse.root,)) as engine:
        computed = compute_all(programme, warehouse=warehouse, engine=engine)
    dutch = languages(("nl",))["nl"]
    return counts((Reading(one, programme, dutch) for one in computed.values()), day=DAY)


def test_so_many_codes_of_the_catalogue_have_figures(counted: Counts) -> None:
    assert counted.codes_with_figures >= CODES_WITH_FIGURES


def test_so_many_codes_have_five_comparable_periods(counted: Counts) -> None:
    assert counted.codes_comparable >= CODES_COMPARABLE


def test_the_newest_figure_of_half_of_the_indicators_is_not_older_than_this(
    counted: Counts,
) -> None:
    assert counted.median_age is not None
    assert counted.median_age <= MEDIAN_AGE


def test_what_is_counted_adds_up(counted: Counts, programme: Programme) -> None:
    assert counted.indicators == len(programme.indicators)
    assert counted.codes_comparable <= counted.codes_with_figures <= counted.codes
    assert counted.very_old <= counted.old <= counted.aged <= counted.with_figures


def test_the_page_on_limits_states_these_counts(counted: Counts, agdb: Path) -> None:
    text = (agdb.parent / "docs" / "limits-data.md").read_text(encoding="utf-8")

    assert f"{counted.codes} codes of the catalogue, {counted.indicators} indicators." in text
    assert f"{counted.codes_with_figures} have at least one indicator with figures" in text
    assert f"one definition | {counted.codes_comparable} |" in text
