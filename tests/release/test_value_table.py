"""The table of values holds every value as it was, in small parts that are read when needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agdb.release import value_table
from agdb.release.value_table import ValueTable, write_table
from agdb.results.release import Release
from agdb.results.value import Computed, Kind, Value
from agdb.results.values import Values, columns_of
from agdb.statistics.status import Finality, ObservationStatus
from agdb.warehouse.engine import Engine

pytestmark = pytest.mark.slow

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
values = st.builds(
    Value,
    region=words,
    period=words,
    breakdown=st.lists(st.tuples(words, words), max_size=2).map(tuple),
    value=numbers,
    status=st.sampled_from(ObservationStatus),
    finality=st.sampled_from(Finality),
    mark=words,
    lower=numbers,
    upper=numbers,
    kind=st.sampled_from(Kind),
    keys=st.integers(0, 10**12),
    keys_hash=words,
    corrections=st.lists(words, max_size=2).map(tuple),
    lower_95=numbers,
    upper_95=numbers,
    table=st.integers(0, 3),
)


def computed(release: Release, *lists: Sequence[Value]) -> dict[str, Computed]:
    """Indicators with these values."""
    one = next(iter(release.computed.values()))
    return {f"made-{n}": replace(one, values=tuple(some)) for n, some in enumerate(lists)}


@settings(max_examples=25)
@given(st.lists(st.lists(values, max_size=4), max_size=4))
def test_every_value_comes_back_as_it_was_to_the_last_bit(
    cycling_release: Release,
    tmp_path_factory: pytest.TempPathFactory,
    lists: list[list[Value]],
) -> None:
    folder = tmp_path_factory.mktemp("table")
    written = computed(cycling_release, *lists)

    counts = write_table(folder / "values.parquet", written, scratch=folder)
    table = ValueTable(folder / "values.parquet", counts)

    assert [path.name for path in folder.iterdir()] == ["values.parquet"]
    for name, one in written.items():
        assert table.values(name) == one.values
        assert [repr(value) for value in table.values(name)] == [repr(v) for v in one.values]


def test_the_same_values_give_the_same_bytes(cycling_release: Release, tmp_path: Path) -> None:
    bodies = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        path = tmp_path / name / "values.parquet"
        write_table(path, cycling_release.computed, scratch=tmp_path / name)
        bodies.append(path.read_bytes())

    assert bodies[0] == bodies[1]


def test_of_a_large_table_only_the_last_blocks_are_remembered(
    cycling_release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a table of twenty indicators, of which one block holds two, and two blocks are kept
    monkeypatch.setattr(value_table, "_BLOCK", 32)
    monkeypatch.setattr(value_table, "_BLOCKS", 2)
    some = next(one for one in cycling_release.computed.values() if len(one.values) > 3).values
    many = (tuple(some) * 16)[:16]
    written = computed(cycling_release, *([many] * 20))
    counts = write_table(tmp_path / "values.parquet", written, scratch=tmp_path)
    table = ValueTable(tmp_path / "values.parquet", counts)

    # When all are looked at, one after the other, and the first again
    for name in (*sorted(counts), "made-0"):
        assert table.values(name) == many

    # Then no more than two blocks are in memory
    assert len(table._blocks) == 2
    assert all(len(block) == 2 for block in table._blocks.values())


def test_other_tools_can_read_it(cycling_release: Release, tmp_path: Path) -> None:
    write_table(tmp_path / "values.parquet", cycling_release.computed, scratch=tmp_path)

    with Engine(folders=(tmp_path,)) as engine:
        rows = engine.rows(
            "select indicator, region, period, breakdown[1].code, value from"
            f" read_parquet('{tmp_path}/values.parquet') where indicator = 'bicycles-number'"
            " order by place limit 1"
        )

    (first, *_) = cycling_release.computed["bicycles-number"].values
    code = first.breakdown[0][1] if first.breakdown else None
    assert rows == [("bicycles-number", first.region, first.period, code, first.value)]


def test_columns_are_a_sequence_of_values(cycling_release: Release) -> None:
    some = tuple(cycling_release.computed["bicycles-number"].values)
    columns = columns_of(some)
    seen = Values(lambda: columns, size=len(some))

    assert seen == some
    assert some == seen
    assert seen[0] == some[0]
    assert seen[1:3] == some[1:3]
    assert len(seen) == len(some)
    assert (*seen, some[0])[-1] == some[0]
    assert hash(seen) == hash(some)
    assert seen != some[1:]
    assert columns_of(seen) is columns
