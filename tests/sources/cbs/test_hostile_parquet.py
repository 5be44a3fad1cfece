"""A small Parquet file that unpacks to very much does not take the machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.conftest import ROOT
from tests.sources.test_bounds import IMPORT

from agdb.errors import SourceError

ROWS = 200_000


SIZE = 2_000_000


def repeated() -> pa.Array:
    """A column of one long text, which the file holds once."""
    text = pa.array(["x" * SIZE])
    return pa.DictionaryArray.from_arrays(pa.array([0] * ROWS, pa.int32()), text)


@pytest.mark.long
@pytest.mark.parametrize("column", ["StringValue", "Measure"])
def test_one_long_text_in_every_row_takes_less_than_a_gigabyte(
    v4_parquet_folder: Path, tmp_path: Path, column: str
) -> None:
    # Given figures of which one column is a text of megabytes, a thousand times over
    path = v4_parquet_folder / "cbs.99999NED_Observations.parquet"
    table = pq.read_table(path).take(pa.array([0] * ROWS))
    table = table.set_column(table.schema.get_field_index(column), column, repeated())
    pq.write_table(table, path, compression="zstd")
    assert path.stat().st_size < 10 << 20

    # When it is taken in
    done = subprocess.run(
        [sys.executable, "-c", IMPORT, "cbs:99999NED", str(path.parent), str(tmp_path / "var")],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )

    # Then that is a sentence, and the memory stays small
    sentence, kilobytes = done.stdout.splitlines()
    assert f'the column "{column}" has a text of {SIZE} bytes' in sentence, done
    assert int(kilobytes) < 1 << 20


@pytest.mark.slow
def test_a_code_list_of_ever_the_same_long_text_is_none(
    v4_parquet_folder: Path, take_in: Callable[[str, Path], object]
) -> None:
    path = v4_parquet_folder / "cbs.99999NED_MeasureCodes.parquet"
    table = pq.read_table(path).take(pa.array([0] * 100))
    titles = pa.DictionaryArray.from_arrays(pa.array([0] * 100, pa.int32()), pa.array(["x" * SIZE]))
    pq.write_table(table.set_column(table.schema.get_field_index("Title"), "Title", titles), path)

    with pytest.raises(SourceError, match=r"a code list of 100 codes and \d{9} bytes of text"):
        take_in("cbs:99999NED", v4_parquet_folder)
