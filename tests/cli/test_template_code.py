"""Compiled templates are kept, and used only where nothing can differ."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from agdb.cli.template_code import TemplateCode

TEMPLATES = {"greeting.html": "{% for one in names %}hello {{ one }}\n{% endfor %}"}
HELLO = "hello reader\n"


@pytest.fixture(autouse=True)
def _written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled from now on."""
    found: list[str] = []
    original = Environment.compile

    def noted(self: Environment, source: str, name: str, *rest: object, **more: object) -> object:
        found.append(name)
        return original(self, source, name, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", noted)
    return found


def greeting(folder: Path, *, made_by: str = "this code") -> str:
    made = Environment(
        loader=DictLoader(TEMPLATES), bytecode_cache=TemplateCode(folder, made_by=made_by)
    )  # fmt: skip
    return made.get_template("greeting.html").render(names=["reader"])


def test_a_template_is_compiled_once_by_one_code(tmp_path: Path, compiled: list[str]) -> None:
    assert [greeting(tmp_path), greeting(tmp_path)] == [HELLO, HELLO]
    assert compiled == ["greeting.html"]

    assert greeting(tmp_path, made_by="other code") == HELLO
    assert compiled == ["greeting.html"] * 2


@pytest.mark.parametrize("place", [0, 70, -40, -1])
def test_what_is_damaged_is_compiled_again(place: int, tmp_path: Path, compiled: list[str]) -> None:
    greeting(tmp_path)
    (kept,) = tmp_path.iterdir()
    body = bytearray(kept.read_bytes())
    body[place] ^= 1
    kept.write_bytes(body)

    assert greeting(tmp_path) == HELLO
    assert len(compiled) == 2


def test_a_folder_that_cannot_be_is_done_without(tmp_path: Path, compiled: list[str]) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"in the way")

    assert [greeting(file / "templates"), greeting(file / "templates")] == [HELLO, HELLO]
    assert len(compiled) == 2


def test_where_python_keeps_nothing_compiled_neither_do_we(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    assert greeting(tmp_path) == HELLO
    assert not list(tmp_path.iterdir())
