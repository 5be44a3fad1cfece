"""A publication makes what changed and nothing else; the bytes are those of a full one."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from tests.conftest import NOON

from agdb.programme.reading import read_programme
from agdb.publication import remembered
from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.download import download
from agdb.publication.picture.raster import png
from agdb.publication.remembered import PARTS, Remembered
from agdb.publication.site import SiteOptions, make_beside, site
from agdb.publication.watched import Watch, WatchedEdition, watched_release
from agdb.publication.wording.language import languages
from agdb.release.archive import Archive
from agdb.release.build import build_release
from agdb.release.cache import DiskCache
from agdb.release.inputs import keep_embedded
from agdb.release.store import ReleaseStore
from agdb.results.release import Release
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

DAY = date(2025, 2, 1)


@pytest.fixture
def publish(
    programme_folder: Path, warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[dict[str, bytes], set[str]]]:
    """Build, keep, and publish with a cache; also return what had to be made.

    Every publication is held against one without a cache.
    """
    made: set[str] = set()
    whole = Remembered.files

    def files(self: Remembered, what: str, make: Callable[[], object]) -> Iterator[object]:
        def noting() -> object:
            made.add(what)
            return make()

        return whole(self, what, noting)  # type: ignore[arg-type]

    monkeypatch.setattr(Remembered, "files", files)
    store = ReleaseStore(tmp_path / "releases")

    def run(
        *, day: date = DAY, base: str = "/", made_by: str = "this code"
    ) -> tuple[dict[str, bytes], set[str]]:
        with published(programme_folder, warehouse, store, day) as (release, archive):
            made.clear()
            cache = DiskCache(tmp_path / "cache")
            found = dict(
                site(release, base=base, provenance=archive, memory=cache, made_by=made_by)
            )
            again = set(made)
            assert found == dict(site(release, base=base, provenance=archive))
        return found, again

    return run


@contextmanager
def published(
    folder: Path, warehouse: Warehouse, store: ReleaseStore, day: date
) -> Iterator[tuple[Release, Archive]]:
    """The release of this state, with what is behind it."""
    programme = read_programme(folder)
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    built = build_release(programme=programme, warehouse=warehouse, day=day)
    store.keep(built, programme_folder=folder)
    release = store.open(built.id)
    with Engine(folders=(warehouse.root,)) as engine:
        yield release, Archive(release, warehouse, engine, store)


def test_the_same_release_is_published_without_making_anything(
    publish: Callable[..., tuple[dict[str, bytes], set[str]]],
) -> None:
    first, made = publish()
    second, again = publish()

    assert second == first
    assert "data bicycles-number" in made
    assert "page nl indicator bicycles-number" in made
    assert again == set()


CHANGES = {
    "the name of an indicator": (
        "indicators/roads/bicycles.yaml", "nl: Fietsen, en", "nl: Rijwielen, en",
    ),
    "a value": ("figures/bicycles.csv", "2024-Q2,110.0", "2024-Q2,111.5"),
    "a value that becomes definitive": ("figures/bicycles.csv", "provisional", "definitive"),
    "a unit": ("units.yaml", "nl: duizend fietsen", "nl: duizend rijwielen"),
    "a target": ("targets.yaml", "value: 50", "value: 40"),
    "a text": ("texts/nl/about.md", "\n", "\n\nEen zin erbij.\n\n"),
    "a source": ("sources/bicycles.yaml", "en: ", "en: Other "),
    "an initiative": ("register/initiatives.yaml", "en: ", "en: Other "),
    "a member of a classification": ("classifications/kinds.yaml", "en: ", "en: Other "),
    "a region": ("regions.yaml", "en: ", "en: Other "),
    "the plan": ("programme.yaml", "en: Bicycle monitor", "en: Cycling monitor"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_bytes_are_those_of_a_full_publication(
    change: str,
    edit: Callable[[str, str, str], Path],
    publish: Callable[..., tuple[dict[str, bytes], set[str]]],
) -> None:
    # Given a site that is remembered
    before, made = publish()

    # When something changes, and the next release is published (and held against a full one)
    edit(*CHANGES[change])
    after, again = publish()

    # Then it is another site
    assert after != before
    assert again <= made


def test_only_what_looks_at_an_indicator_is_made_again(
    edit: Callable[[str, str, str], Path],
    publish: Callable[..., tuple[dict[str, bytes], set[str]]],
) -> None:
    _, made = publish()

    edit(*CHANGES["the name of an indicator"])
    _, again = publish()

    assert "page nl indicator bicycles-number" in again
    assert "data bicycles-number" in again
    assert "data bicycles-electric-share" not in again
    assert "page nl indicator parking-places" not in again
    assert "page en sources " not in again or "page en sources " in made
    assert len(again) < len(made)


def test_pages_of_others_do_not_hear_of_an_indicator_that_they_do_not_show(
    edit: Callable[[str, str, str], Path],
    publish: Callable[..., tuple[dict[str, bytes], set[str]]],
) -> None:
    # Given pages of regions and of a classification that look for their own indicators among all
    _, made = publish()
    assert {"page nl region PV20", "page nl classifications kinds"} <= made

    # When the name of one changes that has no figures of regions and no members
    edit("indicators/roads/parking.yaml", "en: Parking places", "en: Parking spaces")
    _, again = publish()

    # Then only pages that name it are made again
    assert "page en indicator parking-places" in again
    for other in ("region PV20", "region PV20/factsheet", "classifications kinds", "forecasts "):
        assert f"page en {other}" not in again


def test_a_picture_of_the_same_text_is_not_drawn_again_whatever_else_changed(
    publish: Callable[..., tuple[dict[str, bytes], set[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a site that is remembered
    before, _ = publish()

    # When other code publishes it, by which everything is made again
    drawn: list[str] = []

    def counted(svg: str, *, width: int) -> bytes:
        drawn.append(svg)
        return png(svg, width=width)

    monkeypatch.setattr(remembered, "png", counted)
    after, again = publish(made_by="other code")

    # Then no picture is drawn, and each is where it was
    assert "pictures nl bicycles-number" in again
    assert not drawn
    assert after == before


def test_another_day_another_address_and_other_code_make_all_again(
    publish: Callable[..., tuple[dict[str, bytes], set[str]]],
) -> None:
    _, made = publish()

    for other in (
        {"day": date(2025, 3, 1)},
        {"base": "https://example.org/monitor/"},
        {"made_by": "other code"},
    ):
        _, again = publish(**other)
        # Cards are there for who knows the host, and only there.
        assert {one for one in again if not one.startswith("card ")} == made


def test_a_cache_that_is_damaged_or_foreign_is_worked_out_again(
    publish: Callable[..., tuple[dict[str, bytes], set[str]]], tmp_path: Path
) -> None:
    first, made = publish()
    kept = sorted((tmp_path / "cache").iterdir())
    assert len(kept) == PARTS

    for path in kept:
        body = bytearray(path.read_bytes())
        body[len(body) // 2] ^= 1
        path.write_bytes(body)
    assert publish() == (first, made)

    for path in kept:
        DiskCache(tmp_path / "cache").put(path.name, b"\x93of another layout")
    assert publish() == (first, made)


def test_what_another_process_made_beside_is_taken_over(
    programme_folder: Path, warehouse: Warehouse, tmp_path: Path
) -> None:
    # Given a publication of which another makes a part meanwhile
    memory = DiskCache(tmp_path / "cache")
    with published(programme_folder, warehouse, ReleaseStore(tmp_path / "kept"), DAY) as (
        release,
        archive,
    ):
        options = SiteOptions(made_by="this code")
        other = partial(make_beside, release, options, provenance=archive, memory=memory)

        found = list(
            site(release, provenance=archive, memory=memory, made_by="this code", beside=other)
        )

        # Then files and their order are those of one that nobody helped
        assert found == list(site(release, provenance=archive))


def test_a_release_with_a_short_name_is_published_and_not_remembered(
    cycling_release: Release, tmp_path: Path
) -> None:
    short = replace(cycling_release, id="1")

    found = dict(site(short, memory=DiskCache(tmp_path / "cache"), made_by="this code"))

    assert found == dict(site(short))
    assert not (tmp_path / "cache").exists()


def test_a_file_that_hides_the_name_of_its_release_is_made_again(
    edit: Callable[[str, str, str], Path],
    publish: Callable[..., tuple[dict[str, bytes], set[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Given workbooks of a layout in which no name can be found
    def hidden(found: dict[str, str], *_: object, **__: object) -> bytes:
        return b"\0" + zlib.compress(found["release"].encode())

    monkeypatch.setattr(download, "as_xlsx", hidden)
    publish()

    # When another release is published (and held against a full one)
    edit(*CHANGES["the name of an indicator"])
    _, again = publish()

    # Then also that of an indicator that did not change has the new name
    assert "data parking-places" in again


def test_what_was_worked_out_once_is_a_fact_of_every_file_that_shows_it(
    programme_folder: Path, warehouse: Warehouse, tmp_path: Path
) -> None:
    # Given an edition that notes what is looked at
    store = ReleaseStore(tmp_path / "releases")
    with published(programme_folder, warehouse, store, DAY) as (release, _):
        watch = Watch(release, None)
        spoken = tuple(languages(release.programme.plan.languages).values())
        shown = watched_release(release, watch)
        edition = WatchedEdition(shown, spoken[0], spoken, Addresses("/"), assets(), ())

        # When a second file asks for what was worked out for the first
        first = edition.once("number", lambda: shown.computed["bicycles-number"])
        watch.seen.clear()
        second = edition.once("number", lambda: shown.computed["parking-places"])

    # Then it gets the same, and depends on what that was made of
    assert second is first
    assert watch.seen == {"indicator: bicycles-number"}
