"""How hard the Dutch of a type of page is to read: Flesch-Douma, 65 and more is plain (B1)."""

from __future__ import annotations

import re

import pytest

from agdb.publication.wording.language import catalogues

LEAST = 65.0
PAGES = {
    "overview": ("overview.", "sign.", "tree."),
    "pillar": ("pillar.", "sign.", "course.", "filter."),
}
_VOWELS = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|[aeiouyéëïèö]", re.I)
_SLOT = re.compile(r"\{[^}]*\}")


def douma(text: str) -> float:
    """The measure of Douma (1960): 206.84 - 0.77 syllables a 100 words - 0.93 words a sentence."""
    sentences = [one for one in re.split(r"[.:;!?]+(?:\s|$)", text) if re.search(r"\w", one)]
    words = re.findall(r"[^\W\d_]+", text)
    syllables = sum(max(1, len(_VOWELS.findall(word))) for word in words)
    return 206.84 - 77 * syllables / len(words) - 0.93 * len(words) / len(sentences)


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
