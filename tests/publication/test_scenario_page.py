"""The page of the doorrekening: complete without a script, and honest about what it is."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from agdb.errors import ReleaseError
from agdb.publication.site import site
from agdb.release.model import Release


@pytest.mark.parametrize(
    ("page", "sentences"),
    [
        (
            "nl/scenario/index.html",
            ["Zonder het plan is het tekort in 2030 naar schatting", "geen oordeel van de overheid",
             "invoergegevens zijn aannames", "niet eerlijk te toetsen", "niet gedekt",
             "aandelen van de landelijke uitkomst, geen metingen", "Omslagpunt", "geen bewijs",
             "Zij-instroom reageert niet op het tekort", "Hoeveel zou er nodig zijn",
             "de moeite waard is om uit te zoeken", "Kosten elders", "8 onverklaard"],
        ),
        (
            "en/scenario/index.html",
            ["Without the plan the shortage in 2030 is estimated at", "not a judgement of the",
             "inputs are assumptions", "cannot be tested fairly", "not funded",
             "shares of the national outcome, not measurements", "Break-even", "no evidence",
             "Side-entry does not answer to the gap", "How much would be needed",
             "worth finding out", "Cost elsewhere", "8 unexplained"],
        ),
    ],
)  # fmt: skip
def test_the_page_says_what_it_is_and_what_it_does_not_know(
    scenario_site: dict[str, bytes], page: str, sentences: list[str]
) -> None:
    text = scenario_site[page].decode()

    for sentence in sentences:
        assert sentence in text


def test_every_combination_stands_in_a_table_for_those_without_a_script(
    scenario_site: dict[str, bytes],
) -> None:
    text = scenario_site["en/scenario/index.html"].decode()
    table = text[text.index("<summary>All combinations") :]

    assert table[: table.index("</table>")].count('<th scope="row">') == 16
    assert "no pillar" in table


def test_the_page_and_its_data_agree(scenario_site: dict[str, bytes]) -> None:
    run = json.loads(scenario_site["scenario/run.json"])
    printed = run["headline"][0]["closure"]["printed"]["median"]

    text = scenario_site["en/scenario/index.html"].decode()

    assert f"shortage {printed:,} people smaller" in text
    grid = json.loads(scenario_site["scenario/grid.json"])
    assert len(grid["combinations"]) == len(grid["doses"]) ** len(grid["pillars"])


def test_every_assumption_is_one_click_away(scenario_site: dict[str, bytes]) -> None:
    run = json.loads(scenario_site["scenario/run.json"])
    text = scenario_site["nl/scenario/index.html"].decode()
    inputs = text[text.index('id="inputs"') :]

    assert inputs.count('<th scope="row">') == len(run["assumptions"])
    assert inputs.count('<span class="tag">') == sum(a["assumption"] for a in run["assumptions"])
    targets = set(re.findall(r'href="#([\w-]+)"', text))
    assert {f"input-{q.replace('.', '-')}" for m in run["measures"] for q in m["quantities"]} <= (
        targets
    )
    assert targets <= set(re.findall(r'id="([\w-]+)"', text))


def test_provinces_and_labour_market_regions_stand_with_their_bounds(
    scenario_site: dict[str, bytes],
) -> None:
    run = json.loads(scenario_site["scenario/run.json"])
    text = scenario_site["en/scenario/index.html"].decode()
    table = text[text.index("<summary>Labour-market regions in 2030") :]
    table = table[: table.index("</table>")]

    assert table.count('<th scope="row">') == 35 == len(run["labour_market_regions"]["regions"])
    shown = run["labour_market_regions"]["years"]["2030"].values()
    assert table.count("class only") == 2 * sum("gap" not in one["baseline"] for one in shown)
    assert re.search(r"\d\.\d \(−?\d+\.\d to \d+\.\d\)", table)


def test_options_stand_side_by_side_with_their_price_and_break_even(
    scenario_site: dict[str, bytes],
) -> None:
    text = scenario_site["en/scenario/index.html"].decode()
    table = text[text.index("<caption>Options side by side") :]
    table = table[: table.index("</table>")]

    assert table.count('<th scope="col" class="number">') == 2
    for row in ("Of which not funded", "Euro for each extra person", "Break-even"):
        assert row in table


def test_a_release_from_before_the_sensitivity_analysis_still_has_its_page(
    cycling_release: Release, scenario_site: dict[str, bytes]
) -> None:
    kept = ("run", "grid", "options")
    older = {key: json.loads(scenario_site[f"scenario/{key}.json"]) for key in kept}
    site_of_older = dict(site(replace(cycling_release, scenario=older)))

    assert "scenario/sensitivity.json" not in site_of_older
    assert b"How much would be needed" not in site_of_older["en/scenario/index.html"]


def test_the_script_is_our_own_file_and_nothing_is_inline(scenario_site: dict[str, bytes]) -> None:
    text = scenario_site["nl/scenario/index.html"].decode()
    (script,) = re.findall(r"<script([^>]*)>([^<]*)</script>", text)

    assert script[1] == ""
    assert re.search(r'src="(/assets/doses\.\w+\.js)"', script[0])[1][1:] in scenario_site  # type: ignore[index]
    assert " style=" not in text


def test_a_release_without_a_scenario_has_no_page_and_no_link(cycling_release: Release) -> None:
    files = dict(site(cycling_release))

    assert "nl/scenario/index.html" not in files
    assert b"/scenario/" not in files["nl/index.html"]


def test_a_doorrekening_of_an_older_version_is_told_in_one_sentence(
    cycling_release: Release,
) -> None:
    old = replace(cycling_release, scenario={"run": {"headline": []}, "grid": {}, "options": []})

    with pytest.raises(ReleaseError, match="made by an older agdb; run agdb build"):
        dict(site(old))
