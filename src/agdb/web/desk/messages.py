"""E-mail of the desk: to the contributors of an organisation, each in the own language.

A message is sent once the transaction that it tells of stands. It names no person, holds one
address of a page, and that page asks for a sign-in. A mail server that refuses undoes nothing: the
failure is logged, without addresses of persons.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from importlib import resources
from smtplib import SMTPException
from typing import Any, Final

import yaml
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from agdb.publication.wording.language import Catalogue, Language, checked
from agdb.web.desk.models import Record, User
from agdb.web.desk.roles import Role

_LOG: Final = logging.getLogger("agdb.desk")
_SILENT: Final = frozenset({"draft"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a message is about: its words in every language, and the path of its page.

    `{language}` in `path` becomes that of the reader.
    """

    key: str
    what: Mapping[str, str]
    initiative: Mapping[str, str]
    due: date | None
    path: str


@cache
def tongues(codes: tuple[str, ...]) -> dict[str, Language]:
    """Return the languages with the letters of the desk; raises `ReleaseError` for a gap in one."""
    found = {code: _letters(code) for code in codes}
    return {code: Language(code, letters) for code, letters in checked(found).items()}


def _letters(code: str) -> Catalogue:
    file = resources.files("agdb.web.desk") / "letters" / f"{code}.yaml"
    found: Catalogue = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return found


def post(letter: Letter, organisation: str) -> None:
    """Send a letter to every contributor of an organisation, once the transaction stands."""
    if letter.key not in _SILENT:
        transaction.on_commit(partial(_post, letter, organisation))


def _post(letter: Letter, organisation: str) -> None:
    readers = User.objects.filter(
        is_active=True, seats__organisation=organisation, seats__role=Role.CONTRIBUTOR.value
    ).order_by("email")
    readers = readers.distinct()
    messages = [
        EmailMessage(*written(letter, language=reader.language), to=[reader.email])
        for reader in readers
    ]
    if not messages:
        _LOG.warning("nobody of %s can be told: %s", organisation, letter.key)
        return
    try:
        get_connection().send_messages(messages)
    except (SMTPException, OSError) as error:
        _LOG.error(
            "the message %s to %s was not sent (%s)", letter.key, organisation, type(error).__name__
        )


def written(letter: Letter, *, language: str) -> tuple[str, str]:
    """Return subject and body of a letter, in the first language of the programme by default."""
    codes = settings.AGDB_LANGUAGES
    tongue = tongues(codes)[language if language in codes else codes[0]]
    parts: dict[str, Any] = {
        "what": tongue.words(letter.what),
        "initiative": tongue.words(letter.initiative),
        "due": tongue.say("no-day") if letter.due is None else tongue.date(letter.due),
    }
    subject = tongue.say(f"{letter.key}.subject", **parts)
    address = f"{settings.AGDB_ADDRESS}{letter.path.format(language=tongue.code)}"
    invented = (tongue.say("demo"),) if settings.AGDB_DEMO else ()
    body = "\n\n".join((*invented, tongue.say(f"{letter.key}.body", **parts), address))
    return " ".join(subject.split()), body + "\n"


def names_of(kind: str, idents: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the names of several records by id, as `names` does, by one question."""
    asked = set(idents)
    rows = Record.objects.filter(kind=kind, ident__in=asked) if asked else ()
    found = {row.ident: row.fields["names"] for row in rows if "names" in row.fields}
    return {
        ident: found.get(ident) or dict.fromkeys(settings.AGDB_LANGUAGES, ident) for ident in asked
    }


def names(kind: str, ident: str) -> dict[str, str]:
    """Return the names of a record in every language, its id where it has none."""
    return names_of(kind, [ident])[ident]
