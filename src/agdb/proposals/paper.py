"""A paper or publication, as a document of the register: its title was read, not what it says."""

from __future__ import annotations

import re
from typing import Any, Final

from agdb.proposals.suggestion import (
    Context,
    Suggestion,
    Words,
    evidence,
    filled,
    iso,
    names_of,
)
from agdb.register.entry import Seen
from agdb.register.fields import Fields
from agdb.register.paper import DOSSIER, DocumentKind
from agdb.sources.service_record import Paper, Publication, ServiceRecord

_CITED: Final = re.compile(r"kst-(?P<dossier>\d{5}(?:-[IVXLC]+)?)-(?P<number>\d{1,6})")
_PREFIX: Final = "kst-"


def from_paper(facts: Paper, record: ServiceRecord, context: Context) -> Suggestion:
    """Return what the open data of Parliament say of a paper."""
    words = Words(context.door)
    kind = words.one_of("Soort", facts.kind, DocumentKind)
    return _document(
        facts.identifier,
        context.document(facts),
        filled(
            kind=None if kind is None else kind.value,
            title=context.words(facts.title) if facts.title else None,
            day=iso(facts.day),
        ),
        words,
        record,
        context,
    )


def from_publication(facts: Publication, record: ServiceRecord, context: Context) -> Suggestion:
    """Return what the official publications say of a paper; an annex is part of its paper."""
    words = Words(context.door)
    notes: list[str] = []
    # The service gives a wide type and a narrow one, in this order.
    kind = words.one_of("type", facts.kinds[-1], DocumentKind)
    known = _named(facts.identifier, context)
    whole = _named(facts.part_of, context) if facts.part_of else None
    if facts.part_of and whole is None:
        notes.append(f"it is an annex of {facts.part_of}, which is not in documents")
    fields = filled(
        kind=None if kind is None else kind.value,
        title=context.words(facts.title),
        day=iso(facts.day),
        author=context.words(facts.creator) if facts.creator else None,
        url=facts.url,
        part_of=whole,
    )
    return _document(facts.identifier, known, fields, words, record, context, tuple(notes))


def _named(identifier: str, context: Context) -> str | None:
    """The document of the register that is cited so."""
    documents = context.register.documents.values()
    return next((one.id for one in documents if identifier.casefold() in names_of(one)), None)


def _document(
    identifier: str,
    known: str | None,
    fields: Fields,
    words: Words,
    record: ServiceRecord,
    context: Context,
    notes: tuple[str, ...] = (),
) -> Suggestion:
    fields = dict[str, Any](identifier=identifier) | fields
    match = _CITED.fullmatch(identifier)
    if match is not None and re.fullmatch(DOSSIER, match["dossier"]):
        fields |= {"dossier": match["dossier"], "number": int(match["number"])}
    return Suggestion(
        "documents",
        identifier.lower().removeprefix(_PREFIX),
        context.known_in(context.register.documents, filter(None, [known])),
        fields,
        {},
        evidence(record, seen=Seen.TITLE),
        words.unrecognised,
        notes,
    )
