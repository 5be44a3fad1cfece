"""What a publication was made with: the packages of the lock as a CycloneDX bill of materials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import NAMESPACE_URL, uuid5

import msgspec

from agdb.files.lock import LockedPackage

_NAME = "agdb"
_LICENCE = "EUPL-1.2"


def bill_of_materials(
    packages: Sequence[LockedPackage], licences: Mapping[str, str], *, version: str
) -> bytes:
    """Return CycloneDX 1.6 as JSON, the same bytes for the same lock.

    `licences` has an SPDX expression for each package, and `version` is ours. All files that the
    lock allows for a package stand with it, for which of them was installed depends on the machine.
    There is no time in it, and nothing is said of known weaknesses: that is not looked up here.
    Raises `KeyError` for a package without licence, which a test of the repository rules out.

    Source: https://cyclonedx.org/docs/1.6/json/
    """
    components = [_component(one, licences[one.name]) for one in packages]
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": _NAME,
                "name": _NAME,
                "version": version,
                "licenses": [{"expression": _LICENCE}],
            }
        },
        "components": components,
        "dependencies": _dependencies(packages),
    }
    serial = uuid5(NAMESPACE_URL, msgspec.json.encode(bill).decode())
    return msgspec.json.format(msgspec.json.encode({"serialNumber": f"urn:uuid:{serial}", **bill}))


def _component(package: LockedPackage, licence: str) -> dict[str, object]:
    where = {"properties": [{"name": "agdb:installed-where", "value": package.where}]}
    return {
        "type": "library",
        "bom-ref": _reference(package),
        "name": package.name,
        "version": package.version,
        "purl": _reference(package),
        "hashes": [{"alg": "SHA-256", "content": one} for one in package.sha256],
        "licenses": [{"expression": licence}],
        **(where if package.where else {}),
    }


def _reference(package: LockedPackage) -> str:
    return f"pkg:pypi/{package.name}@{package.version}"


def _dependencies(packages: Sequence[LockedPackage]) -> list[dict[str, object]]:
    """Who needs whom; a package that the lock has in two versions is needed in both."""
    needs: dict[str, list[str]] = {}
    for package in packages:
        for name in package.wanted_by:
            needs.setdefault(name, []).append(_reference(package))
    named = [(_NAME, _NAME), *((one.name, _reference(one)) for one in packages)]
    return [{"ref": ref, "dependsOn": sorted(needs.get(name, ()))} for name, ref in named]
