"""YAML keeps its lines, and reads words as words."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.errors import ProgrammeError
from agdb.programme import located


def test_every_value_knows_its_line() -> None:
    file = located.read("a.yaml", "id: x\nlist:\n  - one\n  - {two: 2}\n")

    assert file.place(("list", 1, "two")).line == 4
    assert file.place(("list", 1, "missing")).line == 4
    assert file.place(("nothing",)).line == 1


def test_only_numbers_and_truth_values_of_yaml_1_2_are_read_as_such() -> None:
    text = "[07, 2024, 1.5, no, yes, true, null, 2024-01-01, 1e3, 0x10, 1_000, ~]"

    content = located.read("a.yaml", text).content

    assert content == [
        "07", 2024, 1.5, "no", "yes", True, None, "2024-01-01", "1e3", "0x10", "1_000", None
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\na: 2\n", 2, "written twice"),
        ("a: [1\nb: 2\n", 2, "not YAML"),
        ("a: !!python/object:os.system x\n", 1, "not YAML"),
        ("a: &x [*x]\n", 1, "alias"),
        ("a: \x00\n", 1, "not YAML"),
        ("a: 1\nb: " + "[" * 300_000, 2, "nested too deeply"),
        ("{a: " * 300_000, 1, "nested too deeply"),
        ("- " * 300_000, 1, "nested too deeply"),
        ("-\t" * 300_000, 1, "nested too deeply"),
        ("? " * 300_000, 1, "nested too deeply"),
        ("".join(" " * n + "a:\n" for n in range(1200)), 1001, "nested too deeply"),
        ("".join("-\n" + " " * n for n in range(1200)), 1, "nested too deeply"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(ProgrammeError, match=what) as caught:
        located.read("a.yaml", text)

    assert caught.value.place is not None
    assert (caught.value.place.name, caught.value.place.line) == ("a.yaml", line)


def test_an_empty_file_is_empty() -> None:
    assert located.read("a.yaml", "# nothing\n").content is None


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    with contextlib.suppress(ProgrammeError):
        located.read("a.yaml", text)
