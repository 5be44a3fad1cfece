"""Bytes that were damaged in every way: a right data set or one sentence, never anything else.

Each reader gets the small specimens of its forms, damaged by a seeded generator: bits, cuts,
repeats, swaps, and the words that upset parsers. What comes out passes every check of the
warehouse. `agdb test --long` does 10,000 cases a reader.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError, StatisticsError
from agdb.files.recorded import RecordedFile, placed
from agdb.sources.contract import Origin, Recording
from agdb.sources.publishers import READERS, reader_for
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.engine import Engine
from agdb.warehouse.intake import load
from agdb.warehouse.snapshot import receipt_of

pytestmark = pytest.mark.slow

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SHORT, LONG = 450, 10_000  # 5,400 cases in all, and 4,800 of CBS
OURS = ("plain-", "unpacked", "tidy.csv", "marks.json", "periods.json")  # files of the scratch
WORDS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'""', b"\n", b"\r", b"\t", b";", b",", b":",
    b"\\", b"-", b"1e999", b"NaN", b"Infinity", b"null", b"true", b"99999999999999999999", b"0.1",
    b"-9", b"<5", b"[", b"]", b"{", b"}", b"[[[[[[[[", b"<!DOCTYPE a>", b"&a;",
    b"'; drop table x; --", b"../../x", b"\xc3\xa9", b"\xed\xa0\x80", b"\\ud800", b"\\u0000",
    b"2024-W60", b"9999", b"0000",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A form: its data set, its files, and which of them are damaged."""

    dataset: str
    files: dict[str, bytes]

    def damaged(self, chance: random.Random) -> dict[str, bytes]:
        """The files with one of them damaged."""
        name = chance.choice(sorted(self.files))
        return self.files | {name: damage(self.files[name], chance)}


