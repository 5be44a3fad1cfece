"""YAML that is written fast is, byte for byte, what the library writes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from agdb.register.block import block


class Slow(yaml.SafeDumper):
    """The library, with indented lists."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def by_library(rows: list[Any]) -> str:
    text: str = yaml.dump(rows, Dumper=Slow, allow_unicode=True, sort_keys=False, width=100)
    return text


WORDS = st.lists(
    st.sampled_from(
        ["de", "fiets", "van", "1,5", "mln", "(in", "2030):", "no", "-", "'s", "a:b", "#", "é",
         "https://example.org/a?b=c&d=e", "yes", "null", "~", "2030-01-01", "{", "lanenaanleg" * 9]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=120).filter(lambda text: text.isprintable()),
    WORDS,
    st.sampled_from(["no", "y", "True", "2030", "2030-06", "12:30:45", "0x1F", "1e3", "=", "<<",
                     "", " ", "a: b", "a:", "- a", "a\nb", "2030-01-01T10:00:00+01:00", "o'clock"]),
)  # fmt: skip
KEYS = st.from_regex(r"[a-z][a-z_]{0,12}", fullmatch=True)
VALUES = st.recursive(
    st.one_of(TEXTS, st.booleans(), st.none(), st.integers(-9999, 9999)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)


@pytest.mark.slow
@given(st.lists(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), min_size=1, max_size=3))
def test_it_is_byte_for_byte_what_the_library_writes(rows: list[Any]) -> None:
    assert block(rows) == by_library(rows)


def test_a_number_keeps_its_digits() -> None:
    assert block([{"a": Decimal("12.50"), "b": Decimal("1E+2")}]) == "- a: 12.50\n  b: 100\n"
