"""Codes that look the same are the same, and what cannot be seen is never part of one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.errors import StatisticsError
from agdb.statistics.spelling import alike, invisible, spelled

HIDDEN = {
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "word joiner": "\u2060",
    "byte-order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "left-to-right mark": "\u200e",
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "line separator": "\u2028",
    "next line": "\u0085",
    "quote of Windows read as Latin-1": "\u0092",
    "line break": "\n",
    "tab": "\t",
    "nothing": "\x00",
    "private use": "\ue000",
    "half a character": "\ud800",
    "Hangul filler": "\u3164",
    "empty Braille": "\u2800",
    "variation selector": "\ufe0f",
    "grapheme joiner": "\u034f",
    "lost before": "\ufffd",
}


@pytest.mark.parametrize("sign", HIDDEN.values(), ids=HIDDEN)
def test_a_character_that_nobody_sees_is_named_and_refused(sign: str) -> None:
    with pytest.raises(StatisticsError, match=f"U\\+{ord(sign):04X} .*which nobody sees"):
        spelled(f"GM{sign}0363")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("GM0363", "GM0363"),
        (" 0106 ", "0106"),
        ("\u00a0GM0363\u2003", "GM0363"),  # blanks of other kinds around it
        ("GM\u00a00363", "GM 0363"),
        ("GM\u202f0363", "GM 0363"),
        ("Su\u0301dwest-Frysla\u0302n", "Súdwest-Fryslân"),  # as macOS writes it
        ("’s-Gravenhage", "’s-Gravenhage"),
        ("m²", "m²"),  # another sign than 2, to be seen
        ("62.10", "62.10"),
    ],
)
def test_one_code_has_one_spelling(written: str, code: str) -> None:
    assert spelled(written) == code


@given(st.text(max_size=20))
def test_what_is_spelled_stays_and_is_all_to_be_seen(text: str) -> None:
    try:
        code = spelled(text)
    except StatisticsError:
        assert invisible(unicodedata.normalize("NFC", text.strip())) is not None
        return
    assert spelled(code) == code
    assert invisible(code) is None
    assert unicodedata.is_normalized("NFC", code)


@given(st.lists(st.text(alphabet="GM036 \u00a0３²2", max_size=6), max_size=6))
def test_codes_are_told_apart_by_what_is_seen(codes: list[str]) -> None:
    looks = {" ".join(unicodedata.normalize("NFKC", code).split()) for code in codes}

    assert (alike(codes) is None) == (len(looks) == len(set(codes)))
