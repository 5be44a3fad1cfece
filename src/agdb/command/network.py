"""Settings from the environment for what goes over the network: publishers and the mail server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agdb.errors import Place, UsageError
from agdb.sources.fetching.addresses import Addresses
from agdb.sources.transport.family import Family
from agdb.sources.transport.mail import Mailbox


@dataclass(frozen=True, slots=True)
class Network:
    """Base addresses (AGDB_CBS_URL and so on), AGDB_ADDRESS_FAMILY, and where letters go.

    `mailbox` is None unless AGDB_MAIL_TO and AGDB_SMTP_URL are both set.
    """

    addresses: Addresses
    family: Family
    mailbox: Mailbox | None


def network(environment: Mapping[str, str]) -> Network:
    """Return the settings that `environment` gives; raises `UsageError` for one that is wrong.

    >>> network({}).family.value
    'any'
    """
    return Network(Addresses.read(environment), _family(environment), _mailbox(environment))


def _family(environment: Mapping[str, str]) -> Family:
    text = environment.get("AGDB_ADDRESS_FAMILY", "").strip().lower() or Family.ANY
    try:
        return Family(text)
    except ValueError:
        raise UsageError(
            f"{text!r} is no family of addresses",
            place=Place("AGDB_ADDRESS_FAMILY"),
            remedy=f"use {', '.join(Family)}",
        ) from None


def _mailbox(environment: Mapping[str, str]) -> Mailbox | None:
    to = tuple(
        part.strip() for part in environment.get("AGDB_MAIL_TO", "").split(",") if part.strip()
    )
    server = environment.get("AGDB_SMTP_URL", "").strip()
    if not to or not server:
        return None
    return Mailbox(to, environment.get("AGDB_MAIL_FROM", "").strip() or to[0], server)
