"""Rows joined from columns are those that a loop over the values would write."""

from __future__ import annotations

from itertools import product

from agdb.publication.download.woven import Part, Spelled, columns_of_bytes, merged, pieces

WORDS = Spelled(["a", "b", "a"], {"a": b"A", "b": b"B"})
SAME = Spelled(["c", "c", "c"], {"c": b"C"})
DIGITS: Part = [b"1", b"2", b"3"]
CHOICES: tuple[Part, ...] = (WORDS, SAME, DIGITS, b";", b"")


def by_rows(parts: tuple[Part, ...]) -> bytes:
    """The same, one row after the other."""
    written = b""
    for row in range(3):
        for part in parts:
            if isinstance(part, Spelled):
                written += part.texts[part.cells[row]]
            else:
                written += part if isinstance(part, bytes) else part[row]
    return written


def test_any_parts_in_any_order_give_the_rows() -> None:
    for parts in product(CHOICES, repeat=4):
        if parts != (b"",) * 4:
            assert b"".join(pieces(parts, rows=3)) == by_rows(parts), parts


def test_columns_made_once_give_the_same_behind_another_front() -> None:
    for parts in product(CHOICES, repeat=2):
        made = columns_of_bytes(parts)

        assert b"".join(pieces([WORDS, *made], rows=3)) == by_rows((WORDS, *parts)), parts


def test_what_all_rows_have_is_written_into_the_column_beside_it() -> None:
    (only,) = merged([b"<", SAME, WORDS, SAME, b">"])

    assert isinstance(only, Spelled)
    assert only.texts == {"a": b"<CAC>", "b": b"<CBC>"}


def test_no_rows_are_no_pieces() -> None:
    assert pieces([Spelled([], {}), b";"], rows=0) == []
    assert pieces([b";"], rows=0) == []
