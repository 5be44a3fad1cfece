"""What a reader is told of how old a figure is, when it was published, and what is newer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.publication.bicycle_figures import words

from agdb.programme.source import Expected, MeasureNote, Newer, Source
from agdb.programme.succession import Succession
from agdb.publication.site import site
from agdb.results.release import Release
from agdb.statistics.structure import UnitOrigin

pytestmark = pytest.mark.slow

INDICATOR = "bicycles-stock"
PAGE = f"en/indicator/{INDICATOR}/index.html"


def dataset(release: Release) -> str:
    return release.computed[INDICATOR].inputs[0].dataset


def with_source(release: Release, **said: Any) -> Release:
    """The release, with more said about the source of its bicycles."""
    name = dataset(release)
    source = release.programme.sources[name].model_copy(update=said)
    return with_sources(release, {name: source})


def with_sources(release: Release, some: Mapping[str, Source]) -> Release:
    sources = {**release.programme.sources, **some}
    return replace(release, programme=replace(release.programme, sources=sources))


def lead(release: Release, path: str = PAGE) -> str:
    page = dict(site(release))[path].decode()
    return page.partition('<div class="lead">')[2].partition('<div class="story">')[0]


@pytest.mark.parametrize(
    ("day", "kind", "age"),
    [
        (date(2026, 12, 31), "recent", "23 months old"),
        (date(2027, 1, 1), "old", "2 years old"),
        (date(2030, 1, 1), "very-old", "5 years old"),
    ],
)
def test_an_old_figure_is_marked_and_a_very_old_one_loudly(
    release: Release, day: date, kind: str, age: str
) -> None:
    later = replace(release, built=day)

    files = dict(site(later))

    for path in (PAGE, "en/index.html", "en/coverage/index.html"):
        assert f'<span class="aged {kind}">{age}</span>' in files[path].decode(), path
    assert b'<span class="aged ' in files["en/region/PV29/index.html"]


def test_the_publisher_dates_a_figure_and_what_it_did_not_date_is_said(release: Release) -> None:
    computed = release.computed[INDICATOR]
    dated = tuple(replace(one, published="2025-02") for one in computed.inputs)
    known = replace(
        release, computed={**release.computed, INDICATOR: replace(computed, inputs=dated)}
    )

    assert "published in February 2025" in lead(known)
    assert "publication date not known" in lead(release)


def test_the_first_page_says_how_many_figures_are_old(release: Release) -> None:
    later = replace(release, built=date(2030, 6, 1))

    page = dict(site(later))["nl/index.html"].decode()

    assert "5 cijfers zijn ouder dan vijf jaar; 1 ontbreekt nog" in page


def newer(period: str) -> Newer:
    return Newer(
        what=words("tabel 2 van het Testbureau", "table 2 of the Test Bureau"),
        period=period,
        where="https://example.org/2",
        seen=date(2025, 4, 1),
    )


def test_newer_figures_that_were_seen_are_told_until_we_have_them(release: Release) -> None:
    ahead = lead(with_source(release, newer=newer("2025-Q1")))
    same = lead(with_source(release, newer=newer("2024-Q4")))

    assert "There are newer figures: table 2 of the Test Bureau." in ahead
    assert "Seen on 1 April 2025, up to and including first quarter of 2025" in ahead
    assert "newer" not in same


def test_newer_figures_about_another_subject_of_the_source_are_not_told(release: Release) -> None:
    other = newer("2025-Q1").model_copy(update={"measures": ("something-else",)})
    same = newer("2025-Q1").model_copy(
        update={"measures": (release.computed[INDICATOR].inputs[0].measure,)}
    )

    assert "newer" not in lead(with_source(release, newer=other))
    assert "newer" in lead(with_source(release, newer=same))


def test_a_card_says_that_something_newer_exists(release: Release) -> None:
    page = dict(site(with_source(release, newer=newer("2025-Q1"))))["en/index.html"].decode()

    assert '<span class="label newer">newer figures exist</span>' in page


def test_a_successor_that_is_not_read_is_newer(release: Release) -> None:
    name = dataset(release)
    rule = Succession(dataset=name, joined="never", because=words("Anders.", "Otherwise."))
    after = release.programme.sources[name].model_copy(
        update={"id": "test:after", "succeeds": rule, "names": words("Opvolger", "Successor")}
    )

    told = lead(with_sources(release, {"test:after": after}))

    assert "There is a newer table: Successor." in told


def test_a_successor_without_what_is_read_is_not_newer(release: Release) -> None:
    name = dataset(release)
    rule = Succession(dataset=name, joined="never", because=words("Anders.", "Otherwise."))
    source = release.programme.sources[name]
    note = MeasureNote(
        names=words("Iets anders"),
        unit="count",
        unit_origin=UnitOrigin.DOCUMENTED,
        unit_source="a page",
    )
    after = source.model_copy(
        update={"id": "test:after", "succeeds": rule, "measures": {"Another_1": note}}
    )

    assert "newer table" not in lead(with_sources(release, {"test:after": after}))


def test_what_should_be_out_is_newer_only_if_the_publisher_said_when(release: Release) -> None:
    later = replace(release, built=date(2025, 9, 1))
    rule = Expected(lag_days=45, source="the handbook, page 4")

    announced = lead(with_source(later, expected=rule))

    assert "(Test Office) is expected to have had newer figures since 16 May 2025." in announced
    assert "newer" not in lead(later)  # only the rhythm is known: nobody said anything


def test_downloads_and_interface_tell_the_same(release: Release) -> None:
    files = dict(site(with_source(release, newer=newer("2025-Q1"))))

    for path in (f"api/v1/indicator/{INDICATOR}.json", f"en/indicator/{INDICATOR}.json"):
        text = files[path].decode()
        assert '"newer_known_from": "seen"' in text, path
        assert '"newer_period": "2025-Q1"' in text
        assert '"newer_where": "https://example.org/2"' in text
