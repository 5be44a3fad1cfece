"""Every recording that we hold becomes a dataset, or is refused for a reason that stands here."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from agdb.errors import SourceError
from agdb.warehouse.version import DatasetVersion

pytestmark = pytest.mark.specimens
TakeIn = Callable[[str, Path], DatasetVersion]

PARTS = 6  # so that no test takes long
UNKNOWN_FORM = "in no form that we read"
NO_FIGURES = "holds no observations, and .* are claimed"
# Folder, the sentence, and why it is right to refuse.
REFUSED = {
    "_catalog/odatafeed3-service-list-202504": (UNKNOWN_FORM, "a list of tables, no figures"),
    "_catalog/v4-json-2026": (UNKNOWN_FORM, "a list of tables, no figures"),
    "84669NED/v3-catalogue-record-2020": (UNKNOWN_FORM, "one record of the catalogue"),
    "83843NED/v4-bulk-metadata-202606": (UNKNOWN_FORM, "metadata alone"),
    "85678NED/v4-bulk-metadata-202606": (UNKNOWN_FORM, "metadata alone"),
    "70072ned/statline-display-csv-2026": (
        "this is a display export of StatLine",
        "an export for people: no identifier, no codes, and topics without keys",
    ),
    "81734NED/v4-bulk-metadata-2026": ("holds no Observations.csv", "metadata alone"),
    "83765NED/v4-metadata-parquet-2020": ("no Observations, only metadata", "metadata alone"),
    "81075ned/v4-properties-2020": ("the recording has no Dimensions", "Properties alone"),
    "85554NED/v4-json-20260710": (NO_FIGURES, "metadata alone"),
    "84826NED/v4-json-20260710": (NO_FIGURES, "metadata alone"),
    "80416ned/v4-json-20260710": (NO_FIGURES, "metadata alone"),
    "86097NED/v3-typed-labelled-csv-20250422": (
        "titles repeat inside a dimension",
        "75 places in the Netherlands share their name with another",
    ),
}


@pytest.mark.parametrize("part", range(PARTS))
def test_every_file_is_a_dataset_or_is_refused_for_a_listed_reason(
    specimens: Path, take_in: TakeIn, part: int
) -> None:
    # Given all folders of the list of recordings, with the table and the rows of the figures
    with (specimens / "cbs" / "SOURCES.csv").open(encoding="utf-8", newline="") as stream:
        sources = list(csv.DictReader(stream))
    tables = {str(Path(row["file"]).parent): row["table_id"] for row in sources}
    titles = {
        str(Path(row["file"]).parent): int(row["rows"])
        for row in sources
        if "labelled" in row["file"]
    }
    # When each is imported
    refused = set()
    for folder, table in list(tables.items())[part::PARTS]:
        dataset = f"cbs:{table if table[:1].isdigit() else 'catalogue'}"
        if folder in REFUSED:
            sentence, _ = REFUSED[folder]
            with pytest.raises(SourceError, match=sentence):
                take_in(dataset, specimens / "cbs" / folder)
            refused.add(folder)
            continue
        version = take_in(dataset, specimens / "cbs" / folder)
        # Then it has figures, and a file that was cut at 10,000 rows says that it is a slice
        assert version.rows > 0
        if folder in titles:
            assert (version.partial is not None) is (titles[folder] == 10_000), folder
            assert version.rows == titles[folder] * len(version.structure.measures)
    assert refused == set(REFUSED).intersection(list(tables)[part::PARTS])


def test_no_reason_stands_here_without_its_recording(specimens: Path) -> None:
    assert [folder for folder in REFUSED if not (specimens / "cbs" / folder).is_dir()] == []
