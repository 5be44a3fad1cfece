"""Zip archives: nothing leaves its folder, nothing unpacks without end."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from agdb.errors import SourceError
from agdb.files.archive import is_zip, member_names, members, opened_zip, unzip
from agdb.files.recorded import RecordedFile

Build = Callable[[zipfile.ZipFile], object]


def packed(build: Build) -> RecordedFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        build(archive)
    return RecordedFile.of("a.zip", buffer.getvalue())


def _link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, "/etc/passwd")


def _odd(archive: zipfile.ZipFile) -> None:
    archive.writestr("a", "x" * 99, compress_type=zipfile.ZIP_BZIP2)


def _many(archive: zipfile.ZipFile) -> None:
    for number in range(10_001):
        archive.writestr(str(number), "")


def test_files_come_out_under_their_names_in_a_folder_of_ours(tmp_path: Path) -> None:
    file = packed(lambda a: (a.writestr("x/a.csv", "1"), a.writestr("x/b.csv", "2"), a.mkdir("y")))
    assert is_zip(file)
    assert member_names(file)[:2] == ("x/a.csv", "x/b.csv")
    found = unzip(file, folder=tmp_path)
    assert [(item.name, item.read()) for item in found] == [("x/a.csv", b"1"), ("x/b.csv", b"2")]
    assert [item.path for item in found] == [tmp_path / "0" / "a.csv", tmp_path / "1" / "b.csv"]


CLUTTER = (
    *("__MACOSX/x/._a.csv", "x/.DS_Store", "__MACOSX/._x", "x/Icon\r", "x/Thumbs.db"),
    *("Desktop.ini", "x/~$a.xlsx", "x/a.csv~"),
)


def test_what_a_system_packs_along_is_not_what_was_sent(tmp_path: Path) -> None:
    file = packed(lambda a: [a.writestr(n, "x") for n in (*CLUTTER, "x/a.csv")])

    assert member_names(file) == ("x/a.csv",)
    assert [item.name for item in unzip(file, folder=tmp_path)] == ["x/a.csv"]
    with opened_zip(file) as archive:
        assert [info.filename for info in members(archive)] == ["x/a.csv"]


def test_clutter_counts_for_what_an_archive_unpacks_to() -> None:
    file = packed(lambda a: a.writestr("__MACOSX/._a", b"0" * (16 << 20)))

    with pytest.raises(SourceError, match="unpacks from"), opened_zip(file):
        pass


FAULTS: dict[str, tuple[Build, str]] = {
    "a path upward": (lambda a: a.writestr("../x", "1"), "which leaves its folder"),
    "a path upward inside": (lambda a: a.writestr("a/../../x", "1"), "which leaves its folder"),
    "an absolute path": (lambda a: a.writestr("/etc/x", "1"), "which leaves its folder"),
    "a path of another system": (lambda a: a.writestr("..\\x", "1"), "which leaves its folder"),
    "a drive": (lambda a: a.writestr("C:x", "1"), "which leaves its folder"),
    "a link": (_link, "is a link"),
    "a name twice": (
        lambda a: (a.writestr("A", "1"), a.writestr("a", "2")),
        "two files of one name",
    ),
    "too many files": (_many, "holds 10001 files"),
    "a bomb": (lambda a: a.writestr("a", bytes(20 << 20)), "unpacks from"),
    "a name that no disk takes": (lambda a: a.writestr("a" * 300, "1"), "is too long"),
    "a name on two lines": (lambda a: a.writestr("a\nb", "1"), "which leaves its folder"),
    "an unusual packing": (_odd, "packed in an unusual way"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_dangerous_archive_is_refused(tmp_path: Path, fault: str) -> None:
    build, sentence = FAULTS[fault]
    with pytest.raises(SourceError, match=sentence):
        unzip(packed(build), folder=tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("damage", [lambda c: c[:-10], lambda c: b"PK\x03\x04" + bytes(50)])
def test_a_damaged_archive_is_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    file = RecordedFile.of("a.zip", damage(packed(lambda a: a.writestr("a", "1")).read()))
    assert member_names(file) == ()
    with pytest.raises(SourceError, match="not a zip archive"):
        unzip(file, folder=tmp_path)


def test_a_member_that_lies_about_its_bytes_is_refused(tmp_path: Path) -> None:
    raw = bytearray(packed(lambda a: a.writestr("a", "abcdefgh" * 9)).read())
    raw[40] ^= 0xFF
    with pytest.raises(SourceError, match="damaged"):
        unzip(RecordedFile.of("a.zip", bytes(raw)), folder=tmp_path)


def test_an_encrypted_member_is_refused() -> None:
    raw = packed(lambda a: a.writestr("a", "1")).read()
    flagged = bytearray(raw)
    flagged[6] |= 1
    flagged[raw.rindex(b"PK\x01\x02") + 8] |= 1
    with (
        pytest.raises(SourceError, match="is encrypted"),
        opened_zip(RecordedFile.of("a.zip", bytes(flagged))),
    ):
        pass


def _listed(size: bytes, *, large: bool) -> RecordedFile:
    """An archive whose end says that the list of its contents has this size."""
    end = bytearray(packed(lambda a: a.writestr("a", "x")).read())
    end[-10:-6] = b"\xff" * 4 if large else size
    if large:
        head = b"PK\x06\x06" + bytes(36) + size.ljust(8, b"\0") + bytes(8)
        end[-22:-22] = head + b"PK\x06\x07" + bytes(16)
    return RecordedFile.of("a.zip", bytes(end))


@pytest.mark.parametrize("large", [False, True])
def test_a_list_of_contents_that_memory_cannot_hold_is_not_read(large: bool) -> None:
    file = _listed((9 << 20).to_bytes(4, "little"), large=large)
    assert member_names(file) == ()
    with pytest.raises(SourceError, match="it lists more than 10000 files"), opened_zip(file):
        pass
