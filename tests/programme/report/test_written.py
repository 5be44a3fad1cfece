"""Texts that were approved at the desk, in the place of those of the files."""

from __future__ import annotations

import pytest
from tests.conftest import ROOT

from agdb.errors import ProgrammeError
from agdb.programme.reading import read_programme
from agdb.programme.report.written import DESK_TEXTS

pytestmark = pytest.mark.slow

APPROVED = """
- id: advised-decision
  text: {{nl: 'Stem in met {number} fietsen.', en: 'Agree to {number} bicycles.'}}
  by: {{nl: de directie, en: the department}}
  reviewed: {{by: {{nl: de afdeling, en: the unit}}, day: 2026-11-30}}
  quotes:
    - {{indicator: ict-specialists, period: '2024', printed: {{nl: 7 fietsen, en: 7 bicycles}}}}
"""


def test_an_approved_text_stands_where_a_paper_asks_for_it_and_is_part_of_the_hash() -> None:
    plain = read_programme(ROOT / "programme")

    added = {DESK_TEXTS: APPROVED.format(number=7).encode()}
    found = read_programme(ROOT / "programme", added=added)

    one = found.report.written["advised-decision"]
    assert one.required
    assert one.text == {"nl": "Stem in met 7 fietsen.", "en": "Agree to 7 bicycles."}
    assert one.reviewed is not None
    assert found.hash != plain.hash
    assert found.ground == plain.ground


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (APPROVED.format(number=8), "the text does not say '7 fietsen'"),
        (APPROVED.format(number=7).replace("advised-decision", "king"), "no paper asks for"),
        (APPROVED.format(number=7).replace(", en: the unit", ""), "en"),
    ],
)
def test_a_mistake_in_an_approved_text_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(ProgrammeError, match=told) as refused:
        read_programme(ROOT / "programme", added={DESK_TEXTS: text.encode()})

    assert "desk.yaml:" in str(refused.value)
