"""Every number that a form of a paper must have, each with where it comes from; and what it has."""

from __future__ import annotations

import html
import io
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from python_calamine import CalamineWorkbook

from agdb.programme.report.house_words import WordGroup
from agdb.programme.report.report_plan import ReportPlan
from agdb.publication.report.document import (
    Bullets,
    Footnote,
    PaperFigure,
    PaperNumber,
    PaperTable,
    Part,
    Quotation,
    ReportPaper,
    WrittenPart,
    walk,
)
from agdb.publication.report.facts import Facts

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def tokens(text: str) -> list[str]:
    """The numbers of a text as they are written, with points and commas within them."""
    return NUMBER.findall(text)


@dataclass(frozen=True)
class Walk:
    """A paper with the facts that it says it comes from, and the patterns of what is no figure."""

    paper: ReportPaper
    facts: Facts
    plan: ReportPlan

    def body(self) -> Iterator[str]:
        """The numbers of the text that every form has, notes and marks of notes apart.

        Each was walked back: a figure is worked out from its facts, a quotation is what its record
        says, and plain words have nothing but dates, periods and numbers of papers.
        """
        paper = self.paper
        lines = [text for one in (*paper.header, *paper.closing) for text in (one.name, one.text)]
        yield from self.plain(paper.title, *lines, *self._asked())
        for part in paper.parts():
            yield from self.part(part)
        for chapter in walk(paper.chapters):
            yield from self.plain(chapter.name)
            for block in chapter.blocks:
                match block:
                    case Bullets():
                        yield from self.plain(*(point.lead for point in block.points))
                    case PaperTable():
                        heads = (head.text for head in block.heads)
                        yield from self.plain(block.caption, block.explanation, *heads)
                    case PaperFigure():
                        yield from self.plain(block.caption)
                        yield from self.explained(block)
                    case WrittenPart():
                        yield from self.plain(block.label)

    def _asked(self) -> Iterator[str]:
        for block in self.paper.blocks():
            if isinstance(block, WrittenPart):
                yield block.mark if block.sentences else block.asked
        if self.paper.missing:
            assert all(not tokens(name) for name in self.paper.missing)

    def part(self, part: Part) -> list[str]:
        """The numbers of a piece of running text, walked back."""
        match part:
            case PaperNumber():
                found = self.facts.worked_out(part.derivation)
                assert found == part.value, part
                assert digits(part.text) == digits(format(found, "f")), part
                return tokens(part.text)
            case Quotation():
                record = self.facts.fact(part.fact)
                said = record.get(self.paper.language) if isinstance(record, Mapping) else record
                assert str(said).casefold() == part.text.casefold(), part
                return tokens(part.text)
            case str():
                return list(self.plain(part))
            case _:
                return list(self.plain(part.text))

    def plain(self, *texts: str) -> Iterator[str]:
        """The numbers of words: each is of a date, a period, a pillar or a paper of Parliament.

        How an answer is cited has the ids of its sentences and of the release.
        """
        group = self.plan.words[WordGroup.PLAIN_NUMBERS]
        cited = [self.paper.release, *(one.ident for one in self.paper.sentences())]
        for text in texts:
            left = text
            for one in cited if self.paper.release in text else ():
                left = left.replace(one, "")
            for pattern in group.words[self.paper.language]:
                left = re.sub(pattern, "", left)
            if self.is_a_name(text):
                left = ""
            assert not re.search(r"\d", left), text
            yield from tokens(text)

    def is_a_name(self, text: str) -> bool:
        """Whether words are a name or title of programme or register, or the code of a region."""
        return any(text in {name, f"{name}."} for name in self._names()) or any(
            title in text for title in self._titles()
        )

    def _names(self) -> Iterator[str]:
        language, release = self.paper.language, self.facts.release
        for initiative in release.register.initiatives.values():
            yield initiative.names.get(language, "")
        for indicator in release.programme.indicators.values():
            yield indicator.names[language]
        yield from release.programme.regions

    def _titles(self) -> Iterator[str]:
        """Titles of papers with a number in them: words before and after are walked elsewhere."""
        for one in self.facts.release.register.documents.values():
            title = one.title[self.paper.language]
            if tokens(title):
                yield title

    def notes(self) -> Iterator[str]:
        """The numbers of the footnotes, each of which stands once."""
        for note in self.paper.footnotes():
            yield from tokens(note.text)

    def marks(self) -> Iterator[str]:
        """The marks of footnotes in the text, as often as they are met."""
        numbers = self.paper.footnotes()
        for note in self._noted():
            yield str(numbers[note])

    def _noted(self) -> Iterator[Footnote]:
        for part in self.paper.parts():
            if not isinstance(part, str) and part.note is not None:
                yield part.note
        for block in self.paper.blocks():
            if isinstance(block, PaperFigure) and block.note is not None:
                yield block.note

    def pictures(self) -> Iterator[str]:
        """The numbers in the wide drawings: values that are walked back, and the axes."""
        for block in self.paper.blocks():
            if isinstance(block, PaperFigure):
                yield from self._drawn(block)

    def _drawn(self, block: PaperFigure) -> Iterator[str]:
        printed = set()
        for line in block.data.lines:
            for value, derivation in zip(line.values, line.derivations, strict=True):
                if value is not None and derivation is not None:
                    assert self.facts.worked_out(derivation) == value
                    printed.add(digits(format(value, "f")))
        wide = re.findall(r"<svg\b.*?</svg>", str(block.drawing), re.DOTALL)[0]
        for kind, inside in re.findall(r"<text\b([^>]*)>(.*?)</text>", wide, re.DOTALL):
            text = html.unescape(re.sub(r"<[^>]+>", " ", inside))
            found = re.search(r'class="([^"]*)"', kind)
            classes = set("" if found is None else found[1].split())
            if not classes & {"tick", "unit"}:
                assert all(digits(one) in printed for one in tokens(text)), (block.ident, text)
            yield from tokens(text)

    def explained(self, block: PaperFigure) -> Iterator[str]:
        """The numbers beside a picture, which are those at which its axis begins."""
        drawn = re.findall(r"<text\b[^>]*>(.*?)</text>", str(block.drawing), re.DOTALL)
        labels = {one for text in drawn for one in tokens(text)}
        for one in tokens(block.explanation):
            assert one in labels, (block.ident, block.explanation)
            yield one

    def idents(self) -> Iterator[str]:
        """The numbers in the ids of the sentences that stand in a margin, where there is one."""
        if self.paper.compact:
            return
        for chapter in walk(self.paper.chapters):
            for block in chapter.blocks:
                for sentence in getattr(block, "sentences", ()):
                    yield from tokens(sentence.ident)
                for point in getattr(block, "points", ()):
                    for sentence in point.sentences:
                        yield from tokens(sentence.ident)

    def captions(self) -> Iterator[str]:
        """The numbers of tables and pictures, which printers and offices count."""
        for kind in (PaperTable, PaperFigure):
            some = [one for one in self.paper.blocks() if isinstance(one, kind)]
            yield from (str(number) for number in range(1, len(some) + 1))


