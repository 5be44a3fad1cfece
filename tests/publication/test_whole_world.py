"""The invented world has everything: no page and no record goes without a test that can see it."""

from __future__ import annotations

import pytest
from tests.conftest import invented_programme
from tests.publication.bicycle_whole import whole_release, whole_site
from tests.publication.bicycles import made_up_release

from agdb.publication.page.registry import SECTIONS
from agdb.register.register import KINDS
from agdb.results.value import Kind

pytestmark = pytest.mark.slow


def test_every_kind_of_page_is_there_in_every_language() -> None:
    release = whole_release()

    made = whole_site(release)

    assert {section.name for section in SECTIONS} >= {"", "scenario", "report", "forecasts"}
    for language in release.programme.plan.languages:
        folders = {name.split("/")[1] for name in made if name.startswith(f"{language}/")}
        named = {section.name or "index.html" for section in SECTIONS}
        assert not named - folders, language


def test_every_kind_of_record_and_of_value_is_there() -> None:
    release = whole_release()

    kinds = {value.kind for one in release.computed.values() for value in one.values}

    assert release.register is not None
    assert not [kind for kind in KINDS if not getattr(release.register, kind)]
    assert kinds >= {Kind.OBSERVED, Kind.FORECAST}
    assert any(one.waiting for one in release.computed.values())


def test_its_programme_is_the_invented_one_with_more_figures() -> None:
    ours = made_up_release().programme

    built = invented_programme()

    for part in ("plan", "units", "classifications", "events", "texts", "part_words"):
        assert getattr(ours, part) == getattr(built, part), part
