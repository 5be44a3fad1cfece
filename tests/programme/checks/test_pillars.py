"""What leads a pillar, and what the menu calls it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from agdb.errors import ProgrammeError
from agdb.programme.reading import read_programme

Edit = Callable[[str, str, str], Path]
ROADS = "summary: {nl: Hoeveel wordt er gefietst?, en: How much do people ride?}"
LEARNING = "summary: {nl: Fietsen naar school., en: Riding to school.}"


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
    folder = edit("programme.yaml", LEARNING, f"{LEARNING}\n    leads: [bicycles-number]")

    with pytest.raises(
        ProgrammeError, match=r"no indicator of pillar 'learning' 'bicycles-number'"
    ):
        read_programme(folder)
