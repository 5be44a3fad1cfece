"""Where the desk keeps its database, its key and its messages: from addresses to settings."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from agdb.errors import DeskError, Place
from agdb.files.durable import exclusive, replace_durably

FOLDER: Final = "desk"
FILE: Final = "desk.sqlite3"
KEY: Final = "secret.key"
_MEMORY: Final = ":memory:"
_WAIT_SECONDS: Final = 20
_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"  # what a user was told is done survives a power cut
    "PRAGMA foreign_keys=ON;"
)


def database(data: Path | None, url: str | None) -> dict[str, Any]:
    """Return the settings of Django for the database at `url`, or the file below `data` without.

    Without both it is a database in memory, for a site that has no desk. Raises `DeskError` for an
    address that is not one of PostgreSQL.

    >>> database(None, "postgres://desk@db.example:5433/agdb")["PORT"]
    '5433'
    """
    if url:
        return _postgres(url)
    name = _MEMORY if data is None else str(data / FOLDER / FILE)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "init_command": _PRAGMAS,
            "timeout": _WAIT_SECONDS,
            # The lock is taken when a transaction begins: two that read first and write later
            # would refuse each other in the middle.
            "transaction_mode": "IMMEDIATE",
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    parts = _split(url, "AGDB_DATABASE_URL", ("postgres", "postgresql"))
    options = dict(parse_qsl(parts.query))
    name = unquote(parts.path.strip("/"))
    if not name:
        raise _unreadable("AGDB_DATABASE_URL", "it names no database after the host")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(options.pop("port", parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": _WAIT_SECONDS, **options},
    }


def email(url: str | None, *, sender: str) -> dict[str, Any]:
    """Return the settings of Django for messages: `smtp://user:word@host:587`, or the console.

    Connections are encrypted (`smtps://` from the start, `smtp://` by STARTTLS) unless the server
    is this machine. Raises `DeskError` for another address.

    >>> email(None, sender="desk@example.org")["EMAIL_BACKEND"]
    'django.core.mail.backends.console.EmailBackend'
    """
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
            "DEFAULT_FROM_EMAIL": sender,
        }
    parts = _split(url, "AGDB_EMAIL_URL", ("smtp", "smtps"))
    host, safe = parts.hostname or "localhost", parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "DEFAULT_FROM_EMAIL": sender,
        "EMAIL_HOST": host,
        "EMAIL_PORT": parts.port or (465 if safe else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": safe,
        "EMAIL_USE_TLS": not safe and host not in {"localhost", "127.0.0.1", "::1"},
        "EMAIL_TIMEOUT": _WAIT_SECONDS,
    }


def secret_key(data: Path | None) -> str:
    """Return the key that signs sessions, made at the first call with rights for its owner only.

    A key whose rights are wider is brought back to them. Without `data` it is drawn and forgotten.
    """
    if data is None:
        return secrets.token_urlsafe(50)
    folder = data / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    path = folder / KEY
    with exclusive(folder):  # of several processes one makes it, whole or not at all
        if not path.exists():
            replace_durably(path, secrets.token_urlsafe(50).encode())
    path.chmod(0o600)
    key = path.read_text("ascii").strip()
    if len(key) < 50:
        raise DeskError(
            "the key of the desk is too short",
            place=Place(str(path)),
            remedy="delete the file: another is made, and everybody signs in again",
        )
    return key


def _split(url: str, setting: str, schemes: tuple[str, ...]) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what finds a wrong one
    except ValueError as error:
        raise _unreadable(setting, str(error)) from None
    if parts.scheme not in schemes:
        raise _unreadable(setting, f"it begins with none of {', '.join(schemes)}")
    return parts


def _unreadable(setting: str, why: str) -> DeskError:
    """The address itself is not quoted: it may hold a password."""
    return DeskError(f"{setting} cannot be read: {why}", remedy="see docs/desk.md")
