"""What a number was before is found in older data and older releases, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import NOON

from agdb.errors import IndicatorError
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.release import archive as archive_module
from agdb.release.archive import Archive
from agdb.release.build import build_release
from agdb.release.cache import DiskCache
from agdb.release.inputs import keep_embedded
from agdb.release.store import ReleaseStore
from agdb.results.provenance import EarlierValue, RevisionReason
from agdb.results.release import Release
from agdb.sources.embedded.read import transcription
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

FIGURES = "figures/bicycles.csv"
ALL = ("NL01", "2024-Q2", (("make", "T"),))
ELECTRIC = ("NL01", "2024-Q1", (("make", "E"),))
Edit = Callable[[str, str, str], Path]
Open = Callable[[Release], Archive]

CORRECTION = """\
- id: one-too-many
  dataset: demo:bicycles
  cell: {measure: Bicycles, codes: {RegioS: NL01, Kind: T}, period: 2024-Q2}
  expects: {value: 110}
  becomes: {value: 109}
  reason: {nl: Een typefout., en: A slip of the pen.}
  source: https://example.org/mended
  who: The editors
  decided: 2025-02-01
  recorded_from: 2025-01-10
"""


@pytest.fixture
def programme(programme_folder: Path) -> Programme:
    return read_programme(programme_folder)


@pytest.fixture
def store(tmp_path: Path) -> ReleaseStore:
    return ReleaseStore(tmp_path / "releases")


@pytest.fixture
def archive_of(warehouse: Warehouse, store: ReleaseStore) -> Iterator[Open]:
    """Open the archive of a release."""
    with Engine(folders=(warehouse.root,)) as engine:
        yield lambda release: Archive(release, warehouse, engine, store)


def take_in(programme: Programme, warehouse: Warehouse, *changes: tuple[str, str]) -> None:
    """Take in the bicycles, changed, as another vintage of their table."""
    text = programme.figures[FIGURES].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    source = programme.sources["demo:bicycles"]
    recording, reader = transcription(source, name=FIGURES, content=text.encode())
    warehouse.keep(recording, reader=reader, received=NOON)


OLDER = ("2025-01-10", "2024-07-01")


def step(earlier: EarlierValue) -> tuple[float | None, date, tuple[RevisionReason, ...]]:
    return earlier.value.value, earlier.recorded, earlier.reasons


def test_two_vintages_of_one_table_show_both_values_with_date_and_reason(
    programme: Programme, warehouse: Warehouse, archive_of: Open
) -> None:
    take_in(programme, warehouse, OLDER, ("110.0", "108.0"))
    take_in(programme, warehouse)

    release = build_release(programme=programme, warehouse=warehouse)
    found = archive_of(release).earlier("bicycles-number")

    (one,) = found[ALL]
    assert step(one) == (108.0, date(2024, 7, 1), (RevisionReason.VINTAGE,))
    assert one.versions[0].startswith("demo:bicycles 2024-07-01")
    assert ELECTRIC not in found  # it was the same


def test_a_definitive_figure_that_changed_is_called_revised(
    programme: Programme, warehouse: Warehouse, archive_of: Open
) -> None:
    take_in(programme, warehouse, OLDER, ("25.0", "24.0"))
    take_in(programme, warehouse)

    release = build_release(programme=programme, warehouse=warehouse)
    found = archive_of(release).earlier("bicycles-number")

    assert [step(one) for one in found[ELECTRIC]] == [
        (24.0, date(2024, 7, 1), (RevisionReason.REVISION,))
    ]


def test_a_corrected_figure_shows_what_was_received(
    programme_folder: Path, warehouse: Warehouse, archive_of: Open
) -> None:
    (programme_folder / "corrections").mkdir()
    (programme_folder / "corrections" / "all.yaml").write_text(CORRECTION, "utf-8")
    programme = read_programme(programme_folder)
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)

    release = build_release(programme=programme, warehouse=warehouse)
    found = archive_of(release).earlier("bicycles-number")

    assert [step(one) for one in found[ALL]] == [
        (110.0, date(2025, 1, 10), (RevisionReason.CORRECTION,))
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "reasons"),
    [
        (
            "indicators/roads/electric-share.yaml",
            "scale: 100",
            "scale: 10",
            (RevisionReason.DEFINITION,),
        ),
        (  # other codes are another reading of the same bytes
            "sources/bicycles.yaml",
            "K100: E",
            "S: E, K100: S",
            (RevisionReason.CODES, RevisionReason.READING),
        ),
    ],
)
def test_a_release_made_otherwise_tells_what_changed(
    programme: Programme,
    warehouse: Warehouse,
    store: ReleaseStore,
    archive_of: Open,
    programme_folder: Path,
    edit: Edit,
    name: str,
    old: str,
    new: str,
    reasons: tuple[RevisionReason, ...],
) -> None:
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    first = build_release(programme=programme, warehouse=warehouse)
    store.keep(first, programme_folder=programme_folder)

    changed = read_programme(edit(name, old, new))
    keep_embedded(programme=changed, warehouse=warehouse, received=NOON)
    release = build_release(programme=changed, warehouse=warehouse)
    found = archive_of(release).earlier("bicycles-electric-share")

    (one,) = found["NL01", "2024-Q2", ()]
    assert (one.value.value, one.release, one.reasons) == (30.0, first.id, reasons)


def test_another_calculation_is_told_as_such(
    programme: Programme,
    warehouse: Warehouse,
    store: ReleaseStore,
    archive_of: Open,
    programme_folder: Path,
) -> None:
    # Given a release in which the program computed another value from the same data
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    release = build_release(programme=programme, warehouse=warehouse)
    share = release.computed["bicycles-electric-share"]
    other = replace(share, values=tuple(replace(v, value=1.0) for v in share.values))
    before = replace(
        release,
        id="2025-01-10-0ther",
        computed={**release.computed, "bicycles-electric-share": other},
    )
    store.keep(before, programme_folder=programme_folder)

    found = archive_of(release).earlier("bicycles-electric-share")

    assert found["NL01", "2024-Q2", ()][0].reasons == (RevisionReason.CALCULATION,)


def test_an_older_state_that_cannot_be_read_is_said_and_stops_nothing(
    programme: Programme,
    warehouse: Warehouse,
    store: ReleaseStore,
    archive_of: Open,
    programme_folder: Path,
) -> None:
    # Given a vintage without the code for electric bicycles, and a release that is damaged
    take_in(programme, warehouse, OLDER, ("K100", "X"))
    take_in(programme, warehouse)
    release = build_release(programme=programme, warehouse=warehouse)
    store.keep(replace(release, id="2024-01-01-broken"), programme_folder=programme_folder)
    broken = store._root / "2024-01-01-broken" / "indicators" / "bicycles-number.json"
    broken.write_text("{", "utf-8")
    store.keep(release, programme_folder=programme_folder)

    archive = archive_of(release)

    assert archive.earlier("bicycles-electric-share") == {}
    assert [sentence.split(":")[0] for sentence in archive.unread] == [
        "release 2024-01-01-broken",
        "bicycles-electric-share as of 2024-07-01",
    ]


def test_every_value_of_a_release_runs_back_to_its_cells(
    programme: Programme, warehouse: Warehouse, archive_of: Open, tmp_path: Path
) -> None:
    cache = DiskCache(tmp_path / "cache")
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    release = build_release(programme=programme, warehouse=warehouse)

    archive_of(release).check(cache=cache, made_by="this code")

    # Given one value among them that says it was made of other cells
    bicycles = release.computed["bicycles-number"]
    forged = (*bicycles.values[:-1], replace(bicycles.values[-1], keys_hash="0" * 64))
    planted = replace(
        release,
        computed={**release.computed, "bicycles-number": replace(bicycles, values=forged)},
    )
    with pytest.raises(IndicatorError, match="are not the 1 that this value was made of"):
        archive_of(planted).check(cache=cache, made_by="this code")


def test_only_paths_of_which_something_changed_are_run_again(
    programme: Programme,
    warehouse: Warehouse,
    archive_of: Open,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Given a release whose paths were found whole
    run: list[str] = []
    monkeypatch.setattr(archive_module, "check_paths", lambda one, _: run.append(one.definition.id))
    cache = DiskCache(tmp_path / "cache")
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    release = build_release(programme=programme, warehouse=warehouse)
    archive_of(release).check(cache=cache, made_by="this code")
    every = sorted(run)
    run.clear()

    # When nothing, a definition, the code, or a file on the disk changes
    archive_of(release).check(cache=cache, made_by="this code")
    assert run == []
    bicycles = release.computed["bicycles-number"]
    other = bicycles.definition.model_copy(update={"decimals": 3})
    renamed = {**release.computed, "bicycles-number": replace(bicycles, definition=other)}
    archive_of(replace(release, computed=renamed)).check(cache=cache, made_by="this code")
    assert run == ["bicycles-number"]
    run.clear()
    archive_of(release).check(cache=cache, made_by="other code")
    assert sorted(run) == every
    run.clear()
    for path in warehouse.root.rglob("observations.parquet"):
        path.write_bytes(path.read_bytes() + b"damaged")
    archive_of(release).check(cache=cache, made_by="other code")

    # Then just those paths are run again on which it may have an effect
    assert sorted(run) == every


def test_where_no_number_changed_no_programme_of_an_older_release_is_read(
    programme: Programme,
    warehouse: Warehouse,
    store: ReleaseStore,
    archive_of: Open,
    programme_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Given a release, and the same figures under a programme with another text
    take_in(programme, warehouse)
    release = build_release(programme=programme, warehouse=warehouse)
    other = replace(programme, hash="0" * 64)
    store.keep(
        replace(release, id="2024-01-01-old", programme=other), programme_folder=programme_folder
    )
    store.keep(release, programme_folder=programme_folder)
    monkeypatch.setattr(store, "open", None)

    # When it is asked what its numbers were before
    archive = archive_of(release)

    # Then no release is opened, and nothing changed
    assert archive.earlier("bicycles-number") == {}
    assert archive.unread == []


def test_the_same_table_of_values_is_not_read_again_to_find_what_changed(
    programme: Programme,
    warehouse: Warehouse,
    store: ReleaseStore,
    archive_of: Open,
    programme_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Given a release, one before it with its figures, and one with a figure that was another
    take_in(programme, warehouse)
    release = build_release(programme=programme, warehouse=warehouse)
    bicycles = release.computed["bicycles-number"]
    values = tuple(
        replace(one, value=one.value + 1) if (one.region, one.period) == ALL[:2] else one
        for one in bicycles.values
        if one.value is not None
    )
    computed = {**release.computed, "bicycles-number": replace(bicycles, values=values)}
    for name, some in (("2024-01-01-other", computed), ("2024-02-01-same", release.computed)):
        before = replace(release, id=name, content=name, computed=some)
        store.keep(before, programme_folder=programme_folder)
    store.keep(release, programme_folder=programme_folder)
    read: list[str] = []
    figures = store.figures
    monkeypatch.setattr(store, "figures", lambda name: read.append(name) or figures(name))

    # When it is asked what its numbers were before
    found = archive_of(release).earlier("bicycles-number")

    # Then only the table is read that differs, and what it had is found
    assert read == ["2024-01-01-other"]
    assert ALL in found


def test_a_number_whose_paths_were_checked_is_explained_without_computing_it_again(
    programme: Programme,
    warehouse: Warehouse,
    archive_of: Open,
    tmp_path: Path,
) -> None:
    # Given a release in which one number is not what its cells give
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    release = build_release(programme=programme, warehouse=warehouse)
    bicycles = release.computed["bicycles-number"]
    wrong = replace(bicycles.values[-1], value=(bicycles.values[-1].value or 0.0) + 1)
    planted = replace(bicycles, values=(*bicycles.values[:-1], wrong))
    forged = replace(release, computed={**release.computed, "bicycles-number": planted})

    # Then whoever checks finds it, and so does who explains it without a check
    with pytest.raises(IndicatorError, match="is published"):
        archive_of(forged).check(cache=DiskCache(tmp_path / "one"), made_by="this code")
    with pytest.raises(IndicatorError, match="is published"):
        archive_of(forged).explanation(planted, wrong)

    # And after a check the sound one is explained by its cells alone
    archive = archive_of(release)
    archive.check(cache=DiskCache(tmp_path / "other"), made_by="this code")
    assert archive.checked >= {"bicycles-number"}
    assert archive.explanation(bicycles, bicycles.values[-1]).cells
