"""No file takes the machine: what a reader must hold in memory is bounded, whatever is sent."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.conftest import ROOT

from agdb.errors import SourceError
from agdb.files.gunzip import content
from agdb.files.recorded import RecordedFile
from agdb.sources import folder
from agdb.sources.formats import long_table
from agdb.sources.formats.text import encoding_of
from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
ABOUT = (
    b"dataset: delivery:x\ntitle: t\nrecorded: 2026-02-01\nlicence: l\ncitation: c\ncontact: c\n"
    b"columns:\n  k: {role: dimension}\n  p: {role: period}\n  v: {role: value, unit: persons}\n"
)
TSV = b"freq,geo\\TIME_PERIOD\t2024 \n"
CODES = "more different codes and titles than a classification can have"


def delivery(place: Path, parts: Iterator[bytes]) -> Path:
    """A delivery whose table is written in pieces."""
    place.mkdir(exist_ok=True)
    (place / "delivery.yaml").write_bytes(ABOUT)
    with (place / "f.csv").open("wb") as out:
        out.write(b"k,p,v\n")
        out.writelines(parts)
    return place


def thousands(count: int, line: bytes) -> Iterator[bytes]:
    """`count` thousand lines, each with its own number."""
    for start in range(count):
        yield b"".join(line % number for number in range(start * 1000, start * 1000 + 1000))


@pytest.fixture
def small_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that small files reach."""
    monkeypatch.setattr(long_table, "_ROOM", 64 << 10)
    monkeypatch.setattr(long_table, "_MOST_PERIODS", 500)
    monkeypatch.setattr(folder, "_MOST_FILES", 5)


def test_a_column_of_ever_new_codes_is_no_dimension(
    small_room: None, take_in: TakeIn, tmp_path: Path
) -> None:
    with pytest.raises(SourceError, match=CODES):
        take_in("delivery:x", delivery(tmp_path / "d", thousands(2, b"c%d,2024,1\n")))
    path = tmp_path / "une_x.tsv"
    path.write_bytes(TSV + b"".join(thousands(2, b"A,N%d\t1 \n")))
    with pytest.raises(SourceError, match=CODES):
        take_in("eurostat:une_x", path)


def test_ever_new_titles_of_one_code_are_none(
    small_room: None, take_in: TakeIn, tmp_path: Path
) -> None:
    keys = (
        b"PROVINCIE;GEMEENTENUMMER;GEMEENTENAAM;SOORT INSTELLING;BRIN NUMMER ACTUEEL;"
        b"INSTELLINGSNAAM ACTUEEL;CROHO ONDERDEEL;CROHO SUBONDERDEEL;OPLEIDINGSCODE ACTUEEL;"
        b"OPLEIDINGSNAAM ACTUEEL;OPLEIDINGSVORM;SOORT DIPLOMA;GESLACHT;2017;2018\r\n"
    )
    row = b"Drenthe;0106;Assen%d;x;00XX;H;t;n;01;B;v;hbo;man;3;<5\r\n"
    (tmp_path / "hbo.csv").write_bytes(keys + b"".join(thousands(2, row)))
    with pytest.raises(SourceError, match=CODES):
        take_in("duo:hbo", tmp_path / "hbo.csv")


def test_a_column_of_ever_new_periods_is_no_period(
    small_room: None, take_in: TakeIn, tmp_path: Path
) -> None:
    days = (f"a,{1000 + n}-01-01,1\n".encode() for n in range(600))
    with pytest.raises(SourceError, match="the table has more than 500 periods"):
        take_in("delivery:x", delivery(tmp_path / "d", days))


def test_a_folder_of_very_many_files_is_no_recording(
    small_room: None, take_in: TakeIn, tmp_path: Path
) -> None:
    for number in range(6):
        (tmp_path / "d" / str(number)).mkdir(parents=True)
        (tmp_path / "d" / str(number) / "a.csv").write_bytes(b"x")
    with pytest.raises(SourceError, match="holds more than 5 files; name the folder of one"):
        take_in("delivery:x", tmp_path / "d")


