"""Whatever happens to a file of the data folder: it is named, and nothing wrong is published.

A file is damaged as a disk, a program or a hand would do it. `agdb doctor` names it, or it was a
memo, of which the work is done again; a publication after that is right to the last byte, or does
not take place.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import duckdb
import pytest
from tests.broken_off.jobs import JOBS, Before, Job, Worker, contents, files
from tests.broken_off.worker import Order

from agdb.arrivals.memory import examine_news
from agdb.release.examine import examine_releases
from agdb.warehouse.doctor import examine
from agdb.warehouse.ledger import Ledger

pytestmark = pytest.mark.slow

Find = Callable[[Job], Before]
Damage = Callable[[Path, random.Random], None]


def flip(path: Path, chance: random.Random) -> None:
    body = bytearray(path.read_bytes())
    body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    path.write_bytes(body)


def digit(path: Path, chance: random.Random) -> None:
    body = bytearray(path.read_bytes())
    places = [at for at, one in enumerate(body) if chr(one).isdigit()] or [len(body) // 2]
    at = chance.choice(places)
    body[at] = ord("1") if body[at] != ord("1") else ord("7")
    path.write_bytes(body)


def cut(path: Path, chance: random.Random) -> None:
    body = path.read_bytes()
    path.write_bytes(body[: chance.randrange(len(body))])


def empty(path: Path, _: random.Random) -> None:
    path.write_bytes(b"")


def zeros(path: Path, _: random.Random) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def link(path: Path, _: random.Random) -> None:
    path.unlink()
    path.symlink_to("/dev/null")


def folder(path: Path, _: random.Random) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: Final[dict[str, Damage]] = {
    "a bit flipped": flip,
    "another digit": digit,
    "cut off": cut,
    "empty": empty,
    "zeros": zeros,
    "gone": lambda path, _: path.unlink(),
    "a link": link,
    "a folder": folder,
}


def detached(path: Path) -> None:
    """Give a file that several releases share back to the one that is damaged."""
    body = path.read_bytes()
    path.unlink()
    path.write_bytes(body)


def is_memo(name: str) -> bool:
    return any(part.startswith(".") for part in Path(name).parts)


def check_damage(worker: Worker, state: Before, place: Path, name: str, what: str) -> str:
    """Whether the damage to a file was told, or undone; it fails for anything else."""
    told = worker.run(Order(str(place), ("doctor", "--json")))
    answers = [worker.run(Order(str(place), words)) for words in (("build",), ("publish", "www"))]
    for one in (told, *answers):
        assert one.code in {0, 1}, (what, name, one)
        assert "Traceback" not in one.err, (what, name, one)
    site = {path: sum_ for path, sum_ in contents(place).items() if path.startswith("www/")}
    right = {path: sum_ for path, sum_ in state.becomes.items() if path.startswith("www/")}
    was = {path: sum_ for path, sum_ in state.was.items() if path.startswith("www/")}
    expected = right if answers[1].code == 0 else was
    assert site.keys() == expected.keys(), (what, name, answers)
    for page in (one for one in site if site[one] != expected[one]):
        # An earlier release that cannot be read any more: the page of changes says so.
        earlier = Path(name).parts[2]
        assert name.startswith("var/releases/"), (what, name, page)
        assert earlier in (place / page).read_text("utf-8"), (what, name, page)
    if told.code == 1:
        assert "remedy" in told.out or str(place / name) in told.err, (what, name, told)
        return "told"
    assert is_memo(name), f"{what}: nobody says anything of {name}"
    assert answers[1].code == 0, (what, name, answers)
    return "undone"


def victims(place: Path) -> list[str]:
    """Every file of the data folder, those of one folder as one kind, that may be damaged."""
    names = [path.relative_to(place).as_posix() for path in files(place / "var")]
    return [name for name in names if not name.endswith(".lock")]


def sample(place: Path, number: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Files and damages, so that every kind of file comes before any comes twice."""
    kinds: dict[str, list[str]] = {}
    for name in victims(place):
        path = Path(name)
        kinds.setdefault(f"{path.parts[1]} {path.parent.name} {path.suffix}", []).append(name)
    for some in kinds.values():
        chance.shuffle(some)
    order = [some[turn] for turn in range(number) for some in kinds.values() if turn < len(some)]
    ways = list(DAMAGES)
    for place_in_order, name in enumerate(order[:number]):
        yield name, ways[(place_in_order + chance.randrange(len(ways))) % len(ways)]


def check_damages(worker: Worker, before: Find, folder: Path, number: int) -> dict[str, int]:
    state, ended = before(JOBS["publish"]), {"told": 0, "undone": 0}
    chance = random.Random(random.getrandbits(32))
    for name, way in sample(state.place, number, chance):
        place = state.again(folder)
        detached(place / name)
        DAMAGES[way](place / name, chance)
        ended[check_damage(worker, state, place, name, way)] += 1
        shutil.rmtree(place)
    return ended


def test_a_damaged_file_is_told_or_made_again(worker: Worker, before: Find, tmp_path: Path) -> None:
    assert sum(check_damages(worker, before, tmp_path, 4).values()) == 4


@pytest.mark.long
def test_of_ninety_damaged_files_none_passes_in_silence(
    worker: Worker, before: Find, tmp_path: Path
) -> None:
    ended = check_damages(worker, before, tmp_path, 90)
    assert sum(ended.values()) == 90
    assert ended["told"] > ended["undone"] > 0


def table(sql: str) -> Damage:
    """Another table in the place of a Parquet file, as somebody would write it."""

    def alter(path: Path, _: random.Random) -> None:
        made = path.with_name("altered")
        with duckdb.connect() as connection:
            connection.execute(
                f"copy ({sql.format(f'read_parquet({str(path)!r})')}) to '{made}' (format parquet)"
            )
        made.replace(path)

    return alter


