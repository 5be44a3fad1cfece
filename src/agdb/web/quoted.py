"""The figures that a text of the desk repeats, as the papers of the release print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings

from agdb.errors import AgdbError
from agdb.programme.report.written import QuotedFigure, WrittenText
from agdb.publication.report.material import Material
from agdb.publication.report.written import moved, printed_now
from agdb.register.fields import Fields
from agdb.web.api.problem import ApiProblemError
from agdb.web.api.query import ReleaseChoice
from agdb.web.api.releases import ServedRelease
from agdb.web.desk.models import Proposal
from agdb.web.desk.refusals import InvalidError, Mistake


def quoted_figures(lines: str, text: Mapping[str, str]) -> list[Fields]:
    """Return the figures that `lines` name, each with what is printed of it in every language.

    A line has an indicator, a period and, unless it is the whole country, a region. Raises
    `InvalidError` for a line that names no figure of the release, and for a figure that `text` does
    not say as it is printed.
    """
    wanted = [line.split() for line in lines.splitlines() if line.strip()]
    if not wanted:
        return []
    served = _served()
    if served is None:
        raise InvalidError(Mistake("figures", "figure-no-release"))
    found = []
    for words in wanted:
        named = {"line": " ".join(words)}
        if len(words) not in (2, 3):
            raise InvalidError(Mistake("figures", "figure-line", named))
        fields = dict(zip(("indicator", "period", "region"), words, strict=False))
        printed = _printed(served, fields)
        if not all(printed.values()):
            raise InvalidError(Mistake("figures", "figure-unknown", named))
        unsaid = [code for code, number in printed.items() if number not in text.get(code, "")]
        if unsaid:
            values = {**named, "printed": printed[unsaid[0]]}
            raise InvalidError(Mistake(f"text-{unsaid[0]}", "figure-not-said", values))
        found.append({**fields, "printed": printed})
    return found


def _printed(served: ServedRelease, fields: dict[str, str]) -> dict[str, str]:
    """What the papers print for a figure in every language; empty where there is none."""
    try:
        asked = QuotedFigure.model_validate(
            {**fields, "printed": dict.fromkeys(served.editions, "-")}
        )
        return {
            code: printed_now(Material(edition), asked) for code, edition in served.editions.items()
        }
    except (AgdbError, ValueError):  # a word that is no period, or no name of an indicator
        return dict.fromkeys(served.editions, "")


def named_again(row: Proposal | None) -> str:
    """Return the figures of a text as the lines in which they were named."""
    quotes: list[dict[str, Any]] = [] if row is None else row.fields["quotes"]
    return "\n".join(
        " ".join(one[name] for name in ("indicator", "period", "region") if name in one)
        for one in quotes
    )


def changed_since(place: WrittenText, row: Proposal | None, language: str) -> Iterator[str]:
    """Yield a sentence for each figure of an approved text that is another one now, or gone."""
    served = _served() if row is not None and row.fields["quotes"] else None
    if served is None or row is None:
        return
    text = WrittenText.model_validate(
        {**place.model_dump(include={"id", "names", "asked"}), **row.fields}
    )
    yield from moved(Material(served.editions[language]), text)


def _served() -> ServedRelease | None:
    """The release of the site; None where there is none."""
    if settings.AGDB_RELEASES is None:
        return None
    try:
        return settings.AGDB_RELEASES.open(settings.AGDB_RELEASES.chosen(ReleaseChoice()))
    except ApiProblemError:
        return None
