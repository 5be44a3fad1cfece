"""The bill of materials names every package with its files, licence and place in the whole."""

from __future__ import annotations

import json

import pytest

from agdb.files.lock import LockedPackage
from agdb.publication.download.bill_of_materials import bill_of_materials

PACKAGES = (
    LockedPackage("numpy", "2.4", "python < '3.12'", ("aa",), ("agdb",)),
    LockedPackage("numpy", "2.5", "python >= '3.12'", ("bb",), ("agdb",)),
    LockedPackage("click", "8.5", "", ("cc", "dd"), ("typer",)),
    LockedPackage("typer", "0.29", "", ("ee",), ("agdb",)),
)
LICENCES = {"numpy": "BSD-3-Clause AND MIT", "click": "BSD-3-Clause", "typer": "MIT"}


def test_a_package_has_its_version_licence_and_the_checksums_of_its_files() -> None:
    bill = json.loads(bill_of_materials(PACKAGES, LICENCES, version="0.2.0"))

    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == "0.2.0"
    assert bill["components"][2] == {
        "type": "library",
        "bom-ref": "pkg:pypi/click@8.5",
        "name": "click",
        "version": "8.5",
        "purl": "pkg:pypi/click@8.5",
        "hashes": [{"alg": "SHA-256", "content": "cc"}, {"alg": "SHA-256", "content": "dd"}],
        "licenses": [{"expression": "BSD-3-Clause"}],
    }
    assert bill["components"][0]["properties"] == [
        {"name": "agdb:installed-where", "value": "python < '3.12'"}
    ]


def test_it_tells_who_needs_whom() -> None:
    bill = json.loads(bill_of_materials(PACKAGES, LICENCES, version="0.2.0"))

    needs = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    assert needs == {
        "agdb": ["pkg:pypi/numpy@2.4", "pkg:pypi/numpy@2.5", "pkg:pypi/typer@0.29"],
        "pkg:pypi/numpy@2.4": [],
        "pkg:pypi/numpy@2.5": [],
        "pkg:pypi/click@8.5": [],
        "pkg:pypi/typer@0.29": ["pkg:pypi/click@8.5"],
    }


def test_the_same_lock_gives_the_same_bytes_and_another_one_another_number() -> None:
    one = bill_of_materials(PACKAGES, LICENCES, version="0.2.0")
    other = bill_of_materials(PACKAGES[1:], LICENCES, version="0.2.0")

    assert bill_of_materials(PACKAGES, LICENCES, version="0.2.0") == one
    assert json.loads(other)["serialNumber"] != json.loads(one)["serialNumber"]
    assert json.loads(one)["serialNumber"].startswith("urn:uuid:")


def test_a_package_without_a_licence_is_no_bill() -> None:
    with pytest.raises(KeyError, match="click"):
        bill_of_materials(PACKAGES, {"numpy": "MIT"}, version="0.2.0")
