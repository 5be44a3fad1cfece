"""From open data to the register by hand: fetched, listed, accepted, rejected, put outside."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.db import connections
from tests.cli.conftest import Run
from tests.proposals.doors import NOON, ROWS, door
from tests.proposals.recordings import (
    letter,
    line,
    motion,
    page,
    promise,
    publication,
    search,
    table,
)

from agdb.cli import proposals, register_fetch
from agdb.files import durable
from agdb.proposals.store import Undecided
from agdb.register.reading import read_register, register_files

pytestmark = pytest.mark.slow

ORGANISATIONS = """\
- id: roads
  names:
    nl: Wegen
    en: Roads
  kind: unknown
  sources:
    - url: https://example.org/
      seen: whole
  as_of: '2029'
  recorded: '2030-01-01'
"""
ANSWERS = [
    word
    for path, value in {
        "relation": "direct", "text.en": "A letter", "made_by.en": "Minister",
        "occasion.en": "Debate",
    }.items()
    for word in ("--set", f"{path}={value}")
]  # fmt: skip
MOTION = ["--set", "relation=direct", "--set", "title.en=Motion about a bell"]


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day behind those of the invented records."""
    for module in (proposals, register_fetch):
        monkeypatch.setattr(module, "now", lambda: NOON)


@pytest.fixture
def register(programme_folder: Path) -> Path:
    """The invented programme with an organisation and the words of the three services."""
    doors = [
        door(name).model_dump(mode="json", exclude_none=True)
        for name in ("tweede-kamer", "bekendmakingen", "rijksfinancien")
    ]
    (programme_folder / "doors.yaml").write_text(yaml.safe_dump(doors, allow_unicode=True), "utf-8")
    folder = programme_folder / "register"
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "organisations.yaml").write_text(ORGANISATIONS, "utf-8")
    return folder


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A promise and a motion of an invented parliament."""
    folder = tmp_path / "recording"
    folder.mkdir()
    (folder / "Toezegging-page-1.json").write_bytes(page([promise()]))
    (folder / "Zaak-page-1.json").write_bytes(page([motion()]))
    return folder


def fetched(agdb: Run, folder: Path, service: str = "tweede-kamer") -> dict[str, str]:
    """Fetch a recording; return the names of what waits, by kind of record."""
    told = agdb("register", "fetch", service, "--recorded", str(folder))
    assert told.returncode == 0, told.stderr
    waiting = json.loads(agdb("register", "proposals", "--json").stdout)
    return {one["record_kind"]: one["id"] for one in waiting}


@pytest.mark.usefixtures("place")
def test_a_promise_and_a_motion_go_from_arrival_to_byte_equal_files(
    agdb: Run, register: Path, recording: Path
) -> None:
    names = fetched(agdb, recording)
    assert sorted(path.name for path in register.iterdir()) == ["organisations.yaml"]

    promised = agdb("register", "accept", names["commitments"], *ANSWERS)
    moved = agdb("register", "accept", names["motions"], *MOTION)

    assert promised.returncode == 0, promised.stderr
    assert moved.returncode == 0, moved.stderr
    bodies = {path.name: path.read_text("utf-8") for path in register.iterdir()}
    assert register_files(read_register(bodies, languages=("nl", "en"))) == {
        name: body.encode() for name, body in bodies.items()
    }
    assert "number: TZ203101-001" in bodies["commitments.yaml"]
    assert "seats_for: 80" in bodies["motions.yaml"]
    assert agdb("register", "check").returncode == 0
    assert agdb("register", "proposals").stdout == "0 wait\n"


@pytest.mark.usefixtures("place", "register")
def test_fetching_again_changes_nothing_and_a_change_is_an_update_not_a_second_record(
    agdb: Run, register: Path, recording: Path
) -> None:
    names = fetched(agdb, recording)
    agdb("register", "accept", names["commitments"], *ANSWERS)

    assert (
        "new 0, known 2"
        in agdb("register", "fetch", "tweede-kamer", "--recorded", str(recording)).stdout
    )
    (recording / "Toezegging-page-1.json").write_bytes(
        page([promise(Status="Deels afgedaan", GewijzigdOp="2031-03-01T00:00:00Z")])
    )
    update = fetched(agdb, recording)["commitments"]
    (one,) = [
        one
        for one in json.loads(agdb("register", "proposals", "--json").stdout)
        if one["id"] == update
    ]

    assert one["standing"] == "update"
    assert {change["field"] for change in one["changes"]} == {"source_state", "history"}
    assert agdb("register", "accept", update).returncode == 0
    text = (register / "commitments.yaml").read_text("utf-8")
    assert text.count("- id:") == 1
    assert "source_state: Deels afgedaan" in text


@pytest.mark.usefixtures("place", "register")
def test_a_word_that_nobody_knows_waits_is_told_and_is_mended_by_a_row(
    agdb: Run, programme_folder: Path, recording: Path
) -> None:
    (recording / "Toezegging-page-1.json").write_bytes(page([promise(Status="Onderweg")]))

    told = agdb("register", "fetch", "tweede-kamer", "--recorded", str(recording))
    waiting = json.loads(agdb("register", "proposals", "--json").stdout)
    ident = next(one["id"] for one in waiting if one["unrecognised"])
    refused = agdb("register", "accept", ident, *ANSWERS)

    assert f"{ident} waits: 'Onderweg' in 'Status' of tweede-kamer" in told.stderr
    assert refused.returncode == 1
    assert "write what they mean into doors.yaml" in refused.stderr

    row = {"field": "Status", "word": "Onderweg", "means": "open", "seen": "invented"}
    mended = [door(words=[*ROWS, row]).model_dump(mode="json", exclude_none=True)]
    (programme_folder / "doors.yaml").write_text(yaml.safe_dump(mended), "utf-8")
    assert agdb("register", "accept", ident, *ANSWERS).returncode == 0


@pytest.mark.usefixtures("place", "register")
def test_reject_and_outside_need_a_reason_and_write_nothing(
    agdb: Run, register: Path, recording: Path
) -> None:
    names = fetched(agdb, recording)

    blank = agdb("register", "reject", names["motions"], "--reason", " ")
    rejected = agdb("register", "reject", names["motions"], "--reason", "staat er al")
    outside = agdb("register", "outside", names["commitments"], "--reason", "ander plan")
    again = agdb("register", "accept", names["motions"], *MOTION)

    assert "a reason is missing" in blank.stderr
    assert (rejected.returncode, outside.returncode) == (0, 0)
    assert "was rejected on" in again.stderr
    assert [path.name for path in register.iterdir()] == ["organisations.yaml"]


@pytest.mark.usefixtures("place")
def test_a_command_that_is_killed_between_its_steps_can_be_given_again(
    agdb: Run, register: Path, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ident = fetched(agdb, recording)["motions"]

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as first:
        first.setattr(durable, "put", killed)
        agdb("register", "accept", ident, *MOTION)
    assert not (register / "motions.yaml").exists()

    with monkeypatch.context() as second:  # behind the file of the register, before the decision
        second.setattr(Undecided, "decide", killed)
        agdb("register", "accept", ident, *MOTION)
    whole = (register / "motions.yaml").read_bytes()

    told = agdb("register", "accept", ident, *MOTION)
    assert "the register says all of this already, in kst-99544-501" in told.stdout
    assert (register / "motions.yaml").read_bytes() == whole


@pytest.mark.usefixtures("place")
def test_comments_in_a_file_stay_and_what_would_lose_them_is_refused(
    agdb: Run, register: Path, recording: Path
) -> None:
    (recording / "Zaak-page-1.json").write_bytes(page([motion(Besluit=[])]))
    agdb("register", "accept", fetched(agdb, recording)["motions"], *MOTION)
    file = register / "motions.yaml"
    file.write_text(f"# ours\n{file.read_text('utf-8')}", "utf-8")
    other = motion(502, Document=[letter(502, Soort="Motie")])

    (recording / "Zaak-page-1.json").write_bytes(page([other]))
    added = agdb("register", "accept", fetched(agdb, recording)["motions"], *MOTION)
    (recording / "Zaak-page-1.json").write_bytes(page([motion()]))
    body = file.read_bytes()
    refused = agdb("register", "accept", fetched(agdb, recording)["motions"])

    assert added.returncode == 0
    assert body.startswith(b"# ours\n- id: kst-99544-501")
    assert body.count(b"- id:") == 2
    assert refused.returncode == 1
    assert "its comments and layout would be lost" in refused.stderr
    assert file.read_bytes() == body


@pytest.mark.usefixtures("place")
def test_a_record_that_contradicts_the_programme_is_refused_and_nothing_is_written(
    agdb: Run, register: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "budget"
    folder.mkdir()
    (folder / "begroting-2031-OWB-U-XIII-2.csv").write_bytes(table(line()))
    ident = fetched(agdb, folder, "rijksfinancien")["money"]

    told = agdb("register", "accept", ident, "--set", "initiative=nowhere")

    assert told.returncode == 1
    assert "there is no 'nowhere' in initiatives" in told.stderr
    assert not (register / "money.yaml").exists()


@pytest.mark.usefixtures("place", "register")
def test_a_publication_is_listed_with_what_it_waits_for(agdb: Run, tmp_path: Path) -> None:
    folder = tmp_path / "publications"
    folder.mkdir()
    (folder / "publicaties-page-1.xml").write_bytes(search(publication()))
    fetched(agdb, folder, "bekendmakingen")

    listed = agdb("register", "proposals").stdout

    assert "documents 99544-283" in listed
    assert "title.en" in listed


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("fetch", "senate"), "no service of records is called 'senate'"),
        (("fetch", "tweede-kamer", "--recorded", "nowhere"), "nowhere is not a folder"),
        (("fetch", "tweede-kamer", "--since", "2031-13-01"), "is not a date"),
        (("accept", "nothing"), "no proposal is called 'nothing'"),
        (("reject", "nothing", "--reason", "x"), "no proposal is called 'nothing'"),
    ],
)
def test_a_mistake_of_the_user_is_one_sentence(
    agdb: Run, register: Path, words: tuple[str, ...], sentence: str
) -> None:
    told = agdb("register", *words)

    assert told.returncode != 0
    assert sentence in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.usefixtures("place")
def test_a_programme_that_says_nothing_of_a_service_says_so(agdb: Run, recording: Path) -> None:
    told = agdb("register", "fetch", "tweede-kamer", "--recorded", str(recording))

    assert "the programme does not say what to ask of 'tweede-kamer'" in told.stderr


@pytest.mark.usefixtures("place", "register")
def test_what_waits_is_at_the_desk_too_and_its_decision_holds_in_both_places(
    agdb: Run, recording: Path
) -> None:
    names = fetched(agdb, recording)
    assert agdb("register", "load").returncode == 0, agdb("register", "load").stderr
    from uuid import UUID

    from agdb.web.desk import proposals as desk
    from agdb.web.desk.models import Proposal
    from agdb.web.desk.roles import Role, actor

    secretary = actor(UUID(int=1), [(Role.SECRETARY, "elsewhere")])
    waiting = {row.kind: row for row in desk.visible(secretary)}
    assert set(waiting) == {"commitments", "motions"}
    assert "Toezegging" in waiting["commitments"].raw or "TZ203101" in waiting["commitments"].raw
    desk.reject(secretary, waiting["motions"].pk, reason="double", expected=1, at=NOON)
    desk.set_aside(secretary, waiting["commitments"].pk, expected=1, at=NOON)

    agdb("register", "load")

    assert agdb("register", "proposals").stdout == "0 wait\n"
    again = agdb("register", "accept", names["motions"], *MOTION)
    assert again.returncode == 2
    agdb("register", "fetch", "tweede-kamer", "--recorded", str(recording))
    agdb("register", "load")
    assert Proposal.objects.count() == 2
    connections.close_all()


@pytest.fixture
def at_the_desk(agdb: Run, register: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A desk with the register of the files."""
    assert agdb("register", "load").returncode == 0
    yield
    connections.close_all()


