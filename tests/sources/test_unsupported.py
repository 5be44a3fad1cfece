"""What people bring in place of data is called by its name, with what to download instead."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from agdb.errors import SourceError
from agdb.files.recorded import RecordedFile
from agdb.sources.publishers import READERS, reader_for
from agdb.statistics.identifier import DatasetId

PAGE = b"<!DOCTYPE html>\n<html><title>503 Service Unavailable</title></html>"
EXPORT = (
    '\ufeff"Perioden";"Regio\'s";"Bevolking/Leeftijd/Totaal (aantal)"\n'
    '"2024";"Nederland";"17942942"\n'
).encode()
CROSSTAB = b'"Werkzame beroepsbevolking; beroep"\n"Onderwerp";"Werkzaam"\n"2024";"1"\n"Bron: CBS"\n'
ATOM = b'<?xml version="1.0"?><feed xml:base="x" xmlns="http://www.w3.org/2005/Atom"/>'


def packed(**members: bytes) -> bytes:
    """A zip; in a name two underscores stand for a slash and one at the end is cut."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), body)
    return out.getvalue()


FORMS: Mapping[str, tuple[bytes, str]] = {
    "a page": (PAGE, "this is a web page (HTML)"),
    "a page, packed": (gzip.compress(b"\r\n " + PAGE), "this is a web page (HTML)"),
    "a page in capitals": (b"<HTML><BODY>", "this is a web page (HTML)"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "this is a PDF; download the figures as CSV"),
    "a pointer": (b"version https://git-lfs.github.com/spec/v1\noid", "the pointer of Git LFS"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "of an old Office (XLS"),
    "SPSS": (b"$FL2@(#) SPSS DATA FILE", "a statistics package"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "this is a picture"),
    "another archive": (b"7z\xbc\xaf\x27\x1c", "an archive of another kind than zip"),
    "a fault": (b'<S:Fault xmlns:S="x"><faultcode>413</faultcode>', "an error that a service sent"),
    "metadata of a service": (b'<edmx:Edmx Version="4.0">', r"the description of a service"),
    "Atom": (ATOM, "the third service of CBS as Atom XML; ask for JSON with ?$format=json"),
    "a structure": (b"<?xml?><mes:Structure><str/>", "an SDMX structure: it describes codes and"),
    "SDMX-ML": (b"<?xml?><mes:GenericData><x/>", "this is SDMX-ML, data in XML; ask for format="),
    "an error": (b'{"error": {"code": 404}}', "this is an error that a service sent (JSON)"),
    "an error of OData 3": (b'{"odata.error":{"code":""}}', "an error that a service sent (JSON)"),
    "other XML": (b"<?xml version='1.0'?><rss/>", "this is XML in no form that we know"),
    "an export": (EXPORT, "a display export of StatLine, with titles and no codes; download the"),
    "a crosstab": (CROSSTAB, "a display export of StatLine"),
    "nothing": (b"", "the file is empty; download it again"),
    "a zip in a zip": (packed(a_dot_zip=b"PK"), "this is an archive within an archive; unpack"),
    "a broken zip": (packed(a=b"x")[:20], "this zip is damaged or empty"),
    "ODS": (packed(mimetype=b"x", content_dot_xml=b"<x/>"), "this is an OpenDocument file"),
    "Word": (packed(word__document_dot_xml=b"<x/>"), "this is a document of Word"),
}


def refusal(publisher: str, *files: RecordedFile) -> str:
    with pytest.raises(SourceError) as caught:
        reader_for(DatasetId(publisher, "1"), files)
    return str(caught.value)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("publisher", ["cbs", "duo", "roa"])
def test_each_form_is_told_as_what_it_is(form: str, publisher: str) -> None:
    body, sentence = FORMS[form]
    if (form, publisher) == ("a broken zip", "cbs"):
        pytest.skip("the reader of the bulk form tells what is wrong with its zip")
    told = refusal(publisher, RecordedFile.of("download.csv", body))
    assert told.startswith(f"{publisher}:1 download.csv: ")
    assert sentence in told
    assert "in no form" not in told or "that we know" in told


@pytest.mark.parametrize(
    ("publisher", "path", "owner"),
    [
        ("cbs", "eurostat/json-stat.json", "eurostat"),
        ("cbs", "duo/gediplomeerdengeslhbo.csv", "duo"),
        ("eurostat", "cbs/v4-json/observations-page-1.json", "cbs"),
        ("roa", "worldbank/page-1.json", "worldbank"),
    ],
)
def test_files_of_another_publisher_are_told_as_those(
    small: Path, publisher: str, path: str, owner: str
) -> None:
    file = RecordedFile.at(small / path, name=path.rpartition("/")[2])
    told = refusal(publisher, file)
    assert (
        f"in a form of publisher '{owner}' and not of '{publisher}'; import them as {owner}:"
        in (told)
    )


def test_what_nobody_knows_is_told_with_its_names(put: Callable[..., Path]) -> None:
    files = [RecordedFile.of(f"{n}.txt", b"some words") for n in range(5)]
    told = refusal("cbs", *files)
    assert "in no form that we read from this publisher (0.txt, 1.txt, 2.txt ...)" in told


def test_no_real_recording_is_taken_for_a_foreign_form(specimens: Path) -> None:
    # Every recording that a reader knows keeps its reader; the export of StatLine is told.
    table = specimens / "cbs" / "70072ned"
    export = next(path for path in sorted(table.rglob("*.csv")))
    told = refusal("cbs", RecordedFile.at(export, name=export.name))
    assert "this is a display export of StatLine" in told
    for path in sorted((specimens / "eurostat" / "sdmx").glob("*.xml")):
        told = refusal("cbs", RecordedFile.at(path, name=path.name))
        assert told.partition(": ")[2].startswith("this is "), path.name
    assert set(READERS) >= {"cbs", "eurostat"}
