"""Every decision has a number of its own, a status, a date, and a line in the index."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "decisions"
DECISIONS = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
UNNUMBERED = {"dependencies.md"}  # named in many places; its number stands in its heading
HEAD = re.compile(
    r"# (?P<number>\d{4}) (?P<title>.+)\n\n"
    r"- Status: (?P<status>.+)\n"
    r"- Date: (?P<date>20\d\d-[01]\d-[0-3]\d)\n\n"
)
STATUS = re.compile(r"(accepted|proposed|superseded by \[\d{4}\])")
OTHER = re.compile(r"\[(\d{4})\]\(([^)]+\.md)\)")


def head(path: Path) -> re.Match[str]:
    found = HEAD.match(path.read_text("utf-8"))
    assert found, f"{path.name} does not begin with its number and title, status and date"
    return found


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name)
def test_a_decision_begins_with_its_status_and_date(path: Path) -> None:
    assert STATUS.match(head(path)["status"]), head(path)["status"]
    assert path.name in UNNUMBERED or path.name.startswith(f"{head(path)['number']}-")


def test_no_two_decisions_have_one_number() -> None:
    numbers = [head(path)["number"] for path in DECISIONS]

    assert len(set(numbers)) == len(numbers), sorted(n for n in numbers if numbers.count(n) > 1)


def test_the_index_lists_every_decision_with_its_status_and_date_in_the_order_of_numbers() -> None:
    listed = [
        line
        for line in (FOLDER / "README.md").read_text("utf-8").splitlines()
        if re.match(r"\| \d{4} ", line)
    ]

    expected = {path: head(path) for path in DECISIONS}
    rows = [
        f"| {at['number']} | [{at['title']}]({path.name}) | {_short(at['status'])} | {at['date']} |"
        for path, at in sorted(expected.items(), key=lambda one: one[1]["number"])
    ]
    assert listed == rows


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name)
def test_a_decision_calls_another_by_its_own_number(path: Path) -> None:
    for number, name in OTHER.findall(path.read_text("utf-8")):
        assert head(FOLDER / name)["number"] == number, (path.name, name)


def test_a_decision_that_replaces_another_names_it() -> None:
    """What is superseded or amended is named by the newer one, in its text."""
    for path in DECISIONS:
        status = head(path)["status"]
        if match := OTHER.search(status):
            newer = (FOLDER / match[2]).read_text("utf-8")
            assert f"[{head(path)['number']}]({path.name})" in newer, (path.name, match[2])


def _short(status: str) -> str:
    """The status without its reason and links, as the index prints it.

    >>> _short("accepted; amended by [0018](0018-x.md): draws")
    'accepted; amended by 0018'
    """
    return OTHER.sub(r"\1", status).split(":")[0]
