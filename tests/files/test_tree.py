"""Nothing below a folder is passed over in silence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agdb.files.tree import below


def test_files_folders_and_links_are_there_and_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").touch()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    names = {path.relative_to(tmp_path).as_posix() for path in below(tmp_path)}
    assert names == {"a", "a/b", "a/b/c", "link"}


@pytest.mark.parametrize(
    ("error", "told"), [(PermissionError, True), (OSError, True), (FileNotFoundError, False)]
)
def test_a_folder_that_may_not_be_read_is_told_and_one_that_went_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[OSError], told: bool
) -> None:
    def refuse(_: object) -> object:
        raise error(13, "no")

    monkeypatch.setattr(os, "scandir", refuse)
    if told:
        with pytest.raises(error):
            list(below(tmp_path))
    else:
        assert list(below(tmp_path)) == []
