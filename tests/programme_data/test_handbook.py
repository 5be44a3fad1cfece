"""The handbook: what it tells people to type exists, and both languages tell the same."""

from __future__ import annotations

import re

import pytest

from agdb.cli.app import COMMANDS
from agdb.programme.programme import Programme
from tests.conftest import ROOT

READING = (ROOT / "src" / "agdb" / "programme" / "reading.py").read_text("utf-8")


def typed(text: str) -> list[str]:
    """The commands of a text, without what is given to them."""
    found = re.findall(r"`\./agdb ((?:register |scenario |release )?[a-z]+)", text)
    assert len(found) > 15
    return found


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_command_that_is_told_exists(programme: Programme, language: str) -> None:
    for command in typed(programme.texts[language]["handbook"]):
        assert command in COMMANDS, command


def test_both_languages_tell_the_same_steps(programme: Programme) -> None:
    nl, en = (programme.texts[one]["handbook"] for one in ("nl", "en"))

    assert typed(nl) == typed(en)
    for sign in ("\n## ", "\n- ", "\n1. ", "\n5. "):
        assert nl.count(sign) == en.count(sign), sign


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_folder_of_the_programme_that_is_told_exists(
    programme: Programme, language: str
) -> None:
    for path in re.findall(r"`(programme/[^`]+)`", programme.texts[language]["handbook"]):
        folder = path.split("/")[1]  # of corrections there may be none yet
        assert (ROOT / path).exists() or f'"{folder}"' in READING, path
