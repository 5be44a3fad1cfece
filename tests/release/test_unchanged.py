"""A build of the very same state is recognised, and anything that changed makes another one."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from agdb.release.cache import DiskCache
from agdb.release.unchanged import BuildSummary, KeptBuilds, state_of

DAY = date(2026, 11, 29)
FOUND = BuildSummary("2026-11-29-0123456789ab", DAY, 3, 16, ("waiting",), (), ("a sentence",))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "var" / "datasets" / "cbs" / "1" / "v"
    folder.mkdir(parents=True)
    (folder / "version.json").write_text("{}")
    return tmp_path / "var"


def test_the_time_of_a_file_changes_nothing_and_its_content_does(
    programme_folder: Path, data: Path
) -> None:
    units = programme_folder / "units.yaml"

    def state() -> str:
        return state_of(programme=programme_folder, data=data, day=DAY, as_of=None)

    before = state()
    os.utime(units, (1, 1))
    (programme_folder / ".hidden").write_text("of an editor")

    assert state() == before
    units.write_text(units.read_text() + "# a word\n")
    assert state() != before


@pytest.mark.parametrize(
    "change",
    [
        lambda data: (
            (data / "withdrawals" / "cbs").mkdir(parents=True)
            or (data / "withdrawals" / "cbs" / "a.json").write_text("{}")
        ),
        lambda data: (data / "datasets" / "cbs" / "1" / "v" / "version.json").write_text("[]"),
        lambda data: (data / "datasets" / "cbs" / "1" / "v" / "version.json").rename(
            data / "datasets" / "cbs" / "1" / "v" / "other.json"
        ),
    ],
)
def test_what_the_warehouse_says_of_its_datasets_is_part_of_the_state(
    change: Callable[[Path], object], programme_folder: Path, data: Path
) -> None:
    before = state_of(programme=programme_folder, data=data, day=DAY, as_of=None)

    change(data)

    assert state_of(programme=programme_folder, data=data, day=DAY, as_of=None) != before


def test_another_day_is_another_build(programme_folder: Path, data: Path) -> None:
    states = {
        state_of(programme=programme_folder, data=data, day=day, as_of=as_of)
        for day, as_of in ((DAY, None), (date(2026, 11, 30), None), (DAY, DAY))
    }

    assert len(states) == 3


def test_a_summary_is_found_again_and_a_damaged_or_foreign_one_is_not(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    kept = KeptBuilds(cache)
    kept.keep("state", FOUND)

    assert kept.find("state") == FOUND
    assert kept.find("other") is None
    cache.put("state", b'{"of": "another layout"}')
    assert kept.find("state") is None
    (tmp_path / "state").write_bytes(b"\x00 not even that")
    assert kept.find("state") is None
