"""A site takes the place of the one before whole, or not at all, and leaves what is of others."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT

from agdb.cli import site_folder
from agdb.cli.exchange import exchange
from agdb.cli.site_folder import published, write_site
from agdb.cli.site_mark import MARK
from agdb.errors import ReleaseError, UsageError

pytestmark = pytest.mark.slow

PAGES = [("index.html", b"one"), ("nl/index.html", b"een")]
OTHERS = {
    "CNAME": b"monitor.example",
    ".git/HEAD": b"x",
    ".git/objects/ab/cd": b"y",
    ".well-known/security.txt": b"c",
    ".nojekyll": b"",
    "nl/eigen.txt": b"e",
    "nl/eigen/map.txt": b"m",
}
WAYS = ("one step", "without the step", "a mount point", "no second names", "parent read-only")


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The ways in which a site takes its place; what the system lacks is taken away from it."""
    match request.param:
        case "without the step":
            monkeypatch.setattr(site_folder, "exchange", lambda one, other: False)
        case "a mount point":
            monkeypatch.setattr("os.path.ismount", lambda path: True)
        case "no second names":
            monkeypatch.setattr("os.link", _refuse)
        case "parent read-only":
            monkeypatch.setattr("os.access", lambda path, mode: False)
    return str(request.param)


def _refuse(*_: object, **__: object) -> None:
    raise PermissionError(1, "Operation not permitted")


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for the mark."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARK
    }


def put(folder: Path, content: dict[str, bytes]) -> None:
    for name, body in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


def test_a_site_is_named_and_complete(tmp_path: Path) -> None:
    count = write_site(PAGES, folder=tmp_path / "site", name="2025-a")

    assert count == 2
    assert published(tmp_path / "site") == "2025-a"
    assert files(tmp_path / "site") == dict(PAGES)


def test_a_page_that_fails_leaves_the_site_before_it(tmp_path: Path, way: str) -> None:
    write_site(PAGES, folder=tmp_path / "site", name="2025-a")

    def failing() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"two"
        raise ReleaseError("this page cannot be written")

    with pytest.raises(ReleaseError):
        write_site(failing(), folder=tmp_path / "site", name="2025-b")

    assert published(tmp_path / "site") == "2025-a"
    assert files(tmp_path / "site") == dict(PAGES)
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_page_that_is_gone_does_not_stay(tmp_path: Path, way: str) -> None:
    write_site(PAGES, folder=tmp_path / "site", name="2025-a")

    write_site(PAGES[:1], folder=tmp_path / "site", name="2025-b")

    assert not (tmp_path / "site" / "nl").exists()
    assert published(tmp_path / "site") == "2025-b"


def test_files_of_others_stay_the_files_that_they_are(tmp_path: Path, way: str) -> None:
    # Given a site in which others have put things, links and an empty folder among them
    site = tmp_path / "site"
    write_site(PAGES, folder=site, name="2025-a")
    put(site, OTHERS)
    (site / "latest").symlink_to("nl")
    (site / "nl" / "gone").symlink_to("/no/where")
    (site / "uploads").mkdir(mode=0o700)
    numbers = {name: (site / name).stat().st_ino for name in OTHERS}

    # When the site is written again, twice, with another folder of pages
    for name in ("2025-b", "2025-c"):
        write_site([*PAGES[:1], ("en/index.html", b"one")], folder=site, name=name)

    # Then all of it is there: the same files, not copies
    assert files(site) == {**OTHERS, "index.html": b"one", "en/index.html": b"one"}
    assert {name: (site / name).stat().st_ino for name in OTHERS} == numbers
    assert (site / "latest").readlink() == Path("nl")
    assert (site / "nl" / "gone").readlink() == Path("/no/where")
    assert (site / "uploads").stat().st_mode & 0o777 == 0o700
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


PATHS = st.sampled_from(["a", "b/a", "b/c", "b/d/a", ".h/a", "e/f/g", "index.html", "x/index.html"])


