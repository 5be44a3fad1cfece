"""A recording brought by hand: what is there, whose it is, and when it was made."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from agdb.errors import SourceError
from agdb.sources.contract import Origin
from agdb.sources.folder import open_recording
from agdb.statistics.identifier import DatasetId

TABLE = DatasetId("cbs", "99999NED")
TODAY = date(2026, 11, 24)


def test_the_files_tell_what_they_are(v4_folder: Path) -> None:
    recording, reader = open_recording(DatasetId("cbs", "99999ned"), v4_folder, today=TODAY)
    assert recording.dataset == TABLE
    assert recording.origin is Origin.IMPORT
    assert recording.recorded == date(2026, 2, 1)
    assert recording.address == "https://datasets.cbs.nl/odata/v1/CBS/99999NED"
    assert recording.publisher_date == "2026-01-31T06:30:00+01:00"
    assert reader.recognises(recording.files)


def test_a_date_that_is_given_goes_first(v4_folder: Path) -> None:
    given = date(2026, 3, 1)
    assert open_recording(TABLE, v4_folder, today=TODAY, recorded=given)[0].recorded == given


def test_files_that_nobody_dated_are_of_the_day_on_which_they_were_published(
    v4_folder: Path,
) -> None:
    (v4_folder / "index.json").unlink()
    recording, _ = open_recording(TABLE, v4_folder, today=TODAY)
    assert recording.recorded == date(2026, 1, 31)
    assert recording.address == "https://datasets.cbs.nl/odata/v1/CBS/99999NED"


def test_files_without_any_date_ask_for_one(v4_folder: Path) -> None:
    (v4_folder / "index.json").unlink()
    properties = v4_folder / "properties.json"
    told = json.loads(properties.read_text("utf-8"))
    for name in ("Modified", "ObservationsModified"):
        told.pop(name, None)
    properties.write_text(json.dumps(told), "utf-8")
    with pytest.raises(SourceError, match=r"nothing .* says when.*--recorded 2025-04-22"):
        open_recording(TABLE, v4_folder, today=TODAY)
    given = date(2026, 3, 1)
    recording, _ = open_recording(
        TABLE, v4_folder, today=TODAY, recorded=given, vintage=" 2025-Q4  edition "
    )
    assert (recording.recorded, recording.vintage) == (given, "2025-Q4 edition")


def test_a_recording_from_before_its_publication_is_refused(v4_folder: Path) -> None:
    with pytest.raises(SourceError, match=r"dated 2025-12-31, and .* on 2026-01-31"):
        open_recording(TABLE, v4_folder, today=TODAY, recorded=date(2025, 12, 31))


def test_a_folder_in_a_folder_is_found_and_clutter_is_not(v4_folder: Path) -> None:
    outer = v4_folder.parent / "outer"
    shutil.copytree(v4_folder, outer / "inner")
    (outer / ".DS_Store").write_text("x")
    (outer / "desktop.ini").write_text("x")
    (outer / "inner" / ".hidden").write_text("x")
    (outer / "inner" / "Thumbs.db").write_text("x")
    (outer / "inner" / "__MACOSX").mkdir()
    (outer / "inner" / "__MACOSX" / "._index.json").write_text("x")
    names = [file.name for file in open_recording(TABLE, outer, today=TODAY)[0].files]
    assert sorted(names) == sorted(path.name for path in v4_folder.iterdir())


@pytest.mark.parametrize(
    ("dataset", "path", "sentence"),
    [
        ("cbs:99999NED", "none", "there is no such file or folder"),
        ("cbs:99999NED", "empty", "in no form that we read from this publisher"),
        ("abc:1", "recording", "abc:1: publisher 'abc' has no readers"),
        ("cbs:82610NED", "recording", "the recording is of cbs:99999NED, not of cbs:82610NED"),
        ("cbs:99999NED", "recording/dimensions.json", "in no form that we read"),
    ],
)
def test_what_is_no_recording_of_the_dataset_is_refused(
    v4_folder: Path, dataset: str, path: str, sentence: str
) -> None:
    (v4_folder.parent / "empty").mkdir()
    with pytest.raises(SourceError, match=sentence):
        open_recording(DatasetId.parse(dataset), v4_folder.parent / path, today=TODAY)


def test_a_recording_from_the_future_is_refused(v4_folder: Path) -> None:
    with pytest.raises(SourceError, match="dated 2026-02-01, which is after today"):
        open_recording(TABLE, v4_folder, today=date(2026, 1, 1))
