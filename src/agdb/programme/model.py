"""The base of every object that a policy officer writes down in the programme."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationInfo

from agdb.errors import StatisticsError
from agdb.statistics.spelling import spelled
from agdb.statistics.web_address import is_web_address

Text = TypeVar("Text")


def complete(words: dict[str, Text], info: ValidationInfo) -> dict[str, Text]:
    """Return `words` if they have a text in every language that the reader named, and no other."""
    languages = (info.context or {}).get("languages", tuple(words))
    for language in languages:
        if not words.get(language):
            raise ValueError(f"a text in the language {language!r} is missing")
    for language in words:
        if language not in languages:
            raise ValueError(f"the programme has no language {language!r}")
    return words


Words = Annotated[dict[str, str], AfterValidator(complete)]
"""A text in every language of the programme: `{nl: ..., en: ...}`."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""A name that can stand in an address for ever."""


def _spelled(text: str) -> str:
    try:
        return spelled(text)
    except StatisticsError as error:
        raise ValueError(error.what) from None


CodeText = Annotated[str, StringConstraints(min_length=1), AfterValidator(_spelled)]
"""A code of a classification or region, as data sets have it."""


def web_address(text: str) -> str:
    """Return `text` if a link may lead there; raises `ValueError` if not."""
    if not is_web_address(text):
        raise ValueError("this is not a plain address on the web, as https://www.cbs.nl/ is")
    return text


Url = Annotated[str, AfterValidator(web_address)]
"""An address on the web, kept as text."""


class Record(BaseModel):
    """A frozen record that knows no other keys than its own."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, coerce_numbers_to_str=True
    )


class Cited(Record):
    """A page or paper that says something, by a title that tells what it is and of when."""

    url: Url
    title: Words
