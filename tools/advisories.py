"""Asks a service of advisories about every locked package: `python tools/advisories.py`.

It ends with 0 where none is known, with 1 where one is, and with 2 where the service could not be
asked: then nothing is known, and the release note says so.
"""

from __future__ import annotations

import argparse
import json
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from agdb.files.lock import LockedPackage, locked

ROOT: Final = Path(__file__).parents[1]
LOCKS: Final = (
    "requirements.lock", "requirements-server.lock", "requirements-papers.lock",
    "requirements-dev.lock",
)  # fmt: skip
SERVICE: Final = "https://api.osv.dev/v1/querybatch"
"""The database of open source vulnerabilities; https://google.github.io/osv.dev/post-v1-querybatch"""
_SECONDS: Final = 30.0


def asked(service: str, packages: Sequence[LockedPackage]) -> dict[str, list[str]]:
    """Return the advisories that the service knows of each package that has any.

    Raises `OSError` if it does not answer, and `ValueError` if its answer is not one about each of
    these packages, whole.
    """
    queries = [
        {"package": {"ecosystem": "PyPI", "name": one.name}, "version": one.version}
        for one in packages
    ]
    body = json.dumps({"queries": queries}).encode()
    request = urllib.request.Request(  # noqa: S310 - the address is ours or on the command line
        service, data=body, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
        told: dict[str, Any] = json.load(answer)
    results = told.get("results", [])
    if len(results) != len(packages):
        raise ValueError(f"it answered about {len(results)} of {len(packages)} packages")
    if any("next_page_token" in one for one in results):
        raise ValueError("it has more advisories of a package than fit one answer")
    return {
        f"{package.name} {package.version}": sorted(each["id"] for each in one["vulns"])
        for package, one in zip(packages, results, strict=True)
        if one.get("vulns")
    }


def main(words: Sequence[str]) -> int:
    """Ask, print what is known in one line each, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--service", default=SERVICE)
    service = parser.parse_args(words).service
    packages = sorted(
        {one for lock in LOCKS for one in locked((ROOT / lock).read_text("utf-8"))},
        key=lambda one: (one.name, one.version),
    )
    try:
        known = asked(service, packages)
    except (OSError, ValueError) as error:
        sys.stdout.write(f"NOT ASKED: {service}: {error}; nothing is known of advisories\n")
        return 2
    for name, found in known.items():
        sys.stdout.write(f"{name}: {', '.join(found)}\n")
    sys.stdout.write(f"{len(packages)} packages asked of {service}, {len(known)} with advisories\n")
    return int(bool(known))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
