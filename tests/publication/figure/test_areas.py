"""An area outside the country stands in the chart of the country, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.indicators.test_compute import BICYCLES, FIGURES, built

from agdb.publication.figure.choice import figures
from agdb.publication.reading.reading import Reading
from agdb.publication.site import site
from agdb.publication.wording.language import languages
from agdb.release.outlook_series import known_series
from agdb.results.release import Release

Edit = Callable[[str, str, str], Path]
DIVISION = """  - prefix: EU
    names: {nl: Europese Unie, en: European Union}
    plural: {nl: Europese Unie, en: European Union}
    comparison: true
pillars:"""
REGION = """- {code: EU27_2020, names: {nl: Europese Unie, en: European Union}, source: invented}
- {code: NL01"""
ROWS = """demo:bicycles,Bicycles,EU27_2020,T,2024-Q1,900.0,,not-recorded,,,2025-01-10,table 1
demo:bicycles,Bicycles,EU27_2020,T,2024-Q2,950.0,,not-recorded,,,2025-01-10,table 1
demo:bicycles,Bicycles,NL01,T,2024-Q1"""


@pytest.fixture
def release(edit: Edit, tmp_path: Path) -> Release:
    """A release in which the country has an area beside it."""
    edit("programme.yaml", "pillars:", DIVISION)
    edit("regions.yaml", "- {code: NL01", REGION)
    edit(FIGURES, "demo:bicycles,Bicycles,NL01,T,2024-Q1", ROWS)
    folder = edit(BICYCLES, "divisions: [NL, PV]", "divisions: [NL, PV, EU]")
    return built(folder, tmp_path / "var")


def test_the_area_is_drawn_beside_the_country_with_its_figures_in_the_table(
    release: Release,
) -> None:
    dutch = languages(("nl", "en"))["nl"]
    reading = Reading(release.computed["bicycles-number"], release.programme, dutch)

    main, *others = figures(reading)

    assert main.heading == "Nederland en Europese Unie, per kwartaal"
    assert "950" in str(main.table)
    assert "in-eu" not in {figure.ident for figure in others}
    assert reading.headline is not None
    assert reading.headline.region == "NL01"


@pytest.mark.slow
def test_no_page_is_made_of_it_and_nothing_is_foreseen_of_it(release: Release) -> None:
    files = dict(site(release))

    assert not [path for path in files if "region/EU" in path]
    assert b"EU27_2020" in files["nl/indicator/bicycles-number.csv"]
    assert not [
        one
        for one in known_series(release.computed, programme=release.programme)
        if one.region == "EU27_2020"
    ]


@pytest.mark.slow
def test_a_figure_by_region_says_of_which_part_it_is(edit: Edit, tmp_path: Path) -> None:
    folder = edit(BICYCLES, "breakdowns:", "headline: {make: S}\nbreakdowns:")
    release = built(folder, tmp_path / "var")
    dutch = languages(("nl", "en"))["nl"]

    found = figures(Reading(release.computed["bicycles-number"], release.programme, dutch))

    part = release.programme.classifications["kinds"].members
    name = next(one.names["nl"] for one in part if one.id == "S")
    assert found[-1].heading.endswith(f": {name[:1].lower()}{name[1:]}")
