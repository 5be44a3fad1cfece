"""`agdb answer`: questions about the plan, each answered by the release, and how to cite that."""

from __future__ import annotations

from typing import Annotated

import typer

from agdb.cli.context import releases
from agdb.cli.indicators import computed_in, region_in
from agdb.cli.options import Json
from agdb.cli.output import put, put_json
from agdb.cli.report import edition_of, pillar_id
from agdb.cli.settings import current
from agdb.errors import UsageError
from agdb.publication.report.document import Paragraph, WrittenPart
from agdb.publication.report.material import Material
from agdb.publication.report.questions import AnsweredQuestion, answered, cited_as


def answer(
    words: Annotated[
        str, typer.Argument(metavar="[WORDS]", help="Words of the question, or its name.")
    ] = "",
    *,
    language: Annotated[str, typer.Option(help="Language code, as in nl.")] = "nl",
    pillar: Annotated[int | None, typer.Option(help="Number of one pillar.")] = None,
    region: Annotated[str | None, typer.Option(help="One region, by code or name.")] = None,
    indicator: Annotated[str | None, typer.Option(help="One indicator, by id or name.")] = None,
    as_json: Json = False,
) -> None:
    """Print the questions that have all these words, with their answers.

    No question is understood here: the list is fixed, and words choose from it.
    """
    where = current()
    store = releases(where)
    release = store.with_track(store.open())
    code = None if region is None else region_in(release, region)
    about = None if indicator is None else computed_in(release, indicator).definition.id
    edition = edition_of(release, language, where)
    material = Material(edition, pillar=pillar_id(release, pillar))
    every = answered(material, indicator=about, region=code)
    found = [one for one in every if _asks(one, words)]
    if not found:
        raise UsageError(
            "no question of the list is about that",
            remedy="use fewer words or filters; without any, agdb answer prints the whole list",
        )
    if as_json:
        put_json([_as_json(one, material) for one in found])
        return
    for one in found:
        put(one.heading.text)
        for line in _lines(one):
            put(f"  {line}")
        cited = cited_as(material, one)
        if cited:
            put(f"  [{cited}]")
        put("")


def _asks(one: AnsweredQuestion, words: str) -> bool:
    asked = f"{one.question.id} {one.heading.text}".casefold()
    return all(word in asked for word in words.casefold().split())


def _lines(one: AnsweredQuestion) -> list[str]:
    lines = []
    for block in one.blocks:
        match block:
            case Paragraph():
                lines.append(" ".join(sentence.text for sentence in block.sentences))
            case WrittenPart():
                text = " ".join(sentence.text for sentence in block.sentences)
                lines.append(text or block.asked)
    return lines


def _as_json(one: AnsweredQuestion, material: Material) -> dict[str, object]:
    return {
        "id": one.question.id,
        "question": one.heading.text,
        "answer": _lines(one),
        "known": one.known,
        "pillars": one.question.pillars,
        "indicators": one.question.indicators,
        "sentences": one.ids,
        "margins": [sentence.text for sentence in one.margins],
        "caveats": [sentence.text for sentence in one.caveats],
        "cite": cited_as(material, one),
    }
