"""A paper as one file of Office Open XML, in our own styles or in those of a template."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from agdb.files.media import MEDIA_TYPES
from agdb.publication.address import Addresses
from agdb.publication.report.document import ReportPaper
from agdb.publication.report.office.body import OfficeBody
from agdb.publication.report.office.chart import chart_part, chart_workbook
from agdb.publication.report.office.look import SPACE, Look, compact_look
from agdb.publication.report.office.markup import (
    DECLARATION,
    element,
    field,
    paragraph,
    run,
    text_of,
)
from agdb.publication.wording.language import Language

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN: Final = f"{_WORD}.document.main+xml"
_SPACES: Final = {
    "xmlns__w": SPACE,
    "xmlns__r": _OFFICE,
    "xmlns__wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
_A4: Final = element("w:pgSz", w__w=11906, w__h=16838)
_PAGE: Final = _A4 + element(
    "w:pgMar", w__top=1360, w__right=1247, w__bottom=1304, w__left=1360, w__header=680,
    w__footer=624, w__gutter=0,
)  # fmt: skip
_COMPACT_PAGE: Final = _A4 + element(
    "w:pgMar", w__top=1020, w__right=964, w__bottom=964, w__left=964, w__header=510,
    w__footer=454, w__gutter=0,
)  # fmt: skip
_LAST_SECTION: Final = re.compile(rb"<w:sectPr\b(?:(?!<w:sectPr\b).)*</w:sectPr>", re.DOTALL)
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
_TYPES: Final = {
    "word/document.xml": _MAIN,
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/numbering.xml": f"{_WORD}.numbering+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "word/footnotes.xml": f"{_WORD}.footnotes+xml",
    "word/header-paper.xml": f"{_WORD}.header+xml",
    "word/footer-paper.xml": f"{_WORD}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_RELATIONS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"

Relation = tuple[str, str, str, bool]
"""Id, kind, target, and whether that lies outside of the file."""


def office_file(
    paper: ReportPaper, *, language: Language, addresses: Addresses, look: Look, owner: str
) -> bytes:
    """Return `paper` as a document for an office; the same paper and look give the same bytes.

    Charts can be changed by their workbook, and notes, captions and page numbers count again when
    something is put before them. In a template the head, foot and margins are those of its last
    section. `owner` is the author that the file names.
    """
    look = compact_look(look) if paper.compact else look
    body = OfficeBody(paper, language, addresses, look)
    blocks = "".join(body.blocks())
    notes = "".join(body.footnotes())
    parts = dict(look.parts)
    parts["docProps/core.xml"] = _core(paper, owner)
    parts["word/footnotes.xml"] = _footnotes(notes)
    parts["word/_rels/footnotes.xml.rels"] = _relations(_links(body.sources))
    relations = [("rFootnotes", "footnotes", "footnotes.xml", False), *_links(body.links)]
    if not look.template:
        parts["word/header-paper.xml"] = _head(paper, look)
        parts["word/footer-paper.xml"] = _foot(paper, look, language)
        names = ("styles", "numbering", "settings", "fontTable")
        relations += [(f"rOwn{name}", name, f"{name}.xml", False) for name in names]
        relations += [
            ("rHeader", "header", "header-paper.xml", False),
            ("rFooter", "footer", "footer-paper.xml", False),
        ]
    for number, (ident, figure) in enumerate(body.charts.items(), start=1):
        name = f"paper{number}"
        parts[f"word/charts/{name}.xml"] = chart_part(
            figure, language=paper.language, workbook="rBook"
        )
        parts[f"word/embeddings/{name}.xlsx"] = chart_workbook(figure)
        parts[f"word/charts/_rels/{name}.xml.rels"] = _relations(
            [("rBook", "package", f"../embeddings/{name}.xlsx", False)]
        )
        relations.append((ident, "chart", f"charts/{name}.xml", False))
    section = _section(look, _COMPACT_PAGE if paper.compact else _PAGE)
    parts["word/document.xml"] = _document(blocks, section)
    rels = "word/_rels/document.xml.rels"
    parts[rels] = _joined_relations(look.parts.get(rels, b""), relations)
    parts["_rels/.rels"] = _relations(
        [
            ("rId1", "officeDocument", "word/document.xml", False),
            ("rId2", "core-properties", "docProps/core.xml", False),
        ]
    )
    parts["[Content_Types].xml"] = _content_types(look.parts.get("[Content_Types].xml", b""), parts)
    return _zipped(parts)


def _links(some: Mapping[str, str]) -> list[Relation]:
    return [(ident, "hyperlink", address, True) for address, ident in some.items()]


def _document(blocks: str, section: str) -> bytes:
    made = element("w:document", element("w:body", blocks, section), **_SPACES)
    return (DECLARATION + made).encode()


def _section(look: Look, page: str) -> str:
    """Margins, head and foot: our own, or those of the last section of a template."""
    if look.template:
        found = _LAST_SECTION.findall(look.parts["word/document.xml"])
        return found[-1].decode() if found else element("w:sectPr", page)
    head = element("w:headerReference", w__type="default", r__id="rHeader")
    foot = element("w:footerReference", w__type="default", r__id="rFooter")
    return element("w:sectPr", head, foot, page)


def _head(paper: ReportPaper, look: Look) -> bytes:
    tab = element("w:r", element("w:tab"))
    text = run(paper.kind) + (tab + tab + run(paper.draft, element("w:b")) if paper.draft else "")
    made = element("w:hdr", paragraph(look.style("header"), text), **_SPACES)
    return (DECLARATION + made).encode()


def _foot(paper: ReportPaper, look: Look, language: Language) -> bytes:
    """What the paper is of, and the number of the page, which the office counts."""
    before, _, rest = language.say("paper.page", page="\x00", pages="\x01").partition("\x00")
    between, _, after = rest.partition("\x01")
    tab = element("w:r", element("w:tab"))
    pages = run(before) + field("PAGE", "1") + run(between) + field("NUMPAGES", "1") + run(after)
    line = paragraph(look.style("footer"), run(paper.footer), tab, tab, pages)
    return (DECLARATION + element("w:ftr", line, **_SPACES)).encode()


def _footnotes(notes: str) -> bytes:
    def line(ident: int, kind: str, what: str) -> str:
        text = element("w:p", element("w:r", element(what)))
        return element("w:footnote", text, w__type=kind, w__id=ident)

    lines = line(-1, "separator", "w:separator")
    lines += line(0, "continuationSeparator", "w:continuationSeparator")
    return (DECLARATION + element("w:footnotes", lines, notes, **_SPACES)).encode()


def _core(paper: ReportPaper, owner: str) -> bytes:
    day = f"{paper.day.isoformat()}T00:00:00Z"

    def moment(name: str) -> str:
        return element(f"dcterms:{name}", day, xsi__type="dcterms:W3CDTF")

    made = element(
        "cp:coreProperties",
        element("dc:title", text_of(paper.title)),
        element("dc:creator", text_of(owner)),
        element("dc:language", paper.language),
        element("dc:identifier", text_of(f"{paper.release} {paper.ident}")),
        moment("created"),
        moment("modified"),
        xmlns__cp=f"{_PACKAGE}/metadata/core-properties",
        xmlns__dc="http://purl.org/dc/elements/1.1/",
        xmlns__dcterms="http://purl.org/dc/terms/",
        xmlns__xsi="http://www.w3.org/2001/XMLSchema-instance",
    )
    return (DECLARATION + made).encode()


def _relation(one: Relation) -> str:
    ident, kind, target, outside = one
    of = f"{_PACKAGE}/relationships/metadata" if kind == "core-properties" else _OFFICE
    mode = {"TargetMode": "External"} if outside else {}
    return element("Relationship", Id=ident, Type=f"{of}/{kind}", Target=target, **mode)


def _relations(some: Iterable[Relation]) -> bytes:
    made = "".join(map(_relation, some))
    return (
        DECLARATION + element("Relationships", made, xmlns=f"{_PACKAGE}/relationships")
    ).encode()


def _joined_relations(known: bytes, some: list[Relation]) -> bytes:
    """The relationships of a template with ours; of footnotes there is one part in a document."""
    if not known:
        return _relations(some)
    kept = re.sub(rb"<Relationship\b[^>]*/footnotes\"[^>]*/>", b"", known)
    made = "".join(map(_relation, some)).encode()
    return kept.replace(b"</Relationships>", made + b"</Relationships>")


def _content_types(known: bytes, parts: Mapping[str, bytes]) -> bytes:
    """What each part is; a template says so of its own, and becomes a document."""
    kinds = {name: kind for name, kind in _TYPES.items() if name in parts}
    kinds |= {
        name: _CHART_TYPE for name in parts if re.fullmatch(r"word/charts/paper\d+.xml", name)
    }
    if known:
        kept = known.replace(f"{_WORD}.template.main+xml".encode(), _MAIN.encode())
        kinds = {n: kind for n, kind in kinds.items() if f'PartName="/{n}"'.encode() not in kept}
    else:
        base = element(
            "Types",
            element("Default", Extension="rels", ContentType=_RELATIONS_TYPE),
            element("Default", Extension="xml", ContentType="application/xml"),
            xmlns=f"{_PACKAGE}/content-types",
        )
        kept = (DECLARATION + base).encode()
    made = "".join(
        element("Override", PartName=f"/{name}", ContentType=kind) for name, kind in kinds.items()
    )
    if b'Extension="xlsx"' not in kept:
        made = element("Default", Extension="xlsx", ContentType=MEDIA_TYPES["xlsx"]) + made
    return kept.replace(b"</Types>", made.encode() + b"</Types>")


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts in one file; what each of them is comes first, as offices expect."""
    stream = io.BytesIO()
    first = ("[Content_Types].xml", "_rels/.rels")
    with ZipFile(stream, "w", compression=ZIP_DEFLATED) as file:
        for name in (*first, *sorted(parts.keys() - set(first))):
            member = ZipInfo(name, _FIRST_DAY)
            member.compress_type = ZIP_DEFLATED
            file.writestr(member, parts[name])
    return stream.getvalue()
