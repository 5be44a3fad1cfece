"""Which forms say when their publisher published them: the table in docs/methods/sources.md."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from agdb.files.recorded import RecordedFile
from agdb.sources.contract import day_of
from agdb.sources.publishers import reader_for
from agdb.statistics.identifier import DatasetId

SMALL = {
    "cbs/v4-json": ("cbs", "2026-01-31"),
    "eurostat/json-stat.json": ("eurostat", "2026-02-01"),
    "eurostat/codes.csv": ("eurostat", "2026-02-01"),
    "eurostat/cyc_age.tsv": ("eurostat", None),
    "duo/gediplomeerdengeslhbo.csv": ("duo", None),
    "oecd/labels.csv": ("oecd", None),
    "oecd/data.json": ("oecd", None),
    "oecd/dp_live.csv": ("oecd", None),
    "roa/ais.csv": ("roa", None),
    "worldbank": ("worldbank", "2026-01-30"),
}
REAL = {
    "cbs/85224NED/v4-json-20260702": "2026-04-30",
    "cbs/83841NED": "2025-10-08",
    "cbs/82807NED/v4-parquet-20201114": None,  # its properties were not recorded
    "cbs/83583NED/v3-parquet-2020": "2020-11-19",
    "cbs/83958NED": "2018-03-09",
    "cbs/84799NED": "2021-03-26",
    "cbs/80472ned": None,
    "duo/hbo_gediplomeerden_2019.csv.gz": None,
    "eurostat/isoc_ai_iaiu_2025_labels.csv": "2025-12-16",
    "eurostat/jsonstat/une_rt_m_de_last3_lowercase.json": "2026-09-22",
}


def published(publisher: str, path: Path) -> date | None:
    found = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    files = tuple(RecordedFile.at(one, name=one.name) for one in found)
    return reader_for(DatasetId(publisher, "1"), files).label(files).published


@pytest.mark.parametrize("form", SMALL)
def test_each_form_tells_what_the_table_says(small: Path, form: str) -> None:
    publisher, day = SMALL[form]
    found = published(publisher, small / form)
    assert (None if found is None else found.isoformat()) == day


@pytest.mark.specimens
@pytest.mark.parametrize("recording", REAL)
def test_each_real_recording_tells_what_the_table_says(specimens: Path, recording: str) -> None:
    found = published(recording.partition("/")[0], specimens / recording)
    assert (None if found is None else found.isoformat()) == REAL[recording]


@pytest.mark.specimens
def test_the_portal_names_its_files_by_the_moment_of_the_download(specimens: Path) -> None:
    found = sorted((specimens / "cbs" / "83958NED").rglob("*.csv"))
    files = tuple(RecordedFile.at(one, name=one.name) for one in found)
    label = reader_for(DatasetId("cbs", "83958NED"), files).label(files)
    assert label.recorded == date(2020, 6, 19)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-30T02:00:00+02:00", "2026-06-30"),
        ("2026-06-30T02:00:00.0000000", "2026-06-30"),
        ("2026-06-30", "2026-06-30"),
        ("30-06-2026", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_it_stands(text: str, day: str | None) -> None:
    found = day_of(text)
    assert (None if found is None else found.isoformat()) == day
