"""A paper of the report as the bytes of a file: a page, a print, or a document of an office."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from enum import StrEnum
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from agdb.errors import AgdbError, Place, UsageError
from agdb.files.archive import members, opened_zip, read_member
from agdb.files.recorded import RecordedFile
from agdb.publication.edition import Edition
from agdb.publication.report.document import ReportPaper
from agdb.publication.report.office.look import Look, own_look, template_look
from agdb.publication.report.office.package import office_file
from agdb.publication.report.typeset import MAIN, typeset


class PaperFormat(StrEnum):
    """The forms in which a paper is written."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"


def office_look(template: Path | None, *, language: str) -> Look:
    """Return our own styles, or those of a template.

    Raises `UsageError` for a template that is not there, is no document, or lacks a style.
    """
    if template is None:
        return own_look(language)
    if not template.is_file():
        raise UsageError("there is no such template", place=Place(str(template)))
    try:
        with opened_zip(RecordedFile.at(template, name=template.name)) as archive:
            parts = {one.filename: read_member(archive, one) for one in members(archive)}
    except AgdbError as error:
        raise UsageError(
            f"this template cannot be opened ({error.what})",
            place=Place(str(template)),
            remedy="save it as a Word document (.docx)",
        ) from None
    return template_look(parts, name=template.name)


def office_document(paper: ReportPaper, edition: Edition, *, look: Look) -> bytes:
    """Return the paper as a document of an office."""
    return office_file(
        paper,
        language=edition.language,
        addresses=edition.addresses,
        look=look,
        owner=_owner(edition),
    )


class Printer:
    """Prints papers as PDF/UA-1 and PDF/A-2a; the letter is unpacked once for all of them.

    Used in a `with`; raises `UsageError` where the libraries of the extra `papers` are not there.
    """

    def __init__(self) -> None:
        self._held = TemporaryDirectory(prefix="agdb-print-")
        self._folder = Path(self._held.name)

    def __enter__(self) -> Printer:
        """Unpack the letter for the printer, which does not read that of the web."""
        try:
            from fontTools.ttLib import TTFont
        except ImportError as error:
            self._held.cleanup()
            raise _not_installed(error) from None
        packed = resources.files("agdb.publication").joinpath(
            "static", "fonts", "source-sans-3.woff2"
        )
        font = TTFont(io.BytesIO(packed.read_bytes()), recalcTimestamp=False)
        font.flavor = None
        font.save(self._folder / "letter.ttf")
        return self

    def __exit__(self, *_: object) -> None:
        """Take the letter away."""
        self._held.cleanup()

    def printed(self, paper: ReportPaper, edition: Edition) -> bytes:
        """Return the paper as PDF; the same paper gives the same bytes."""
        try:
            import typst
        except ImportError as error:
            raise _not_installed(error) from None
        sources = typeset(
            paper, language=edition.language, addresses=edition.addresses, owner=_owner(edition)
        )
        for name, body in sources.items():
            (self._folder / name).write_bytes(body)
        return typst.compile(
            self._folder / MAIN,
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            font_paths=[self._folder],
            ignore_system_fonts=True,
            timestamp=datetime.combine(paper.day, time(), UTC),
        )


def _owner(edition: Edition) -> str:
    return edition.language.words(edition.programme.plan.owner)


def _not_installed(error: ImportError) -> UsageError:
    return UsageError(
        f"print is not installed here ({error.name} is missing)",
        remedy="start it as ./agdb report ... --format pdf, which installs it once, or ask for"
        " --format docx",
    )
