"""What the papers say first of a pillar: its title, the figures in front, and what is named."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from agdb.programme.model import Record, Slug, Words


class LeadFigure(Record):
    """An indicator, with the words by which it begins a sentence."""

    indicator: Slug
    subject: Words


class FigureBlock(Record):
    """Figures about one thing; `names` is there where a pillar has more than one."""

    names: Words | None = None
    figures: tuple[LeadFigure, ...] = Field(min_length=1)


class NamedInitiative(Record):
    """An initiative that a paper names under a pillar, by the name that it has there.

    It is told also where the register holds only what became known of it later: then its name is
    all that is said. `document` is the paper, in which it must be known on the day of the report.
    """

    id: Slug
    names: Words
    document: Slug


class ReportPillar(Record):
    """A pillar of the plan in the papers, under its id."""

    id: Slug
    title: Words
    blocks: tuple[FigureBlock, ...] = ()
    targets: tuple[Slug, ...] = ()
    initiatives: tuple[NamedInitiative, ...] = ()

    @property
    def figures(self) -> Iterator[LeadFigure]:
        """The figures of all blocks, in order."""
        return (one for block in self.blocks for one in block.figures)


class ReportTarget(Record):
    """How a target is said: a sentence that names its owner, with a place for its value."""

    id: Slug
    sentence: Words