@pytest.mark.parametrize("step", [True, False])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=st.sets(PATHS), two=st.sets(PATHS), three=st.sets(PATHS), theirs=st.sets(PATHS))
def test_afterwards_there_is_the_site_and_what_others_put_there(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    step: bool,
    one: set[str],
    two: set[str],
    three: set[str],
    theirs: set[str],
) -> None:
    monkeypatch.setattr(site_folder, "exchange", exchange if step else lambda *_: False)
    site = tmp_path_factory.mktemp("p") / "site"
    stranger = dict.fromkeys(theirs - one - two - three, b"theirs")
    for number, pages in enumerate((one, two, three)):
        write_site([(p, b"%d" % number) for p in sorted(pages)], folder=site, name=str(number))
        put(site, stranger)

        assert files(site) == {**stranger, **dict.fromkeys(pages, b"%d" % number)}


@pytest.mark.parametrize(
    ("theirs", "page"), [("robots.txt", "robots.txt"), ("en", "en/index.html"), ("x/y", "x")]
)
def test_a_file_of_others_in_the_way_is_named_and_nothing_changes(
    tmp_path: Path, way: str, theirs: str, page: str
) -> None:
    site = tmp_path / "site"
    write_site(PAGES, folder=site, name="2025-a")
    put(site, {theirs: b"theirs"})

    with pytest.raises(UsageError, match=r"this is not of the site, and a page of it"):
        write_site([(page, b"ours")], folder=site, name="2025-b")

    assert files(site) == {**dict(PAGES), theirs: b"theirs"}
    assert published(site) == "2025-a"


@pytest.mark.parametrize("path", ["../out.html", "/etc/passwd", "nl/../../x", MARK, "."])
def test_a_page_stays_inside_the_site(tmp_path: Path, path: str) -> None:
    with pytest.raises(ReleaseError, match="may not be written"):
        write_site([(path, b"x")], folder=tmp_path / "site", name="x")

    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_and_the_site_is_behind_it(tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "one").symlink_to("www")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    (tmp_path / "new").symlink_to("not-yet")

    for folder in ("two", "one", "two", "new"):
        write_site(PAGES, folder=tmp_path / folder, name=folder)

    assert [path.name for path in tmp_path.iterdir() if path.is_symlink()] == ["one", "two", "new"]
    assert files(tmp_path / "www") == files(tmp_path / "not-yet") == dict(PAGES)
    assert len(list(tmp_path.iterdir())) == 5


def test_a_checkout_may_become_a_site_and_another_folder_may_not(tmp_path: Path) -> None:
    put(tmp_path / "pages", {".git/HEAD": b"x"})
    put(tmp_path / "home", {"letter.txt": b"x"})

    write_site(PAGES, folder=tmp_path / "pages", name="2025-a")
    with pytest.raises(UsageError, match="not empty and not a site that agdb wrote"):
        write_site(PAGES, folder=tmp_path / "home", name="2025-a")

    assert files(tmp_path / "pages") == {**dict(PAGES), ".git/HEAD": b"x"}
    assert files(tmp_path / "home") == {"letter.txt": b"x"}


def test_a_site_from_before_there_were_lists_is_replaced(tmp_path: Path, way: str) -> None:
    # Given a site that only carries its name
    site = tmp_path / "site"
    put(site, {**dict(PAGES), "old/page.html": b"o", ".git/HEAD": b"x", "CNAME": b"c"})
    (site / MARK).write_text("2025-a", "utf-8")
    assert published(site) == "2025-a"

    write_site([("index.html", b"two")], folder=site, name="2025-b")

    left = files(site)
    assert left["index.html"] == b"two"
    assert (left[".git/HEAD"], left["CNAME"]) == (b"x", b"c")
    assert published(site) == "2025-b"


def test_a_web_server_can_read_it_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_site(PAGES, folder=tmp_path / "site", name="2025-a")
    finally:
        os.umask(before)

    for path in (tmp_path / "site", *(tmp_path / "site").rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644) or (
            path.name == MARK
        )


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [
        ("file", "file: this is a file; name a folder for the site"),
        ("file/site", "the site cannot be written"),
        ("loop", "the site cannot be written"),
        ("x" * 300, "the site cannot be written .File name too long"),
        ("/proc/agdb/site", "the site cannot be written"),
    ],
)
def test_where_no_site_can_be_is_one_sentence(tmp_path: Path, folder: str, sentence: str) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "loop").symlink_to("loop")

    with pytest.raises((UsageError, ReleaseError), match=sentence):
        write_site(PAGES, folder=tmp_path / folder, name="x")

    assert {path.name for path in tmp_path.iterdir()} == {"file", "loop"}


