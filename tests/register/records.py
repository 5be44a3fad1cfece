"""Invented records about cycling: the least that each kind needs, to be changed by a test."""

from __future__ import annotations

from typing import Any

from agdb.register.initiative import Initiative
from agdb.register.money import Money
from agdb.register.paper import Commitment

ENTRY: dict[str, Any] = {
    "sources": [{"url": "https://example.org/paper", "seen": "whole"}],
    "as_of": "2030-01-01",
    "recorded": "2030-02-01",
}


def words(text: str) -> dict[str, str]:
    return {"nl": text, "en": text}


def money(ident: str, amount: str, **other: Any) -> Money:
    fields = {"initiative": "lanes", "kind": "gevraagd", "rate": "total", "amount": amount}
    return Money.model_validate(ENTRY | fields | {"id": ident} | other)


def initiative(ident: str, **other: Any) -> Initiative:
    fields = {
        "names": words(ident), "level": "project", "relation": "own", "pillars": ["road"],
        "history": "unknown", "period": "unknown", "national": False,
    }  # fmt: skip
    return Initiative.model_validate(ENTRY | fields | {"id": ident} | other)


def commitment(**other: Any) -> Commitment:
    fields = {
        "id": "bells", "kind": "oral", "text": words("bells"), "made_by": words("minister"),
        "ministry": ["roads"], "made_to": words("house"), "occasion": "unknown",
        "day": "2025-04-03", "relation": "direct",
        "history": [{"state": "open", "since": "2025-04-03"}],
    }  # fmt: skip
    return Commitment.model_validate(ENTRY | fields | other)
