"""The doctor is silent about a sound folder and names every damage that is planted."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from agdb.errors import WarehouseError
from agdb.files.documents import sealed
from agdb.files.durable import scratch_folder
from agdb.warehouse.doctor import examine
from agdb.warehouse.export import export
from agdb.warehouse.version import OBSERVATIONS, STRUCTURE, DatasetVersion
from agdb.warehouse.warehouse import Warehouse

Keep = Callable[..., DatasetVersion]
Plant = Callable[[Path, DatasetVersion], object]


def blob(root: Path) -> Path:
    return next(path for path in (root / "blobs").rglob("*") if path.is_file())


def receipt(root: Path) -> Path:
    return next((root / "snapshots").rglob("*.json"))


def edit(path: Path, **changes: object) -> None:
    """Change a document, and seal it again as if it had been written so."""
    fields = json.loads(path.read_text())
    del fields["sha256"]
    path.write_bytes(sealed(fields | changes))


def alter(path: Path, old: str, new: str) -> None:
    """Change a document as it stands."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def before_sums(version: DatasetVersion) -> Path:
    """Make it a version from before there were checksums; return its structure."""
    edit(version.folder / "version.json", files={})
    return version.folder / STRUCTURE


def move(path: Path, name: str) -> None:
    path.rename(path.with_name(name))


DAMAGES: dict[str, tuple[Plant, str]] = {
    "a bit has flipped": (
        lambda root, _: blob(root).write_bytes(b"fiqures"),
        "the bytes do not have the checksum of their name",
    ),
    "bytes were cut": (lambda root, _: blob(root).write_bytes(b"fig"), "has 3 bytes in place of 7"),
    "bytes are gone": (lambda root, _: blob(root).unlink(), "bytes of 'figures.txt' are missing"),
    "bytes of nobody": (
        lambda root, _: [
            (root / "blobs" / "2d").mkdir(),
            (
                root / "blobs/2d/2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
            ).write_bytes(b"x"),
        ],
        "no receipt names these bytes",
    ),
    "a receipt is no JSON": (lambda root, _: receipt(root).write_text("{"), "is damaged"),
    "a receipt is gone": (lambda root, _: receipt(root).unlink(), "the file is missing"),
    "a receipt has moved": (lambda root, _: move(receipt(root), "0.json"), "the receipt is of abc"),
    "a receipt of nothing known": (
        lambda root, _: edit(receipt(root), dataset="x"),
        "'x' is not a dataset id",
    ),
    "a receipt with another day": (
        lambda root, _: alter(receipt(root), '"recorded": "2025-', '"recorded": "2024-'),
        "it is not as it was written",
    ),
    "a receipt without its checksum": (
        lambda root, _: alter(receipt(root), '\n  "sha256": "', '\n  "sha255": "'),
        "it is not as it was written",
    ),
    "a version kept at another moment": (
        lambda _, version: alter(version.folder / "version.json", '"kept": "2', '"kept": "1'),
        "it is not as it was written",
    ),
    "a receipt with other files": (
        lambda root, _: edit(receipt(root), files=[]),
        "do not make that of the snapshot",
    ),
    "a snapshot without dataset": (
        lambda _, version: [path.unlink() for path in version.folder.iterdir()],
        "no dataset was read from this snapshot",
    ),
    "a version without its file": (
        lambda _, version: (version.folder / "version.json").unlink(),
        "the file is missing",
    ),
    "a version that says it is another": (
        lambda _, version: edit(version.folder / "version.json", version="other"),
        "the file says that this is",
    ),
    "a structure that is damaged": (
        lambda _, version: before_sums(version).write_text("[]"),
        "the file is damaged",
    ),
    "observations are gone": (
        lambda _, version: version.parquet.unlink(),
        "the observations are missing",
    ),
    "observations are no Parquet": (
        lambda _, version: (
            before_sums(version).with_name("observations.parquet").write_bytes(b"PAR1 nothing PAR1")
        ),
        "observations.parquet: ",
    ),
    "another number of rows": (
        lambda _, version: edit(version.folder / "version.json", rows=2),
        "holds 1 observations and claims 2",
    ),
    "another structure": (
        lambda _, version: before_sums(version).write_text(
            (version.folder / "structure.json").read_text().replace('"Sector"', '"Branch"')
        ),
        "the columns are not those of its structure",
    ),
    "a code that is not listed": (
        lambda _, version: before_sums(version).write_text(
            (version.folder / "structure.json").read_text().replace('"C"', '"D"')
        ),
        "the code list of Sector does not have 'C'",
    ),
    "another title": (
        lambda _, version: (version.folder / "structure.json").write_text(
            (version.folder / "structure.json").read_text().replace('"Banen"', '"Vacatures"')
        ),
        "structure.json: this file is not as it was kept",
    ),
    "a stray file": (
        lambda _, version: (version.folder / "notes.txt").write_text("x"),
        "nothing is known of this file",
    ),
    "a broken publication": (
        lambda root, _: (root / ".site.agdb-new-x").mkdir(),
        "a publication was broken off",
    ),
    "a broken write": (
        lambda root, _: (root / ".latest-4194399").write_bytes(b"x"),  # beyond any process
        "a write was broken off",
    ),
    "a link in the place of a folder": (
        lambda root, _: (
            (root / "blobs").rename(root.parent / "big"),
            (root / "blobs").symlink_to(root.parent / "big"),
        ),
        "this is a link, which no backup follows",
    ),
    "a broken import": (
        lambda root, _: (root / ".scratch-x").mkdir(),
        "an import was broken off",
    ),
}


