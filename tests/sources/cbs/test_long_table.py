"""Codes as places in their lists and as text give the same rows; only text bears other codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import NOON
from tests.sources.cbs.test_fuzz import FORMS

from agdb.errors import SourceError
from agdb.sources.contract import Draft
from agdb.sources.folder import open_recording
from agdb.statistics.identifier import DatasetId
from agdb.statistics.structure import observation_columns
from agdb.warehouse.engine import Engine


@contextmanager
def drafted(path: Path, dataset: str, room: Path) -> Iterator[tuple[Engine, Draft]]:
    """The draft of a recording, with an engine that knows its words."""
    recording, reader = open_recording(
        DatasetId.parse(dataset), path, today=NOON.date(), recorded=NOON.date()
    )
    folder = path if path.is_dir() else path.parent
    with Engine(folders=(room, folder), threads=1) as engine:
        answer = reader.read(recording, scratch=room, ask=engine.rows)
        for name, words in answer.words.items():
            engine.words(name, words)
        yield engine, answer


def differing(engine: Engine, draft: Draft) -> int:
    """How many rows one spelling gives and the other does not, column by column."""
    assert draft.careful is not None
    columns = observation_columns(draft.structure.dimensions)
    texts = ", ".join(f'cast("{name}" as VARCHAR)' for name in columns)
    spelled = [f"select {texts} from ({one})" for one in (draft.select, draft.careful)]
    parts = (
        f"select count(*) from (({one}) except all ({other}))"
        for one, other in (spelled, reversed(spelled))
    )
    return sum(engine.rows(part)[0][0] for part in parts)


def in_steps(draft: Draft) -> str:
    """What is ordered first, with what is made of it after."""
    after = ", ".join(f"{sql} as {name}" for name, sql in draft.after.items())
    return f"select *, {after} from ({draft.rows})"


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_both_spellings_of_each_form_give_the_same_rows(
    form: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    with drafted(request.getfixturevalue(form), FORMS[form][0], room) as (engine, draft):
        assert differing(engine, draft) == 0
        assert differing(engine, replace(draft, careful=in_steps(draft))) == 0
        assert engine.rows(f"select count(*) from ({draft.select})") == [(FORMS[form][1],)]


@pytest.mark.specimens
@pytest.mark.parametrize("form", ["v4-json", "v4-bulk-csv", "v3-typed-labelled", "parquet"])
def test_both_spellings_of_real_recordings_give_the_same_rows(
    specimens: Path, tmp_path: Path, form: str
) -> None:
    # Given small recordings of a form, of those that are not refused
    folders = sorted((specimens / "cbs").glob(f"[0-9]*/*{form}*"), key=_size)
    read = 0
    for number, folder in enumerate(folders[:12]):
        room = tmp_path / str(number)
        room.mkdir()
        with ExitStack() as stack:
            try:
                opened = drafted(folder, f"cbs:{folder.parent.name}", room)
                engine, draft = stack.enter_context(opened)
            except SourceError:
                continue
            # When each is read in both ways, then the rows are the same, and none is missed
            assert differing(engine, draft) == 0, folder
            read += 1
    assert read


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def test_a_code_between_spaces_is_found_also_where_none_was_expected(
    v4_folder: Path, tmp_path: Path
) -> None:
    # Given figures of which the first have no spaces around their codes, and the last has
    pages = sorted(v4_folder.glob("observations-page-*.json"))
    for page in pages:
        page.write_text(page.read_text("utf-8").replace('  "', '"').replace(" ", ""), "utf-8")
    last = pages[-1].read_text("utf-8")
    before, code, after = last.rpartition('"RegioS":"')
    pages[-1].write_text(before + code + after.replace('"', '  "', 1), "utf-8")
    room = tmp_path / "room"
    room.mkdir()

    with drafted(v4_folder, "cbs:99999NED", room) as (engine, draft):
        # When both queries run, then nothing is trimmed first, and the rows are the same
        assert "try_cast" in draft.select
        assert differing(engine, draft) == 0


def test_figures_with_spaces_around_codes_are_trimmed_first(
    v4_folder: Path, tmp_path: Path
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    with drafted(v4_folder, "cbs:99999NED", room) as (_, draft):
        assert "try_cast" not in draft.select


def test_a_code_outside_its_list_is_borne_as_text_alone(v4_folder: Path, tmp_path: Path) -> None:
    # Given a recording in which one figure has a code that its list does not have
    page = v4_folder / "observations-page-1.json"
    page.write_text(page.read_text("utf-8").replace('"M000001_1"', '"M9"', 1), "utf-8")
    room = tmp_path / "room"
    room.mkdir()
    with drafted(v4_folder, "cbs:99999NED", room) as (engine, draft):
        # When it is read quickly, then that fails; carefully, then the code is there
        with pytest.raises(SourceError, match="Could not convert string"):
            engine.rows(draft.select)
        assert draft.careful is not None
        assert any(row[0] == "M9" for row in engine.rows(draft.careful))
