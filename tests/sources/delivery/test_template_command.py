"""`agdb template` writes a workbook, and never over another file."""

from __future__ import annotations

from pathlib import Path

import pytest

from agdb.cli.template import template as write_template
from agdb.errors import UsageError
from agdb.sources.delivery.template import template


def test_the_template_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "delivery.xlsx"
    write_template(path)
    assert path.read_bytes() == template()
    assert "agdb import" in capsys.readouterr().out
    with pytest.raises(UsageError, match="this file is there already"):
        write_template(path)


@pytest.mark.parametrize(
    ("name", "sentence"), [("a.xls", "an .xlsx file"), ("none/a.xlsx", "cannot be written")]
)
def test_a_place_that_will_not_do_is_one_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        write_template(tmp_path / name)