def damage(content: bytes, chance: random.Random) -> bytes:
    """Return `content` with one to three injuries."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(len(content) + 1)
        to = min(len(content), at + chance.choice((1, 2, 8, 64)))
        match chance.randrange(7):
            case 0:
                content = content[:at]
            case 1:
                content = content[:at] + content[to:]
            case 2:
                content = content[:to] + content[at:to] + content[to:]
            case 3:
                content = content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
            case 4:
                content = content[:at] + chance.choice(WORDS) + content[at:]
            case 5:
                content = content[:at] + chance.choice(WORDS) + content[to:]
            case _:
                bit = 1 << chance.randrange(8)
                content = (
                    content[:at] + bytes(b ^ bit for b in content[at : at + 1]) + content[at + 1 :]
                )
    return content


@pytest.fixture(scope="module")
def forms(small: Path, workbook: Callable[..., bytes]) -> dict[str, list[Case]]:
    """The specimens of each reader, by its class."""

    def of(dataset: str, *names: str) -> Case:
        paths = [small / name for name in names]
        return Case(dataset, {path.name: path.read_bytes() for path in paths})

    keys = (
        "PROVINCIE;GEMEENTENUMMER;GEMEENTENAAM;SOORT INSTELLING;BRIN NUMMER ACTUEEL;"
        "INSTELLINGSNAAM ACTUEEL;CROHO ONDERDEEL;CROHO SUBONDERDEEL;OPLEIDINGSCODE ACTUEEL;"
        "OPLEIDINGSNAAM ACTUEEL;OPLEIDINGSVORM;SOORT DIPLOMA;GESLACHT;2017;2018\r\n"
    )
    row = "Drenthe;0106;Assen;x;00XX;Hé;t;n;01;B;v;hbo;man;3;<5\r\n"
    tension = workbook(
        A=[["kwartaal", "regio", "beroepsgroep", "spanningsindicator"]]
        + [["2023Q1", "NL", f"01{n}", n / 4] for n in range(10, 36)]
    )
    filled = workbook(
        delivery=[
            ["dataset", "delivery:x"],
            ["title", "t"],
            ["recorded", "2026-02-01"],
            ["licence", "l"],
            ["citation", "c"],
            ["contact", "c"],
        ],
        columns=[
            ["column", "role", "title", "unit", "kind", "of"],
            ["p", "period"],
            ["v", "value", "V", "persons"],
        ],
        figures=[["p", "v"], ["2024", 1], ["2025", 2.5]],
    )
    tsv = (small / "eurostat" / "cyc_age.tsv").read_bytes()
    return {
        "JsonStat": [of("eurostat:cyc_age", "eurostat/json-stat.json")],
        "SdmxCsv": [
            *(of("eurostat:cyc_age", f"eurostat/{n}.csv") for n in ("codes", "both", "beside")),
            of("eurostat:cyc_age", "eurostat/labels.csv", "eurostat/structure.xml"),
        ],
        "Tsv": [
            of("eurostat:cyc_age", "eurostat/cyc_age.tsv"),
            Case("eurostat:cyc_age", {"cyc_age.tsv.gz": gzip.compress(tsv)}),
        ],
        "OldFile": [Case("duo:hbo", {"hbo.csv": (keys + row).encode("latin-1")})],
        "Ckan": [of("duo:p04hogdipl@x", "duo/gediplomeerdengeslhbo.csv")],
        "Ais": [of("roa:ais", "roa/ais.csv")],
        "Tension": [Case("uwv:tension", {"x.xlsx": tension})],
        "OecdCsv": [of("oecd:DSD_CYC@DF_CYC_LV", "oecd/labels.csv")],
        "SdmxJson": [of("oecd:x", "oecd/data.json")],
        "DpLive": [of("oecd:x", "oecd/dp_live.csv")],
        "WorldBankIndicator": [
            of("worldbank:CY.CLE.ZS", "worldbank/page-1.json", "worldbank/page-2.json")
        ],
        "Delivery": [
            of("delivery:cycling-schools", "delivery/delivery.yaml", "delivery/figures.csv"),
            Case("delivery:x", {"t.xlsx": filled}),
        ],
    }


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """One engine for all cases of a test."""
    with Engine(folders=(tmp_path,), threads=1) as opened:
        yield opened


def outcome(
    engine: Engine, folder: Path, dataset: str, files: dict[str, bytes], *, check: bool = True
) -> int:
    """Read files as `agdb import` does; return the number of rows, or 0 if refused.

    With `check` they are loaded and held against every check of the warehouse.
    """
    for name in ("in", "scratch", "out"):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir()
    recorded = tuple(_stored(folder / "in", name, files[name]) for name in sorted(files))
    id_ = DatasetId.parse(dataset)
    try:
        reader = reader_for(id_, recorded)
        label = reader.label(recorded)
        if label.name is not None and not DatasetId(id_.publisher, label.name).same_as(id_):
            return 0
        recording = Recording(id_, recorded, date(2026, 11, 24), Origin.IMPORT, "", "", "")
        draft = reader.read(recording, scratch=folder / "scratch", ask=engine.rows)
        rows = draft.expected_rows or 0
        if check:
            receipt = receipt_of(recording, received=NOON)
            assert rows == load(engine, draft, receipt=receipt, folder=folder / "out")
    except (SourceError, StatisticsError) as error:
        return _told(placed(error, dataset, recorded), recorded)
    return rows


def _stored(folder: Path, name: str, content: bytes) -> RecordedFile:
    """A file as the warehouse hands it to a reader: stored under its checksum."""
    path = folder / hashlib.sha256(content).hexdigest()
    path.write_bytes(content)
    return RecordedFile.at(path, name=name)


def _told(error: SourceError, files: tuple[RecordedFile, ...]) -> int:
    """One line, with the file as its sender calls it or with the cell, never our name for it."""
    said = str(error)
    assert "\n" not in said
    assert not any(file.sha256[:12] in said for file in files), said
    assert not any(word in said for word in OURS), said
    cell = error.place is not None and error.place.cell is not None
    assert cell or any(file.name.rpartition("/")[2] in said for file in files), said
    return 0


def _run(forms: dict[str, list[Case]], name: str, times: int, engine: Engine, folder: Path) -> None:
    chance = random.Random(name)
    whole = [outcome(engine, folder, case.dataset, case.files) for case in forms[name]]
    assert all(whole)  # undamaged, each form is a data set
    refused = 0
    for number in range(times):
        case = chance.choice(forms[name])
        check = times == LONG or number % 4 == 0  # loading costs ten times what reading does
        refused += not outcome(engine, folder, case.dataset, case.damaged(chance), check=check)
    assert refused > times // 10


NAMES = (
    "JsonStat", "SdmxCsv", "Tsv", "OldFile", "Ckan", "Ais", "Tension", "OecdCsv", "SdmxJson",
    "DpLive", "WorldBankIndicator", "Delivery",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_damaged_bytes_are_a_data_set_or_one_sentence(
    forms: dict[str, list[Case]], name: str, engine: Engine, tmp_path: Path
) -> None:
    _run(forms, name, SHORT, engine, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_ten_thousand_damaged_recordings_are_a_data_set_or_one_sentence(
    forms: dict[str, list[Case]], name: str, engine: Engine, tmp_path: Path
) -> None:
    _run(forms, name, LONG, engine, tmp_path)


def test_every_reader_of_a_publisher_of_this_file_is_damaged() -> None:
    ours = {type(r).__name__ for name, rs in READERS.items() if name != "cbs" for r in rs}
    assert ours == set(NAMES)


@pytest.mark.parametrize("name", ["JsonStat", "SdmxJson", "WorldBankIndicator"])
def test_json_that_breaks_off_anywhere_is_never_a_shorter_data_set(
    forms: dict[str, list[Case]], name: str, engine: Engine, tmp_path: Path
) -> None:
    (case,) = forms[name]
    file = sorted(case.files)[-1]
    whole = outcome(engine, tmp_path, case.dataset, case.files)
    length = len(case.files[file].rstrip())
    for end in range(0, length, max(1, length // 60)):
        cut = case.files | {file: case.files[file][:end]}
        assert outcome(engine, tmp_path, case.dataset, cut) in {0, whole}


@pytest.mark.parametrize("name", ["SdmxCsv", "Tsv", "OldFile", "Ckan", "Ais", "OecdCsv", "DpLive"])
def test_a_table_that_breaks_off_inside_a_line_is_refused(
    forms: dict[str, list[Case]], name: str, engine: Engine, tmp_path: Path
) -> None:
    case = forms[name][0]
    (file,) = case.files
    content = case.files[file]
    ends = {at + 1 for at, byte in enumerate(content) if byte in b"\r\n"}
    for end in range(1, len(content), max(1, len(content) // 40)):
        if end not in ends:
            cut = {file: content[:end]}
            assert outcome(engine, tmp_path, case.dataset, cut) == 0, content[:end][-40:]


def test_json_nested_without_end_is_one_sentence(engine: Engine, tmp_path: Path) -> None:
    deep: Any = json.loads('{"version": "2.0", "class": "dataset"}')
    text = json.dumps(deep)[:-1] + ', "extension": ' + '{"a":' * 100_000 + "1" + "}" * 100_001
    path = tmp_path / "deep.json"
    path.write_text(text)
    recorded = (RecordedFile.at(path, name="deep.json"),)
    reader = reader_for(DatasetId.parse("eurostat:x"), recorded)
    with pytest.raises(SourceError, match="not the JSON"):
        reader.label(recorded)
