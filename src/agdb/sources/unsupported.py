"""Files in a form that we know and do not read: what they are, and what to download in their place.

People bring what the download button gave them: a page that says that the service is down, the
export that looks right in a spreadsheet, a zip within a zip. Each gets a sentence of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from agdb.files.archive import is_zip, member_names
from agdb.files.gunzip import head
from agdb.files.recorded import RecordedFile
from agdb.sources.formats.text import first_row

_HEAD: Final = 1 << 14
_BLANK: Final = b"\xef\xbb\xbf \r\n\t"
_STATLINE: Final = re.compile(r"[^/]+(?:/[^/]+)+ \([^()]+\)")
_CROSSTAB: Final = re.compile(
    rb'^"?(?:Onderwerp"?;|Bron: CBS"?\s*$|(?:\xc2)?\xa9 ?(?:CBS|Centraal Bureau)[^;]*$)',
    re.MULTILINE,
)
_AS_DATA: Final = (
    "download the table as 'CSV for databases' (figures and metadata), from opendata.cbs.nl, or run"
    " agdb fetch cbs:<table>"
)
_UNPACK: Final = "unpack it and import the file or folder that is inside"
_BY_BROWSER: Final = "open it in a browser to see what it says, and download the file with the data"


@dataclass(frozen=True, slots=True)
class Unsupported:
    """What a file is, and what to do; not `sure` where another publisher may know it better."""

    what: str
    remedy: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Form:
    """One form: how its first bytes tell, and what to say. Blanks before them do not count."""

    tells: Callable[[bytes], bool]
    unsupported: Unsupported


def _begins(*words: bytes) -> Callable[[bytes], bool]:
    return lambda start: start.lower().startswith(tuple(word.lower() for word in words))


def _holds(pattern: bytes) -> Callable[[bytes], bool]:
    found = re.compile(pattern)
    return lambda start: start.startswith((b"<", b"{")) and found.search(start) is not None


_FORMS: Final[Sequence[_Form]] = (
    _Form(
        _begins(b"<!doctype html", b"<html", b"<head", b"<body"),
        Unsupported(
            "this is a web page (HTML), perhaps one that says what went wrong", _BY_BROWSER
        ),
    ),
    _Form(
        _begins(b"%PDF"),
        Unsupported(
            "this is a PDF", "download the figures as CSV, or type them over into a delivery"
        ),
    ),
    _Form(
        _begins(b"version https://git-lfs"),
        Unsupported("this is the pointer of Git LFS and not the file itself", "run git lfs pull"),
    ),
    _Form(
        _begins(b"\xd0\xcf\x11\xe0"),
        Unsupported(
            "this is a document of an old Office (XLS or DOC)",
            "save it as XLSX or CSV; agdb template writes a workbook for deliveries",
        ),
    ),
    _Form(
        _begins(b"$FL2", b"$FL3", b"<stata_dta", b"HEADER RECORD*******"),
        Unsupported(
            "this is a file of a statistics package (SPSS, Stata or SAS)", "save it as CSV"
        ),
    ),
    _Form(
        _begins(b"\x89PNG", b"\xff\xd8\xff", b"GIF8"),
        Unsupported("this is a picture", "find the figures behind it"),
    ),
    _Form(
        _begins(b"Rar!", b"7z\xbc\xaf"),
        Unsupported("this is an archive of another kind than zip", _UNPACK),
    ),
    _Form(
        _holds(rb"<(?:\w+:)?Fault\b"),
        Unsupported(
            "this is an error that a service sent (a fault in XML)", "read it, and ask again"
        ),
    ),
    _Form(
        _holds(rb"<(?:\w+:)?Edmx\b"),
        Unsupported(
            "this is the description of a service ($metadata), without figures",
            "download Observations or TypedDataSet, and the code lists, as JSON",
        ),
    ),
    _Form(
        _holds(rb"<(?:feed|service|entry)\b[^>]*http://www\.w3\.org/(?:2005/Atom|2007/app)"),
        Unsupported(
            "this is the third service of CBS as Atom XML",
            "ask for JSON with ?$format=json at the end of the address",
        ),
    ),
    _Form(
        _holds(rb"<(?:\w+:)?Structure\b"),
        Unsupported(
            "this is an SDMX structure: it describes codes and holds no figures",
            "put it beside the data as SDMX-CSV or TSV in one folder, and import the folder",
        ),
    ),
    _Form(
        _holds(rb"<(?:\w+:)?(?:GenericData|StructureSpecificData|CompactData)\b"),
        Unsupported("this is SDMX-ML, data in XML", "ask for format=SDMX-CSV, TSV or JSON"),
    ),
    _Form(
        _holds(rb'\A\s*\{\s*"(?:odata\.)?(?:error|warning)"'),
        Unsupported("this is an error that a service sent (JSON)", "read it, and ask again"),
    ),
    _Form(
        _begins(b"<?xml", b"<"),
        Unsupported("this is XML in no form that we know", "ask for CSV or JSON"),
    ),
)


def unsupported(files: Sequence[RecordedFile]) -> tuple[RecordedFile, Unsupported] | None:
    """Return the first file of a known unsupported form and what it is, None if there is none.

    >>> page = RecordedFile.of("a.csv", b"\\r\\n<!DOCTYPE html><title>503</title>")
    >>> unsupported([page])[1].what
    'this is a web page (HTML), perhaps one that says what went wrong'
    """
    for file in files:
        if not file.size:
            return file, Unsupported("the file is empty", "download it again")
        found = _packed(file) if is_zip(file) else _plain(file)
        if found is not None:
            return file, found
    return None


def _plain(file: RecordedFile) -> Unsupported | None:
    start = head(file, _HEAD)
    if _is_statline_export(start):
        return Unsupported(
            "this is a display export of StatLine, with titles and no codes", _AS_DATA
        )
    return next((form.unsupported for form in _FORMS if form.tells(start.lstrip(_BLANK))), None)


def _is_statline_export(start: bytes) -> bool:
    """Topics stand there with their path and unit, or as in a table for people."""
    for delimiter in ";,\t":
        cells = first_row(start, delimiter=delimiter)
        if len(cells) > 1 and any(_STATLINE.fullmatch(cell.strip()) for cell in cells):
            return True
    return start.lstrip(_BLANK)[:1] not in {b"<", b"{", b"["} and bool(_CROSSTAB.search(start))


def _packed(file: RecordedFile) -> Unsupported | None:
    names = member_names(file)
    if not names:
        return Unsupported("this zip is damaged or empty", "download it again")
    if any(name.lower().endswith((".zip", ".gz", ".7z", ".rar")) for name in names):
        return Unsupported("this is an archive within an archive", _UNPACK)
    if "mimetype" in names and "content.xml" in names:
        return Unsupported("this is an OpenDocument file (ODS or ODT)", "save it as XLSX or CSV")
    if "word/document.xml" in names:
        return Unsupported("this is a document of Word", "save its table as CSV, or as a delivery")
    if "xl/workbook.xml" in names:
        return Unsupported(
            "this is a workbook in a layout that we do not know",
            "copy its figures into the workbook that agdb template writes, or download CSV",
            sure=False,
        )
    return None
