"""One language of the site: its messages, complete or the build stops, numbers and dates."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from importlib import resources
from types import MappingProxyType
from typing import TypeVar

import yaml
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from agdb.errors import Place, ReleaseError
from agdb.statistics.spelling import plain

Text = TypeVar("Text")
MINUS = "−"
NO_BREAK = "\u00a0"
Message = str | Mapping[str, str]
"""A sentence with named places, or one such sentence for each plural form of CLDR."""

Catalogue = Mapping[str, Message]


@cache
def catalogues(languages: tuple[str, ...]) -> Mapping[str, Catalogue]:
    """Return the shipped messages of `languages`, all with the same keys and places.

    Raises `ReleaseError` if a language has no file, lacks a key, or names other places.

    >>> catalogues(("nl", "en"))["nl"]["table.period"]
    'Periode'
    """
    return MappingProxyType(checked({language: _load(language) for language in languages}))


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


@dataclass(frozen=True)
class Language:
    """How everything is said in the language with this code.

    >>> nl = languages(("nl",))["nl"]
    >>> nl.figure(Decimal("1234.5"), decimals=1)
    '1.234,5'
    >>> nl.date(date(2025, 4, 22))
    '22 april 2025'
    """

    code: str
    catalogue: Catalogue

    @cached_property
    def _figures(self) -> dict[tuple[str, int], str]:
        """Numbers as they were written before."""
        return {}

    @cached_property
    def locale(self) -> Locale:
        """The conventions of CLDR for this language."""
        return Locale.parse(self.code, sep="-")

    @property
    def autonym(self) -> str:
        """The name of this language in the language itself, with a capital.

        >>> languages(("nl",))["nl"].autonym
        'Nederlands'
        """
        name = self.locale.get_display_name(self.code) or self.code
        return name[:1].upper() + name[1:]

    def say(self, key: str, /, n: int | None = None, **parts: object) -> str:
        """Return message `key` with `parts` in their places; `n` chooses the plural form.

        Raises `ReleaseError` if there is no such message.
        """
        shown = parts if n is None else parts | {"n": self.figure(n, decimals=0)}
        return self._form(key, n).format(**shown)

    def words(self, words: Mapping[str, Text]) -> Text:
        """Return the text of `words` in this language; raises `ReleaseError` if it has none."""
        if self.code not in words:
            some = next(iter(words.values()), "")
            raise ReleaseError(
                f"the text {some!r} is not there in language {self.code!r}",
                remedy="add it in the programme",
            )
        return words[self.code]

    def figure(self, value: Decimal | int, *, decimals: int) -> str:
        """Return `value`, already rounded to `decimals`, in the digits of this language."""
        key = (str(value), decimals)  # 0 and -0 are equal and not written alike
        if key not in self._figures:  # a number stands in a chart, its table and sentences
            pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
            text = format_decimal(value, format=pattern, locale=self.locale)
            self._figures[key] = text.replace("-", MINUS)
        return self._figures[key]

    def singular(self, value: Decimal) -> bool:
        """Return whether a whole number takes the singular, as CLDR says for this language.

        >>> nl = languages(("nl",))["nl"]
        >>> nl.singular(Decimal(1)), nl.singular(Decimal(0))
        (True, False)
        """
        return self.locale.plural_form(value) == "one"

    def plural(self, value: Decimal) -> str:
        """Return the plural form of CLDR that a number asks for.

        >>> languages(("en",))["en"].plural(Decimal(1))
        'one'
        """
        return self.locale.plural_form(value)

    def signed(self, value: Decimal, *, decimals: int) -> str:
        """Return `value` with a plus or minus sign before it; zero has none.

        >>> languages(("nl",))["nl"].signed(Decimal("-3.04"), decimals=2)
        '−3,04'
        """
        return ("+" if value > 0 else "") + self.figure(value, decimals=decimals)

    def date(self, day: date) -> str:
        """Return `day` in full."""
        return format_date(day, format="d MMMM y", locale=self.locale)

    def listing(self, parts: list[str]) -> str:
        """Return `parts` as an enumeration with commas and the word for "and".

        >>> languages(("en",))["en"].listing(["a", "b", "c"])
        'a, b and c'
        """
        if len(parts) < 2:
            return "".join(parts)
        return self.say("list.and", first=", ".join(parts[:-1]), last=parts[-1])

    def _form(self, key: str, n: int | None) -> str:
        try:
            message = self.catalogue[key]
            if isinstance(message, str):
                return message
            return message[self.locale.plural_form(0 if n is None else n)]
        except KeyError:
            raise ReleaseError(
                f"message {key!r} is missing in messages/{self.code}.yaml", remedy="add it"
            ) from None


def lowered(text: str) -> str:
    """Return `text` as it stands inside a sentence; an abbreviation keeps its capitals.

    >>> lowered("Provincie"), lowered("COROP-gebied")
    ('provincie', 'COROP-gebied')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def raised(text: str) -> str:
    """Return `text` as it stands at the beginning of a sentence, a heading or a row.

    >>> raised("the Netherlands")
    'The Netherlands'
    """
    return text[:1].upper() + text[1:]


def folded(name: str) -> str:
    """Return the key by which names stand in alphabetical order: no case, no accents.

    >>> sorted(["Zeeland", "Fryslân", "Fruit", "'s-Hertogenbosch"], key=folded)
    ['Fruit', 'Fryslân', "'s-Hertogenbosch", 'Zeeland']
    """
    return "".join(sign for sign in plain(name) if sign.isalnum() or sign == " ")


def languages(codes: tuple[str, ...]) -> dict[str, Language]:
    """Return the languages with these codes; raises `ReleaseError` if one is incomplete."""
    return {code: Language(code, found) for code, found in catalogues(codes).items()}
