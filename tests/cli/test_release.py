"""Nothing of a release leaks before its moment, and what readers had keeps its address."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from tests.cli.conftest import Run

from agdb.cli import context, publish, release

FIRST, EMBARGO, AFTER = (
    datetime(2026, 11, 1, 9, tzinfo=UTC),
    datetime(2026, 12, 1, 9, tzinfo=UTC),
    datetime(2026, 12, 1, 9, 0, 1, tzinfo=UTC),
)
SECRET = ("987654", "987.654", "987,654", "Zebravink")


class Clock:
    """The moment that all commands see."""

    def __init__(self) -> None:
        self.moment = FIRST

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    for module in (context, publish, release):
        monkeypatch.setattr(module, "now", found)
    return found


def built(agdb: Run, day: str) -> str:
    """The id of the release of a day."""
    done = agdb("build", "--as-of", day, "--json")
    assert done.returncode == 0, done.stderr
    name: str = json.loads(done.stdout)["release"]
    return name


@pytest.fixture
def two(agdb: Run, place: Path, clock: Clock) -> tuple[str, str]:
    """A release that readers have, and one with other figures and words under embargo."""
    first = built(agdb, "2026-10-31")
    assert agdb("publish", str(place / "site"), "--packed").returncode == 0
    figures = place / "programme" / "figures" / "bicycles.csv"
    figures.write_text(figures.read_text("utf-8").replace("110.0", "987654.0"), "utf-8")
    about = place / "programme" / "texts" / "nl" / "about.md"
    about.write_text(about.read_text("utf-8") + "\nZebravink.\n", "utf-8")
    then = built(agdb, "2026-11-30")
    assert then != first
    assert agdb("release", "embargo", then, "2026-12-01T10:00+01:00").returncode == 0
    return first, then


def leaks(folder: Path, words: tuple[str, ...]) -> list[str]:
    """Every file of a site with one of these words in it, whatever it is packed in."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(one for one in folder.rglob("*") if one.is_file())
        if any(word.encode() in body for word in words for body in unpacked(path.read_bytes()))
    ]


def unpacked(body: bytes) -> Iterator[bytes]:
    """The bytes of a file, and of all that is packed in it; of a picture its texts."""
    yield body
    if body.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(body))
    elif body.startswith(b"\x89PNG"):
        yield from picture_texts(body)
    elif zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            yield file.comment
            for one in file.infolist():
                yield one.filename.encode() + one.comment
                yield from unpacked(file.read(one))
    else:
        with suppress(brotli.error):  # a packed copy has no sign in front: it opens or it is none
            yield from unpacked(brotli.decompress(body)) if body else ()


def picture_texts(body: bytes) -> Iterator[bytes]:
    """The chunks of a PNG beside its points, those that are packed opened."""
    place = 8
    while place < len(body):
        size, kind = struct.unpack(">I4s", body[place : place + 8])
        chunk = body[place + 8 : place + 8 + size]
        place += size + 12
        if kind in {b"tEXt", b"iTXt", b"zTXt", b"eXIf"}:
            yield chunk
            packed = chunk.find(b"\x78")  # how packed bytes begin
            if packed >= 0:
                with suppress(zlib.error):
                    yield zlib.decompress(chunk[packed:])


def pictures(folder: Path) -> dict[str, bytes]:
    """What is drawn in points: no word can be looked for in it, so its bytes are held apart."""
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*.png")}


@pytest.mark.parametrize("way", ["plain", "gzip", "brotli", "zip", "zip in gzip", "picture"])
def test_a_leak_is_found_whatever_it_is_packed_in(tmp_path: Path, way: str) -> None:
    word = b"Er zijn 987654 fietsen. " * 40
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.csv", word)
    chunk = b"zTXtComment\0\0" + zlib.compress(word)
    size, check = struct.pack(">I", len(chunk) - 4), struct.pack(">I", zlib.crc32(chunk))
    bodies = {
        "plain": word,
        "gzip": gzip.compress(word),
        "brotli": brotli.compress(word),
        "zip": held.getvalue(),
        "zip in gzip": gzip.compress(held.getvalue()),
        "picture": b"\x89PNG\r\n\x1a\n" + size + chunk + check,
    }
    (tmp_path / "file").write_bytes(bodies[way])

    assert leaks(tmp_path, SECRET) == ["file"]
    assert leaks(tmp_path, ("Zebravink",)) == []


