"""A made-up release for all tests of this room, and drawings and pages that were looked at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import our_programme
from tests.publication.bicycle_whole import with_scenario
from tests.publication.bicycles import made_up_release
from tests.publication.served import ARGUMENTS, CHROMIUM

from agdb.publication.site import site
from agdb.publication.wording.language import Language, languages
from agdb.register.fitting import programme_register
from agdb.register.register import register_of
from agdb.results.release import Release

KNOWN = "https://example.org/monitor/"
GOLDENS = Path(__file__).parent / "goldens"
REWRITE = "AGDB_REWRITE_GOLDENS"


@pytest.fixture(scope="session")
def release() -> Release:
    """A whole made-up release."""
    return made_up_release()


@pytest.fixture(scope="session")
def files(release: Release) -> dict[str, bytes]:
    """The site of the made-up release, made once for all tests of a process."""
    return dict(site(release))


@pytest.fixture(scope="session")
def known_files(release: Release) -> dict[str, bytes]:
    """The same site where it knows its address, with cards to share."""
    return dict(site(release, base=KNOWN))


@pytest.fixture(scope="session")
def nl() -> Language:
    return languages(("nl", "en"))["nl"]


@pytest.fixture(scope="session")
def en() -> Language:
    return languages(("nl", "en"))["en"]


@pytest.fixture(scope="session")
def scenario_site(cycling_release: Release) -> dict[str, bytes]:
    """The site of a release with the scenario of this repository, in few draws."""
    known = programme_register(our_programme())
    bare = {"regions": ()}  # the regions of this programme are others
    register = register_of(
        {
            "codes": known.codes,
            "initiatives": {
                name: one.model_copy(update=bare) for name, one in known.initiatives.items()
            },
        }
    )
    return dict(site(replace(with_scenario(cycling_release), register=register)))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    assert CHROMIUM is not None, "AGDB_REQUIRE_BROWSER is set, and there is no chromium"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


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
