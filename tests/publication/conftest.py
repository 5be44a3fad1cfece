"""A made-up release for all tests of this room, and drawings and pages that were looked at."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.publication.bicycles import made_up_release

from agdb.publication.wording.language import Language, languages
from agdb.release.model import Release

GOLDENS = Path(__file__).parent / "goldens"
REWRITE = "AGDB_REWRITE_GOLDENS"


@pytest.fixture(scope="session")
def release() -> Release:
    """A whole made-up release."""
    return made_up_release()


@pytest.fixture(scope="session")
def nl() -> Language:
    return languages(("nl", "en"))["nl"]


@pytest.fixture(scope="session")
def en() -> Language:
    return languages(("nl", "en"))["en"]


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name; with the variable set, write it first."""

    def check(name: str, text: str) -> None:
        file = GOLDENS / name
        shown = text.replace("><", ">\n<") + "\n"
        if os.environ.get(REWRITE):
            file.write_text(shown, encoding="utf-8")
        assert file.is_file(), f"{name} is not there: look at it, then set {REWRITE}=1"
        assert shown == file.read_text(encoding="utf-8"), f"{name} differs: look at it again"

    return check
