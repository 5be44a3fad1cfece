"""What readers had stays byte for byte what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from agdb.errors import ReleaseError
from agdb.release.shelf import Shelf

FILES = {"releases/a/index.html": b"one", "releases/a/release.zip": b"two"}


def test_what_is_on_the_shelf_is_given_back_as_it_was(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")

    shelf.keep("a", FILES)

    assert dict(shelf.files("a")) == FILES
    assert (shelf.has("a"), shelf.has("b")) == (True, False)


def test_putting_it_there_again_changes_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.keep("a", FILES)

    shelf.keep("a", {"releases/a/index.html": b"another style"})

    assert dict(shelf.files("a")) == FILES


@pytest.mark.parametrize("damage", [b"other", None])
def test_a_file_that_changed_is_never_shown(tmp_path: Path, damage: bytes | None) -> None:
    shelf = Shelf(tmp_path)
    shelf.keep("a", FILES)
    file = tmp_path / "a" / "releases" / "a" / "index.html"
    file.unlink() if damage is None else file.write_bytes(damage)

    with pytest.raises(ReleaseError, match="is not as it was"):
        list(shelf.files("a"))
