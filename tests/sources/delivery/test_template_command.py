"""`agdb template` writes a workbook, and never over another file."""

from __future__ import annotations

from pathlib import Path

import pytest
import python_calamine

from agdb.cli.template import template as write_template
from agdb.errors import UsageError

pytestmark = pytest.mark.slow


def test_the_template_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "delivery.xlsx"
    write_template(path)
    book = python_calamine.CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["delivery", "columns", "uitleg", "help", "figures"]
    assert book.get_sheet_by_name("delivery").to_python()[0][1:] == [
        "delivery:your-name-for-it",
        "bron:naam, kleine letters; elk jaar dezelfde",
        "publisher:name, small letters; the same every year",
    ]
    lines = [row for row in book.get_sheet_by_name("uitleg").to_python() if any(row)]
    assert "rollen zijn dimension, period, measure" in str(lines[4][0])
    assert str(lines[5][0]).startswith("Voorbeeld, verzonnen")
    assert lines[7][:3] == ["NL01", "2024", 1250]
    assert "agdb import" in capsys.readouterr().out
    with pytest.raises(UsageError, match="this file is there already"):
        write_template(path)


@pytest.mark.parametrize(
    ("name", "sentence"), [("a.xls", "an .xlsx file"), ("none/a.xlsx", "cannot be written")]
)
def test_a_place_that_will_not_do_is_one_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        write_template(tmp_path / name)
