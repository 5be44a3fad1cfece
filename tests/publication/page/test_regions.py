"""The pages of the regions."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from agdb.programme.source import Collection
from agdb.publication.site import site
from agdb.results.release import Release

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files(files: dict[str, bytes]) -> dict[str, str]:
    return {
        name: text.decode().replace("\u00a0", " ")
        for name, text in files.items()
        if name.endswith(".html")
    }


def cards(page: str) -> dict[str, str]:
    found = re.findall(r'<li class="card">(.*?)</li>', page, flags=re.DOTALL)
    return {re.search(r">([^<]*)</a>", one)[1]: one for one in found}  # type: ignore[index]  # each has a link


def test_a_region_shows_its_figures_with_the_country_in_the_same_period(
    files: dict[str, str],
) -> None:
    shown = cards(files["en/region/PV20/index.html"])

    assert list(shown) == ["Bicycles in use", "Pupils who come by bicycle"]
    assert "fourth quarter of 2024, provisional" in shown["Bicycles in use"]
    assert "The Netherlands: 1,504.9 thousand bicycles" in shown["Bicycles in use"]
    assert "Moves with the economy" in shown["Bicycles in use"]
    assert "3 months old" in shown["Bicycles in use"]


def test_the_country_of_another_period_is_never_held_beside(files: dict[str, str]) -> None:
    shown = cards(files["en/region/PV29/index.html"])["Bicycles in use"]

    assert "second quarter of 2024" in shown
    assert "The Netherlands: 1,504.9" not in shown
    assert re.search(r"The Netherlands: 1,\d{3}\.\d thousand bicycles", shown)


def test_where_the_country_has_no_figure_it_is_said(release: Release) -> None:
    computed = dict(release.computed)
    stock = computed["bicycles-stock"]
    kept = tuple(v for v in stock.values if v.region != "NL01" or v.period != "2024-Q4")
    computed["bicycles-stock"] = replace(stock, values=kept)

    page = dict(site(replace(release, computed=computed)))["en/region/PV20/index.html"].decode()

    assert "The Netherlands: no figure for fourth quarter of 2024" in page


def test_no_region_is_said_to_have_more_or_less_than_another(files: dict[str, str]) -> None:
    for name, page in files.items():
        if name.startswith("en/region/PV"):
            assert not re.search(r"\b(more|fewer|less|higher|lower) than\b", page), name


def test_initiatives_that_name_the_region_stand_on_its_page(files: dict[str, str]) -> None:
    assert "/en/initiative/north/" in files["en/region/PV22/index.html"]
    assert "/initiative/north/" not in files["en/region/PV29/index.html"]


def test_the_list_has_each_region_with_figures_by_division(files: dict[str, str]) -> None:
    page = files["nl/region/index.html"]

    assert '<h2 id="pv">Provincies</h2>' in page
    assert len(re.findall(r'<a href="/nl/region/PV\d\d/">', page)) == 12
    maps = re.findall(r'<svg class="map".*?</svg>', page, flags=re.DOTALL)
    assert len(maps) == 3
    assert all(len(re.findall(r'href="/nl/region/PV\d\d/"', one)) == 12 for one in maps)
    assert '<a href="/nl/region/NL01/">Nederland</a>' in page
    assert page.index(">Drenthe</a>") < page.index(">Groningen</a>") < page.index(">Zeeland</a>")


def test_tables_of_an_indicator_lead_to_its_regions(files: dict[str, str]) -> None:
    page = files["nl/indicator/bicycles-to-school/index.html"]

    assert '<a href="/nl/region/PV21/">Fryslân</a>' in page


def test_without_regional_figures_there_are_no_pages_and_no_menu(release: Release) -> None:
    computed = {
        ident: replace(one, values=tuple(v for v in one.values if v.region == "NL01"))
        for ident, one in release.computed.items()
    }

    files = dict(site(replace(release, computed=computed)))

    assert not any("/region/" in name for name in files)
    assert b"/nl/region/" not in files["nl/index.html"]


def test_a_region_is_shown_on_the_map_with_what_changed_after_it(files: dict[str, str]) -> None:
    page = files["en/region/PV20/index.html"]

    assert page.count('class="area here"') == 1
    assert "Borders of 2023. The borders of Drenthe and Overijssel changed after that." in page
    assert "Borders: Testkadaster 2023," in page
    assert "The sources give no margin with the figures of this region." in page


def test_an_indicator_has_a_map_whose_numbers_are_all_in_its_table(files: dict[str, str]) -> None:
    page = files["en/indicator/bicycles-to-school/index.html"]
    figure = page[page.index('aria-labelledby="in-pv"') :]
    figure = figure[: figure.index("</section>")]
    drawn, table = figure.split("<table>")

    on_map = dict(re.findall(r'aria-label="([^:"]+): ([\d.]+)%"', drawn))

    assert len(on_map) == 10  # twelve without the two whose border changed
    for name, number in on_map.items():
        assert re.search(rf">{name}</a></th>.*?<td class=\"number\">{number}<", table, re.S), name
    assert '<a href="#why">' in table
    assert "https://creativecommons.org/licenses/by/4.0/" in drawn


def test_a_region_whose_border_changed_is_crossed_and_named(files: dict[str, str]) -> None:
    page = files["en/indicator/bicycles-stock/index.html"]

    assert 'aria-label="Drenthe: other border, not coloured"' in page
    assert "The borders of Drenthe and Overijssel changed after that." in page
    assert 'aria-label="Zeeland: not published"' in page  # a zero would be a colour


def test_differences_are_not_called_clear_without_a_margin(files: dict[str, str]) -> None:
    share = files["en/indicator/bicycles-to-school/index.html"]
    amount = files["en/indicator/bicycles-stock/index.html"]

    assert "with these 12 amounts" in amount
    assert "Which of them clearly differ" not in amount
    assert "with the figures of these 12 regions" in share
    assert "In 12 comparisons at 95 per cent certainty, 0.6 on average" in share


def test_a_full_count_is_never_called_chance(release: Release) -> None:
    # Given that the figures of the regions are counted in full, in tens
    full = Collection(kind="full-count", rounded_to=10)
    sources = {
        ident: source.model_copy(update={"collection": full})
        for ident, source in release.programme.sources.items()
    }
    counted = replace(release, programme=replace(release.programme, sources=sources))

    files = {n: body.decode() for n, body in site(counted) if n.endswith(".html")}

    for name in ("bicycles-to-school", "bicycles-stock"):
        page = files[f"en/indicator/{name}/index.html"]
        figure = page[page.index('aria-labelledby="in-pv"') :]
        figure = figure[: figure.index("</section>")]
        assert "This is a full count, not a sample" in figure
        assert "The source rounds numbers to a multiple of 10." in figure
        assert "no margin" not in figure
    region = files["en/region/PV20/index.html"]
    assert "The figures of this region are full counts" in region
    assert "Full count" in region


@pytest.mark.parametrize("years", [(2019, 2020), (2023, 2023)])
def test_a_year_without_a_list_has_no_map_and_says_why(
    release: Release, years: tuple[int, int]
) -> None:
    geography = release.programme.geography
    lists = dict(zip(years, geography.lists.values(), strict=False))
    programme = replace(release.programme, geography=replace(geography, lists=lists))

    page = dict(site(replace(release, programme=programme)))[
        "en/indicator/bicycles-stock/index.html"
    ]

    assert b'class="map"' not in page
    assert (
        "No map is drawn of these figures. They are about fourth quarter of 2024" in page.decode()
    )


def test_charts_and_tables_of_regions_are_in_order_of_name(files: dict[str, str]) -> None:
    page = files["nl/indicator/bicycles-to-school/index.html"]
    table = page[page.index('aria-labelledby="in-pv"') :]
    table = table[table.index("<table>") : table.index("</table>")]

    named = re.findall(r">([^<>]+)</a></th>", table)

    assert named[:3] == ["Drenthe", "Flevoland", "Fryslân"]
    assert named[-1] == "Zuid-Holland"


def test_the_country_has_a_figure_of_every_indicator_that_does_not_wait(
    files: dict[str, str], release: Release
) -> None:
    # Given six indicators, of which one waits and two have regions
    page = files["en/region/NL01/index.html"]
    shown = [one for one in release.computed.values() if one.waiting is None]

    assert f"Of the {len(release.computed)} indicators, {len(shown)} have a figure on the" in page
    assert "Here are the 2 that there are on regions too" in page


def test_an_initiative_names_who_answers_for_it_and_that_its_money_is_not_known(
    files: dict[str, str],
) -> None:
    listed = files["en/region/PV20/index.html"].split('id="initiatives"')[1]

    entries = re.findall(r'<li><a href="/en/initiative/[^"]*">.*?</li>', listed, flags=re.DOTALL)
    assert entries
    assert all('<span class="note">' in one for one in entries)
    assert any("Cyclists" in one or "Ministry" in one or "We know no" in one for one in entries)
