"""The page of the doorrekening: complete without a script, and honest about what it is."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from tests.conftest import ROOT

from agdb.publication.site import site
from agdb.release.model import Release
from agdb.release.scenario import scenario_key
from agdb.scenario.questions import run_grid, run_option, run_scenario


@pytest.fixture(scope="session")
def files(cycling_release: Release) -> dict[str, bytes]:
    """The site of a release with the scenario of this repository, in few draws."""
    folder = ROOT / "programme" / "scenario"
    texts = {str(p): p.read_text("utf-8") for p in sorted(folder.rglob("*.yaml"))}
    scenario = {
        "run": run_scenario(texts, draws=64),
        "grid": run_grid(texts, draws=8),
        "options": run_option(texts, draws=64),
    }
    programme = replace(cycling_release.programme, scenario=texts)
    assert scenario_key(programme) != scenario_key(cycling_release.programme)
    return dict(site(replace(cycling_release, scenario=scenario, programme=programme)))


@pytest.mark.parametrize(
    ("page", "sentences"),
    [
        (
            "nl/scenario/index.html",
            ["Zonder het plan is het tekort in 2030 naar schatting", "geen oordeel van de overheid",
             "invoergegevens zijn aannames", "niet eerlijk te toetsen", "niet gedekt"],
        ),
        (
            "en/scenario/index.html",
            ["Without the plan the shortage in 2030 is estimated at", "not a judgement of the",
             "inputs are assumptions", "cannot be tested fairly", "not funded"],
        ),
    ],
)  # fmt: skip
def test_the_page_says_what_it_is_and_what_it_does_not_know(
    files: dict[str, bytes], page: str, sentences: list[str]
) -> None:
    text = files[page].decode()

    for sentence in sentences:
        assert sentence in text


def test_every_combination_stands_in_a_table_for_those_without_a_script(
    files: dict[str, bytes],
) -> None:
    text = files["en/scenario/index.html"].decode()
    table = text[text.index("<summary>All combinations") :]

    assert table[: table.index("</table>")].count('<th scope="row">') == 16
    assert "no pillar" in table


def test_the_page_and_its_data_agree(files: dict[str, bytes]) -> None:
    run = json.loads(files["scenario/run.json"])
    printed = run["headline"][0]["closure"]["printed"]["median"]

    text = files["en/scenario/index.html"].decode()

    assert f"shortage {printed:,} people smaller" in text
    grid = json.loads(files["scenario/grid.json"])
    assert len(grid["combinations"]) == len(grid["doses"]) ** len(grid["pillars"])


def test_every_assumption_is_one_click_away(files: dict[str, bytes]) -> None:
    run = json.loads(files["scenario/run.json"])
    text = files["nl/scenario/index.html"].decode()
    inputs = text[text.index('id="inputs"') :]

    assert inputs.count('<th scope="row">') == len(run["assumptions"])


def test_the_script_is_our_own_file_and_nothing_is_inline(files: dict[str, bytes]) -> None:
    text = files["nl/scenario/index.html"].decode()
    (script,) = re.findall(r"<script([^>]*)>([^<]*)</script>", text)

    assert script[1] == ""
    assert re.search(r'src="(/assets/doses\.\w+\.js)"', script[0])[1][1:] in files  # type: ignore[index]
    assert " style=" not in text


def test_a_release_without_a_scenario_has_no_page_and_no_link(cycling_release: Release) -> None:
    files = dict(site(cycling_release))

    assert "nl/scenario/index.html" not in files
    assert b"/scenario/" not in files["nl/index.html"]