def digits(text: str) -> str:
    """The digits of a number; zeros at the end say how many decimals or millions it has."""
    return re.sub(r"\D", "", text).strip("0")


def of_page(markup: str) -> Counter[str]:
    """The numbers that a reader of a page sees: not those in addresses and hidden pictures."""
    text = re.sub(r'<svg class="chart narrow".*?</svg>', " ", markup, flags=re.DOTALL)
    text = re.sub(r"<(title|desc|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(r'<span class="aside-text">.*?</span>', " ", text)
    return Counter(tokens(html.unescape(re.sub(r"<[^>]+>", "", text.replace("><", "> <")))))


def of_print(body: bytes, folder: Path) -> tuple[Counter[str], int]:
    """The numbers on all pages of a print, and how many pages there are."""
    file = folder / "walked.pdf"
    file.write_bytes(body)
    ran = subprocess.run(
        ["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True
    )
    return Counter(tokens(ran.stdout)), ran.stdout.count("\f")


@dataclass(frozen=True)
class OfficeNumbers:
    """The numbers in a document of an office, by the part in which they stand."""

    text: Counter[str]
    notes: Counter[str]
    charts: tuple[tuple[str, ...], ...]
    workbooks: tuple[tuple[float, ...], ...]


def of_office(body: bytes) -> OfficeNumbers:
    """The numbers of its text, its footnotes, and its charts with the workbooks behind them."""
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    charts = sorted(name for name in parts if name.startswith("word/charts/paper"))
    books = sorted(name for name in parts if name.startswith("word/embeddings/"))
    return OfficeNumbers(
        Counter(_words(parts["word/document.xml"], references=True)),
        Counter(_words(parts["word/footnotes.xml"])),
        tuple(tuple(_values(parts[name])) for name in charts),
        tuple(tuple(_numbers(parts[name])) for name in books),
    )


def _words(part: bytes, *, references: bool = False) -> Iterator[str]:
    """The numbers of each paragraph; a reference to a note counts as its number."""
    for paragraph in ET.fromstring(part).iter(f"{_W}p"):
        text = ""
        for one in paragraph.iter():
            if one.tag == f"{_W}t":
                text += one.text or ""
            elif one.tag == f"{_W}footnoteReference" and references:
                text += one.get(f"{_W}id", "")
        yield from tokens(text)


def _values(part: bytes) -> Iterator[str]:
    for reference in ET.fromstring(part).iter(f"{_C}numRef"):
        yield from (one.text or "" for one in reference.iter(f"{_C}v"))


def _numbers(book: bytes) -> Iterator[float]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    for row in sheet.to_python():
        yield from (cell for cell in row if isinstance(cell, float))


def together(*some: Iterable[str]) -> Counter[str]:
    """All of them, each as often as it is there."""
    return Counter(one for every in some for one in every)
