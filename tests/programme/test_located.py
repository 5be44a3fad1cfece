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


def test_a_text_that_is_still_held_is_read_once_and_keeps_the_name_of_each_file() -> None:
    one = located.read("one/a.yaml", "id: x\nlist: [held]\n")
    other = located.read("other/a.yaml", "id: x\nlist: [held]\n")

    assert other.content is one.content
    assert (str(one.place(("list",))), str(other.place(("list",)))) == (
        "one/a.yaml:2",
        "other/a.yaml:2",
    )


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
        ("a: !!python/object:os.system x\n", 1, "is marked as .python/object:os.system."),
        ("a: &x [*x]\n", 1, "alias"),
        ("a: \x00\n", 1, "not YAML"),
        ("a: 1\nb: " + "[" * 300_000, 2, "nested too deeply"),
        ("{a: " * 200_000, 1, "nested too deeply"),
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


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("62.10", 62.1),  # NACE 2.1 has 62.10 and 62.1 is another code
        ("62.1", 62.1),
        ("0.50", 0.5),
        ("1.0", 1.0),
        ("-0", -0.0),
        ("0", 0),
        ("12345678901234567.5", 1.2345678901234568e16),  # would lose its last digits
        ("1.5e3", 1500.0),
        ("!!str 62.5", "62.5"),
        ("!!int 62", 62),
        ("!!float 62", 62.0),
    ],
)
def test_a_scalar_is_kept_as_it_was_written(written: str, read: float | str) -> None:
    file = located.read("a.yaml", f"a: {written}\n{written.rsplit(maxsplit=1)[-1]}: a\n")

    scalar = written.rsplit(maxsplit=1)[-1]
    assert file.content == {"a": read, scalar: "a"}
    assert str(file.content["a"]) == scalar


@pytest.mark.slow
@given(st.from_regex(r"-?(0|[1-9][0-9]{0,12})(\.[0-9]{1,12})?", fullmatch=True))
def test_no_number_loses_a_character(written: str) -> None:
    file = located.read("a.yaml", f"a: {written}")

    assert str(file.content["a"]) == written


SWELLING = "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9) if before else 'lol'}]\n"
    for before, name in zip(["", *"abcdefghi"], "abcdefghij", strict=False)
)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (SWELLING, 2, r"an alias \(\*\) stands for text from elsewhere; write it out"),
        ("a: &x 1\nb: *x\n", 2, "an alias"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", 3, "an alias"),
        ("a: 1\nb: " + "9" * 5000, 2, "a number of 5000 digits"),
        ("a: 1." + "9" * 5000, 1, "a number of 5002 digits"),
        ("a: 1.0e999", 1, "is too large to be a number"),
        ("a:\n  - !!timestamp abc", 2, "'abc' is marked as 'timestamp', which it is not here"),
        ("a: !!timestamp 2024-01-01", 1, "is marked as 'timestamp'"),
        ("a: !!int abc", 1, "'abc' is marked as 'int'"),
        ("a: !!int 007", 1, "'007' is marked as 'int'"),
        ("a: !!bool maybe", 1, "'maybe' is marked as 'bool'"),
        ("a: !!float x", 1, "'x' is marked as 'float'"),
        ("a: !!null x", 1, "'x' is marked as 'null'"),
        ("a: !!binary eA==", 1, "is marked as 'binary'"),
        ("a: !ours x", 1, "'x' is marked as '!ours'"),
        ("a: !!set {x, y}", 1, r"a tag \(!set\) is not known here"),
        ("a: !!omap [x: 1]", 1, "a tag"),
        ("? [a]\n: 1\n", 1, "in the place of a key"),
        ("a: 1\nb\u200b: 2\n", 2, r"the key 'b.u200b' holds a character that nobody sees"),
        ("a: 1\nb\u00a0c: 2\n", 2, "the key"),
        ("a: GM\u200b0363\n", 1, r"'GM.u200b0363' holds U\+200B ZERO WIDTH SPACE"),
        ("a: 'abc\u202edef'\n", 1, r"U\+202E RIGHT-TO-LEFT OVERRIDE"),
        ('a: "\\u2066"\n', 1, r"U\+2066"),
        ("a: \ud800\n", 1, "not YAML"),
        ("--- 1\n--- 2\n", 2, "not YAML"),
        ("- a\n" * 300_000, None, "the file has 1200000 characters"),
    ],
)
def test_what_its_author_cannot_see_or_mean_is_refused(
    text: str, line: int | None, what: str
) -> None:
    with pytest.raises(ProgrammeError, match=what) as caught:
        located.read("a.yaml", text)

    assert caught.value.place is not None
    assert caught.value.place.line == line


def test_prose_may_have_blanks_that_do_not_break_and_places_where_words_may() -> None:
    text = "a: € 5\u00a0mln voor arbeids\u00admarkt\nb: |\n  one\n  two\n"

    content = located.read("a.yaml", text).content

    assert content == {"a": "€ 5\u00a0mln voor arbeids\u00admarkt", "b": "one\ntwo\n"}


def test_an_empty_file_is_empty() -> None:
    assert located.read("a.yaml", "# nothing\n").content is None


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    with contextlib.suppress(ProgrammeError):
        located.read("a.yaml", text)
