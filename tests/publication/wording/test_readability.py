"""How hard the Dutch of a type of page is to read: Flesch-Douma, 65 and more is plain (B1)."""

from __future__ import annotations

import re

import pytest
from tools.readability import LEAST, douma

from agdb.publication.wording.language import catalogues

PAGES = {
    "overview": ("overview.", "sign.", "tree."),
    "pillar": ("pillar.", "sign.", "course.", "filter."),
}
_SLOT = re.compile(r"\{[^}]*\}")


def written(prefixes: tuple[str, ...]) -> str:
    """Every sentence that a type of page can say; a slot counts as one short word."""
    found = []
    for key, message in catalogues(("nl",))["nl"].items():
        if key.startswith(prefixes):
            texts = message.values() if isinstance(message, dict) else (message,)
            found += [_SLOT.sub("dit", str(text)).rstrip(".") + "." for text in texts]
    return " ".join(found)


@pytest.mark.parametrize("page", PAGES)
def test_the_words_of_a_page_are_plain_dutch(page: str) -> None:
    assert douma(written(PAGES[page])) >= LEAST


def test_the_measure_tells_plain_words_from_those_of_an_office() -> None:
    plain = "Elk teken is een cijfer. De punt wijst waar het plan heen wil."
    office = (
        "De arbeidsmarktontwikkelingen noodzaken beleidsverantwoordelijken tot"
        " interdepartementale afstemming over uitvoeringsverantwoordelijkheden."
    )

    assert douma(plain) > 80
    assert douma(office) < 0
