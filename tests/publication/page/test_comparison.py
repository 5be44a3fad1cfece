"""A comparison on a page: the values of the release, each with the way to how it was made."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from agdb.programme.comparison import Compared, Comparison
from agdb.programme.plan import Unit
from agdb.publication.site import site
from agdb.results.release import Release
from agdb.statistics.period import Frequency

BICYCLES = "bicycles-number"


@pytest.fixture
def compared(cycling_release: Release) -> Release:
    """The release with electric and city bicycles side by side, counted one by one."""
    programme = cycling_release.programme
    comparison = Comparison(
        id="kinds",
        names={"nl": "Naast elkaar", "en": "Side by side"},
        frequency=Frequency.QUARTER,
        periods=("2024-Q1", "1999-Q1"),
        unit="bicycles",
        columns=(
            Compared(
                indicator=BICYCLES,
                names={"nl": "Elektrisch", "en": "Electric"},
                breakdown={"make": "E"},
            ),
            Compared(indicator=BICYCLES, names={"nl": "Alle", "en": "All"}),
        ),
    )
    words = {"nl": "fietsen", "en": "bicycles"}
    unit = Unit(id="bicycles", names=words, short=words, kind="count")
    texts = {
        code: {"about": "# Over\n\nVoor.\n\n{comparison: kinds}\n\nNa."} for code in ("nl", "en")
    }
    return replace(
        cycling_release,
        programme=replace(
            programme,
            comparisons={"kinds": comparison},
            units=dict(programme.units) | {"bicycles": unit},
            texts=texts,
        ),
    )


@pytest.mark.slow
def test_each_number_is_a_value_of_the_release_and_leads_to_how_it_was_made(
    compared: Release,
) -> None:
    # Given the values in thousands
    given = {
        dict(value.breakdown)["make"]: value.value
        for value in compared.computed[BICYCLES].values
        if value.region == "NL01" and value.period == "2024-Q1"
    }

    # When the page is read
    page = unescape(dict(site(compared))["en/about/index.html"].decode())

    # Then they stand there in ones, as links
    table = page.partition('id="kinds"')[2].partition("<tbody>")[2]
    row = table.partition("</tr>")[0]
    numbers = re.findall(r'<a href="/en/indicator/bicycles-number/#why">([\d,]+)<', row)
    expected = [given["E"], given["T"]]
    assert [int(text.replace(",", "")) for text in numbers] == [
        round(1000 * (value or 0)) for value in expected
    ]
    assert 'id="why"' in dict(site(compared))[f"en/indicator/{BICYCLES}/index.html"].decode()


@pytest.mark.slow
def test_it_stands_between_the_text_before_and_the_text_after(compared: Release) -> None:
    page = dict(site(compared))["nl/about/index.html"].decode()

    before, figure, after = (page.index(text) for text in ("Voor.", 'id="kinds"', "Na."))
    assert before < figure < after
    assert "{comparison" not in page


@pytest.mark.slow
def test_a_period_without_a_number_says_so(compared: Release) -> None:
    page = dict(site(compared))["nl/about/index.html"].decode()

    table = page.partition('id="kinds"')[2].partition("</table>")[0]
    assert table.count("geen cijfer") == 2


@pytest.mark.slow
def test_a_single_number_is_not_drawn_as_a_comparison(compared: Release) -> None:
    programme = compared.programme
    empty = programme.comparisons["kinds"].model_copy(update={"periods": ("1999-Q1",)})
    bare = replace(compared, programme=replace(programme, comparisons={"kinds": empty}))

    page = dict(site(bare))["nl/about/index.html"].decode()

    assert "<svg" not in page.partition('id="kinds"')[2].partition("<table")[0]
