"""The texts: in every language, and with no number that the figures do not have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from agdb.programme.comparison import Comparison
from agdb.programme.plan import Plan
from agdb.statistics.period import Frequency

from .figure import Row


def test_every_text_is_there_in_every_language(agdb: Path, plan: Plan) -> None:
    pages = {
        language: sorted(path.name for path in (agdb / "texts" / language).glob("*.md"))
        for language in plan.languages
    }

    assert len({tuple(names) for names in pages.values()}) == 1
    assert {"about.md", "methods.md", "accessibility.md"} <= set(pages["nl"])


def test_the_three_digital_populations_stand_side_by_side_with_one_kind_of_period(
    agdb: Path,
) -> None:
    # Given the comparison as the programme defines it
    text = (agdb / "comparisons" / "digital-populations.yaml").read_text(encoding="utf-8")
    comparison = Comparison.model_validate(yaml.safe_load(text))

    # Then the three populations of the plan are its first columns, and all figures are of years
    assert [column.indicator for column in comparison.columns[:3]] == [
        "digitally-skilled-former-definition",
        "digital-professionals-hca",
        "technical-occupations-employed",
    ]
    assert comparison.columns[2].breakdown == {"category": "ict"}
    assert comparison.frequency is Frequency.YEAR
    assert "2022" in comparison.periods


def test_in_2022_the_three_populations_are_what_their_sources_say(
    figures: dict[str, list[Row]],
) -> None:
    techniekpact = figures["techniekpact:werkzaam-technisch-editie2023"]

    assert _by_year(figures["topsector-ict:digitaal-geschoolden-2023"])["2022"] == 707_000
    assert _by_year(figures["topsector-ict:digitale-professionals-2024"])["2022"] == 673_000
    assert _by_year([row for row in techniekpact if row.codes[1] == "ict"])["2022"] == 553_000


@pytest.mark.parametrize(("language", "separator"), [("nl", "."), ("en", ",")])
def test_a_number_in_the_text_on_the_populations_is_one_of_the_figures(
    agdb: Path, figures: dict[str, list[Row]], language: str, separator: str
) -> None:
    techniekpact = [
        row
        for row in figures["techniekpact:werkzaam-technisch-editie2023"]
        if row.codes[1] == "ict"
    ]
    known = {int(row["value"]) for row in techniekpact}
    for dataset in ("digitaal-geschoolden-2023", "digitale-professionals-2024"):
        known |= {int(row["value"]) for row in figures[f"topsector-ict:{dataset}"]}

    text = (agdb / "texts" / language / "digital-definitions.md").read_text(encoding="utf-8")
    found = re.findall(rf"\b\d{{1,3}}{re.escape(separator)}000\b", text)

    assert found
    assert {int(number.replace(separator, "")) for number in found} <= known


def _by_year(rows: list[Row]) -> dict[str, int]:
    """Return the sum of the rows of each whole year, in persons."""
    years: dict[str, int] = {}
    for row in rows:
        if len(row["period"]) == len("2024"):
            years[row["period"]] = years.get(row["period"], 0) + int(row["value"])
    return years
