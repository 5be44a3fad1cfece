"""Makes sentences: the wording of the programme for an occasion, with its places filled."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from agdb.errors import ReleaseError
from agdb.programme.report.model_sentence import ModelSentence, Occasion, Wording
from agdb.programme.report.report_plan import ReportPlan
from agdb.programme.sentence import pieces
from agdb.publication.report.document import PaperNumber, Part, Quotation, Sentence
from agdb.publication.wording.language import Language, raised

T = TypeVar("T")
Filling = Part | tuple[Part, ...]
"""What stands in a place: a piece of text, or several."""

_COUNTED: Final = "n"


@dataclass(frozen=True, slots=True)
class SentenceWriter:
    """Writes the sentences of one release in one language."""

    plan: ReportPlan
    language: Language

    def say(self, occasion: Occasion, about: str, /, **places: Filling) -> Sentence:
        """Return the sentence of an occasion about something, under the id of both.

        Which of its wordings is taken follows from that id: the same release has the same bytes.
        Raises `ReleaseError` where the programme has no sentence for it.

        A place with a capital begins a sentence.
        """
        model = self.plan.sentence(occasion)
        if model is None:
            raise ReleaseError(
                f"the programme has no model sentence for the occasion {occasion.value!r}",
                remedy="add it to report/sentences.yaml",
            )
        ident = f"{model.id}:{about}"
        return Sentence(ident, filled(self._text(model, ident, places), places))

    def _text(self, model: ModelSentence, ident: str, places: dict[str, Filling]) -> str:
        wordings: tuple[Wording, ...] = self.language.words(model.wordings)
        wording = chosen_by(ident, wordings)
        if isinstance(wording, str):
            return wording
        counted = places[_COUNTED]
        assert isinstance(counted, PaperNumber), "the place n holds a number"
        return wording["one" if self.language.singular(counted.value) else "other"]


def chosen_by(ident: str, wordings: Sequence[T]) -> T:
    """Return one of the wordings, always the same one for an id."""
    return wordings[int.from_bytes(hashlib.sha256(ident.encode()).digest()[:4]) % len(wordings)]


def filled(text: str, places: Mapping[str, Filling]) -> tuple[Part, ...]:
    """Return a text with its places filled, as parts; a place with a capital begins a sentence."""
    parts: list[Part] = []
    for piece in pieces(text):
        if isinstance(piece, str):
            parts.append(piece)
            continue
        filling = places[piece.name.lower()]
        some = filling if isinstance(filling, tuple) else (filling,)
        parts += _begun(some) if piece.name[0].isupper() else some
    return joined(parts)


def _begun(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with a capital in front, where they begin with words."""
    first, *rest = parts
    match first:
        case str():
            return (raised(first), *rest)
        case Quotation():
            return (replace(first, text=raised(first.text)), *rest)
        case _:
            return parts


def joined(parts: list[Part]) -> tuple[Part, ...]:
    """Return the parts with words that follow each other as one."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return tuple(found)
