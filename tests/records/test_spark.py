"""A cluster by its address runs what it is given, and what goes wrong is one sentence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from tests.records.spark_server import sail

from agdb.errors import UsageError, WarehouseError
from agdb.records.spark import SparkEngine

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a server that speaks Spark Connect."""
    with sail() as address:
        yield address


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    """A Parquet file of three numbers, one of them null."""
    path = tmp_path / "numbers.parquet"
    duckdb.execute(f"copy (select * from values (1.5), (2.5), (null) as t(x)) to '{path}'")
    return path


def test_rows_come_back_as_plain_values(cluster: str) -> None:
    with SparkEngine(cluster) as engine:
        found = engine.rows("select 1 as a, cast(null as double) as b, 'x' as c, 0.5 > 0 as d")

    assert found == [(1, None, "x", True)]


def test_a_file_of_ours_is_sent_along(cluster: str, numbers: Path) -> None:
    with SparkEngine(cluster) as engine:
        engine.view("ours", numbers)
        numbers.unlink()

        assert engine.rows("select count(*), count(x), sum(x) from ours") == [(3, 2, 4.0)]


def test_records_are_read_where_the_cluster_finds_them(cluster: str, numbers: Path) -> None:
    with SparkEngine(cluster) as engine:
        assert engine.records("theirs", str(numbers.parent)) == ("x",)

        assert engine.rows("select count(*), sum(x) from theirs") == [(3, 4.0)]


def test_a_later_table_takes_the_place_of_one_before(cluster: str, numbers: Path) -> None:
    other = numbers.with_name("other.parquet")
    duckdb.execute(f"copy (select 7.0 as x) to '{other}'")

    with SparkEngine(cluster) as engine:
        engine.view("one", numbers)
        engine.view("one", other)

        assert engine.rows("select sum(x) from one") == [(7.0,)]


@pytest.mark.parametrize(
    "sql", ["select * from nowhere", "selec 1", "select cast('x' as int) + 1 as y"]
)
def test_what_the_cluster_refuses_is_one_sentence(cluster: str, sql: str) -> None:
    with SparkEngine(cluster) as engine, pytest.raises(WarehouseError) as caught:
        engine.rows(sql)

    assert str(caught.value).startswith(f"{cluster}: the cluster says: ")
    assert "\n" not in str(caught.value)


def test_records_that_are_not_there_are_told(cluster: str, tmp_path: Path) -> None:
    def ask() -> None:
        engine.records("theirs", str(tmp_path / "absent"))  # some look only when they are asked
        engine.rows("select x from theirs")

    with (
        SparkEngine(cluster) as engine,
        pytest.raises(WarehouseError, match="the cluster says"),
    ):
        ask()


def test_a_cluster_that_does_not_answer_is_told_soon_and_its_token_is_not() -> None:
    with pytest.raises(WarehouseError, match="does not answer; check the address") as caught:
        SparkEngine("sc://127.0.0.1:1/;token=secret")

    assert str(caught.value).startswith("sc://127.0.0.1:1: ")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["spark://127.0.0.1:7077", "127.0.0.1:15002", "sc://here:port", ""]
)
def test_an_address_of_another_kind_is_wrong_use(address: str) -> None:
    with pytest.raises(UsageError, match="write it as sc://host:15002"):
        SparkEngine(address)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "pyspark"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)

    with pytest.raises(WarehouseError, match=r"pip install 'agdb\[spark\]'"):
        SparkEngine("sc://127.0.0.1:1")


def test_the_engine_is_imported_without_the_extra() -> None:
    code = "import sys, agdb.records.spark; sys.exit('pyspark' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
