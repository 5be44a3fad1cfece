"""Words that are easily confused: every text of the monitor is searched for each confusion.

A rule names what must not stand in a text, unless the same text also says which of two is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from .spoken import Spoken, spoken

_ADDRESS = re.compile(r"\]\([^)]*\)")  # of a link: not read by anyone


@dataclass(frozen=True)
class Rule:
    """A word, the language it is of, and what makes it right in the same text.

    `kinds` are folders in which it is right by itself: there it is the word of the source.
    """

    language: str
    word: str
    unless: str | None = None
    kinds: frozenset[str] = frozenset()

    def broken_by(self, said: Spoken) -> bool:
        """Whether `said` has the word without what makes it right."""
        if said.language != self.language or said.kind in self.kinds:
            return False
        text = _ADDRESS.sub("", said.text)
        if self.unless:
            text = re.sub(self.unless, "", text, flags=re.IGNORECASE)
        return re.search(self.word, text, flags=re.IGNORECASE) is not None


# names and titles that others gave, promises and targets told in the words of their papers
THEIRS = frozenset({"register", "targets"})
RULES = {
    # a bedrijfstak is where companies are counted; sectors are those of schools, of research, of
    # the national accounts (de commerciële sector) and the environment sector
    "sector for bedrijfstak": Rule(
        "nl",
        r"sector",
        r"milieusector|topsector\w*|commerciële sector|sector techniek|sectoroverstijgend"
        r"|sectorale ontwikkelpaden|technieksectoren"  # the words of their papers
        r"|sector(en)? in het (onderwijs|hoger onderwijs|vmbo-examen)|profiel of sector"
        r"|.*(onderzoek en ontwikkeling|research en development|DUO examenkandidaten).*"
        r"|^(alle )?sector(en)?$|^- \*\*Sector\*\*.*",
        THEIRS | {"scenario"},
    ),
    "sector for economic activity": Rule(
        "en",
        r"sectors?\b",
        r"environment(al)? sector|milieusector|commercial sector|top sector\w*|cross-sector\w*"
        r"|sector techniek|^- \*\*Sector\*\*.*"
        r"|technical sectors"  # the words of a paper
        r"|sectors? in (education|higher education)|profile or sector|technology sector"
        r"|.*(research and development|exam candidates|vmbo exam).*|^(all )?sectors?$",
        THEIRS | {"scenario"},
    ),
    "landsdeel of nobody": Rule("nl", r"landsde(el|len)", r".*(CBS|Techniekpact).*"),
    "part of the country of nobody": Rule(
        "en", r"parts? of the country", r".*(CBS|Statistics Netherlands|Techniekpact).*"
    ),
    "outdated words for origin": Rule(
        "nl", r"allocht|autocht|migratieachtergrond|niet-westers|\bafkomst\b", kinds=THEIRS
    ),
    "outdated words for origin in English": Rule(
        "en", r"migration background|non-western|ethnic", kinds=THEIRS
    ),
    "migrants of no kind": Rule(
        "nl", r"\b(im)?migrant(en)?\b|gastarbeider|\bexpats?\b|vluchteling", kinds=THEIRS
    ),
    "jobs of nobody": Rule("nl", r"per 1\.000 banen", r"per 1\.000 banen van werknemers"),
    "jobs of nobody in English": Rule(
        "en", r"per (1,000|thousand) jobs", r"per 1,000 jobs of employees"
    ),
    "vacancy rate in per cent": Rule("nl", r"vacaturegraad[^.]*(procent|%)"),
    "educated high or low": Rule("nl", r"hoogopgeleid|laagopgeleid|hoger opgeleid", kinds=THEIRS),
    "first years called enrolled": Rule(
        "nl", r"instroom \(ingeschreven|ingeschreven instroom|nieuwe ingeschrevenen"
    ),
}


@pytest.fixture(scope="module")
def texts(agdb: Path) -> tuple[Spoken, ...]:
    return spoken(agdb)


@pytest.mark.parametrize("name", RULES)
def test_no_text_makes_this_confusion(texts: tuple[Spoken, ...], name: str) -> None:
    broken = [said for said in texts if RULES[name].broken_by(said)]

    assert not broken, "\n".join(f"{one.where}: {one.text}" for one in broken)


def test_all_kinds_of_text_are_searched(texts: tuple[Spoken, ...]) -> None:
    assert {"indicators", "sources", "classifications", "texts", "messages", "targets"} <= {
        said.kind for said in texts
    }
    assert {said.language for said in texts} == {"nl", "en"}


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("sector for bedrijfstak", "de ICT-sector", "de milieusector"),
        ("landsdeel of nobody", "per landsdeel", "per landsdeel (CBS)"),
        ("outdated words for origin", "Allochtonen", "herkomst"),
        ("migrants of no kind", "meer migranten", "meer kennismigranten"),
        ("jobs of nobody", "per 1.000 banen", "per 1.000 banen van werknemers"),
        ("vacancy rate in per cent", "de vacaturegraad was 4 procent", "de vacaturegraad was 44"),
        ("educated high or low", "hoogopgeleiden", "mensen met hbo of wo"),
    ],
)
def test_a_rule_finds_the_confusion_and_nothing_else(name: str, wrong: str, right: str) -> None:
    rule = RULES[name]

    assert rule.broken_by(Spoken("texts", "page.md", "nl", wrong))
    assert not rule.broken_by(Spoken("texts", "page.md", "nl", right))
