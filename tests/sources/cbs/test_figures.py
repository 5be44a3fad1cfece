"""Numbers of 32 bits become those of their shortest text, however they are computed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.sources.cbs.figures import shortest
from agdb.warehouse.engine import Engine

TEXT = "cast(cast(x as VARCHAR) as DOUBLE)"


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as opened:
        yield opened


@pytest.mark.slow
@given(
    st.lists(
        st.floats(width=32, allow_nan=False)
        | st.decimals(-20_000, 20_000, places=3).map(float)
        | st.sampled_from([7888.2001953125, 16383.9990234375, 16384.001953125, -0.0]),
        min_size=1,
    )
)
def test_a_single_number_is_the_number_of_its_shortest_text(
    engine: Engine, numbers: list[float]
) -> None:
    # Given single numbers, when both ways are asked, then they agree to the last bit
    query = f"select {shortest('x')}, {TEXT} from (select unnest(cast(? as FLOAT[])) as x)"
    assert [repr(ours) for ours, _ in engine.rows(query, [numbers])] == [
        repr(text) for _, text in engine.rows(query, [numbers])
    ]


def test_7888_2_is_7888_2_again(engine: Engine) -> None:
    query = f"select {shortest('x')} from (select cast(7888.2001953125 as FLOAT) as x)"
    assert engine.rows(query) == [(7888.2,)]
