"""The regions of the programme are those of the recordings, and say what is known about them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import ROOT

from agdb.errors import StatisticsError
from agdb.programme.geography.geography import Geography
from agdb.programme.geography.reading import read_geography
from tools import regions as recorded_regions

FOLDER = ROOT / "programme" / "regions"


@pytest.fixture(scope="module")
def regions() -> Geography:
    """The geography of the programme."""
    bodies = {f"regions/{path.name}": path.read_bytes() for path in FOLDER.iterdir()}
    return read_geography(bodies, folder=str(FOLDER.parent))


@pytest.mark.specimens
def test_the_files_are_what_the_recordings_give(specimens: Path) -> None:
    made = recorded_regions.files(specimens)

    assert {name: (FOLDER / name).read_bytes() == body for name, body in made.items()} == (
        dict.fromkeys(made, True)
    )


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_every_year_has_all_municipalities_and_regions(regions: Geography, year: int) -> None:
    counts = {
        prefix: len(regions.codes(prefix, year=year) or ())
        for prefix in ("GM", "LD", "PV", "CR", "AM")
    }

    assert counts == {"GM": 342, "LD": 4, "PV": 12, "CR": 40, "AM": 35}


def test_the_two_editions_of_labour_market_regions_differ_in_one_municipality(
    regions: Geography,
) -> None:
    assert regions.changes(2023, 2024).moved == (("GM1773", "AM", "AM06", "AM36"),)
    assert regions.region_of("GM1773", division="AM", year=2023) == "AM06"
    assert regions.region_of("GM1773", division="AM", year=2025) == "AM36"
    named = {one.first: one.name for one in regions.names if one.code == "AM06"}
    assert "Stedendriehoek en Noordwest Veluwe" in named.values()
    assert "Veluwe Stedendriehoek" in named.values()


def test_there_were_no_mergers_in_2024_and_2025(regions: Geography) -> None:
    for first in (2023, 2024):
        changes = regions.changes(first, first + 1)

        assert (changes.ended, changes.begun) == ((), ())


def test_every_municipality_that_ended_is_gone_and_its_successors_are_there(
    regions: Geography,
) -> None:
    present = regions.codes("GM", year=2023) or frozenset()

    for merger in regions.mergers:
        shares = regions.successors(merger.code, first=merger.day.year - 1, second=2023)

        assert merger.code not in present
        assert present.issuperset(shares)
        assert sum(shares.values()) == pytest.approx(1)


def test_three_municipalities_became_voorne_aan_zee(regions: Geography) -> None:
    for code in ("GM0501", "GM0530", "GM0614"):
        assert regions.successors(code, first=2022, second=2025) == {"GM1992": 1.0}


def test_weesp_was_its_own_until_a_day_in_march(regions: Geography) -> None:
    assert regions.successors("GM0457", first=2021, second=2022) == {"GM0457": 1.0}
    assert regions.successors("GM0457", first=2022, second=2023) == {"GM0363": 1.0}


def test_a_code_that_ended_says_where_it_went(regions: Geography) -> None:
    with pytest.raises(StatisticsError, match=r"not a municipality of 2023; it went into GM1992"):
        regions.region_of("GM0501", division="PV", year=2023)


@pytest.mark.parametrize("edition", [2016, 2021, 2024])
def test_every_nuts_edition_has_the_provinces(regions: Geography, edition: int) -> None:
    provinces = {n.region for n in regions.nuts if (n.edition, n.level) == (edition, 2)}

    assert provinces == regions.codes("PV", year=2023)


def test_nuts_2024_gave_two_provinces_new_codes(regions: Geography) -> None:
    by_edition = {
        edition: {n.code for n in regions.nuts if n.edition == edition and n.level == 2}
        for edition in (2021, 2024)
    }

    assert by_edition[2021] - by_edition[2024] == {"NL31", "NL33"}
    assert by_edition[2024] - by_edition[2021] == {"NL35", "NL36"}


def test_every_region_of_2023_has_a_shape_with_its_citation(regions: Geography) -> None:
    shapes = regions.shapes[2023]

    expected = {
        code for d in ("LD", "PV", "CR", "AM") for code in regions.codes(d, year=2023) or ()
    }
    assert set(shapes.paths) == expected
    assert all(path.startswith("M") and path.endswith("z") for path in shapes.paths.values())
    assert (shapes.citation, shapes.licence) == (
        "CBS/Kadaster, gebiedsindelingen 2023", "CC BY 4.0"
    )  # fmt: skip
    assert len((FOLDER / "shapes-2023.json").read_bytes()) < 100_000


def test_all_but_two_labour_market_regions_may_be_drawn_with_the_borders_of_2023(
    regions: Geography,
) -> None:
    drawn = regions.unchanged("AM", first=2023, second=2025)

    assert drawn is not None
    assert (regions.codes("AM", year=2025) or set()) - drawn == {"AM06", "AM36"}
    assert len(drawn) == 33
    assert len(regions.unchanged("PV", first=2023, second=2025) or ()) == 12


@pytest.mark.parametrize(
    ("old", "new", "day"),
    [
        ("GM0501", "GM1992", 2023),  # Brielle went into Voorne aan Zee
        ("GM0457", "GM0363", 2022),  # Weesp went into Amsterdam
    ],
)
def test_a_merged_municipality_is_joined_on_its_year_and_mapped(
    regions: Geography, old: str, new: str, day: int
) -> None:
    for year in (2023, 2024, 2025):
        with pytest.raises(StatisticsError, match=new):
            regions.region_of(old, division="AM", year=year)
        assert regions.successors(old, first=day - 1, second=year) == {new: 1.0}
        assert regions.region_of(new, division="AM", year=year)
