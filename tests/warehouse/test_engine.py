"""The engine reads what it may, downloads nothing, and tells bad data from our own mistakes."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from agdb.errors import SourceError, WarehouseError
from agdb.warehouse.engine import Engine


def test_rows_come_back_with_parameters() -> None:
    with Engine() as engine:
        assert engine.rows("select x + ? from (values (1), (2)) t(x) order by 1", [10]) == [
            (11,),
            (12,),
        ]


def test_columns_hold_what_rows_hold() -> None:
    # Given numbers, text and gaps, in another order than they are asked in
    sql = (
        "select n, if(n % 3 = 0, null, n / 8) as share, if(n % 4 = 0, null, 'é' || n) as word,"
        " cast(null as double) as nothing from range(10) t(n) where n < ? order by n desc"
    )

    with Engine() as engine:
        columns, rows = engine.columns(sql, [9]), engine.rows(sql, [9])

    assert list(columns) == ["n", "share", "word", "nothing"]
    assert list(zip(*columns.values(), strict=True)) == rows
    assert {type(cell) for row in rows for cell in row} == {
        type(cell) for column in columns.values() for cell in column
    }


def test_columns_of_bad_data_are_a_fault_of_the_source() -> None:
    with Engine() as engine, pytest.raises(SourceError, match="not a number"):
        engine.columns("select error('not a number')")


def test_a_stream_gives_all_rows_in_order() -> None:
    with Engine() as engine:
        assert [row[0] for row in engine.stream("select * from range(25000)")] == list(range(25000))


def test_a_file_outside_the_folders_is_out_of_reach(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    (tmp_path / "inside").mkdir()
    with (
        Engine(folders=(tmp_path / "inside",)) as engine,
        pytest.raises(WarehouseError, match="Cannot access file"),
    ):
        engine.rows(f"select * from read_csv('{secret}')")


def test_a_folder_behind_a_link_is_within_reach(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.json").write_text("[]")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with Engine(folders=(tmp_path / "link",)) as engine:
        assert (
            engine.rows(f"select * from read_json('{tmp_path}/link/a.json', columns={{a: 'INT'}})")
            == []
        )


def test_nothing_is_installed_at_run_time() -> None:
    with Engine() as engine, pytest.raises((duckdb.Error, WarehouseError)):
        engine.rows("install spatial")


def test_the_settings_are_locked() -> None:
    with Engine() as engine, pytest.raises(SourceError, match="the configuration has been locked"):
        engine.rows("set autoinstall_known_extensions = true")


def test_bad_data_are_a_fault_of_the_source_without_the_path_of_this_machine(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.json").write_text('[{"v": "x"}]')
    sql = f"select * from read_json('{tmp_path}/a.json', format='array', columns={{v: 'DOUBLE'}})"
    with Engine(folders=(tmp_path,)) as engine, pytest.raises(SourceError) as refused:
        engine.rows(sql)
    assert str(refused.value) == (
        'JSON transform error in file "a.json", in record/value 1: '
        'Failed to cast value to numerical: "x"; '
        "fetch or copy the recording again."
    )


def test_bad_data_met_while_streaming_are_told_the_same_way() -> None:
    sql = "select cast(case when i = 900000 then 'x' else '1' end as int) from range(1000000) t(i)"
    with (
        Engine(threads=1) as engine,
        pytest.raises(SourceError, match="Could not convert string 'x'"),
    ):
        list(engine.stream(sql))


def test_a_statement_that_is_wrong_is_our_own_fault() -> None:
    with Engine() as engine, pytest.raises(duckdb.ParserException):
        engine.rows("selectt 1")


def test_a_missing_file_is_a_fault_of_the_warehouse(tmp_path: Path) -> None:
    with (
        Engine(folders=(tmp_path,)) as engine,
        pytest.raises(WarehouseError, match="No files found"),
    ):
        engine.rows(f"select * from read_parquet('{tmp_path}/none.parquet')")


def test_a_folder_whose_name_is_a_pattern_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"holds \*, \? or \["):
        Engine(folders=(tmp_path / "a[1]",))


def test_one_thread_writes_the_same_bytes_every_time(tmp_path: Path) -> None:
    contents = []
    for name in ("a", "b"):
        with Engine(folders=(tmp_path,), threads=1) as engine:
            path = tmp_path / f"{name}.parquet"
            select = "select (i * 7919) % 200000 as k, i / 7 as v from range(200000) t(i)"
            engine.copy_to_parquet(select, path, order=("k",), metadata={"it's": "so"})
            contents.append(path.read_bytes())
            assert engine.rows(f"select k from read_parquet('{path}') limit 2") == [(0,), (1,)]
    assert contents[0] == contents[1]


def test_columns_with_a_list_of_words_sort_as_text_and_come_out_as_text(tmp_path: Path) -> None:
    rows = "select * from (values ('b', 1), ('é', 2), ('a', 3), (null, 4)) t(k, v)"
    lists = {"k": ["é", "b", "zz", "a"]}
    read = f"select k, v, typeof(k) from '{tmp_path}/%s.parquet'"

    with Engine(folders=(tmp_path,), threads=1) as engine:
        for name, known in (("plain", None), ("narrow", lists)):
            path = tmp_path / f"{name}.parquet"
            engine.copy_to_parquet(rows, path, order=("k",), metadata={}, lists=known)

        assert [row[0] for row in engine.rows(read % "narrow")] == ["a", "b", "é", None]
        assert engine.rows(read % "narrow") == engine.rows(read % "plain")


def test_columns_made_after_ordering_give_the_same_file(tmp_path: Path) -> None:
    # Given rows in no order, and a column that follows from another
    rows = "select (n * 7) % 1000 as n, cast(n as varchar) as word from range(1000) t(n)"
    whole = f"select *, n % 10 as digit from ({rows})"
    made = []
    for name, (select, after) in {
        "once": (whole, None),
        "steps": (rows, {"digit": "n % 10"}),
    }.items():
        path = tmp_path / name

        # When both are written in the order of the rows
        with Engine(folders=(tmp_path,), threads=1) as engine:
            engine.copy_to_parquet(select, path, order=("n",), metadata={}, after=after)
            assert engine.rows(f"select n from read_parquet('{path}')") == [
                (n,) for n in range(1000)
            ]
        made.append(path.read_bytes())

    # Then the bytes are the same
    assert made[0] == made[1]


def test_a_word_outside_its_list_is_an_error(tmp_path: Path) -> None:
    with (
        Engine(folders=(tmp_path,)) as engine,
        pytest.raises(SourceError, match="Could not convert string 'c'"),
    ):
        engine.copy_to_parquet(
            "select 'c' as k", tmp_path / "x.parquet", order=("k",), metadata={}, lists={"k": ["a"]}
        )