@pytest.mark.slow
def test_nothing_of_an_embargo_leaks_before_its_moment(
    agdb: Run, place: Path, clock: Clock, two: tuple[str, str]
) -> None:
    first, then = two
    drawn = pictures(place / "site")

    done = agdb("publish", str(place / "site"), "--packed")

    assert done.returncode == 0, done.stderr
    assert f"release {then} is held back or withdrawn; {first} is shown" in done.stderr
    assert leaks(place / "site", (*SECRET, then)) == []
    assert leaks(place / "site", (first,)) != []
    packed = {path.suffix for path in (place / "site").rglob("*")}
    assert {".gz", ".br", ".zip", ".xlsx"} <= packed
    assert pictures(place / "site") == drawn
    assert drawn
    (shelf,) = place.rglob("shelf")
    assert leaks(shelf, (*SECRET, then)) == []
    assert leaks(shelf, (first,)) != []


@pytest.mark.slow
def test_from_its_moment_on_it_is_shown_and_the_one_before_keeps_its_address(
    agdb: Run, place: Path, clock: Clock, two: tuple[str, str]
) -> None:
    first, then = two
    before = {
        path.name: path.read_bytes()
        for path in (place / "site" / "releases" / first).iterdir()
        if path.is_file()
    }

    clock.moment = EMBARGO
    done = agdb("publish", str(place / "site"), "--packed")

    assert done.returncode == 0, done.stderr
    site = place / "site"
    assert leaks(site, ("Zebravink",)) != []
    for name, body in before.items():
        assert (site / "releases" / first / name).read_bytes() == body
    page = (site / "nl" / "releases" / "index.html").read_text("utf-8")
    assert page.index(then) < page.index(f"/releases/{first}/")
    changes = (site / "nl" / "changes" / "index.html").read_text("utf-8")
    assert first in changes


@pytest.mark.slow
def test_a_release_that_is_withdrawn_says_why_at_its_address(
    agdb: Run, place: Path, clock: Clock, two: tuple[str, str]
) -> None:
    first, then = two
    clock.moment = AFTER
    agdb("publish", str(place / "site"), "--packed")

    assert agdb("release", "withdraw", then, "--reason", "De cijfers klopten niet.").returncode == 0
    done = agdb("publish", str(place / "site"), "--packed")

    assert done.returncode == 0, done.stderr
    site = place / "site"
    for file in (site / "releases" / then / "index.html", site / "nl" / "releases" / "index.html"):
        assert "De cijfers klopten niet." in file.read_text("utf-8")
    assert leaks(site, SECRET) == []
    assert not (site / "releases" / then / "release.zip").exists()
    assert f"{first} is shown" in done.stderr


@pytest.mark.slow
def test_where_all_is_held_back_one_sentence_says_so(agdb: Run, place: Path, clock: Clock) -> None:
    name = built(agdb, "2026-10-31")
    agdb("release", "draft", name)

    done = agdb("publish", str(place / "site"), "--packed")

    assert done.returncode == 1
    assert "every release is held back or withdrawn" in done.stderr
    assert not (place / "site").exists()


@pytest.mark.slow
def test_the_list_says_what_was_decided(agdb: Run, two: tuple[str, str]) -> None:
    first, then = two

    rows = json.loads(agdb("release", "list", "--json").stdout)["releases"]

    assert [(row["release"], row["state"], row["shown"]) for row in rows] == [
        (first, "published", True),
        (then, "embargoed", False),
    ]
    refused = agdb("release", "draft", first)
    assert refused.returncode == 2
    assert "readers have this release already" in refused.stderr
    wrong = agdb("release", "embargo", then, "morgen")
    assert "'morgen' is not a moment with its zone" in wrong.stderr
