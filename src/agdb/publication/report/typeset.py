"""A paper as a document of Typst, from which a printer makes PDF: its source and its pictures.

Every text goes in as a string and never as markup, so that no word of a record can command it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit

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
    WrittenPart,
)
from agdb.publication.wording.language import Language

MAIN: Final = "main.typ"
"""The file that a printer begins with."""
_LOOK: Final = "paper.typ"
_LONG_HEAD: Final = 24
_LONG_LIST: Final = 3
"""A list of more than twice as many points has two columns where room is short."""
_FIRST_SVG: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


@dataclass
class _Typeset:
    """Writes one paper; the footnotes that were met are referred to when they come again."""

    paper: ReportPaper
    language: Language
    addresses: Addresses
    pictures: dict[str, bytes] = field(default_factory=dict)
    _met: set[Footnote] = field(default_factory=set)

    def source(self, *, owner: str) -> str:
        paper, say = self.paper, self.language.say
        day = paper.day
        pages = say("paper.page", page="\x00", pages="\x01")
        before, _, rest = pages.partition("\x00")
        between, _, after = rest.partition("\x01")
        shown = (
            f"(page, pages) => {_text(before)} + page + {_text(between)} + str(pages)"
            f" + {_text(after)}"
        )
        head = (
            f'#import "{_LOOK}": *\n'
            f"#show: body => paper({_text(paper.language)}, {_text(paper.title)},"
            f" {_text(paper.kind)}, datetime(year: {day.year}, month: {day.month},"
            f" day: {day.day}), {_text(paper.draft)},"
            f" (owner: {_text(owner)}, text: {_text(paper.footer)}), {shown},"
            f" {str(paper.compact).lower()}, body)\n"
        )
        return head + "".join(f"#{one}\n" for one in self._body())

    def _body(self) -> Iterator[str]:
        paper = self.paper
        if paper.withdrawn:
            yield f"callout({_text(paper.withdrawn)})"
        yield f"heading(level: 1, {_text(paper.title)})"
        if paper.header:
            yield self._lines(paper.header)
        if paper.missing:
            names = map(_text, paper.missing)
            told = self.language.say("report.missing", n=len(paper.missing))
            yield f"callout({_text(told)} + list({', '.join(names)}))"
        for chapter in paper.chapters:
            yield from self._chapter(chapter, 2)
        if paper.closing:
            yield self._lines(paper.closing)

    def _lines(self, some: tuple[HeaderLine, ...]) -> str:
        cells = []
        for one in some:
            text = f"missing({_text(f'[{one.text}]')})" if one.missing else _text(one.text)
            cells += [f"strong({_text(one.name)})", text]
        return f"lines({', '.join(cells)})"

    def _chapter(self, chapter: Chapter, level: int) -> Iterator[str]:
        if chapter.new_page:
            yield "pagebreak(weak: true)"
        if chapter.name:
            yield f"eyebrow({_text(chapter.name)})"
        yield f"heading(level: {level}, {self._parts(chapter.heading.parts)})"
        for small, some in groupby(chapter.blocks, key=is_small):
            if small:
                yield f"beside({', '.join(map(self._block, some))})"
            else:
                yield from map(self._block, some)
        for inner in chapter.chapters:
            yield from self._chapter(inner, level + 1)

    def _block(self, block: PaperBlock) -> str:
        match block:
            case Paragraph():
                text = self._aside(block.sentences) + self._sentences(block.sentences)
                return f"par({f'small({text})' if block.small else text})"
            case Bullets():
                points = []
                for point in block.points:
                    name = self._linked(f"strong({_text(point.lead)})", point.href)
                    text = self._sentences(point.sentences)
                    text = f'{name} + " " + {text}' if point.name else text
                    points.append(self._aside(point.sentences) + text)
                half = (len(points) + 1) // 2
                if self.paper.compact and half > _LONG_LIST:
                    return f"beside({_listed(points[:half])}, {_listed(points[half:])})"
                return _listed(points)
            case PaperTable():
                return self._table(block)
            case PaperFigure():
                return self._figure(block)
            case WrittenPart():
                return self._written(block)

    def _written(self, block: WrittenPart) -> str:
        if not block.sentences:
            text = f"missing({_text(block.asked)})"
        else:
            said = self._aside(block.sentences) + self._sentences(block.sentences)
            text = f"{said} + parbreak() + small({_text(block.mark)})"
        label = f"strong({_text(block.label)}) + parbreak() + " if block.label else ""
        return f"callout({label}{text})"

    def _table(self, block: PaperTable) -> str:
        """Columns of numbers are as wide as they need, the others share what is left.

        One of numbers under many words is one of the others.
        """
        narrow = (head.numeric and len(head.text) <= _LONG_HEAD for head in block.heads)
        columns = _array("auto" if one else "1fr" for one in narrow)
        alignment = _array("right" if head.numeric else "left" for head in block.heads)
        heads = _array(_text(head.text) for head in block.heads)
        rows = _array(self._parts(cell) for row in block.rows for cell in row.cells)
        told = f"{_text(block.caption)}, {_text(block.explanation)}"
        return f"listed({told}, {columns}, {alignment}, {heads}, {rows})"

    def _figure(self, block: PaperFigure) -> str:
        name = f"{len(self.pictures)}.svg"
        self.pictures[name] = print_picture(block)
        caption = _text(block.caption) + self._note(block.note)
        told = _text(block.explanation)
        return f"picture({_text(name)}, {_text(block.alternative)}, {caption}, {told})"

    def _sentences(self, some: tuple[Sentence, ...]) -> str:
        texts = []
        for one in some:
            text = self._parts(one.parts)
            texts.append(f"{text} + missing({_text(f' {one.changed}')})" if one.changed else text)
        return ' + " " + '.join(texts) or '""'

    def _aside(self, some: tuple[Sentence, ...]) -> str:
        """The ids of sentences in the margin, where there is one, for a reader to point at."""
        if not some or self.paper.compact:
            return ""
        return f"aside({', '.join(_text(one.ident) for one in some)}) + "

    def _parts(self, parts: tuple[Part, ...]) -> str:
        return " + ".join(map(self._part, parts)) or '""'

    def _part(self, part: Part) -> str:
        if isinstance(part, str):
            return _text(part)
        return self._linked(_text(part.text), part.href) + self._note(part.note)

    def _linked(self, text: str, href: str) -> str:
        """The text as a link; within a site whose address is not known it has nowhere to lead."""
        whole = whole_address(href, self.addresses)
        return f"link({_text(whole)}, {text})" if whole else text

    def _note(self, note: Footnote | None) -> str:
        if note is None:
            return ""
        label = f"<note-{self.paper.footnotes()[note]}>"
        if note in self._met:
            return f" + footnote({label})"
        self._met.add(note)
        text = self._linked(_text(note.text), note.href)
        return f" + [#footnote({text}){label}]"


def typeset(
    paper: ReportPaper, *, language: Language, addresses: Addresses, owner: str
) -> Mapping[str, bytes]:
    """Return the files of which a printer makes `paper`, by name; `MAIN` is the first.

    The same paper gives the same bytes. Links within the site lead somewhere only where the host
    of `addresses` is known. `owner` is the author that the document names.
    """
    written = _Typeset(paper, language, addresses)
    source = written.source(owner=owner).encode()
    look = _static(_LOOK)
    return {MAIN: source, _LOOK: look, **written.pictures}


def whole_address(href: str, addresses: Addresses) -> str:
    """Return the address with its host; empty for none, and for one of a host that nobody knows."""
    if not href or urlsplit(href).scheme:
        return href
    return addresses.full(href) if addresses.absolute else ""


def print_picture(block: PaperFigure) -> bytes:
    """Return the first drawing of a picture as a file of its own, in the colours of paper."""
    found = _FIRST_SVG.search(str(block.drawing))
    assert found is not None, "a picture of a paper is a drawing of the site"
    head, _, rest = found[0].partition(">")
    space = ' xmlns="http://www.w3.org/2000/svg"'
    style = f"<style>{_static('chart-print.css').decode()}</style>"
    return f"{head}{space}>{style}{rest}".encode()


def _listed(points: list[str]) -> str:
    return f"list({', '.join(points)})"


def is_small(block: PaperBlock) -> bool:
    """Whether it is a picture of which two stand beside each other."""
    return isinstance(block, PaperFigure) and block.small


def _static(name: str) -> bytes:
    return resources.files("agdb.publication").joinpath("static", name).read_bytes()


def _text(text: str) -> str:
    """The text as a string of Typst."""
    shown = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ")
    return f'"{shown}"'


def _array(some: Iterable[str]) -> str:
    """An array of Typst, also of one thing or none."""
    return f"({''.join(f'{one}, ' for one in some)})"