def test_no_bit_of_the_figures_can_change_unnoticed(warehouse: Warehouse, keep: Keep) -> None:
    version, chance = keep(), random.Random(1)
    for name in (OBSERVATIONS, STRUCTURE):
        path = version.folder / name
        body = path.read_bytes()
        for _ in range(60):
            harmed = bytearray(body)
            harmed[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
            path.write_bytes(harmed)
            read = warehouse.version(version.id, version.version)
            with pytest.raises(WarehouseError, match=f"{name}: this file is not as it was kept"):
                _ = (read.parquet, read.structure)
        path.write_bytes(body)
    assert list(examine(warehouse.root)) == []


def test_what_was_altered_is_not_read_by_anybody(warehouse: Warehouse, keep: Keep) -> None:
    # Given observations that are right in form, and not those that were read from the recording
    version = keep()
    other = keep(b"more")
    (version.folder / OBSERVATIONS).write_bytes((other.folder / OBSERVATIONS).read_bytes())

    # Then neither the doctor nor an export passes over it
    findings = [str(finding) for finding in examine(warehouse.root)]
    assert any("observations.parquet: this file is not as it was kept" in one for one in findings)
    with pytest.raises(WarehouseError, match="is not as it was kept"):
        b"".join(export(version, form="csv"))


@pytest.mark.slow
def test_a_sound_folder_and_one_that_is_not_there_have_no_findings(
    warehouse: Warehouse, keep: Keep
) -> None:
    assert list(examine(warehouse.root)) == []
    keep()
    keep(b"more")
    assert list(examine(warehouse.root)) == []


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_planted_damage_is_named_with_its_place_and_a_remedy(
    warehouse: Warehouse, keep: Keep, damage: str
) -> None:
    # Given a sound folder with one damage
    version = keep()
    plant, sentence = DAMAGES[damage]
    plant(warehouse.root, version)
    # When it is examined, then the damage is named
    findings = list(examine(warehouse.root))
    assert any(sentence in str(finding) for finding in findings), [str(f) for f in findings]
    for finding in findings:
        assert "\n" not in str(finding)
        assert finding.remedy
        assert str(warehouse.root) in str(finding.place) or "is not a dataset id" in str(finding)


def test_the_scratch_of_an_import_that_runs_now_is_no_finding(tmp_path: Path) -> None:
    with scratch_folder(tmp_path) as scratch:
        assert scratch.is_dir()
        assert list(examine(tmp_path)) == []
