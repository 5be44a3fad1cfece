"""Mistakes in what a programme says about its regions are told with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from agdb.errors import ProgrammeError
from agdb.programme.reading import read_programme

LIKENESS = """\
- id: cycling
  neighbours: 2
  least: 5
  features:
    - names: {nl: fietsen, en: bicycles}
      indicator: INDICATOR
    - names: {nl: fietsen, en: bicycles}
      indicator: INDICATOR
  limits: {nl: Alleen fietsen., en: Bicycles only.}
"""


def test_a_feature_of_an_indicator_that_is_not_there_is_told(programme_folder: Path) -> None:
    (programme_folder / "likeness.yaml").write_text(LIKENESS.replace("INDICATOR", "nowhere"))

    with pytest.raises(ProgrammeError, match="there is no indicator 'nowhere'") as told:
        read_programme(programme_folder)
    assert "likeness.yaml:6" in str(told.value)


@pytest.mark.parametrize(
    "words", ["{region} has {value}", "{region} {country} {value} {country_value} {year}"]
)
def test_an_answer_names_region_country_and_both_figures_and_no_more(
    programme_folder: Path, words: str
) -> None:
    indicator = next((programme_folder / "indicators").rglob("*.yaml")).stem
    text = f"- id: {indicator}\n  words: {{nl: '{words}', en: '{words}'}}\n"
    (programme_folder / "answers.yaml").write_text(text)

    with pytest.raises(ProgrammeError, match="must name"):
        read_programme(programme_folder)


def test_a_rule_is_read_with_its_features_in_their_order(programme_folder: Path) -> None:
    indicator = next(iter(read_programme(programme_folder).indicators))
    (programme_folder / "likeness.yaml").write_text(LIKENESS.replace("INDICATOR", indicator))

    rule = read_programme(programme_folder).likeness["cycling"]

    assert [one.indicator for one in rule.features] == [indicator, indicator]
    assert (rule.neighbours, rule.least) == (2, 5)
