"""Whether something occurs in pages of JSON that the engine would read without a word.

It takes `true` for 1 where a number belongs, for one.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from agdb.sources.cbs.relation import text_of
from agdb.sources.contract import Answers
from agdb.statistics.identifier import sql_text

_QUESTION: Final = "pages in which it occurs"
# The engine holds a page as one text. It searches three times as fast as we do.
_LARGEST: Final = 32 << 20
_QUOTED: Final = 40


@dataclass(frozen=True)
class Search:
    """Asks for a regular expression in `pages`: of ASCII alone, the same in RE2 and in Python."""

    pages: Sequence[Path]
    pattern: str

    @property
    def questions(self) -> Mapping[str, str]:
        """What must be asked before `found` can tell."""
        small = [page for page in self.pages if page.stat().st_size <= _LARGEST]
        if not small:
            return {}
        where = f"regexp_matches(content, {sql_text(self.pattern)})"
        asked = f"select filename from {text_of(small)} where {where} order by filename"
        return {_QUESTION: asked}

    def found(self, answers: Answers) -> Path | None:
        """Return a page in which it occurs, or None."""
        for (name,) in answers.get(_QUESTION, ()):
            return Path(name)
        large = (page for page in self.pages if page.stat().st_size > _LARGEST)
        return next((page for page in large if self.excerpt(page)), None)

    def excerpt(self, page: Path) -> str:
        """Return what stands in `page` from the first place where it occurs; empty if nowhere."""
        with (
            page.open("rb") as stream,
            mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content,
        ):
            match = re.search(self.pattern.encode(), content)
            if match is None:
                return ""
            text = content[match.start() : match.end() + _QUOTED].decode(errors="replace")
            return text.partition(",")[0]
