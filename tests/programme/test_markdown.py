"""Texts of the programme link only where their readers can see, and show no pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from agdb.errors import ProgrammeError
from agdb.programme.reading import read_programme


def written(folder: Path, line: str) -> Path:
    """The invented programme with a line more in a text, the fifth."""
    (folder / "texts" / "nl" / "about.md").write_text(f"# Over\n\nTekst.\n\n{line}\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    "line",
    [
        "[x](https://www.cbs.nl/)",
        "<https://www.cbs.nl/>",
        "[x](../coverage/)",
        "[x](../coverage/#waiting)",
        "[x](../../delivery.xlsx)",
        "[x](#bron)",
        "[x](mailto:iemand@example.org)",
        "[x][1]\n\n[1]: https://www.cbs.nl/",
        "`![](http://example.org/x.png)` en `[x](javascript:alert(1))`",
        '<img src="http://example.org/x.png"> <a href="javascript:alert(1)">x</a>',  # only words
        "| a |\n|---|\n| [x](../coverage/) |",
    ],
)
def test_a_plain_link_may_stand_in_a_text(programme_folder: Path, line: str) -> None:
    read_programme(written(programme_folder, line))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("![](http://example.org/x.png)", "the picture 'http://example.org/x.png' cannot stand"),
        ("![x](../x.png)", "the picture '../x.png' cannot stand"),
        ("![x][1]\n\n[1]: https://example.org/x.png", "the picture 'https://example.org/x.png'"),
        ("[![](x.png)](https://www.cbs.nl/)", "the picture 'x.png'"),
        ("[x](//example.org)", "the link to '//example.org' does not say plainly"),
        ("[x](/nl/coverage/)", "the link to '/nl/coverage/' .* as ../coverage/"),
        ("[x](javascript:alert(1))", r"the link to 'javascript:alert\(1\)'"),
        ("[x](JaVaScRiPt:alert(1))", "the link to"),
        ("[x](data:text/html,x)", "the link to 'data:text/html,x'"),
        ("[x](vbscript:x)", "the link to 'vbscript:x'"),
        ("[x](file:///etc/passwd)", "the link to 'file:///etc/passwd'"),
        ("[x](https://cbs.nl@example.org/)", "the link to 'https://cbs.nl@example.org/'"),
        ("<javascript:alert(1)>", "the link to"),
        ("[x](\\\\example.org)", "the link to"),
        ("[x](mailto:a@b.nl?bcc=c@d.nl)", "the link to 'mailto:a@b.nl"),
        ("[x]()", "the link to ''"),
        ("> - [x](//example.org)", "the link to '//example.org'"),
        ("| a |\n|---|\n| [x](//example.org) |", "the link to '//example.org'"),
        ("## Kop [x](//example.org)", "the link to '//example.org'"),
    ],
)
def test_another_link_or_a_picture_is_told_with_its_line(
    programme_folder: Path, line: str, sentence: str
) -> None:
    with pytest.raises(ProgrammeError, match=rf"about.md:[5-7]: {sentence}"):
        read_programme(written(programme_folder, line))
