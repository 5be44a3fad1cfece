"""The texts: in every language, and with no number that the figures do not have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agdb.programme.plan import Plan

from .figure import Row


def test_every_text_is_there_in_every_language(agdb: Path, plan: Plan) -> None:
    pages = {
        language: sorted(path.name for path in (agdb / "texts" / language).glob("*.md"))
        for language in plan.languages
    }

    assert len({tuple(names) for names in pages.values()}) == 1
    assert {"about.md", "methods.md", "accessibility.md"} <= set(pages["nl"])


@pytest.mark.parametrize(("language", "separator"), [("nl", "."), ("en", ",")])
def test_the_three_digital_populations_are_those_of_the_figures(
    agdb: Path, figures: dict[str, list[Row]], language: str, separator: str
) -> None:
    # Given what the figures say about each year, in persons
    techniekpact = figures["techniekpact:werkzaam-technisch-editie2023"]
    given = [
        _by_year(figures["topsector-ict:digitaal-geschoolden-2023"], scale=1),
        _by_year(figures["topsector-ict:digitale-professionals-2024"], scale=1),
        _by_year([row for row in techniekpact if row.codes[1] == "ict"], scale=1),
        _by_year([r for r in figures["cbs:85276NED"] if r.codes[2] == "08"], scale=1000),
        _by_year(
            [r for r in figures["eurostat:isoc_sks_itspt"] if r["measure"] == "THS_PER"],
            scale=1000,
        ),
    ]

    # When the table in the text is read
    text = (agdb / "texts" / language / "digital-definitions.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| (\d{4}) \|(.*)\|$", text, flags=re.MULTILINE)
    assert [year for year, _ in lines] == ["2022", "2023", "2024"]

    # Then each cell has the number of its column and year, or none where there is none
    for year, line in lines:
        for cell, column in zip(line.split("|"), given, strict=True):
            number = cell.strip().replace(separator, "")
            assert (int(number) if number.isdecimal() else None) == column.get(year), (year, cell)


def _by_year(rows: list[Row], *, scale: int) -> dict[str, int]:
    """Return the sum of the rows of each whole year, in persons."""
    years: dict[str, int] = {}
    for row in rows:
        if len(row["period"]) == len("2024"):
            years[row["period"]] = years.get(row["period"], 0) + int(row["value"]) * scale
    return years
