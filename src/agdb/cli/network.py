"""Settings from the environment for what goes over the network: publishers and the mail server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agdb.errors import Place, UsageError
from agdb.sources.fetching.order import Addresses
from agdb.sources.publishers import addresses_in
from agdb.transport.limits import IpVersion
from agdb.transport.mail import Mailbox


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """Base addresses (AGDB_CBS_URL and so on), AGDB_ADDRESS_FAMILY, and where letters go.

    `mailbox` is None unless AGDB_MAIL_TO and AGDB_SMTP_URL are both set.
    """

    addresses: Addresses
    ip_version: IpVersion
    mailbox: Mailbox | None


def network(environment: Mapping[str, str]) -> NetworkSettings:
    """Return the settings that `environment` gives; raises `UsageError` for one that is wrong.

    >>> network({}).ip_version.value
    'any'
    """
    return NetworkSettings(
        addresses_in(environment), _ip_version(environment), _mailbox(environment)
    )


def _ip_version(environment: Mapping[str, str]) -> IpVersion:
    text = environment.get("AGDB_ADDRESS_FAMILY", "").strip().lower() or IpVersion.ANY
    try:
        return IpVersion(text)
    except ValueError:
        raise UsageError(
            f"{text!r} is not a family of addresses",
            place=Place("AGDB_ADDRESS_FAMILY"),
            remedy=f"use {', '.join(IpVersion)}",
        ) from None


def _mailbox(environment: Mapping[str, str]) -> Mailbox | None:
    to = tuple(
        part.strip() for part in environment.get("AGDB_MAIL_TO", "").split(",") if part.strip()
    )
    server = environment.get("AGDB_SMTP_URL", "").strip()
    if not to or not server:
        return None
    return Mailbox(to, environment.get("AGDB_MAIL_FROM", "").strip() or to[0], server)
