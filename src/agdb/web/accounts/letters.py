"""Messages about an account: plain text, no name, one address."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from agdb.web.wording import say

_LOG: Final = logging.getLogger("agdb.desk")


def send_letter(key: str, *, to: str, language: str, address: str, **parts: str) -> None:
    """Send the message `key` to one address; `address` is the page that it leads to.

    A mail server that refuses undoes nothing and is logged without the address of a person.
    """
    speak = say(language)
    path = urlsplit(address).path  # never the host that a request named
    text = [speak(f"letter.{key}.body", **parts), f"{settings.AGDB_ADDRESS}{path}"]
    if settings.AGDB_DEMO:
        text.insert(0, speak("desk.invented"))
    message = EmailMessage(speak(f"letter.{key}.subject"), "\n\n".join(text) + "\n", to=[to])
    try:
        message.send()
    except (SMTPException, OSError) as error:
        _LOG.error("the message %s was not sent (%s)", key, type(error).__name__)
