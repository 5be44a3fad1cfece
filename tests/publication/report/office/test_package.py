"""The file for an office, inspected part by part: what an officer and a screen reader meet."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from python_calamine import CalamineWorkbook
from tests.publication.report.a_paper import SOURCE, figure, whole_paper

from agdb.errors import UsageError
from agdb.publication.address import Addresses
from agdb.publication.report.document import PaperNumber, ReportPaper
from agdb.publication.report.office.look import NEEDED, Look, own_look, template_look
from agdb.publication.report.office.package import office_file
from agdb.publication.wording.language import Language

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def written(language: Language, paper: ReportPaper | None = None, look: Look | None = None) -> Any:
    """The parts of the file by name."""
    body = office_file(
        paper or whole_paper(),
        language=language,
        addresses=Addresses("https://monitor.example/"),
        look=look or own_look("nl"),
        owner="Redactie",
    )
    return parts_of(body)


def parts_of(body: bytes) -> dict[str, bytes]:
    """The members of a package."""
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def document(parts: Mapping[str, bytes]) -> ET.Element:
    """The tree of the text."""
    return ET.fromstring(parts["word/document.xml"])


def text(tree: ET.Element) -> str:
    """All words, in order."""
    return "".join(one.text or "" for one in tree.iter(f"{W}t"))


def test_the_same_paper_has_the_same_bytes(nl: Language) -> None:
    assert written(nl) == written(nl)


def test_every_part_is_well_formed_typed_and_reached(nl: Language) -> None:
    parts = written(nl)
    types = ET.fromstring(parts["[Content_Types].xml"])
    overrides = {one.get("PartName", "")[1:] for one in types if one.tag.endswith("Override")}
    defaults = {one.get("Extension") for one in types if one.tag.endswith("Default")}
    reached = {"[Content_Types].xml", "_rels/.rels"}
    for name, body in parts.items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(body)
        assert name in overrides or name.rpartition(".")[2] in defaults
        if name.endswith(".rels"):
            reached.add(name)
            base = name.split("_rels/")[0]
            for one in ET.fromstring(body):
                if one.get("TargetMode") != "External":
                    parent = [*base.split("/")[:-1]]
                    for step in one.get("Target", "").split("/"):
                        parent = parent[:-1] if step == ".." else [*parent, step]
                    reached.add("/".join(parent))

    assert overrides <= parts.keys()
    assert reached == parts.keys()


def test_every_style_and_relationship_that_is_used_is_there(nl: Language) -> None:
    parts = written(nl)
    tree = document(parts)
    styles = {one.get(f"{W}styleId") for one in ET.fromstring(parts["word/styles.xml"])}
    relations = {one.get("Id") for one in ET.fromstring(parts["word/_rels/document.xml.rels"])}

    used = {one.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle")
            for one in tree.iter(f"{W}{tag}")}  # fmt: skip
    ids = {value for one in tree.iter() for key, value in one.attrib.items() if key == f"{R}id"}

    assert used <= styles
    assert {"Title", "Heading1", "Heading2", "ListBullet", "Caption", "Hyperlink"} <= used
    assert ids <= relations


def test_headings_go_down_one_level_at_a_time(nl: Language) -> None:
    levels = [
        int(found[1])
        for one in document(written(nl)).iter(f"{W}pStyle")
        if (found := re.fullmatch(r"Heading(\d)", one.get(f"{W}val", "")))
    ]

    assert levels == [1, 2]


def test_tables_repeat_their_heads_and_say_what_they_are(nl: Language) -> None:
    (table,) = document(written(nl, whole_paper(rows=200))).iter(f"{W}tbl")
    rows = table.findall(f"{W}tr")

    assert len(rows) == 201
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[:2]] == [True, False]
    assert table.find(f"{W}tblPr/{W}tblCaption") is not None
    described = table.find(f"{W}tblPr/{W}tblDescription")
    assert described is not None
    assert described.get(f"{W}val") == "Toezeggingen. Verzonnen, per stuk."


def test_notes_are_real_and_referred_to_when_they_come_again(nl: Language) -> None:
    parts = written(nl)
    tree, notes = document(parts), ET.fromstring(parts["word/footnotes.xml"])

    references = [one.get(f"{W}id") for one in tree.iter(f"{W}footnoteReference")]
    bookmarks = {one.get(f"{W}name") for one in tree.iter(f"{W}bookmarkStart")}
    again = [(one.text or "").split()[1] for one in tree.iter(f"{W}instrText")
             if "NOTEREF" in (one.text or "")]  # fmt: skip

    assert references == ["1", "2"]
    assert {one.get(f"{W}id") for one in notes} == {"-1", "0", "1", "2"}
    assert again
    assert set(again) <= bookmarks
    assert SOURCE.text in text(notes)


def test_title_language_and_alternative_text_are_there(nl: Language) -> None:
    parts = written(nl)
    core = parts["docProps/core.xml"].decode()

    assert "<dc:title>Fietsen &amp; Co: 1.234 in 2024</dc:title>" in core
    assert "<dc:language>nl</dc:language>" in core
    assert b'<w:lang w:val="nl"' in parts["word/styles.xml"]
    (picture,) = document(parts).iter(f"{WP}docPr")
    assert picture.get("descr") == "Van 900 naar 1.234,5."


def test_a_chart_and_the_workbook_behind_it_hold_the_same_numbers(nl: Language) -> None:
    parts = written(nl)
    chart = ET.fromstring(parts["word/charts/paper1.xml"])
    book = CalamineWorkbook.from_filelike(io.BytesIO(parts["word/embeddings/paper1.xlsx"]))
    rows = book.get_sheet_by_name("Data").to_python()

    shown = [
        [one.findtext(f"{C}v") for one in series.iter(f"{C}pt")]
        for series in (line.find(f"{C}val") for line in chart.iter(f"{C}ser"))
        if series is not None
    ]

    assert shown == [["900", "1234.5"], ["30"]]  # what is not published is a gap, and never 0
    assert rows == [["", "Nederland", "Drenthe"], ["2023", 900.0, 30.0], ["2024", 1234.5, ""]]
    assert [one.get("val") for one in chart.iter(f"{C}dispBlanksAs")] == ["gap"]


def test_every_number_of_the_paper_is_in_the_file(nl: Language) -> None:
    paper = whole_paper()
    words = text(document(written(nl, paper)))

    for part in paper.parts():
        if isinstance(part, PaperNumber):
            assert part.text in words


def test_a_name_that_no_file_can_hold_loses_what_it_cannot(nl: Language) -> None:
    parts = written(nl, replace(whole_paper(), title="Fiets\x00en " + "x" * 180))

    assert b"Fietsen xxx" in parts["docProps/core.xml"]


def template(*, without: str = "", kind: str = "document") -> dict[str, bytes]:
    """The parts of a template whose styles have Dutch ids."""
    space = W[1:-1]
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Huis{nth}"><w:name w:val="{name}"/></w:style>'
        for nth, name in enumerate(NEEDED)
        if name != without
    )
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId9"/></w:sectPr>'
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
            '.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{types}.{kind}.main+xml"/>'
            "</Types>"
        ).encode(),
        "word/document.xml": (
            f'<w:document xmlns:w="{space}" xmlns:r="{R[1:-1]}"><w:body><w:p/>{section}'
            "</w:body></w:document>"
        ).encode(),
        "word/_rels/document.xml.rels": (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId9" Type="x/header" Target="header1.xml"/></Relationships>'
        ),
        "word/header1.xml": f'<w:hdr xmlns:w="{space}"/>'.encode(),
        "word/styles.xml": f'<w:styles xmlns:w="{space}">{styles}</w:styles>'.encode(),
    }


def test_a_template_gives_its_styles_head_and_margins(nl: Language) -> None:
    parts = written(nl, look=template_look(template(kind="template"), name="ministerie.dotx"))

    body = parts["word/document.xml"]
    assert b'w:val="Huis1"' in body  # Title
    assert b'<w:headerReference w:type="default" r:id="rId9"/>' in body
    assert b'Target="header1.xml"' in parts["word/_rels/document.xml.rels"]
    assert b"document.main+xml" in parts["[Content_Types].xml"]
    assert b"template.main+xml" not in parts["[Content_Types].xml"]
    assert "word/header-paper.xml" not in parts


@pytest.mark.parametrize("style", NEEDED)
def test_a_template_without_a_style_is_refused_with_its_name(style: str) -> None:
    with pytest.raises(UsageError, match=f'x.docx: this template lacks the style "{style}"'):
        template_look(template(without=style), name="x.docx")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"word/styles.xml": b"<w:styles"}, "is damaged"),
        ({"word/styles.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}, "declares entities"),
        ({"word/vbaProject.bin": b"x"}, "has a macro in it"),
        ({"word/document.xml": None}, "is not a Word document"),
    ],
)
def test_a_file_that_is_no_template_is_told_in_a_sentence(
    change: dict[str, bytes | None], told: str
) -> None:
    parts = {name: body for name, body in (template() | change).items() if body is not None}

    with pytest.raises(UsageError, match=told):
        template_look(parts, name="x.docx")


def test_the_picture_of_the_tests_has_a_gap() -> None:
    assert None in figure().data.lines[1].values
