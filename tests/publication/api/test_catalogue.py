"""The catalogue for portals of open data."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from agdb.publication.site import site
from agdb.results.release import Release


@pytest.fixture(scope="module")
def files(cycling_release: Release) -> dict[str, bytes]:
    return dict(site(cycling_release, base="https://monitor.example.org/"))


def test_a_data_set_for_each_indicator_with_figures_and_its_files_are_there(
    files: dict[str, bytes], cycling_release: Release
) -> None:
    text = files["catalogue.ttl"].decode()
    filled = [name for name, one in cycling_release.computed.items() if one.values]

    listed = re.findall(r"dcat:dataset <https://monitor.example.org/nl/indicator/(.*?)/#", text)
    offered = re.findall(r"dcat:downloadURL <https://monitor.example.org/(.*?)>", text)

    assert listed == filled
    assert len(offered) == 2 * 4 * len(filled)
    assert set(offered) <= set(files)


@pytest.mark.slow
def test_a_programme_that_is_not_catalogued_has_no_catalogue(cycling_release: Release) -> None:
    programme = cycling_release.programme
    plan = programme.plan.model_copy(update={"catalogue": None})
    bare = replace(cycling_release, programme=replace(programme, plan=plan))

    files = dict(site(bare))

    assert "catalogue.ttl" not in files
    assert b"catalogue.ttl" not in files["nl/data/index.html"]


@pytest.mark.slow
def test_quotes_in_a_text_end_nothing(cycling_release: Release) -> None:
    programme = cycling_release.programme
    names = dict.fromkeys(programme.plan.languages, 'A "plan"\nof <two> lines')
    plan = programme.plan.model_copy(update={"names": names})

    files = dict(site(replace(cycling_release, programme=replace(programme, plan=plan))))

    assert '"A \\"plan\\" of <two> lines"@nl' in files["catalogue.ttl"].decode()
