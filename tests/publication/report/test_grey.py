"""Papers in grey, as most are printed: lines stay apart by their pattern, and words stay dark."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from importlib import resources
from itertools import combinations, groupby
from pathlib import Path

import pytest
from markupsafe import Markup
from tests.publication.report.a_paper import figure, said, whole_paper
from tests.publication.report.bicycle_report import material

from agdb.cli.paper_file import Printer
from agdb.publication.report.document import Chapter, ReportPaper
from agdb.publication.report.office.chart import chart_part
from agdb.results.release import Release

DARK, LIGHT = 150, 230
RESOLUTION = 200
LINES = 4
"""So many are drawn in one frame, on the site and in a paper."""


def four_lines() -> ReportPaper:
    """A paper with one picture: four level lines, in the four looks of a series."""
    paths = "".join(
        f'<g class="s{nth}"><path class="line" d="M20,{40 * nth}L700,{40 * nth}"/></g>'
        for nth in range(1, LINES + 1)
    )
    drawing = Markup(f'<svg class="chart wide" viewBox="0 0 720 200">{paths}</svg>')
    chapter = Chapter("one", said("H:one", "Vier"), (replace(figure(), drawing=drawing),))
    return replace(whole_paper(), chapters=(chapter,), header=(), closing=(), draft="")


def in_grey(body: bytes, folder: Path) -> list[bytes]:
    """The rows of points of the first page, each point from black (0) to white (255)."""
    file = folder / "paper.pdf"
    file.write_bytes(body)
    command = ["pdftoppm", "-gray", "-r", str(RESOLUTION), "-f", "1", "-l", "1", str(file)]
    ran = subprocess.run(command, check=True, capture_output=True)
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", ran.stdout)
    assert head is not None
    width = int(head[1])
    points = ran.stdout[head.end() :]
    return [points[start : start + width] for start in range(0, len(points), width)]


def level_lines(rows: list[bytes]) -> list[bytes]:
    """The darkest row of each line that goes over most of the page, from above."""
    long = [sum(point < DARK for point in row) > len(row) * 0.2 and span(row) > 0.5 for row in rows]
    found = []
    for is_long, some in groupby(range(len(rows)), key=lambda place: long[place]):
        if is_long:
            found.append(min((rows[place] for place in some), key=sum))
    return found


def span(row: bytes) -> float:
    """How far the dark points of a row are apart, as a part of its width."""
    dark = [place for place, point in enumerate(row) if point < DARK]
    return (dark[-1] - dark[0]) / len(row) if dark else 0.0


def pattern(row: bytes) -> tuple[float, ...]:
    """The lengths of dashes and gaps that come again and again, in points of print."""
    inside = row[row.index(min(row)) :]
    runs = [(dark, len(list(some))) for dark, some in groupby(inside, key=lambda one: one < DARK)]
    lengths = sorted({round(length * 72 / RESOLUTION) for _, length in runs[1:-2]})
    return tuple(lengths)


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm is not here")
def test_four_lines_are_told_apart_on_a_grey_page(release: Release, tmp_path: Path) -> None:
    with Printer() as printer:
        body = printer.printed(four_lines(), material(release).edition)

    found = level_lines(in_grey(body, tmp_path))

    assert len(found) == LINES
    assert all(min(row) < DARK for row in found)
    patterns = [pattern(row) for row in found]
    assert patterns[0] == ()  # the first is drawn through
    for one, other in combinations(patterns, 2):
        assert one != other


def test_lines_of_an_office_differ_by_pattern_and_by_mark() -> None:
    one = figure()
    line = one.data.lines[0]
    data = replace(one.data, lines=(replace(line, joined=True),) * LINES)

    chart = chart_part(replace(one, data=data), language="nl", workbook="r").decode()

    looks = list(
        zip(
            re.findall(r'prstDash val="(\w+)"', chart),
            re.findall(r'symbol val="(\w+)"', chart),
            strict=True,
        )
    )
    assert len(looks) == LINES
    for pair in combinations(looks, 2):
        (dash, mark), (other_dash, other_mark) = pair
        assert dash != other_dash
        assert mark != other_mark


def grey(colour: str) -> float:
    """The relative luminance of a colour, by the Web Content Accessibility Guidelines."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["ink", "soft", "green", "missing"])
def test_every_colour_of_words_is_dark_enough_in_grey(name: str) -> None:
    look = resources.files("agdb.publication").joinpath("static", "paper.typ").read_text("utf-8")
    found = re.search(rf'#let {name}\b.*?rgb\("(#\w{{6}})"\)', look)
    assert found is not None
    band = re.search(r'#let band = rgb\("(#\w{6})"\)', look)
    assert band is not None

    for ground in ("#ffffff", band[1]):
        assert (grey(ground) + 0.05) / (grey(found[1]) + 0.05) >= 4.5
