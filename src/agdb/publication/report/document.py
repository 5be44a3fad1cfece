"""A paper as facts: what stands in it, in which order, and where every number of it comes from.

Whoever writes a paper down (as a page, for print, for an office) reads these facts and nothing
else, so that all forms have the same sentences, the same numbers and the same footnotes.
Addresses are paths within the site (`nl/indicator/…/`) or whole addresses of other sites.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from agdb.publication.report.derivation import Derivation, FactPlace


@dataclass(frozen=True, slots=True)
class Footnote:
    """What stands under a number: its source, with the period it is about and how old it is.

    Two numbers with an equal footnote share it. `href` leads to the source, empty without one.
    """

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """A number in a text, a table or a heading.

    `text` is what is printed, with its unit where that belongs to it ("20,3 procent"); `value` is
    the number as printed, in that unit; `unit` and `period` are its own words for both, empty
    where it has none. `href` is its why-page.
    """

    text: str
    value: Decimal
    derivation: Derivation
    href: str
    unit: str = ""
    period: str = ""
    note: Footnote | None = None


@dataclass(frozen=True, slots=True)
class PaperLink:
    """Words that lead somewhere and are no number: a paper of Parliament, an initiative."""

    text: str
    href: str
    note: Footnote | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a record or target as they stand there, numbers included; `href` may be empty."""

    text: str
    fact: FactPlace
    href: str = ""
    note: Footnote | None = None


Part = str | PaperNumber | PaperLink | Quotation
"""A piece of running text; pieces follow each other without anything between them."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One or more sentences that are made together, under an id that a reader can point at.

    The id is that of the model sentence with what it is about, as in `S07:P1.01:2023`; it is the
    same in every language. `written` tells that a person wrote it, `changed` what is to be looked
    at again because a figure that it quotes is another one now.
    """

    ident: str
    parts: tuple[Part, ...]
    written: bool = False
    changed: str = ""

    @property
    def text(self) -> str:
        """The sentence as plain text, without its footnotes."""
        return "".join(one if isinstance(one, str) else one.text for one in self.parts)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together; `small` is an explanation beside the text."""

    sentences: tuple[Sentence, ...]
    small: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list. A point may have a name in front, as the pillar that it is about."""

    points: tuple[BulletPoint, ...]


@dataclass(frozen=True, slots=True)
class BulletPoint:
    """One point of a list; `name` is empty or stands in front of it, `href` leads from there."""

    sentences: tuple[Sentence, ...]
    name: str = ""
    href: str = ""

    @property
    def lead(self) -> str:
        """The name as it stands in front of the sentences: it ends as a sentence does."""
        return f"{self.name}." if self.name else ""


@dataclass(frozen=True, slots=True)
class TableHead:
    """The head of a column; numbers stand right under a `numeric` one."""

    text: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: the first cell is its head. A cell is running text; one that is empty is empty."""

    cells: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table with its caption and heads, which are repeated where it goes on to another page.

    `explanation` stands under the caption and is part of it.
    """

    ident: str
    caption: str
    heads: tuple[TableHead, ...]
    rows: tuple[TableRow, ...]
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class ChartData:
    """What a picture draws, for an office that draws it itself: a line for each name.

    Every line has one number, or None where nothing is published, for each of `periods`, in
    `unit`, with `decimals`; `derivations` go with the numbers. The value axis begins at `start`,
    or where the office wants it.
    """

    periods: tuple[str, ...]
    lines: tuple[ChartLine, ...]
    unit: str
    decimals: int
    start: Decimal | None


@dataclass(frozen=True, slots=True)
class ChartLine:
    """The numbers of one line of a chart, each with where it comes from.

    One that is not `joined` has a gap, a break or another area within it: an office, which cannot
    leave a piece of a line out, draws its points alone.
    """

    name: str
    values: tuple[Decimal | None, ...]
    derivations: tuple[Derivation | None, ...]
    joined: bool = True


