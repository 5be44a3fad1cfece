"""A site takes the place of the one before whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agdb.command.publish import published, write_site
from agdb.errors import ReleaseError

PAGES = [("index.html", b"one"), ("nl/index.html", b"een")]


def test_a_site_is_named_and_complete(tmp_path: Path) -> None:
    count = write_site(PAGES, folder=tmp_path / "site", name="2025-a")

    assert count == 2
    assert published(tmp_path / "site") == "2025-a"
    assert (tmp_path / "site" / "nl" / "index.html").read_bytes() == b"een"


def test_a_page_that_fails_leaves_the_site_before_it(tmp_path: Path) -> None:
    write_site(PAGES, folder=tmp_path / "site", name="2025-a")

    def failing() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"two"
        raise ReleaseError("this page cannot be written")

    with pytest.raises(ReleaseError):
        write_site(failing(), folder=tmp_path / "site", name="2025-b")

    assert published(tmp_path / "site") == "2025-a"
    assert (tmp_path / "site" / "index.html").read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_page_that_is_gone_does_not_stay(tmp_path: Path) -> None:
    write_site(PAGES, folder=tmp_path / "site", name="2025-a")

    write_site(PAGES[:1], folder=tmp_path / "site", name="2025-b")

    assert not (tmp_path / "site" / "nl").exists()


@pytest.mark.parametrize("path", ["../out.html", "/etc/passwd", "nl/../../x"])
def test_a_page_stays_inside_the_site(tmp_path: Path, path: str) -> None:
    with pytest.raises(ReleaseError, match="may not be written"):
        write_site([(path, b"x")], folder=tmp_path / "site", name="x")

    assert list(tmp_path.iterdir()) == []