@pytest.mark.usefixtures("place", "at_the_desk")
def test_with_a_desk_what_can_be_decided_on_waits_there_and_an_unknown_word_waits_here(
    agdb: Run, register: Path, recording: Path
) -> None:
    unknown = promise(2, Status="Onderweg")
    (recording / "Toezegging-page-1.json").write_bytes(page([promise(), unknown]))

    told = agdb("register", "fetch", "tweede-kamer", "--recorded", str(recording))
    again = agdb("register", "fetch", "tweede-kamer", "--recorded", str(recording))
    listed = json.loads(agdb("register", "proposals", "--json").stdout)
    (word,) = [one["id"] for one in listed if one["unrecognised"]]
    other = next(one["id"] for one in listed if not one["unrecognised"])
    refused = agdb("register", "accept", other)
    elsewhere = agdb("register", "reject", other, "--reason", "x")
    here = agdb("register", "outside", word, "--reason", "x")

    assert "2 wait at the desk for a decision" in told.stdout, told.stderr
    assert "new 0, known 3" in again.stdout
    assert "the register is kept at the desk" in refused.stderr
    assert "waits at the desk" in elsewhere.stderr
    assert here.returncode == 0, here.stderr
    from agdb.web.desk.models import Proposal

    assert sorted(Proposal.objects.values_list("origin", "kind", "ident")) == [
        ("tweede-kamer", "commitments", "tz203101-001"),
        ("tweede-kamer", "motions", "kst-99544-501"),
    ]
    assert [path.name for path in register.iterdir()] == ["organisations.yaml"]


@pytest.mark.usefixtures("place", "register")
def test_the_doctor_names_a_proposal_that_is_damaged(
    agdb: Run, place: Path, recording: Path
) -> None:
    fetched(agdb, recording)
    assert agdb("doctor").returncode == 0

    damaged = sorted((place / "var" / "proposals").glob("*.json"))[0]
    damaged.write_text(damaged.read_text("utf-8").replace("TZ203101", "TZ203102"), "utf-8")
    damaged.write_text(damaged.read_text("utf-8").replace("99544", "99545"), "utf-8")

    told = agdb("doctor")
    assert told.returncode == 1
    assert damaged.name in told.stdout
