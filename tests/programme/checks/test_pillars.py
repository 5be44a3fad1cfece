"""What leads a pillar, and what the menu calls it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from agdb.errors import ProgrammeError
from agdb.programme.reading import read_programme

Edit = Callable[[str, str, str], Path]
ROADS = "summary: {nl: Er komen paden bij., en: Paths are added.}"
PEOPLE = "summary: {nl: Er komen fietsers bij., en: Cyclists are added.}"


def test_a_pillar_has_a_short_name_and_the_indicators_that_tell_its_story(edit: Edit) -> None:
    folder = edit(
        "programme.yaml",
        ROADS,
        f"{ROADS}\n    short: {{nl: Paden, en: Paths}}\n    leads: [parking-places]",
    )

    pillar = read_programme(folder).plan.pillars[0]

    assert pillar.short == {"nl": "Paden", "en": "Paths"}
    assert pillar.leads == ("parking-places",)


def test_an_indicator_of_another_pillar_does_not_lead(edit: Edit) -> None:
    folder = edit("programme.yaml", PEOPLE, f"{PEOPLE}\n    leads: [bicycles-number]")

    with pytest.raises(ProgrammeError, match=r"no indicator of pillar 'people' 'bicycles-number'"):
        read_programme(folder)
