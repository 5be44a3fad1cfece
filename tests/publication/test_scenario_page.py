"""The page of the doorrekening: complete without a script, and honest about what it is."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from agdb.errors import ReleaseError
from agdb.publication.site import site
from agdb.results.release import Release
from agdb.statistics.number import rounded

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("page", "sentences"),
    [
        (
            "nl/scenario/index.html",
            ["het antwoord hangt af van hoe je rekent", "geen oordeel van de overheid",
             "invoergegevens zijn aannames", "keer (", "zij zijn te smal", "niet gedekt",
             "Per regio: geen uitspraak", "Goedkoper dan omscholing alleen", "geen bewijs",
             "Zij-instroom reageert niet op het tekort", "Hoeveel zou er nodig zijn",
             "de moeite waard is om uit te zoeken", "Kosten elders", "onverklaard",
             "Wie overstapt, laat elders een plek leeg", "Naast de cijfers van ROA en UWV",
             "is onze uitleg", "Waarom dit getal?", "duizend bewijs van graad A tot C"],
        ),
        (
            "en/scenario/index.html",
            ["it depends on how you calculate", "not a judgement of the government",
             "inputs are assumptions", "they are too narrow", "not funded",
             "By region: no statement", "Cheaper than retraining alone", "no evidence",
             "Side-entry does not answer to the shortage", "How much would be needed",
             "worth finding out", "Cost elsewhere", "unexplained",
             "People who move leave a gap elsewhere", "Beside the figures of ROA and UWV",
             "is our interpretation", "Why this number?", "evidence of grade A to C"],
        ),
    ],
)  # fmt: skip
def test_the_page_says_what_it_is_and_what_it_does_not_know(
    scenario_site: dict[str, bytes], page: str, sentences: list[str]
) -> None:
    text = scenario_site[page].decode()

    for sentence in sentences:
        assert sentence in text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_band_of_our_own_assumptions_is_called_certain(
    scenario_site: dict[str, bytes], language: str
) -> None:
    """A margin says what 8 of 10 calculations have, and nothing is 80 per cent sure."""
    for page in (f"{language}/scenario/index.html", f"{language}/index.html"):
        text = scenario_site[page].decode()
        words = re.sub(r"<[^>]+>|https?://\S+", " ", text).replace("onzekerheid", "")
        assert "zekerheid" not in words
        assert "80 procent" not in words
        assert "certain" not in re.sub("uncertain|it is not certain", "", words)
        assert "80 per cent" not in words


def test_the_dutch_page_has_no_english_units_and_a_year_is_no_quantity(
    scenario_site: dict[str, bytes],
) -> None:
    text = scenario_site["nl/scenario/index.html"].decode()
    inputs = text[text.index('id="inputs"') :]

    for word in ("thousand", "share", "a year", "2.030", "2.019"):
        assert word not in re.sub(r"<[^>]+>|https?://\S+", " ", inputs)
    assert 'lang="en"' not in inputs


def test_every_combination_stands_in_a_table_for_those_without_a_script(
    scenario_site: dict[str, bytes],
) -> None:
    text = scenario_site["en/scenario/index.html"].decode()
    table = text[text.index("<summary>All combinations") :]

    assert table[: table.index("</table>")].count('<th scope="row">') == 16
    assert "no pillar" in table


def test_the_effect_is_the_difference_of_the_two_levels_beside_it(
    scenario_site: dict[str, bytes],
) -> None:
    text = scenario_site["en/scenario/index.html"].decode()
    table = text[text.index('<table class="ways">') : text.index("</table>")]
    rows = re.findall(r'<tr(?: class="main")?><th scope="row">.*?</tr>', table)

    assert len(rows) > 10
    for row in rows:
        cells = re.findall(r"</span>(−?[\d,]+)</td>", row)
        without, plan, effect = (int(c.replace("−", "-").replace(",", "")) for c in cells)
        assert without - plan == effect


def test_the_parts_of_the_effect_add_up_to_what_stands_beside_them(
    scenario_site: dict[str, bytes],
) -> None:
    text = scenario_site["en/scenario/index.html"].decode()
    section = text[text.index('id="by-pillar"') :]
    section = section[: section.index("</section>")]
    whole = float(re.search(r"Total: (−?[\d.]+)\.", section)[1])  # type: ignore[index]
    lines = re.findall(r'<span class="number">(−?[\d.]+) \(', section)

    assert len(lines) == 4
    assert sum(float(n.replace("−", "-")) for n in lines) == pytest.approx(whole)
    evidence = re.findall(r"(−?[\d.]+) thousand", section[section.index("Of what the plan") :])
    assert sum(float(n.replace("−", "-")) for n in evidence[:3]) == pytest.approx(whole)


def test_the_page_the_overview_and_the_data_agree(scenario_site: dict[str, bytes]) -> None:
    run = json.loads(scenario_site["scenario/run.json"])
    block = run["headline"][0]
    grid = json.loads(scenario_site["scenario/grid.json"])
    step = grid["cells"]["2030"]["step"]
    shown = [round(block[key]["mean"] / step) * step for key in ("baseline", "with_plan")]

    for page in ("en/scenario/index.html", "en/index.html"):
        assert f"{shown[0] - shown[1]:,} people" in scenario_site[page].decode()
    assert len(grid["combinations"]) == len(grid["doses"]) ** len(grid["pillars"])
    plan = grid["combinations"].index([1.0] * len(grid["pillars"]))
    assert grid["cells"]["2030"]["gap"][plan][1] == pytest.approx(block["with_plan"]["mean"], abs=1)


def test_chances_are_whole_per_cents(scenario_site: dict[str, bytes]) -> None:
    run = json.loads(scenario_site["scenario/run.json"])
    text = scenario_site["en/scenario/index.html"].decode()

    for block in run["headline"]:
        chances = block["chance_closed"]
        without, plan = (
            f"{rounded(100 * chances[key], decimals=0)}%" for key in ("baseline", "with_plan")
        )
        assert f"there is no shortage goes from {without} to {plan}" in text


def test_every_assumption_is_one_click_away(scenario_site: dict[str, bytes]) -> None:
    run = json.loads(scenario_site["scenario/run.json"])
    text = scenario_site["nl/scenario/index.html"].decode()
    inputs = text[text.index('id="inputs"') :]

    options = json.loads(scenario_site["scenario/options.json"])
    listed = {one["name"]: one for one in run["inputs"]}
    listed |= {one["name"]: one for option in options for one in option["inputs"]}
    assert inputs.count('<th scope="row">') == len(listed)
    assert inputs.count('<span class="tag">') == sum(a["assumption"] for a in listed.values())
    targets = set(re.findall(r'href="#([\w-]+)"', text))
    in_plan = [m for m in run["measures"] if m["in_plan"]]
    assert {f"input-{q.replace('.', '-')}" for m in in_plan for q in m["quantities"]} <= targets
    assert targets <= set(re.findall(r'id="([\w-]+)"', text))


def test_what_stands_in_no_initiative_is_not_in_the_plan(scenario_site: dict[str, bytes]) -> None:
    run = json.loads(scenario_site["scenario/run.json"])

    hours = next(one for one in run["measures"] if one["id"] == "hours")
    assert not hours["in_plan"]
    for one in run["measures"]:
        assert one["initiatives"] or not one["in_plan"], one["id"]


def test_where_there_are_no_regional_figures_no_regional_number_is_published(
    scenario_site: dict[str, bytes],
) -> None:
    run = json.loads(scenario_site["scenario/run.json"])

    for division in (run["regions"], run["labour_market_regions"]):
        assert not division["measured"]
        for regions in division["years"].values():
            for ends in regions.values():
                assert ends["baseline"]["gap"] is None


def test_options_stand_side_by_side_with_their_price_and_their_training(
    scenario_site: dict[str, bytes],
) -> None:
    text = scenario_site["en/scenario/index.html"].decode()
    table = text[text.index("<caption>Options side by side") :]
    table = table[: table.index("</table>")]

    assert table.count('<th scope="col" class="number">') == 2
    for row in ("Of which not funded", "Euro of training for each extra person", "Cheaper than"):
        assert row in table


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
    old = replace(cycling_release, scenario_of_older=True)

    with pytest.raises(ReleaseError, match="made by an older agdb; run agdb build"):
        dict(site(old))


def test_only_what_a_reader_fills_in_is_drawn_as_a_field(scenario_site: dict[str, bytes]) -> None:
    field = re.compile(rb'<(\w+)[^>]*\sclass="(?:[^"]* )?in(?: [^"]*)?"')

    drawn = {tag for name, body in scenario_site.items() if name.endswith(".html")
             for tag in field.findall(body)}  # fmt: skip

    assert drawn <= {b"input", b"select", b"textarea"}
    assert b"input" in drawn