def text(old: str, new: str) -> Damage:
    """Another text in the place of one that stands there."""

    def alter(path: Path, _: random.Random) -> None:
        body = path.read_text("utf-8")
        assert old in body, (path, body[:2000])
        path.write_text(body.replace(old, new, 1), "utf-8")

    return alter


_MORE: Final = table("select * replace (value + 1 as value) from {}")
_RECORDED: Final = text('"recorded": "2025', '"recorded": "2024')
ALTERED: Final[dict[str, tuple[str, Damage]]] = {
    "every figure one more": (
        "datasets/*/*/*/observations.parquet", _MORE,
    ),
    "every figure in another status": (
        "datasets/*/*/*/observations.parquet", table("select * replace ('E' as status) from {}"),
    ),
    "a figure less": ("datasets/*/*/*/observations.parquet", table("select * from {} limit 5")),
    "another title of a measure": (
        "datasets/*/*/*/structure.json", text('"title": "', '"title": "Of '),
    ),
    "another reader": ("datasets/*/*/*/version.json", text('"revision": "', '"revision": "x')),
    "another day of recording": ("snapshots/*/*/*.json", _RECORDED),
    "another origin": ("snapshots/*/*/*.json", text('"transcription"', '"fetch"')),
    "another number in a release": (
        "releases/*/values.parquet", _MORE,
    ),
    "another input of an indicator": (
        "releases/*/indicators/bicycles-number.json",
        text('"recorded":"2025', '"recorded":"2024'),
    ),
    "another day of a release": ("releases/*/release.json", _RECORDED),
    "another name in the programme of a release": (
        "releases/*/programme/register/initiatives.yaml", text("pad", "weg"),
    ),
    "another initiative in the register of a release": (
        "releases/*/register.json", text("pad", "weg"),
    ),
    "a publication that was not decided": (
        "releases/publications.json", text('"published"', '"draft"'),
    ),
    "another page on the shelf": ("shelf/**/*.html", text("</p>", " not</p>")),
}  # fmt: skip


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(what, marks=() if number in {0, 5, 13} else pytest.mark.long)
        for number, what in enumerate(ALTERED)
    ],
)
def test_what_is_altered_and_well_formed_is_told_and_not_published(
    what: str, worker: Worker, before: Find, tmp_path: Path
) -> None:
    state = before(JOBS["publish"])
    place = state.again(tmp_path)
    pattern, alter = ALTERED[what]
    path = sorted((place / "var").glob(pattern))[-1]
    detached(path)
    alter(path, random.Random(0))

    name = path.relative_to(place).as_posix()
    assert check_damage(worker, state, place, name, what) == "told"


DELETED: Final = {
    "a decision to withdraw": "withdrawals/*/*",
    "all decisions to withdraw": "withdrawals",
    "a release that readers had": "shelf/*",
    "the shelf": "shelf",
    "the list of publications": "releases/publications.json",
    "a version": "datasets/*/*/*",
    "the list of what must be there": "ledger/kept.json",
}


def delete(path: Path) -> None:
    """Delete a file or a folder with all that is in it."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(what, marks=pytest.mark.long if number else ())
        for number, what in enumerate(DELETED)
    ],
)
def test_what_is_deleted_whole_is_told_before_anything_is_made_of_it(
    what: str, worker: Worker, before: Find, tmp_path: Path
) -> None:
    # Given a data folder with a withdrawn version
    place = before(JOBS["publish"]).again(tmp_path)
    name, version = quoted(place)
    worker.done(place, "withdraw", name, version, "--reason", "a mistake of the publisher")
    site = contents(place / "www")

    # When a document goes with its checksum and all
    for path in sorted((place / "var").glob(DELETED[what])):
        delete(path)

    # Then doctor tells it, and nothing is built or published but where the list itself was it
    told = worker.run(Order(str(place), ("doctor",)))
    assert told.code == 1, told
    assert "restore it from a backup" in told.out, told
    for words in (("build",), ("publish", "www")):
        ended = worker.run(Order(str(place), words))
        assert "Traceback" not in ended.err, ended
        assert ended.code == (0 if "must be there" in what else 1), (words, ended)
        if ended.code:
            assert "this was kept and is gone" in ended.err or "is gone;" in ended.err, ended
            assert contents(place / "www") == site


def quoted(place: Path) -> tuple[str, str]:
    """A data set of the place that is a figure of the programme, and its newest version."""
    path = sorted((place / "var" / "datasets").glob("*/*/*/version.json"))[-1]
    told = json.loads(path.read_bytes())
    return told["dataset"], told["version"]


def check_flips(before: Find, folder: Path, number: int) -> None:
    state = before(JOBS["publish"])
    place = state.again(folder)
    chance = random.Random(random.getrandbits(32))
    names = [name for name in victims(place) if not is_memo(name)]
    silent = []
    for _ in range(number):
        path = place / chance.choice(names)
        body = path.read_bytes()
        detached(path)
        flip(path, chance)
        root = place / "var"
        told = (
            examine(root),
            examine_releases(root / "releases", data=root),
            examine_news(root),
            Ledger(root).examine(),
        )
        if not any(map(list, told)):
            silent.append(str(path))
        path.write_bytes(body)
    assert silent == []


def test_no_bit_flips_unnoticed(worker: Worker, before: Find, tmp_path: Path) -> None:
    check_flips(before, tmp_path, 10)


@pytest.mark.long
def test_none_of_150_bits_flips_unnoticed(worker: Worker, before: Find, tmp_path: Path) -> None:
    check_flips(before, tmp_path, 150)
