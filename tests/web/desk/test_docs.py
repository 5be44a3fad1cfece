"""What the documents say of the desk is what the code does."""

from __future__ import annotations

import re

import pytest
from tests.conftest import ROOT

from agdb.web.desk.answers import ANSWERS
from agdb.web.desk.people import UNUSED
from agdb.web.desk.requests import REMINDED
from agdb.web.desk.roles import Role


def page(name: str) -> str:
    return " ".join((ROOT / "docs" / name).read_text("utf-8").split())


def test_the_retention_rule_is_that_of_the_code() -> None:
    assert f"nobody signed in with for {UNUSED.days} days is erased" in page("privacy.md")


def test_the_days_of_reminding_are_those_of_the_code() -> None:
    before, on, after = (step.days for _, step in REMINDED)

    assert on == 0
    said = f"{-before} days before its day, on the day and {after} days after it, and then no more"
    assert said in page("desk.md")


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_column(role: Role) -> None:
    assert f"| {role.value} |" in page("methods/register.md")


def test_the_answers_are_six_questions_with_what_each_needs() -> None:
    assert "A hand-in** has six answers" in page("methods/register.md")
    asked = set(ANSWERS) - {"what", "unit", "not_counted"}
    assert asked == {"kind", "value", "day", "method", "source", "text"}


def test_a_setting_that_is_explained_is_read() -> None:
    named = set(re.findall(r"`(AGDB_[A-Z_]+)`", page("desk.md")))
    code = (ROOT / "src" / "agdb" / "cli" / "settings.py").read_text("utf-8")

    assert {name for name in named if f'"{name}"' not in code} == set()
