"""The messages of the interface, one YAML file per language, complete or the build stops."""

from __future__ import annotations

import string
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

import yaml

from agdb.errors import Place, ReleaseError

Message = str | Mapping[str, str]
"""A sentence with named places, or one such sentence for each plural form of CLDR."""

Catalogue = Mapping[str, Message]


def catalogues(languages: tuple[str, ...]) -> Mapping[str, Catalogue]:
    """Return the shipped messages of `languages`, all with the same keys and places.

    Raises `ReleaseError` if a language has no file, lacks a key, or names other places.

    >>> catalogues(("nl", "en"))["nl"]["table.period"]
    'Periode'
    """
    return checked({language: _load(language) for language in languages})


def checked(found: Mapping[str, Catalogue]) -> Mapping[str, Catalogue]:
    """Return `found` if all languages say the same things; raises `ReleaseError` if not."""
    for language, catalogue in found.items():
        for other, fuller in found.items():
            for key in fuller:
                _check_key(key, language=language, catalogue=catalogue, other=other, fuller=fuller)
    return found


def places(message: Message) -> frozenset[str]:
    """Return the names between braces in `message`.

    >>> sorted(places("{n} of {all}"))
    ['all', 'n']
    """
    texts = (message,) if isinstance(message, str) else tuple(message.values())
    fields = (field for text in texts for _, field, _, _ in string.Formatter().parse(text))
    return frozenset(field for field in fields if field)


def _check_key(
    key: str, *, language: str, catalogue: Catalogue, other: str, fuller: Catalogue
) -> None:
    where = Place(f"messages/{language}.yaml")
    if key not in catalogue:
        raise ReleaseError(
            f"message {key!r} is missing, which {other}.yaml has", place=where, remedy="add it"
        )
    mine, theirs = places(catalogue[key]), places(fuller[key])
    if mine != theirs:
        raise ReleaseError(
            f"message {key!r} names {sorted(mine)} where {other}.yaml names {sorted(theirs)}",
            place=where,
            remedy="use the same names between braces",
        )


def _load(language: str) -> Catalogue:
    name = f"{language}.yaml"
    file = resources.files("agdb.publication.wording") / "messages" / name
    if not file.is_file():
        raise ReleaseError(
            f"there are no messages for language {language!r}",
            place=Place(f"messages/{name}"),
            remedy="add that file, or take the language out of programme.yaml",
        )
    loaded: dict[str, Message] = yaml.load(
        file.read_text(encoding="utf-8"),
        Loader=yaml.CSafeLoader,
    )
    return MappingProxyType(loaded)
