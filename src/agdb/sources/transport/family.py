"""Which version of the internet protocol is used to reach a publisher."""

from __future__ import annotations

from enum import StrEnum


class Family(StrEnum):
    """A machine can know an IPv6 address for a publisher and have no way to reach it."""

    ANY = "any"
    IPV4 = "ipv4"
    IPV6 = "ipv6"

    @property
    def local_address(self) -> str | None:
        """The address to connect from, which leaves only far addresses of the same family.

        >>> Family.IPV4.local_address
        '0.0.0.0'
        """
        return {Family.ANY: None, Family.IPV4: "0.0.0.0", Family.IPV6: "::"}[self]  # noqa: S104 - to connect from, nothing listens
