"""A publication says what it was made with: its packages, its inputs, its code, and each file."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.conftest import ROOT

from agdb.cli import publish
from agdb.cli.site_mark import MARK
from agdb.cli.supply import commit_of, supply_of
from agdb.errors import UsageError
from agdb.release.code import code_hash

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def put(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.mark.slow
def test_the_statement_vouches_for_every_file_that_was_published(agdb: Run, place: Path) -> None:
    release = agdb("build").stdout.split()[2]
    site = place / "public"

    done = agdb("publish", str(site), "--packed")

    assert (done.returncode, done.stderr) == (0, "")
    statement = json.loads((site / "provenance.json").read_bytes())
    told = {one["name"]: one["digest"]["sha256"] for one in statement["subject"]}
    found = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file() and path.suffix not in {".gz", ".br"} and path.name != MARK
    }
    del found["provenance.json"]
    assert told == found
    assert "sbom.cdx.json" in told
    made = statement["predicate"]["buildDefinition"]
    assert made["externalParameters"] == {"release": release, "base": "/"}
    assert made["internalParameters"] == {"codeSha256": code_hash("agdb")}
    lock = hashlib.sha256((ROOT / "requirements.lock").read_bytes()).hexdigest()
    assert {"name": "requirements.lock", "digest": {"sha256": lock}} in made["resolvedDependencies"]


@pytest.mark.slow
def test_the_page_of_the_data_leads_to_both_files(agdb: Run, place: Path) -> None:
    agdb("build")
    agdb("publish", str(place / "public"))

    page = (place / "public" / "nl" / "data" / "index.html").read_text("utf-8")

    assert 'href="/sbom.cdx.json"' in page
    assert 'href="/provenance.json"' in page


@pytest.mark.slow
def test_without_a_lock_a_site_names_neither_and_says_so(
    agdb: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "CHECKOUT", place)
    agdb("build")

    done = agdb("publish", str(place / "public"))

    assert "has no lock of packages" in done.stderr
    assert not (place / "public" / "provenance.json").exists()
    assert not (place / "public" / "sbom.cdx.json").exists()
    assert "sbom" not in (place / "public" / "nl" / "data" / "index.html").read_text("utf-8")


def test_every_licence_of_the_lock_stands_in_the_bill() -> None:
    supply = supply_of(ROOT)

    assert supply is not None
    bill = json.loads(supply.bill)
    with (ROOT / "docs" / "licences.csv").open(encoding="utf-8", newline="") as stream:
        known = {(row["package"], row["version"]): row["licence"] for row in csv.DictReader(stream)}
    assert len(bill["components"]) > 40
    for one in bill["components"]:
        assert one["licenses"] == [{"expression": known[one["name"], one["version"]]}]


def test_a_package_that_nobody_read_the_licence_of_stops_a_publication(tmp_path: Path) -> None:
    put(
        tmp_path,
        **{"requirements.lock": "new==1\n", "docs__licences.csv": "package,version,licence\n"},
    )

    with pytest.raises(UsageError, match="has no licence of new"):
        supply_of(tmp_path)


def test_the_commit_is_read_from_a_branch_a_packed_branch_and_by_itself(tmp_path: Path) -> None:
    on_branch = put(
        tmp_path / "a", **{".git__HEAD": "ref: refs/heads/x\n", ".git__refs__heads__x": COMMIT}
    )
    packed = put(
        tmp_path / "b",
        **{
            ".git__HEAD": "ref: refs/heads/x\n",
            ".git__packed-refs": f"{'f' * 40} refs/heads/other\n{COMMIT} refs/heads/x\n",
        },
    )
    detached = put(tmp_path / "c", **{".git__HEAD": f"{COMMIT}\n"})

    assert [commit_of(one) for one in (on_branch, packed, detached)] == [COMMIT] * 3


def test_the_commit_of_a_second_checkout_is_found_through_its_pointer(tmp_path: Path) -> None:
    git = tmp_path / "main" / ".git"
    put(
        git,
        worktrees__second__HEAD="ref: refs/heads/y",
        worktrees__second__commondir="../..",
        refs__heads__y=COMMIT,
    )
    second = put(tmp_path / "second", **{".git": f"gitdir: {git}/worktrees/second\n"})

    assert commit_of(second) == COMMIT


def test_outside_of_git_there_is_no_commit(tmp_path: Path) -> None:
    assert commit_of(tmp_path) is None
    assert commit_of(put(tmp_path, **{".git__HEAD": "ref: refs/heads/gone"})) is None
