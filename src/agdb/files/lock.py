"""A lock of packages: name, version and checksums of each, as pip and uv write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_PIN: Final = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<where>[^\\]+))?")
_HASH: Final = "--hash=sha256:"


@dataclass(frozen=True, slots=True)
class LockedPackage:
    """One line of a lock: `where` says for which machines, `""` for all.

    `sha256` are the files of which one is installed; `wanted_by` the packages that need it.
    """

    name: str
    version: str
    where: str
    sha256: tuple[str, ...]
    wanted_by: tuple[str, ...]


def locked(text: str) -> tuple[LockedPackage, ...]:
    r"""Return the packages of a lock, in its order.

    >>> (one,) = locked("a==1 ; python_version < '4' \\\n    --hash=sha256:00\n    # via b\n")
    >>> one.where, one.sha256, one.wanted_by
    ("python_version < '4'", ('00',), ('b',))
    """
    found: list[LockedPackage] = []
    for block in re.split(r"\n(?=[a-z0-9])", text):
        pin = _PIN.match(block)
        if pin is None:
            continue
        lines = [line.strip(" \\") for line in block.splitlines()[1:]]
        comments = [line.removeprefix("#").strip() for line in lines if line.startswith("#")]
        found.append(
            LockedPackage(
                name=pin["name"],
                version=pin["version"],
                where=(pin["where"] or "").strip(),
                sha256=tuple(one.removeprefix(_HASH) for one in lines if one.startswith(_HASH)),
                wanted_by=tuple(
                    filter(None, (one.removeprefix("via").strip() for one in comments))
                ),
            )
        )
    return tuple(found)
