"""`agdb import` and `agdb withdraw` as a user runs them: old files, odd files, and a way back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

DESCRIPTION = """
dataset: demo:bicycles
title: Bicycles
recorded: {day}
licence: CC BY 4.0
citation: The invented bureau
contact: bureau@example.org
vintage: {vintage}
columns:
  RegioS: {{role: dimension, title: Region, kind: region}}
  Kind: {{role: dimension, title: Kind}}
  period: {{role: period}}
  n: {{role: value, measure: {measure}, title: {measure}, unit: thousand-bicycles}}
"""
WHAT = ("explain", "bicycles-number", "--region", "NL01", "--period", "2024-Q1")
Deliver = Callable[..., str]


@pytest.fixture
def delivery(tmp_path: Path) -> Deliver:
    """Write a delivery of the bicycles; its figures differ from one to the next."""
    made: list[str] = []

    def do(day: str, *, measure: str = "Bicycles", quarters: int = 2, vintage: str = "''") -> str:
        folder = tmp_path / f"delivery{len(made)}"
        folder.mkdir()
        made.append(str(folder))
        text = DESCRIPTION.format(day=day, measure=measure, vintage=vintage)
        (folder / "delivery.yaml").write_text(text, "utf-8")
        lines = ["RegioS,Kind,period,n"]
        for place in ("NL01", "PV20"):
            for quarter in range(1, quarters + 1):
                whole = 100 + len(made) + quarter
                for kind, share in (("T", 1.0), ("K100", 0.25), ("S", 0.75)):
                    lines.append(f"{place},{kind},2024-Q{quarter},{share * whole}")
        (folder / "figures.csv").write_text("\n".join(lines) + "\n", "utf-8")
        return str(folder)

    return do


def test_an_old_file_is_an_older_vintage_and_changes_no_figure(
    agdb: Run, delivery: Deliver
) -> None:
    # Given figures in use, published in July
    assert agdb("import", "demo:bicycles", delivery("2025-07-10")).returncode == 0
    agdb("build")
    before = agdb(*WHAT).stdout
    # When a file comes in today that was published in March
    done = agdb("import", "demo:bicycles", delivery("2025-03-10"))
    # Then it is kept, it is told that it is not the newest, and the figure stays what it was
    assert done.returncode == 0
    assert "it is not the newest: 2025-07-10-" in done.stderr
    assert "(published 2025-07-10) stays in use, and this is an older vintage" in done.stderr
    agdb("build")
    assert agdb(*WHAT).stdout.splitlines()[1] == before.splitlines()[1]


def test_figures_that_go_back_are_warned_of(agdb: Run, delivery: Deliver) -> None:
    agdb("import", "demo:bicycles", delivery("2025-07-10"))
    done = agdb("import", "demo:bicycles", delivery("2025-10-10", quarters=1))
    assert done.returncode == 0
    assert "the newest figures go back from 2024-Q2 to 2024-Q1, against 2025-07-10-" in done.stderr
    assert "agdb withdraw demo:bicycles 2025-10-10-" in done.stderr
    (warning,) = json.loads(
        agdb("import", "demo:bicycles", delivery("2025-11-10", quarters=1), "--json").stdout
    )["warnings"] or [""]
    assert warning == ""  # it ends where the version before it did


def test_a_recording_that_the_programme_cannot_use_is_refused_and_kept_anyway(
    agdb: Run, delivery: Deliver, place: Path
) -> None:
    agdb("import", "demo:bicycles", delivery("2025-07-10"))
    odd = delivery("2025-10-10", measure="Fietsen")
    # Refused, with what is missing and what to do; nothing was kept
    refused = agdb("import", "demo:bicycles", odd)
    assert refused.returncode == 1
    assert refused.stderr.startswith("agdb: demo:bicycles: the indicator bicycles-")
    assert "demo:bicycles has no measure 'Bicycles'" in refused.stderr
    assert "keep the recording with --anyway" in refused.stderr
    assert "2025-10-10" not in agdb("datasets").stdout
    # Kept anyway it does not stop a build, which tells that it is not used
    assert agdb("import", "demo:bicycles", odd, "--anyway").returncode == 0
    built = agdb("build")
    assert built.returncode == 0
    assert "warning: demo:bicycles 2025-10-10-" in built.stderr
    assert "is not used, the version before it is: the indicator bicycles-" in built.stderr
    assert "not used: demo:bicycles 2025-10-10-" in agdb(*WHAT).stdout
    passed = json.loads(agdb("build", "--json").stdout)["not_used"]
    assert [one["withdrawn"] for one in passed] == [None]
    checked = agdb("check")
    assert "is not used, the version before it is" in checked.stderr
    # And the page of the sources says so in both languages
    agdb("publish", str(place / "site"))
    for language, words in (("nl", "Niet gebruikt"), ("en", "Not used")):
        page = place / "site" / language / "sources" / "index.html"
        assert words in page.read_text("utf-8")


def test_a_version_is_withdrawn_told_everywhere_and_put_back(
    agdb: Run, delivery: Deliver, place: Path
) -> None:
    agdb("import", "demo:bicycles", delivery("2025-03-10"))
    agdb("import", "demo:bicycles", delivery("2025-07-10"))
    agdb("build")
    wrong = ("demo:bicycles", "2025-07-10")
    done = agdb("withdraw", *wrong, "--reason", "a draft of the bureau")
    # It says what is used now, and that the release at hand cannot be published any more
    assert done.returncode == 0
    assert "is withdrawn\nthe newest version in use is 2025-03-10-" in done.stdout
    assert "was made of it (bicycles-" in done.stderr
    assert "withdrawn on 20" in agdb("datasets").stdout
    assert "withdrawn on 20" in agdb(*WHAT).stdout
    refused = agdb("publish", str(place / "site"))
    assert refused.returncode == 1
    assert "(a draft of the bureau); run agdb build, which makes a release" in refused.stderr
    # The same file again stays out of use, and says how to put it back
    assert agdb("build").returncode == 0
    agdb("publish", str(place / "site"))
    page = place / "site" / "nl" / "sources" / "index.html"
    assert "a draft of the bureau" in page.read_text("utf-8")
    again = agdb("import", "demo:bicycles", str(place / "delivery1"))
    assert "(a draft of the bureau) and stays out of use; agdb withdraw" in again.stderr
    # Undone, it counts again
    back = agdb("withdraw", *wrong, "--undo", "--reason", "it was right after all")
    assert "is back in use\nthe newest version in use is 2025-07-10-" in back.stdout
    assert agdb("doctor").returncode == 0


def test_a_release_that_cannot_be_read_does_not_hold_up_a_withdrawal(
    agdb: Run, delivery: Deliver, place: Path
) -> None:
    agdb("import", "demo:bicycles", delivery("2025-07-10"))
    agdb("build")
    (manifest,) = (place / "var" / "releases").glob("2*/release.json")
    manifest.write_text("{", "utf-8")
    done = agdb("withdraw", "demo:bicycles", "2025-07-10", "--reason", "wrong")
    assert done.returncode == 0
    assert "is withdrawn" in done.stdout
    assert "whether the latest release was made of it is unknown: " in done.stderr


def test_the_last_version_can_be_withdrawn_and_then_its_indicators_wait(
    agdb: Run, place: Path
) -> None:
    agdb("build")
    versions = json.loads(agdb("datasets", "--json").stdout)
    name = next(one["version"] for one in versions if one["dataset"] == "demo:bicycles")
    done = agdb("withdraw", "demo:bicycles", name, "--reason", "wrong", "--json")
    told = json.loads(done.stdout)
    assert told["in_use"] is None
    assert told["warnings"][1].startswith("no version of demo:bicycles is left in use")
    assert told["withdrawn"]["reason"] == "wrong"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("withdraw", "demo:bicycles", "2024"), 2, "Missing option '--reason'"),
        (
            ("withdraw", "demo:bicycles", "2024", "--reason", "x"),
            1,
            "demo:bicycles: no version '2024'; name one of these: 2025-01-10-",
        ),
        (("withdraw", "demo:none", "2024", "--reason", "x"), 1, "no version '2024'"),
        (("withdraw", "demo:bicycles", "2025", "--reason", " "), 1, "the reason is empty"),
        (
            ("withdraw", "demo:bicycles", "2025", "--reason", "x", "--undo"),
            1,
            "this version is in use",
        ),
        (
            ("import", "demo:bicycles", "DELIVERY", "--recorded", "last week"),
            2,
            "'last week' is not a date; write it as 2025-04-22",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    agdb: Run, delivery: Deliver, words: tuple[str, ...], code: int, sentence: str
) -> None:
    agdb("build")
    given = [delivery("2025-07-10") if word == "DELIVERY" else word for word in words]
    done = agdb(*given)
    assert (done.returncode, done.stdout) == (code, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_day_in_the_future_or_before_publication_is_refused(agdb: Run, delivery: Deliver) -> None:
    folder = delivery("2025-07-10")
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    for day, sentence in (
        (tomorrow, "which is after today"),
        ("2025-07-09", "and the publisher published this on 2025-07-10"),
    ):
        done = agdb("import", "demo:bicycles", folder, "--recorded", day)
        assert (done.returncode, sentence in done.stderr) == (1, True)
    assert "delivery" not in agdb("datasets").stdout


def test_the_name_of_an_edition_is_kept(agdb: Run, delivery: Deliver, tmp_path: Path) -> None:
    agdb("import", "demo:bicycles", delivery("2025-07-10", vintage="Edition 2025"))
    other = Path(shutil.copytree(delivery("2025-08-10"), tmp_path / "other"))
    agdb("import", "demo:bicycles", str(other), "--vintage", "Edition  2025b")
    kept = json.loads(agdb("datasets", "--json").stdout)
    assert [one["vintage"] for one in kept] == ["Edition 2025", "Edition 2025b"]
    assert "Edition 2025b, published 2025-08-10" in agdb("datasets").stdout


def test_a_table_that_nobody_reads_may_come_without_its_day_once(agdb: Run) -> None:
    # Given a file that does not say of when it is, of a table that is new and in no programme
    table = ROOT / "specimens" / "eurostat" / "cyc_age.tsv"
    # When it comes in, it counts as of today, and that is said
    done = agdb("import", "eurostat:cyc_age", str(table))
    assert done.returncode == 0
    assert "nothing in these files says when they were published or recorded" in done.stderr
    # Then a second one, which might be older, must say its day
    done = agdb("import", "eurostat:cyc_age", str(table))
    assert done.returncode == 1
    assert "give the day on which they were downloaded, as in --recorded 2025-04-22" in done.stderr
    assert agdb("import", "eurostat:cyc_age", str(table), "--recorded", "2025-04-22").stderr == ""


def test_a_reader_that_no_publishers_file_has_proven_says_so(agdb: Run, delivery: Deliver) -> None:
    # Given answers in a layout that is known from documents alone, and a form of our own
    unproven = agdb("import", "worldbank:CY.CLE.ZS", str(ROOT / "specimens" / "worldbank"))
    proven = agdb("import", "demo:bicycles", delivery("2025-07-10"))
    # Then the first is kept with a warning, the second without
    assert (unproven.returncode, proven.returncode) == (0, 0)
    assert "has never read a file of the publisher itself" in unproven.stderr
    assert "has never read" not in proven.stderr
