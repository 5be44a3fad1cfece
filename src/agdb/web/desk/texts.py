"""Text as it was typed, without what nobody types: no database or page is asked to hold it."""

from __future__ import annotations

from typing import Any

from agdb.web.desk.refusals import InvalidError, Mistake


def cleaned(text: str) -> str:
    r"""Return `text` with plain line ends, without control characters and spaces around it.

    >>> cleaned(" a\r\nb\x00\u202e ")
    'a\nb'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in lines if one.isprintable() or one == "\n").strip()


def given_reason(text: str) -> str:
    """Return the reason that somebody gave, cleaned; raises `InvalidError` where there is none."""
    reason = cleaned(text)
    if not reason:
        raise InvalidError(Mistake("reason", "reason-missing"))
    return reason


def cleaned_fields(fields: Any) -> Any:  # noqa: ANN401 - what JSON can hold
    r"""Return plain fields with every text in them cleaned, however deep.

    >>> cleaned_fields({"names": {"nl": "bel\x00"}, "years": [2030]})
    {'names': {'nl': 'bel'}, 'years': [2030]}
    """
    match fields:
        case str():
            return cleaned(fields)
        case dict():
            return {name: cleaned_fields(value) for name, value in fields.items()}
        case list() | tuple():
            return [cleaned_fields(value) for value in fields]
    return fields
