"""How fresh and how full the monitor is: counted from what is published, and never less again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from agdb.indicators.compute import compute
from agdb.indicators.workbench import Workbench
from agdb.programme.programme import Programme
from agdb.publication.edition import Edition
from agdb.publication.page.shared.freshness import NOTHING, Freshness, freshness
from agdb.publication.reading.coverage import Counts
from agdb.publication.wording.language import languages
from agdb.release.inputs import keep_embedded
from agdb.results.release import Release
from agdb.statistics.period import Period
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse
from tests.conftest import NOON
from tests.publication.bicycles import edition_of

# The figures of the programme as they were on this day; ages do not grow while the test stands.
DAY = date(2026, 11, 29)

# Raise these when the figures become fresher; never lower them.
CODES_WITH_FIGURES = 54
CODES_COMPARABLE = 25
MEDIAN_AGE = 2.25  # years


@pytest.fixture(scope="module")
def edition(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The Dutch site of what the embedded figures of the programme give, without forecasts."""
    warehouse = Warehouse(tmp_path_factory.mktemp("counts"))
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    with Engine(folders=(warehouse.root,)) as engine:
        bench = Workbench(programme=programme, warehouse=warehouse, engine=engine)
        computed = {name: compute(one, bench) for name, one in programme.indicators.items()}
    release = Release("counts", DAY, programme, computed, built=DAY)
    return edition_of(release, languages(("nl",))["nl"])


@pytest.fixture(scope="module")
def counted(edition: Edition) -> Counts:
    """The counts of it."""
    return edition.counts


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


def told(edition: Edition, indicator: str) -> Freshness:
    """What a reader is told of the newest figure of an indicator."""
    reading = edition.readings[indicator]
    assert reading.headline is not None
    assert reading.headline.latest is not None
    return freshness(edition, reading, reading.headline.latest)


@pytest.mark.parametrize(
    ("indicator", "age", "ageing", "published"),
    [
        ("mbo-technical-intake", "8 jaar oud", "very-old", "publicatiedatum niet bekend"),
        ("digital-professionals-hca", "2 jaar oud", "old", "gepubliceerd in maart 2025"),
        ("havo-science-profile-share", "2 jaar oud", "old", "gepubliceerd op 27 juni 2024"),
        ("unemployment-rate", "4 maanden oud", "recent", "gepubliceerd op 16 juli 2026"),
    ],
)
def test_a_figure_tells_its_age_and_when_its_publisher_published_it(
    edition: Edition, indicator: str, age: str, ageing: str, published: str
) -> None:
    fresh = told(edition, indicator)

    assert (fresh.age, fresh.ageing, fresh.published) == (age, ageing, published)


def test_a_count_of_our_own_on_a_day_is_its_own_date(edition: Edition) -> None:
    assert told(edition, "initiatives-pillar") == NOTHING


def test_what_ends_in_the_future_has_no_age_and_is_dated_all_the_same(edition: Edition) -> None:
    fresh = told(edition, "job-openings")

    assert (fresh.age, fresh.published) == ("", "gepubliceerd op 1 september 2026")


def test_no_old_figure_looks_fresh(edition: Edition) -> None:
    for ident, reading in edition.readings.items():
        latest = reading.headline.latest if reading.headline else None
        if latest is not None and latest.period.end <= date(2024, 11, 1):
            assert told(edition, ident).ageing != "recent", ident


def test_newer_figures_end_after_those_that_are_shown(edition: Edition) -> None:
    for ident, reading in edition.readings.items():
        latest = reading.headline.latest if reading.headline else None
        found = edition.newer(reading, latest.period) if latest else None
        if latest is not None and found is not None and found.seen is not None:
            assert Period.parse(found.seen.period).end > latest.period.end, ident