@dataclass(frozen=True, slots=True)
class PaperFigure:
    """A picture with its caption, and in words for who does not see it.

    `explanation` stands under the caption and is part of it.

    `drawing` is SVG in two widths as on the site, the wide one first; of a `small` one, of which
    two stand beside each other, in one. `data` is what it draws.
    """

    ident: str
    caption: str
    alternative: str
    drawing: Markup
    data: ChartData
    note: Footnote | None = None
    small: bool = False
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A place that a person fills in: with `sentences`, or with none yet.

    `name` says what belongs there; `label` is what stands over it, empty where the heading of its
    chapter says the same. `mark` tells who wrote or reviewed it and when, and `asked` stands in
    the place of a text that is not there, with its square brackets. One that is `required` stops
    publication while it is empty.
    """

    ident: str
    name: str
    label: str
    sentences: tuple[Sentence, ...]
    mark: str
    asked: str
    required: bool

    @property
    def missing(self) -> bool:
        """Whether it is required and not there."""
        return self.required and not self.sentences


PaperBlock = Paragraph | Bullets | PaperTable | PaperFigure | WrittenPart


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a paper under a heading that says something.

    `name` is the fixed name of the part, over the heading, empty where the heading is enough;
    `heading` is a sentence without a full stop. Chapters within it are one level lower. One on a
    `new_page` begins there in print; an office lets it follow.
    """

    ident: str
    heading: Sentence
    blocks: tuple[PaperBlock, ...]
    name: str = ""
    chapters: tuple[Chapter, ...] = ()
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A line of the head of a paper, as to whom it goes; `missing` is filled in by a person."""

    name: str
    text: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """One paper in one language.

    `ident` is its name in commands and addresses, the same in every language; `title` what it is
    called in this one. `kind` names the sort of paper in the head of a page. `day` is the day of
    which it tells how things stood: nothing that was known later is in it. `draft` is empty, or the
    words that stand on every page of a draft; `withdrawn` is empty, or why its release no longer
    counts. `closing` stands under the text, as a signature. One that is `compact` is to fit on two
    pages, and is set in a smaller letter.
    """

    ident: str
    kind: str
    title: str
    language: str
    release: str
    day: date
    header: tuple[HeaderLine, ...]
    chapters: tuple[Chapter, ...]
    footer: str
    draft: str = ""
    withdrawn: str = ""
    closing: tuple[HeaderLine, ...] = ()
    compact: bool = False

    def blocks(self) -> Iterator[PaperBlock]:
        """Yield all blocks of all chapters, in reading order."""
        return (block for one in walk(self.chapters) for block in one.blocks)

    def sentences(self) -> Iterator[Sentence]:
        """Yield every sentence, headings included, in reading order."""
        for chapter in walk(self.chapters):
            yield chapter.heading
            for block in chapter.blocks:
                match block:
                    case Paragraph() | WrittenPart():
                        yield from block.sentences
                    case Bullets():
                        for point in block.points:
                            yield from point.sentences

    def parts(self) -> Iterator[Part]:
        """Yield every piece of running text, in sentences and in tables, in reading order."""
        for chapter in walk(self.chapters):
            yield from chapter.heading.parts
            for block in chapter.blocks:
                yield from _parts(block)

    def footnotes(self) -> dict[Footnote, int]:
        """Return the number of each footnote, counted from 1 as they are first met."""
        found: dict[Footnote, int] = {}
        for chapter in walk(self.chapters):
            notes = [one.note for one in chapter.heading.parts if not isinstance(one, str)]
            for block in chapter.blocks:
                notes += [one.note for one in _parts(block) if not isinstance(one, str)]
                notes += [block.note] if isinstance(block, PaperFigure) else []
            for note in notes:
                if note is not None:
                    found.setdefault(note, len(found) + 1)
        return found

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of required texts that nobody has written yet: they stop publication."""
        return tuple(
            one.name for one in self.blocks() if isinstance(one, WrittenPart) and one.missing
        )


def walk(chapters: tuple[Chapter, ...]) -> Iterator[Chapter]:
    """Yield chapters with those within them, in reading order."""
    for one in chapters:
        yield one
        yield from walk(one.chapters)


def _parts(block: PaperBlock) -> Iterator[Part]:
    match block:
        case Paragraph() | WrittenPart():
            for sentence in block.sentences:
                yield from sentence.parts
        case Bullets():
            for point in block.points:
                for sentence in point.sentences:
                    yield from sentence.parts
        case PaperTable():
            for row in block.rows:
                for cell in row.cells:
                    yield from cell