def missed_by_a_reader(site: Path, *, replacements: int) -> tuple[list[str], int]:
    """Replace a site, with a file of others in it, while it is read: what was missed, and reads."""
    write_site(PAGES, folder=site, name="0")
    (site / "CNAME").write_bytes(b"c")
    missed: list[str] = []
    seen = 0
    done = threading.Event()

    def read() -> None:
        nonlocal seen
        while not done.is_set():
            for page in ("index.html", "nl/index.html", "CNAME"):
                try:
                    (site / page).read_bytes()
                    seen += 1
                except OSError as error:
                    missed.append(str(error))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(replacements):
        write_site([*PAGES, (f"new/{number}.html", b"new")], folder=site, name=str(number))
    done.set()
    reader.join()
    return missed, seen


def test_a_reader_never_misses_a_page(tmp_path: Path, way: str) -> None:
    missed, seen = missed_by_a_reader(tmp_path / "site", replacements=40)

    assert (missed, seen > 40) == ([], True)


@pytest.mark.long
def test_of_300_replacements_a_reader_misses_none(tmp_path: Path, way: str) -> None:
    missed, seen = missed_by_a_reader(tmp_path / "site", replacements=300)

    assert (missed, seen > 300) == ([], True)


@pytest.mark.long
def test_nor_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "www").symlink_to("disk/site")

    missed, seen = missed_by_a_reader(tmp_path / "www", replacements=300)

    assert (missed, seen > 300) == ([], True)
    assert (tmp_path / "www").is_symlink()


@pytest.mark.long
def test_nor_on_a_disk_that_is_mounted_there(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(site)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a disk")

    try:
        missed, seen = missed_by_a_reader(site, replacements=300)
    finally:
        subprocess.run(["umount", "--lazy", str(site)], check=True)

    assert (missed, seen > 300) == ([], True)


WRITER = """
import sys
from pathlib import Path
from agdb.cli import site_folder
if sys.argv[2] == "merge":
    site_folder.exchange = lambda one, other: False
for number in range(10_000):
    body = str(number).encode()
    pages = [(f"p{n}/index.html", body) for n in range(40)]
    site_folder.write_site(pages, folder=Path(sys.argv[1]), name=str(number))
    print(number, flush=True)
"""


@pytest.mark.parametrize("kind", ["exchange", "merge"])
def test_a_kill_at_any_moment_leaves_a_site_and_what_is_of_others(
    tmp_path: Path, kind: str
) -> None:
    chance = random.Random(kind)
    site = tmp_path / "site"
    for _ in range(6):
        command = [sys.executable, "-c", WRITER, str(site), kind]
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "COVERAGE_PROCESS_START": ""}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
            assert process.stdout is not None
            process.stdout.readline()  # there is a site
            (site / "CNAME").write_bytes(b"c")
            time.sleep(chance.random() * 0.2)
            process.send_signal(signal.SIGKILL)
            process.stdout.read()
        bodies = {(site / f"p{n}" / "index.html").read_bytes() for n in range(40)}
        assert len(bodies) == 1 or (kind == "merge" and len(bodies) == 2)
        assert (site / "CNAME").read_bytes() == b"c"

    write_site(PAGES, folder=site, name="whole")

    assert files(site) == {**dict(PAGES), "CNAME": b"c"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert sorted(path.name for path in site.iterdir() if path.name.startswith(".")) == [MARK]


def test_what_others_wrote_while_the_folders_changed_names_comes_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    write_site(PAGES, folder=site, name="2025-a")

    def slow(one: Path, other: Path) -> bool:
        (other / "late.txt").write_bytes(b"l")  # after it was looked what others have
        return exchange(one, other)

    monkeypatch.setattr(site_folder, "exchange", slow)
    write_site(PAGES, folder=site, name="2025-b")

    assert files(site) == {**dict(PAGES), "late.txt": b"l"}
