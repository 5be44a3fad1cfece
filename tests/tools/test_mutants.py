"""Small faults are planted where a test ought to notice them, and nowhere else."""

from __future__ import annotations

import ast

import pytest
from tools.mutants import mutants

MODULE = b'''"""Adds up 1 < 2."""

LIMIT = 3


def share(part: float, whole: float = 1) -> float | None:
    """Return part < whole."""
    if whole <= 0 or part > whole:
        raise ValueError("1 < 2")
    for n in range(LIMIT):
        if n in {1, 2}:
            continue
        part += n
    return part / whole if whole is not None else -1.5
'''


def changes(source: bytes) -> list[tuple[str, str]]:
    return [(one.old, one.new) for one in mutants("a.py", source)]


def test_comparisons_sums_numbers_conditions_and_leaps_are_changed() -> None:
    found = set(changes(MODULE))

    assert found == {
        ("3", "4"), ("1", "2"), ("2", "3"), ("0", "1"), ("1.5", "2.5"),
        ("whole <= 0", "whole < 0"), ("part > whole", "part >= whole"),
        ("whole <= 0 or part > whole", "whole <= 0 and part > whole"),
        ("whole <= 0 or part > whole", "not (whole <= 0 or part > whole)"),
        ("n in {1, 2}", "n not in {1, 2}"), ("continue", "break"),
        ("part += n", "part -= n"), ("part / whole", "part * whole"),
        ("whole is not None", "whole is None"), ("-1.5", "1.5"),
        ("part / whole if whole is not None else -1.5",
         "part / whole if not (whole is not None) else -1.5"),
        ("part / whole if whole is not None else -1.5", "None"),
    }  # fmt: skip


def test_docstrings_annotations_and_the_words_of_an_error_are_let_be() -> None:
    lines = {one.line for one in mutants("a.py", MODULE)}

    assert lines == {3, 6, 8, 11, 12, 13, 14}
    assert all("1 < 2" not in one.old for one in mutants("a.py", MODULE))


def test_a_fault_knows_its_function_its_line_and_the_statement_around_it() -> None:
    (one,) = [one for one in mutants("a.py", b"def f(a):\n    return g(\n        a, 7)\n")
              if one.old == "7"]  # fmt: skip

    assert (one.place, one.line, one.statement) == ("f", 3, 2)
    assert str(one) == "a.py:3 f: `7` -> `8`"


def test_every_planted_fault_is_still_python_and_differs_in_one_place() -> None:
    for one in mutants("a.py", MODULE):
        planted = one.planted(MODULE)

        ast.parse(planted)
        assert planted[: one.start] == MODULE[: one.start]
        assert planted[one.start + len(one.new.encode()) :] == MODULE[one.end :]
        assert planted != MODULE


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ('"select a from t where a < 3"', " <= "),
        ('"select a from t where a is null"', " is not null"),
        ('f"select {a} from t where b and c"', " or "),
    ],
)
def test_comparisons_in_a_statement_of_sql_are_changed_too(text: str, new: str) -> None:
    assert [one for _, one in changes(f"x = {text}\n".encode())] == [new]


def test_prose_with_the_same_signs_is_no_sql() -> None:
    assert changes(b'x = "more and more < less"\n') == []


def test_places_are_right_behind_letters_of_several_bytes() -> None:
    source = 'é = "ë" if a > b else c\n'.encode()

    (one,) = [one for one in mutants("a.py", source) if one.old == "a > b"]

    assert one.planted(source).decode() == 'é = "ë" if a >= b else c\n'
