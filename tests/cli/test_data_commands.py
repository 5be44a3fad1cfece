"""The commands that look after the data folder, as a user runs them."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from agdb.files.documents import sealed
from agdb.release.store import ReleaseStore
from agdb.release.value_table import write_table

pytestmark = pytest.mark.slow


def test_doctor_finds_nothing_in_a_sound_folder_and_ends_with_one_otherwise(
    agdb: Run, place: Path, specimen_v4: str
) -> None:
    agdb("import", "cbs:99999NED", specimen_v4)
    sound = agdb("doctor")
    assert (sound.returncode, sound.stdout) == (0, "the data folder is sound\n")
    assert agdb("doctor", "--json").stdout == "[]\n"

    next((place / "var" / "datasets").rglob("observations.parquet")).unlink()
    broken = agdb("doctor")
    assert broken.returncode == 1
    assert "the observations are missing; delete the folder and import" in broken.stdout
    assert "1 inconsistency was found in the data folder" in broken.stderr
    (finding,) = json.loads(agdb("doctor", "--json").stdout)
    assert finding["what"] == "the observations are missing"


def before_checksums(place: Path) -> None:
    """Make the data folder one of a version that kept neither checksums nor a list."""
    data = place / "var"
    shutil.rmtree(data / "ledger")
    for path in (*data.glob("datasets/*/*/*/version.json"), *data.glob("releases/*/release.json")):
        fields = json.loads(path.read_bytes())
        del fields["sha256"]
        path.write_text(json.dumps(fields | {"files": {}}), "utf-8")


def test_doctor_has_remarks_on_what_an_earlier_version_made_and_no_fault(
    agdb: Run, place: Path
) -> None:
    agdb("build")
    before_checksums(place)

    done = agdb("doctor")

    assert done.returncode == 0
    *remarks, last = done.stdout.splitlines()
    assert last == "the data folder is sound"
    versions, release, list_ = remarks
    assert "were kept before figures had checksums" in versions
    assert "this release was made before releases had checksums; delete the folder" in release
    assert "kept no list of what must be in it" in list_
    assert all(line.startswith("remark: ") for line in remarks)
    told = json.loads(agdb("doctor", "--json").stdout)
    assert [one["remark"] for one in told] == [True, True, True]

    # When this version builds, the list is there and the remark on it is not
    agdb("build")
    assert "no list" not in agdb("doctor").stdout


def test_what_was_deleted_on_purpose_is_not_missed_any_more(
    agdb: Run, place: Path, specimen_v4: str
) -> None:
    agdb("import", "cbs:99999NED", specimen_v4)
    version = next((place / "var" / "datasets").glob("*/*/*"))
    for path in (version, place / "var" / "snapshots", place / "var" / "blobs"):
        shutil.rmtree(path)
    name = (version / "version.json").relative_to(place / "var").as_posix()
    told = agdb("doctor")
    assert (told.returncode, f"agdb doctor --forget {name}" in told.stdout) == (1, True)

    assert agdb("doctor", "--forget", name).stdout == "the data folder is sound\n"
    assert agdb("doctor", "--forget", name).returncode == 2


def test_a_backup_restores_into_a_new_folder(
    agdb: Run, place: Path, specimen_v4: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    agdb("import", "cbs:99999NED", specimen_v4)
    table = agdb("dataset", "cbs:99999NED").stdout
    kept = agdb("backup", str(place / "all.agdb"))
    assert "files kept and verified" in kept.stdout

    monkeypatch.setenv("AGDB_DATA", "elsewhere")
    assert "files restored and verified" in agdb("restore", str(place / "all.agdb")).stdout
    assert agdb("dataset", "cbs:99999NED").stdout == table
    again = agdb("restore", str(place / "all.agdb"))
    assert (again.returncode, "not empty" in again.stderr) == (1, True)


def test_revisions_of_definitive_figures_are_listed(
    agdb: Run, tmp_path: Path, specimen_v4: str
) -> None:
    assert "not in the warehouse" in agdb("revisions", "cbs:99999NED").stderr
    agdb("import", "cbs:99999NED", specimen_v4)
    assert agdb("revisions", "cbs:99999NED").stdout == (
        "there is no earlier version to compare with\n"
    )
    newer = Path(shutil.copytree(specimen_v4, tmp_path / "newer"))
    page = newer / "observations-page-1.json"
    page.write_text(page.read_text().replace("7888.2", "7890"))
    agdb("import", "cbs:99999NED", str(newer))

    people = agdb("revisions", "cbs:99999NED").stdout
    (one,) = json.loads(agdb("revisions", "cbs:99999NED", "--json").stdout)

    assert "  M000001_1 NL01 2024: 7888.2 became 7890" in people
    (revision,) = one["revisions"]
    assert revision["cell"] == {"measure": "M000001_1", "RegioS": "NL01", "period": "2024"}
    assert (revision["before"]["value"], revision["after"]["value"]) == (7888.2, 7890.0)


def test_two_vintages_of_a_table_are_explained_and_stand_on_the_page(
    agdb: Run, place: Path
) -> None:
    # Given the same table as it was recorded half a year before, with another figure
    figures = place / "programme" / "figures" / "bicycles.csv"
    present = figures.read_text("utf-8")
    past = present.replace("2025-01-10", "2024-07-01").replace(",110.0,", ",108.0,")
    figures.write_text(past, "utf-8")
    assert agdb("build").returncode == 0
    figures.write_text(present, "utf-8")
    assert agdb("build").returncode == 0

    # When the figure is asked for, and its page is made
    words = ("explain", "bicycles-number", "--region", "NL01", "--period", "2024-Q2")
    people, programs = agdb(*words), json.loads(agdb(*words, "--json").stdout)
    agdb("publish", str(place / "site"))

    # Then the older value stands there with its date, its version and why it changed
    assert "earlier     108, on data of 2024-07-01" in people.stdout
    assert "version   demo:bicycles 2024-07-01" in people.stdout
    assert "changed   the source published new figures" in people.stdout
    assert programs["earlier"][0]["value"]["value"] == 108.0
    assert programs["earlier"][0]["reasons"] == ["vintage"]
    page = place / "site" / "nl" / "indicator" / "bicycles-number" / "index.html"
    text = page.read_text("utf-8")
    assert '<td class="number">108,0</td><td>1 juli 2024</td>' in text
    assert "de bron gaf nieuwe cijfers" in text


def test_a_number_whose_path_is_broken_is_not_published(agdb: Run, place: Path) -> None:
    # Given a site, and then a release in which one value says it was made of other cells
    agdb("build")
    site = place / "site"
    assert agdb("publish", str(site)).returncode == 0
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    (kept,) = (place / "var" / "releases").glob("2*/values.parquet")
    computed = dict(ReleaseStore(place / "var" / "releases").open().computed)
    first, *others = computed["bicycles-number"].values
    altered = (replace(first, keys_hash="0" * 64), *others)
    computed["bicycles-number"] = replace(computed["bicycles-number"], values=altered)
    write_table(kept, computed, scratch=place)
    manifest = kept.parent / "release.json"  # its checksum is made to fit
    told = json.loads(manifest.read_bytes())
    told["files"]["values.parquet"] = sha256(kept.read_bytes()).hexdigest()
    del told["sha256"]
    manifest.write_bytes(sealed(told))

    # When it is published again
    refused = agdb("publish", str(site))

    # Then one sentence says which number it is, and the site is as it was
    assert refused.returncode == 1
    assert "bicycles-number [NL01 2024-Q1]: the 1 cells found are not the 1" in refused.stderr
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_a_value_that_is_linked_is_explained_with_its_factor(agdb: Run, place: Path) -> None:
    path = place / "programme" / "indicators" / "roads" / "bicycles.yaml"
    path.write_text(
        path.read_text("utf-8")
        + "breaks:\n  - period: 2024-Q2\n    kind: method\n    words: {nl: Anders, en: Other}\n"
        + "    link: {factor: 1.06, low: 1.05, high: 1.07, source: 'https://example.org/overlap',\n"
        + "      evidence: {nl: Dubbel geteld., en: Counted twice.}}\n",
        "utf-8",
    )
    agdb("build")

    found = agdb("explain", "bicycles-number", "--region", "NL01", "--period", "2024-Q1").stdout

    assert "value       100 thousand-bicycles" in found
    assert "linked      106, between 105 and 107; not observed" in found
    assert "  break     2024-Q2: times 1.06, between 1.05 and 1.07" in found
    assert "  source    https://example.org/overlap" in found
