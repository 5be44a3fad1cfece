"""How an input is cited: as its source says, else as its rows do, else by its address."""

from __future__ import annotations

from agdb.indicators.value import Input
from agdb.programme.source import Source
from agdb.publication.wording.language import Language


def citation(one: Input, *, source: Source | None, language: Language) -> str:
    """Return the citation of an input, never empty."""
    if source is not None:
        return language.words(source.citation)
    return "; ".join(one.citations) or f"{one.dataset}, {one.address}"
