"""What the desk says, in Dutch and English: the messages of the site and those of the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Final

import yaml

from agdb.publication.wording.language import Catalogue, Language, catalogues, checked

CODES: Final = ("nl", "en")


@cache
def spoken() -> dict[str, Language]:
    """Return the languages of the desk; raises `ReleaseError` if one lacks a message of another."""
    shared, own = catalogues(CODES), checked({code: _own(code) for code in CODES})
    return {code: Language(code, {**shared[code], **own[code]}) for code in CODES}


def say(code: str) -> Callable[..., str]:
    """Return what says a message in the language with this code.

    >>> say("en")("desk.language")
    'English'
    """
    return spoken()[code].say


def _own(code: str) -> Catalogue:
    file = resources.files("agdb.web.wording") / "messages" / f"{code}.yaml"
    loaded: Catalogue = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return loaded