def test_a_link_does_not_bring_a_file_from_elsewhere(take_in: TakeIn, tmp_path: Path) -> None:
    sent = delivery(tmp_path / "d", iter([b"a,2024,1\n"]))
    (tmp_path / "secret.csv").write_bytes((sent / "f.csv").read_bytes())
    (sent / "f.csv").unlink()
    (sent / "f.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(SourceError, match=r"f.csv: this is a link that leads out of the folder"):
        take_in("delivery:x", sent)
    (tmp_path / "link").symlink_to(delivery(tmp_path / "e", iter([b"a,2024,1\n"])))
    assert take_in("delivery:x", tmp_path / "link").rows == 1


def test_a_line_without_end_is_not_read_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as out:
        out.truncate(40 << 20)
    with pytest.raises(SourceError, match="a line is longer than 33554432 bytes"):
        encoding_of(path, name="a.csv")


def test_a_text_of_very_many_values_is_refused_before_it_is_read() -> None:
    file = RecordedFile.of("a.json", b"[" + b"1," * 99 + b"1]")
    assert content(file, parts=99) == file.content
    with pytest.raises(SourceError, match=r"a.json: the file holds more than 98 values"):
        content(file, parts=98)


def test_what_is_read_whole_has_a_bound() -> None:
    assert RecordedFile.of("a.json", b"{}").read(most=2) == b"{}"
    with pytest.raises(
        SourceError, match=r"a.json: the file of 2 bytes is larger than one of this"
    ):
        RecordedFile.of("a.json", b"{}").read(most=1)


IMPORT = """
import sys
from datetime import date, datetime, UTC
from pathlib import Path
from agdb.errors import AgdbError
from agdb.sources.folder import open_recording
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.warehouse import Warehouse
day = date(2026, 11, 24)
try:
    recording, reader = open_recording(
        DatasetId.parse(sys.argv[1]), Path(sys.argv[2]), today=day, recorded=day)
    Warehouse(Path(sys.argv[3])).keep(recording, reader=reader, received=datetime.now(UTC))
except AgdbError as error:
    print(error)
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""
DIGITS = b"9" * 1_000_000
CUBE = (
    b'{"version":"2.0","class":"dataset","label":"x","id":["a"],"size":[9],"dimension":{},"value":['
)
WEEKS = b",".join(b'"%d-W%02d"' % (1980 + at // 50, at % 50 + 1) for at in range(1000))
CELLS = b",".join(b'"%d":1' % at for at in range(1_400_000))
MARKED = (
    b'{"version":"2.0","class":"dataset","label":"x","id":["geo","time"],"size":[1400,1000],'
    b'"dimension":{"geo":{"category":{"index":[%b]}},"time":{"category":{"index":[%b]}}},'
    b'"value":{%b},"status":{%b}}'
    % (b",".join(b'"c%d"' % at for at in range(1400)), WEEKS, CELLS, CELLS.replace(b":1", b':"p"'))
)
HOSTILE: dict[str, tuple[str, str, bytes, bytes, int, bytes]] = {
    "numbers in JSON": ("eurostat:x_y", "x.json", CUBE, b"1," * 1_000_000, 100, b"1]}"),
    "digits in JSON": ("eurostat:x_y", "x.json", CUBE, DIGITS, 1, b"]}"),
    "brackets in JSON": ("eurostat:x_y", "x.json", CUBE, b"[" * 1_000_000, 9, b"]}"),
    "cells with a mark": ("eurostat:x_y", "x.json", MARKED, b"", 0, b""),
    "objects in JSON": ("worldbank:x", "x.json", b'[{"page":1},[', b"{}," * 1_000_000, 11, b"{}]]"),
    "brackets in objects": ("worldbank:x", "x.json", b'[{"page":1},', b"[" * 1_000_000, 9, b""),
    "one line": ("eurostat:x_y", "x_y.tsv", TSV, b"x" * (1 << 20), 600, b"\n"),
    "keys": ("eurostat:x_y", "x_y.tsv", TSV, b"", 4000, b""),
    "columns": ("eurostat:x_y", "x_y.tsv", TSV[:-1] + b"\t", b"2024 \t" * 100_000, 9, b"2025\n"),
}


@pytest.mark.long
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_takes_less_than_a_gigabyte(tmp_path: Path, kind: str) -> None:
    dataset, name, before, part, times, after = HOSTILE[kind]
    with (tmp_path / name).open("wb") as out:
        out.write(before)
        out.writelines([part] * times if part else thousands(times, b"A,N%d\t1 \n"))
        out.write(after)

    sentence, kilobytes = imported(dataset, tmp_path / name, tmp_path / "var")

    assert sentence.startswith(dataset) == (kind != "cells with a mark")
    assert kilobytes < 1 << 20


def imported(dataset: str, path: Path, data: Path) -> tuple[str, int]:
    """The sentence against a file, and the kilobytes that a process took at most for it."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORT, dataset, str(path), str(data)],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    *sentence, kilobytes = done.stdout.splitlines()
    return " ".join(sentence), int(kilobytes)


ALIASES = b"a: &a [x]\n" + b"".join(
    b"%c: &%c [*%c,*%c,*%c,*%c]\n" % (at, at, *([at - 1] * 4)) for at in b"bcdefghijklmnopqrs"
)
DESCRIBED = {
    "aliases": (ALIASES, "an alias"),
    "digits": (b"rows: " + DIGITS[:900_000] + b"\n", "a number of 900000 digits"),
    "brackets": (b"x: " + b"[" * 400_000 + b"\n", "nested too deeply"),
    "all of it": (b"x: |\n" + b"  aaaaaaaaaaaaaaaaaa\n" * 60_000, "holds more than 1048576 bytes"),
}


@pytest.mark.parametrize("kind", DESCRIBED)
def test_a_description_of_a_delivery_is_small_and_plain(
    take_in: TakeIn, tmp_path: Path, kind: str
) -> None:
    more, sentence = DESCRIBED[kind]
    sent = delivery(tmp_path / "d", iter([b"a,2024,1\n"]))
    (sent / "delivery.yaml").write_bytes(ABOUT + more)
    with pytest.raises(SourceError, match=sentence):
        take_in("delivery:x", sent)


def test_a_cell_of_megabytes_is_no_figure_and_no_code(take_in: TakeIn, tmp_path: Path) -> None:
    for number, line in enumerate((b"a,2024," + DIGITS + b"\n", DIGITS + b",2024,1\n")):
        csv.field_size_limit(1 << 24)  # as a reader of metadata leaves it
        with pytest.raises(SourceError, match="field larger than field limit"):
            take_in("delivery:x", delivery(tmp_path / str(number), iter([line])))
