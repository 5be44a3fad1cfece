"""The desk says everything in both languages, and no code asks for a sentence that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import ROOT

from agdb.errors import ReleaseError
from agdb.publication.wording.language import checked
from agdb.register.result import ResultKind
from agdb.register.states import (
    ActionState,
    BodyStatus,
    CommitmentState,
    ItemState,
    MeetingState,
    ResultState,
)
from agdb.web.desk.answers import ANSWERS
from agdb.web.desk.inside import NoteSort
from agdb.web.desk.proposals import ProposalState
from agdb.web.desk.requests import RequestState
from agdb.web.desk.roles import Role
from agdb.web.wording import spoken

WEB = ROOT / "src" / "agdb" / "web"
FILES = [*WEB.rglob("*.py"), *WEB.rglob("*.html")]
ASKED = re.compile(r"""(?:\bsay|\bspeak|say\(active\(\)\))\(["']([a-z][\w.-]+)["'][,)]""")
STATES = (
    ActionState, BodyStatus, CommitmentState, ItemState, MeetingState, ProposalState, RequestState,
    ResultState,
)  # fmt: skip


def known() -> frozenset[str]:
    return frozenset(spoken()["nl"].catalogue)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sentence_that_is_asked_for_is_there(path: Path) -> None:
    asked = ASKED.findall(path.read_text("utf-8"))

    assert {key for key in asked if "." in key} <= known()


def test_every_mistake_of_the_services_has_its_sentence() -> None:
    found = set()
    for path in (WEB / "desk").glob("*.py"):
        text = path.read_text("utf-8")
        found |= set(re.findall(r'Mistake\(\s*[^,()]+(?:\([^)]*\))?[^,]*,\s*"([a-z-]+)"', text))
        found |= set(re.findall(r'_require_texts\([^)]*"([a-z]+-missing)"\)', text))

    assert len(found) > 20
    assert {f"mistake.{key}" for key in found} <= known()


def test_every_state_role_kind_and_answer_has_its_word() -> None:
    words = {f"state.{one.value}" for states in STATES for one in states}
    words |= {f"role.{role.value}" for role in Role}
    words |= {f"kind.{kind.value}" for kind in ResultKind}
    words |= {f"answer.{name}" for name in ANSWERS}
    words |= {f"note.{sort.value}" for sort in NoteSort}

    assert words <= known()


def test_a_language_that_lacks_a_sentence_stops_the_start() -> None:
    with pytest.raises(ReleaseError, match=r"'b' is missing"):
        checked({"nl": {"a": "x", "b": "y"}, "en": {"a": "x"}})
