"""The list of what keeps the desk safe: complete, and every test that it names is there."""

from __future__ import annotations

import re

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
LINES = [line.strip("|").split("|") for line in PAGE.splitlines() if re.match(r"\| \d", line)]

# How many requirements of levels 1 and 2 each section of OWASP ASVS 4.0.3 has.
SECTIONS = {
    "1.1": 7, "1.2": 4, "1.4": 3, "1.5": 4, "1.6": 4, "1.7": 2, "1.8": 2, "1.9": 2, "1.10": 1,
    "1.11": 2, "1.12": 1, "1.14": 6, "2.1": 12, "2.2": 3, "2.3": 3, "2.4": 6, "2.5": 7, "2.6": 3,
    "2.7": 6, "2.8": 7, "2.9": 3, "2.10": 4, "3.1": 1, "3.2": 4, "3.3": 4, "3.4": 5, "3.5": 3,
    "3.7": 1, "4.1": 4, "4.2": 2, "4.3": 3, "5.1": 5, "5.2": 8, "5.3": 10, "5.4": 3, "5.5": 4,
    "6.1": 3, "6.2": 6, "6.3": 2, "6.4": 2, "7.1": 4, "7.2": 2, "7.3": 3, "7.4": 3, "8.1": 4,
    "8.2": 3, "8.3": 8, "9.1": 3, "9.2": 4, "10.2": 2, "10.3": 3, "11.1": 8, "12.1": 3, "12.2": 1,
    "12.3": 6, "12.4": 2, "12.5": 2, "12.6": 1, "13.1": 4, "13.2": 5, "13.3": 2, "13.4": 2,
    "14.1": 4, "14.2": 6, "14.3": 2, "14.4": 7, "14.5": 4,
}  # fmt: skip


def test_every_requirement_stands_in_the_list_once() -> None:
    numbers = [line[0].strip() for line in LINES]
    found: dict[str, int] = {}
    for number in numbers:
        section = number.rpartition(".")[0]
        found[section] = found.get(section, 0) + 1

    assert found == SECTIONS
    assert len(set(numbers)) == len(numbers)


def test_every_requirement_has_a_test_or_a_reason() -> None:
    silent = [line[0] for line in LINES if len(line[2].strip()) < 10]

    assert silent == []


def test_every_test_that_the_list_names_is_there() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    there = set(re.findall(r"^def (test_\w+)", "\n".join(texts), re.MULTILINE))

    named = set(re.findall(r"`(test_\w+)`", PAGE))

    assert len(named) > 50
    assert named - there == set()


def test_the_counts_at_its_head_are_those_of_the_list() -> None:
    ways = [line[2].strip() for line in LINES]
    unmet = sum(way.startswith("**Not met.**") for way in ways)
    absent = sum(way.startswith("Not here:") for way in ways)
    servers = sum(way.startswith("Who runs the server:") for way in ways)

    assert (
        f"Of {len(LINES)} lines {unmet} are not met, {absent} ask for something that is not here,"
        f" and {servers} are for who runs the server."
    ) in PAGE
