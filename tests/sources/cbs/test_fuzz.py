"""Whatever bytes come: a right dataset or one sentence, never a crash, a hang or half a dataset."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest
from tests.conftest import NOON

from agdb.errors import AgdbError
from agdb.sources.folder import open_recording
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.engine import Engine
from agdb.warehouse.intake import load
from agdb.warehouse.snapshot import receipt_of

pytestmark = pytest.mark.slow

FORMS = {
    "v4_folder": ("cbs:99999NED", 13),
    "bulk_folder": ("cbs:99998NED", 5),
    "bulk_zip": ("cbs:99998NED", 5),
    "v3_folder": ("cbs:99997ned", 8),
    "portal_folder": ("cbs:99997ned", 8),
    "titles_folder": ("cbs:99995NED", 8),
    "v3_parquet_folder": ("cbs:99997ned", 8),
    "v4_parquet_folder": ("cbs:99999NED", 13),
}
CASES, PARTS, LONG = 150, 4, 10_000  # 4,800 cases in all, and 5,400 of the other readers
SECONDS = 10
# A dump has no count: one that breaks off where a smaller cross is complete looks whole.
UNCOUNTED = {"cbs:99995NED"}
TOKENS = (
    *(b'"', b";", b"\n", b"\r\n", b"\x00", b"\xff\xfe", b"null", b"1e999", b"-", b"{", b"[", b"]"),
    *(
        b"}",
        b'"value":[',
        b",",
        b"'",
        b"NaN",
        b"9" * 40,
        b"[" * 5000,
        b"\xef\xbb\xbf",
        b"%s",
        b"\\",
    ),
    *(b'"; drop', b"Infinity", b"\xe2\x80\xae", b"../", b"Identifier", b"true", b"0x10", b"1_000"),
)


def mutated(content: bytes, dice: random.Random) -> bytes:
    """The content with one to four changes."""
    data = bytearray(content)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(data) + 1)
        end = min(len(data), at + dice.randint(1, 60))
        match dice.randrange(7):
            case 0 if at < len(data):
                data[at] ^= 1 << dice.randrange(8)
            case 1 if at < len(data):
                data[at] = dice.randrange(256)
            case 2:
                del data[at:end]
            case 3:
                data[at:at] = data[at:end]
            case 4 if dice.random() < 0.3:
                del data[at:]
            case 5:
                data[at:end] = dice.choice(TOKENS)
            case _:
                data[at:at] = dice.choice(TOKENS)
    return bytes(data)


def read(path: Path, dataset: str, scratch: Path, engine: Engine) -> tuple[int, str | None]:
    """Read and check a recording as the warehouse does, without keeping it."""
    recording, reader = open_recording(
        DatasetId.parse(dataset), path, today=NOON.date(), recorded=NOON.date()
    )
    answer = reader.read(recording, scratch=scratch, ask=engine.rows)
    version = scratch / "version"
    version.mkdir()
    receipt = receipt_of(recording, received=NOON)
    return load(engine, answer, receipt=receipt, folder=version), answer.partial


def fuzz(base: Path, dataset: str, rows: int, *, cases: int, room: Path, first: int) -> None:
    room.mkdir()
    whole = (
        {base.name: base.read_bytes()}
        if base.is_file()
        else {file.name: file.read_bytes() for file in sorted(base.iterdir())}
    )
    _undamaged_is_read(base, dataset, rows, room)
    refused = 0
    sentences: list[str] = []
    engine = Engine(folders=(room,), threads=1)
    for seed in range(first, first + cases):
        dice = random.Random(seed)
        case = room / str(seed)
        folder, scratch = case / "recording", case / "scratch"
        folder.mkdir(parents=True)
        scratch.mkdir()
        victim = dice.choice(sorted(whole))
        for name, content in whole.items():
            (folder / name).write_bytes(mutated(content, dice) if name == victim else content)
        began = time.monotonic()
        path = folder / base.name if base.is_file() else folder
        try:
            count, partial = read(path, dataset, scratch, engine)
        except AgdbError as error:
            refused += 1
            sentences.append(str(error))
            engine = _usable(engine, room)
        except Exception as error:
            raise AssertionError(f"{dataset} {victim}, seed {seed}: {error!r}") from error
        else:
            shorter = dataset in UNCOUNTED and count < rows
            assert partial or count == rows or shorter, f"seed {seed}: {count}"
        assert time.monotonic() - began < SECONDS, f"seed {seed} took too long"
        shutil.rmtree(case)
    with engine:
        assert [sentence for sentence in sentences if "\n" in sentence] == []
    assert refused > cases // 10


def _usable(engine: Engine, room: Path) -> Engine:
    """The engine, or a new one if what it read has put it out of order."""
    try:
        engine.rows("select 1")
    except AgdbError:
        with engine:
            return Engine(folders=(room,), threads=1)
    return engine


def _undamaged_is_read(base: Path, dataset: str, rows: int, room: Path) -> None:
    """What is refused below is refused for its damage: the recording itself is read whole."""
    scratch = room / "undamaged"
    scratch.mkdir()
    with Engine(folders=(room, base.parent), threads=1) as engine:
        count, partial = read(base, dataset, scratch, engine)
    assert partial or count == rows
    shutil.rmtree(scratch)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("form", FORMS)
def test_damaged_bytes_give_a_right_dataset_or_one_sentence(
    form: str, part: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    base = request.getfixturevalue(form)
    dataset, rows = FORMS[form]
    fuzz(base, dataset, rows, cases=CASES, room=tmp_path / "room", first=part * CASES)


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
def test_ten_thousand_damaged_recordings_of_each_form(
    form: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    base = request.getfixturevalue(form)
    dataset, rows = FORMS[form]
    fuzz(base, dataset, rows, cases=LONG, room=tmp_path / "room", first=CASES * PARTS)
