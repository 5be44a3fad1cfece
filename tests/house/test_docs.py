"""A number in the documents is the number in the code."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from tests.conftest import ROOT

from agdb.cli.app import COMMANDS
from agdb.transport.limits import Limits

LIMITS = Limits()
PILLARS = 4  # of the plan that the page of the method speaks about


def constant(name: str) -> Any:
    """The value of `room.module:CONSTANT`, also of one that only its own module uses."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(f"agdb.{module}"), attribute)


def number(name: str) -> str:
    value = constant(name)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.15g}"


def percent(name: str) -> str:
    return f"{constant(name) * 100:g}"


def megabytes(name: str) -> str:
    return f"{constant(name) >> 20} MB"


def gigabytes(name: str) -> str:
    return f"{constant(name) >> 30} GB"


COMBINATIONS = str(len(constant("scenario.doses:DOSES")) ** PILLARS)
DRAWS = number("scenario.questions:DRAWS")
SOBOL_DRAWS = number("scenario.questions:SOBOL_DRAWS")

# What a document says, with {} for each number, and what the code has for these.
SENTENCES: list[tuple[str, str, tuple[str, ...]]] = [
    (
        "methods/sources.md",
        "holds more than {} files, or unpacks to more than {}, or above {} to more than {} times",
        (
            number("files.archive:_MOST_FILES"),
            gigabytes("files.archive:MOST"),
            megabytes("files.archive:_RATIO_ASKED_FROM"),
            number("files.archive:_RATIO"),
        ),
    ),
    (
        "methods/sources.md",
        "bulk files of CBS may unpack to {}, and a workbook no further than to {}",
        (gigabytes("sources.cbs.v4_csv:_MOST"), megabytes("sources.formats.workbook:_MOST_BYTES")),
    ),
    (
        "methods/sources.md",
        "`.gz` may unpack to {}, and above {} to no more than {} times its packed size",
        (
            gigabytes("files.gunzip:MOST"),
            megabytes("files.gunzip:_RATIO_ASKED_FROM"),
            number("files.gunzip:_RATIO"),
        ),
    ),
    (
        "methods/sources.md",
        "A folder is refused if it holds more than {} files",
        (number("sources.folder:_MOST_FILES"),),
    ),
    (
        "methods/publishers.md",
        "spans more than {} million cells",
        (str(constant("sources.formats.workbook:_MOST_CELLS") // 10**6),),
    ),
    (
        "methods/fetching.md",
        "{} s to connect, {} s between two parts of an answer",
        (f"{LIMITS.connect:g}", f"{LIMITS.read:g}"),
    ),
    (
        "methods/fetching.md",
        "fewer than {} bytes in a minute",
        (f"{LIMITS.slow_bytes * 60 / LIMITS.slow_window:,.0f}",),
    ),
    (
        "methods/fetching.md",
        "{} attempts, exponential from {} s to {} s",
        (f"{LIMITS.attempts}", f"{LIMITS.first_wait:g}", f"{LIMITS.longest_wait:g}"),
    ),
    (
        "methods/fetching.md",
        "is obeyed up to {} minutes",
        (f"{LIMITS.longest_retry_after / 60:g}",),
    ),
    (
        "methods/fetching.md",
        "{} connections to a host, {} redirects, {} kB of header, {} GB as sent, {} GB unpacked",
        (
            f"{LIMITS.per_host}",
            f"{LIMITS.redirects}",
            f"{LIMITS.header_bytes >> 10}",
            f"{LIMITS.body_bytes >> 30}",
            f"{LIMITS.decoded_bytes >> 30}",
        ),
    ),
    (
        "methods/fetching.md",
        "a page of an interface {}",
        (megabytes("transport.limits:PAGE_BYTES"),),
    ),
    (
        "methods/fetching.md",
        "to {} observations or with a query",
        (number("sources.cbs.fetch_v4:BULK_ABOVE"),),
    ),
    (
        "methods/fetching.md",
        "keeps the last {} news",
        (number("arrivals.arrival:_KEPT"),),
    ),
    (
        "methods/checks.md",
        "a factor of {} to {} against at least three neighbours",
        (
            number("indicators.checks.scale_jump:LOW"),
            number("indicators.checks.scale_jump:HIGH"),
        ),
    ),
    (
        "methods/checks.md",
        "more than {} robust standard deviations",
        (number("indicators.checks.outliers:LIMIT"),),
    ),
    (
        "methods/checks.md",
        "at least {} per cent",
        (percent("indicators.checks.outliers:LEAST"),),
    ),
    (
        "methods/outlook.md",
        "weight n / (n + {})",
        (number("outlook.calibration:WEIGHT"),),
    ),
    (
        "methods/outlook.md",
        "(Student's t at {})",
        (number("outlook.trend:CONFIDENCE"),),
    ),
    (
        "methods/outlook.md",
        "On track from {}, off track to {}",
        (number("outlook.status:ON_TRACK"), number("outlook.status:OFF_TRACK")),
    ),
    (
        "methods/outlook.md",
        "passes its limit by {}",
        (number("outlook.status:MARGIN"),),
    ),
    (
        "methods/outlook.md",
        "Benjamini and Yekutieli (Ann. Statist. 29, 2001) at {} %",
        (percent("outlook.multiple_testing:FALSE_DISCOVERY_RATE"),),
    ),
    (
        "decisions/0009-forecasts.md",
        "levels of the published bounds are {} and {} per cent",
        (percent("release.outlook:INNER"), percent("release.outlook:OUTER")),
    ),
    ("methods/scenario.md", "All {} subsets of the pillars", (str(2**PILLARS),)),
    ("methods/scenario.md", "{} base draws, each index", (SOBOL_DRAWS,)),
    (
        "methods/scenario.md",
        "for every pillar, {} combinations in as many draws as the headline",
        (COMBINATIONS,),
    ),
    (
        "methods/scenario.md",
        "the weight of {} persons",
        (number("scenario.regions:FLOOR_PERSONS"),),
    ),
    (
        "decisions/0010-scenario-at-build.md",
        "The run ({} draws), the grid of doses ({} combinations, on the same {} draws)",
        (DRAWS, COMBINATIONS, DRAWS),
    ),
    (
        "decisions/0018-doorrekening-as-a-range.md",
        "{} draws, {} doses, {} base draws",
        (DRAWS, COMBINATIONS, SOBOL_DRAWS),
    ),
    (
        "decisions/0003-observation-keys.md",
        "up to {} keys are listed",
        (number("indicators.explain:LISTED"),),
    ),
    (
        "methods/publication.md",
        "with up to {} cells",
        (number("indicators.explain:LISTED"),),
    ),
    (
        "methods/publication.md",
        "Over {} cells only the newest periods",
        (number("publication.table.table:LARGEST"),),
    ),
    (
        "methods/publication.md",
        "up to {} parts over time",
        (number("publication.figure.over_time:TOGETHER"),),
    ),
]


def flat(document: str) -> str:
    return " ".join((ROOT / "docs" / document).read_text("utf-8").split())


@pytest.mark.parametrize(("document", "sentence", "numbers"), SENTENCES)
def test_a_number_in_the_documents_is_that_of_the_code(
    document: str, sentence: str, numbers: tuple[str, ...]
) -> None:
    assert sentence.format(*numbers) in flat(document)


def test_the_doses_are_those_of_which_the_method_speaks() -> None:
    assert constant("scenario.doses:DOSES") == (0, 1, 2)
    assert constant("scenario.doses:MOST") == 20
    assert "not within twenty times the plan" in flat("methods/scenario.md")


def test_the_count_of_packages_is_that_of_the_lock_on_linux() -> None:
    surroundings = {"sys_platform": "linux", "python_version": "3.11"}
    surroundings |= {"python_full_version": "3.11.9"}
    pins = [
        Requirement(line.rstrip(" \\"))
        for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines()
        if re.match(r"[a-z0-9-]+==", line)
    ]

    count = sum(pin.marker is None or pin.marker.evaluate(surroundings) for pin in pins)

    assert f"Linux x86-64: {count} packages" in flat("decisions/dependencies.md")
    assert f"installed size | {count}, " in flat("performance.md")


def test_every_dependency_has_a_word_of_why() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {Requirement(line).name for line in project["dependencies"]}
    listed = {
        name.strip()
        for row in re.findall(
            r"^\| ([a-z0-9, -]+) \| \d+ \|",
            (ROOT / "docs" / "decisions" / "dependencies.md").read_text("utf-8"),
            re.MULTILINE,
        )
        for name in row.split(",")
    }

    assert listed == wanted


def test_the_sizes_of_the_dependencies_add_up_to_the_whole() -> None:
    page = (ROOT / "docs" / "decisions" / "dependencies.md").read_text("utf-8")
    sizes = [int(size) for size in re.findall(r"^\| [a-z0-9, -]+ \| (\d+) \|", page, re.MULTILINE)]
    whole = re.search(r"packages, (\d+) MB", page)

    assert whole is not None
    assert abs(sum(sizes) - int(whole[1])) <= len(sizes) / 2
    assert f", {whole[1]} MB |" in flat("performance.md")


DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
NOT_BUILT = {"compare", "report"}  # docs/limits.md says so


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_test_that_a_document_names_exists(page: Path) -> None:
    named = re.findall(r"(test_\w+\.py)::(test_\w+)", page.read_text("utf-8"))

    absent = [
        f"{file}::{name}"
        for file, name in named
        if not any(
            f"def {name}(" in path.read_text("utf-8") for path in (ROOT / "tests").rglob(file)
        )
    ]

    assert absent == []


def test_a_command_that_a_document_names_exists() -> None:
    built = {name.split()[0] for name in COMMANDS}
    named = {
        name
        for page in DOCUMENTS
        for name in re.findall(r"(?:`|\./)agdb ([a-z]+)", page.read_text("utf-8"))
    }

    assert named - built <= NOT_BUILT
    assert all(f"`agdb {name}`" in flat("limits.md") for name in NOT_BUILT - built)
