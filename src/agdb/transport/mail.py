"""Hands a letter to a mail server."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from agdb.errors import Place, TransportError, UsageError


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where letters go, from AGDB_MAIL_TO, and the server that takes them, from AGDB_SMTP_URL.

    `server` is `smtp://host:port` or `smtps://user:password@host:port`. With a user, a plain
    connection is turned into an encrypted one before the password is said.
    """

    to: tuple[str, ...]
    sender: str
    server: str


def send(
    mailbox: Mailbox, *, subject: str, text: str, moment: datetime, timeout: float = 30
) -> None:
    """Hand a letter over; raises `TransportError` if the server does not take it.

    Raises `UsageError` for an address of a server that does not read as one.
    """
    address = urlsplit(mailbox.server)
    place = Place("AGDB_SMTP_URL")
    try:
        port = address.port
    except ValueError:
        port = -1
    if address.scheme not in {"smtp", "smtps"} or not address.hostname or port == -1:
        raise UsageError(
            "this is not the address of a mail server",
            place=place,
            remedy="write it as smtp://host:25 or smtps://user:password@host:465",
        )
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = mailbox.sender
    message["To"] = ", ".join(mailbox.to)
    message["Date"] = format_datetime(moment)
    message.set_content(text)
    try:
        _hand_over(message, host=address.hostname, port=port, timeout=timeout, url=mailbox.server)
    except (OSError, smtplib.SMTPException) as error:
        # The address may hold a password, so it is not repeated here.
        raise TransportError(
            f"{address.hostname} did not take the letter ({error})",
            place=place,
            remedy="check AGDB_SMTP_URL and AGDB_MAIL_TO",
        ) from error


def _hand_over(
    message: EmailMessage, *, host: str, port: int | None, timeout: float, url: str
) -> None:
    address = urlsplit(url)
    encryption = ssl.create_default_context()
    server: smtplib.SMTP
    if address.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, port or 465, timeout=timeout, context=encryption)
    else:
        server = smtplib.SMTP(host, port or 25, timeout=timeout)
    with server:
        if address.username:
            if address.scheme == "smtp":
                server.starttls(context=encryption)
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(message)
