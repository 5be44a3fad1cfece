"""The text of a paper as paragraphs, tables, footnotes and places for charts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from agdb.publication.address import Addresses
from agdb.publication.report.document import (
    Bullets,
    Chapter,
    Footnote,
    HeaderLine,
    PaperBlock,
    PaperFigure,
    PaperTable,
    Paragraph,
    Part,
    ReportPaper,
    Sentence,
    TableHead,
    WrittenPart,
)
from agdb.publication.report.office.look import Look
from agdb.publication.report.office.markup import element, paragraph, run
from agdb.publication.report.office.markup import field as worked_out
from agdb.publication.report.typeset import is_small, whole_address
from agdb.publication.wording.language import Language

CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_WIDTH, _HEIGHT = 5760000, 2880000  # of a chart: 16 by 8 cm in English Metric Units
_HALF, _LOW = 3024000, 1548000  # of a small one: 8.4 by 4.3 cm
_TEXT_WIDTH: Final = 9070  # of a page: 16 cm in twentieths of a point
_BOLD: Final = element("w:b")
_SMALL: Final = element("w:sz", w__val=18)
_FLAG: Final = (_BOLD, element("w:color", w__val="8F3F0A"))
_LONGEST: Final = 40
_FIRST_MARK: Final = 10_000  # after the numbers of notes, which are marked too
_FIRST_NOTE: Final = 1  # those before are the lines that an office draws above notes


@dataclass
class OfficeBody:
    """Writes the body; what it refers to is collected on the way.

    `links` are the addresses that it leads to, `sources` those of its footnotes, and `charts` the
    pictures it draws, in the order of their relationships; `notes` the footnotes by their number.
    """

    paper: ReportPaper
    language: Language
    addresses: Addresses
    look: Look
    links: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    charts: dict[str, PaperFigure] = field(default_factory=dict)
    notes: dict[Footnote, int] = field(default_factory=dict)
    _marks: dict[str, int] = field(default_factory=dict)
    _tables: int = 0

    def blocks(self) -> Iterator[str]:
        """Yield everything that stands in the paper, in reading order."""
        paper = self.paper
        if paper.withdrawn:
            yield self._plain("Normal", run(paper.withdrawn, *_FLAG))
        yield self._plain("Title", run(paper.title))
        yield from map(self._line, paper.header)
        if paper.missing:
            told = self.language.say("report.missing", n=len(paper.missing))
            yield self._plain("Normal", run(told, *_FLAG))
            yield from (self._plain("List Bullet", run(one)) for one in paper.missing)
        for chapter in paper.chapters:
            yield from self._chapter(chapter, 1)
        yield from map(self._line, paper.closing)

    def _plain(self, style: str, *runs: str) -> str:
        return paragraph(self.look.style(style), *runs)

    def _line(self, one: HeaderLine) -> str:
        text = run(f"[{one.text}]", *_FLAG) if one.missing else run(one.text)
        return self._plain("Normal", run(f"{one.name}: ", _BOLD), text)

    def _chapter(self, chapter: Chapter, level: int) -> Iterator[str]:
        if chapter.name:
            space = element("w:spacing", w__before=240)
            look = element("w:pPr", element("w:keepNext"), space)
            yield element("w:p", look, run(chapter.name, _SMALL))
        yield self._plain(f"heading {min(level, 3)}", self._parts(chapter.heading.parts))
        for small, some in groupby(chapter.blocks, key=is_small):
            if small:
                yield from self._small_figures(
                    [one for one in some if isinstance(one, PaperFigure)]
                )
            else:
                yield from (text for block in some for text in self._block(block))
        for inner in chapter.chapters:
            yield from self._chapter(inner, level + 1)

    def _block(self, block: PaperBlock) -> Iterator[str]:
        match block:
            case Paragraph():
                look = (_SMALL,) if block.small else ()
                yield self._plain("Normal", self._sentences(block.sentences, *look))
            case Bullets():
                for point in block.points:
                    name = self._linked(point.lead, point.href, _BOLD) if point.name else ""
                    space = run(" ") if name else ""
                    text = self._sentences(point.sentences)
                    yield self._plain("List Bullet", name, space, text)
            case PaperTable():
                yield from self._table(block)
            case PaperFigure():
                yield from self._figure(block)
            case WrittenPart():
                if block.label:
                    yield self._plain("Normal", run(block.label, _BOLD))
                if block.sentences:
                    yield self._plain("Normal", self._sentences(block.sentences))
                    yield self._plain("Normal", run(block.mark, _SMALL))
                else:
                    yield self._plain("Normal", run(block.asked, *_FLAG))

    def _caption(self, kind: str, number: int, text: str, *more: str, above: bool) -> str:
        say = self.language.say
        name = say(f"paper.{kind}")
        count = worked_out(f"SEQ {name} \\* ARABIC", str(number))
        look = element(
            "w:pPr",
            element("w:pStyle", w__val=self.look.style("caption")),
            element("w:keepNext") if above else "",
        )
        return element("w:p", look, run(f"{name} "), count, run(f": {text}"), *more)

    def _explained(self, text: str) -> str:
        return run(f". {text}", element("w:b", w__val=0)) if text else ""

    def _table(self, block: PaperTable) -> Iterator[str]:
        self._tables += 1
        told = f"{block.caption}. {block.explanation}".strip()
        explained = self._explained(block.explanation)
        yield self._caption("table", self._tables, block.caption, explained, above=True)
        widths = _widths(block)
        properties = element(
            "w:tblPr",
            element("w:tblStyle", w__val=self.look.style("Table Grid")),
            element("w:tblW", w__w=5000, w__type="pct"),
            element("w:tblLook", w__val="0420", w__firstRow=1, w__firstColumn=1, w__noVBand=1),
            element("w:tblCaption", w__val=block.caption),
            element("w:tblDescription", w__val=told),
        )
        grid = element("w:tblGrid", *(element("w:gridCol", w__w=width) for width in widths))
        heads = [run(head.text, _BOLD) for head in block.heads]
        once = element("w:cantSplit")
        rows = [self._row(block.heads, widths, heads, once + element("w:tblHeader"))]
        for row in block.rows:
            cells = [self._parts(cell) for cell in row.cells]
            rows.append(self._row(block.heads, widths, cells, once))
        yield element("w:tbl", properties, grid, *rows)
        if not self.paper.compact:
            yield self._plain("Normal")

    def _row(
        self, heads: tuple[TableHead, ...], widths: list[int], cells: list[str], properties: str
    ) -> str:
        space = 10 if self.paper.compact else 40

        def cell(head: TableHead, width: int, text: str) -> str:
            side = element("w:jc", w__val="right" if head.numeric else "left")
            style = element("w:pStyle", w__val=self.look.style("Normal"))
            tight = element("w:spacing", w__before=space, w__after=space)
            return element(
                "w:tc",
                element("w:tcPr", element("w:tcW", w__w=width, w__type="dxa")),
                element("w:p", element("w:pPr", style, tight, side), text),
            )

        made = map(cell, heads, widths, cells)
        return element("w:tr", element("w:trPr", properties), *made)

    def _figure(self, block: PaperFigure) -> Iterator[str]:
        look = element("w:pPr", element("w:keepNext"))
        yield element("w:p", look, self._drawing(block, _WIDTH, _HEIGHT))
        yield self._figure_caption(block, len(self.charts))

    def _small_figures(self, some: list[PaperFigure]) -> Iterator[str]:
        """Two beside each other, with their captions below."""
        look = element("w:pPr", element("w:keepNext"))
        for first in range(0, len(some), 2):
            pair = some[first : first + 2]
            numbers = range(len(self.charts) + 1, len(self.charts) + len(pair) + 1)
            yield element("w:p", look, *(self._drawing(one, _HALF, _LOW) for one in pair))
            yield from map(self._figure_caption, pair, numbers)

    def _drawing(self, block: PaperFigure, width: int, height: int) -> str:
        number = len(self.charts) + 1
        ident = f"rChart{number}"
        self.charts[ident] = block
        graphic = element(
            "a:graphic",
            element("a:graphicData", element("c:chart", r__id=ident, xmlns__c=CHART), uri=CHART),
            xmlns__a="http://schemas.openxmlformats.org/drawingml/2006/main",
        )
        drawing = element(
            "wp:inline",
            element("wp:extent", cx=width, cy=height),
            element("wp:docPr", id=number, name=block.caption, descr=block.alternative),
            element("wp:cNvGraphicFramePr"),
            graphic,
            distT=0, distB=0, distL=0, distR=0,
        )  # fmt: skip
        return element("w:r", element("w:drawing", drawing))

    def _figure_caption(self, block: PaperFigure, number: int) -> str:
        told = self._explained(block.explanation)
        return self._caption(
            "figure", number, block.caption, self._note(block.note), told, above=False
        )

    def _sentences(self, some: tuple[Sentence, ...], *look: str) -> str:
        texts = []
        for one in some:
            flag = run(f" {one.changed}", *_FLAG) if one.changed else ""
            texts.append(self._marked(one.ident, self._parts(one.parts, *look)) + flag)
        return run(" ").join(texts)

    def _marked(self, ident: str, text: str) -> str:
        """A sentence under its id as a bookmark; one that comes again is marked where it is first.

        Names of bookmarks have letters and digits, and forty of them at most.
        """
        name = f"S_{re.sub(r'[^0-9A-Za-z]+', '_', ident)}"
        if len(name) > _LONGEST:
            end = hashlib.sha256(ident.encode()).hexdigest()[:6]
            name = f"{name[: _LONGEST - 7]}_{end}"
        if name in self._marks:
            return text
        number = self._marks[name] = _FIRST_MARK + len(self._marks)
        start = element("w:bookmarkStart", w__id=number, w__name=name)
        return start + text + element("w:bookmarkEnd", w__id=number)

    def _parts(self, parts: tuple[Part, ...], *look: str) -> str:
        return "".join(self._part(part, *look) for part in parts)

    def _part(self, part: Part, *look: str) -> str:
        if isinstance(part, str):
            return run(part, *look)
        return self._linked(part.text, part.href, *look) + self._note(part.note)

    def _linked(self, text: str, href: str, *look: str) -> str:
        whole = whole_address(href, self.addresses)
        if not whole:
            return run(text, *look)
        return self._hyperlink(text, whole, self.links, *look)

    def _hyperlink(self, text: str, whole: str, links: dict[str, str], *look: str) -> str:
        ident = links.setdefault(whole, f"rLink{len(links) + 1}")
        style = element("w:rStyle", w__val=self.look.style("Hyperlink"))
        return element("w:hyperlink", run(text, style, *look), r__id=ident, w__history=1)

    def _note(self, note: Footnote | None) -> str:
        """A footnote where it is met first; after that a reference to its number."""
        if note is None:
            return ""
        style = element("w:rStyle", w__val=self.look.style("footnote reference"))
        if note in self.notes:
            number = self.notes[note]
            again = worked_out(f"NOTEREF _Note{number} \\f \\h", str(number), style)
            return run("[", style) + again + run("]", style)
        number = self.notes[note] = len(self.notes) + _FIRST_NOTE
        name, ident = f"_Note{number}", number
        reference = element("w:footnoteReference", w__id=ident)
        return (
            run("[", style)
            + element("w:bookmarkStart", w__id=ident, w__name=name)
            + element("w:r", element("w:rPr", style), reference)
            + element("w:bookmarkEnd", w__id=ident)
            + run("]", style)
        )

    def footnotes(self) -> Iterator[str]:
        """Yield the footnotes that were met; what they lead to is in `sources` afterwards."""
        style = element("w:rStyle", w__val=self.look.style("footnote reference"))
        sign = element("w:r", element("w:rPr", style), element("w:footnoteRef"))
        for note, number in self.notes.items():
            whole = whole_address(note.href, self.addresses)
            text = self._hyperlink(note.text, whole, self.sources) if whole else run(note.text)
            line = self._plain("footnote text", sign, run(" "), text)
            yield element("w:footnote", line, w__id=number)


def _widths(block: PaperTable) -> list[int]:
    """Columns of numbers are narrower, the others share what is left."""
    texts = sum(not head.numeric for head in block.heads)
    shares = [2 if head.numeric else 5 if texts == 1 else 3 for head in block.heads]
    return [_TEXT_WIDTH * share // sum(shares) for share in shares]
