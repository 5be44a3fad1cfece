"""An invented table of words for the three services, and what a test makes of a record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from agdb.files.recorded import RecordedFile
from agdb.programme.door import Door
from agdb.proposals.proposal import Proposal, ProposalArrival, proposed
from agdb.register.entry import Entry
from agdb.register.fields import entry_of
from agdb.register.register import KINDS, Register, register_of
from agdb.sources.publishers import RECORD_SERVICES

NOON = datetime(2031, 4, 1, 12, tzinfo=UTC)
LANGUAGES = ("nl", "en")
WORDS = {
    "Status": {
        "Openstaand": "open", "Afgedaan": "answered", "Voldaan": "fulfilled",
        "Deels afgedaan": "partly", "Vervallen": "dropped",
    },
    "Ministerie": {"VerZ": "roads"},
    "BesluitSoort": {
        "Stemmen - aangenomen": "carried", "Stemmen - verworpen": "rejected",
        "Stemmen - uitstellen": "nothing",
    },
    "StemmingsSoort": {"Met handopsteken": "parties", "Hoofdelijk": "members"},
    "Stemming.Soort": {"Voor": "for", "Tegen": "against"},
    "Kabinetsappreciatie": {"Oordeel Kamer": "Left to the House"},
    "Soort": {"Brief regering": "letter"},
    "type": {"Brief regering": "letter", "Bijlage": "annex"},
    "fase vuo": {
        "OWB V": "begroot", "OWB U": "begroot-kas", "JV V": "verplicht", "JV U": "kasuitgave",
    },
}  # fmt: skip
ROWS = [
    {"field": field, "word": word, "means": means, "seen": "invented"}
    for field, words in WORDS.items()
    for word, means in words.items()
]


def door(service: str = "tweede-kamer", **other: Any) -> Door:
    fields = {
        "id": service, "language": "nl", "dossiers": ["99544"], "containing": ["fietsbel"],
        "made_to": {"nl": "Kamer van fietsers", "en": "House of cyclists"}, "words": ROWS,
        "articles": [{"chapter": "XIII", "article": 2, "years": [2031]}],
    }  # fmt: skip
    return Door.model_validate(fields | other)


def record(of: str, ident: str, /, **fields: Any) -> Entry:
    """A record of the register, with the fields that all have."""
    told = {
        "id": ident, "as_of": "2030-01-01", "recorded": "2030-02-01",
        "sources": [{"url": "https://example.org/paper", "seen": "whole"}],
    }  # fmt: skip
    return entry_of(of, told | fields, languages=LANGUAGES)


def register(**kinds: list[Entry]) -> Register:
    """A register of an organisation and these records."""
    roads = record("organisations", "roads", names={"nl": "Wegen", "en": "Roads"}, kind="unknown")
    some = {"organisations": [roads]} | kinds
    return register_of({k: {one.id: one for one in some.get(k, [])} for k in KINDS})


def arrival(service: str, files: list[RecordedFile], *, moment: datetime = NOON) -> ProposalArrival:
    """The one record of a recording, as it came."""
    (found,) = RECORD_SERVICES[service].read(files)
    return ProposalArrival.of(found, moment=moment)


def propose(service: str, files: list[RecordedFile], beside: Register, /, **other: Any) -> Proposal:
    """What the one record of a recording would change."""
    return proposed(
        arrival(service, files),
        register=beside,
        door=other.pop("door", door(service)),
        languages=LANGUAGES,
        **other,
    )
