"""A table of which the metadata were not recorded: what can be said of it, and what cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import prod
from pathlib import Path
from typing import Final

from agdb.errors import Place, SourceError
from agdb.sources.cbs.figures import wide_figures
from agdb.sources.cbs.long_table import NUMBER, drafted
from agdb.sources.cbs.metadata import CodeRow, DimensionRow, MeasureRow, Properties
from agdb.sources.cbs.periods import period_of
from agdb.sources.cbs.structure import Sets
from agdb.sources.contract import Ask, Draft
from agdb.statistics.identifier import checked_column, sql_text
from agdb.statistics.period import Period

UNCOUNTED: Final = (
    "the count of observations was not recorded, so nothing tells whether this is all"
)
_TOPIC: Final = re.compile(r"\w+_\d+")
_TIME: Final = re.compile(r"period(en|s|e)?|jaren|years", re.IGNORECASE)
_REGION: Final = re.compile(
    r"regio(?!.*kenmerken)|region|gemeente|provincie|landsde|woonplaats|wijkenenbuurten",
    re.IGNORECASE,
)


def described_dimension(identifier: str) -> DimensionRow:
    """Return the dimension that a column is, judged by its name alone.

    >>> described_dimension("RegioS").kind
    'GeoDimension'
    """
    kind = "Dimension"
    if _TIME.fullmatch(identifier):
        kind = "TimeDimension"
    elif _REGION.match(identifier):
        kind = "GeoDimension"
    return DimensionRow(identifier, identifier, kind)


@dataclass(frozen=True)
class Undescribed:
    """Figures of the third service without their metadata, in `relation` with `columns`.

    `partial` says for a number of rows why they may not be all. `codes_are` names what stands in
    the columns of the dimensions.
    """

    name: str
    relation: str
    columns: Sequence[str]
    codes_are: str = "codes"
    read_period: Callable[[str], Period] = period_of
    partial: Callable[[int], str | None] = field(default=lambda _: UNCOUNTED)

    @property
    def _dimensions(self) -> list[str]:
        return [c for c in map(checked_column, self.columns) if c != "ID" and not is_topic(c)]

    @property
    def _topics(self) -> list[str]:
        return [checked_column(column) for column in self.columns if is_topic(column)]

    def draft(self, scratch: Path, ask: Ask) -> Draft:
        """Return the draft, after asking for the members and kinds of the columns.

        Raises `SourceError` if a column is missing, or if rows are not a whole cross.
        """
        if not self._topics or not self._dimensions:
            raise SourceError(
                "the file has no column of a dimension, or none of a topic",
                remedy="record TypedDataSet whole",
            )
        codes = {name: [row[0] for row in ask(self._members(name))] for name in self._dimensions}
        rows = int(ask(f"select count(*) from {self.relation}")[0][0])
        partial = self.partial(rows)
        self._check_cross(rows, prod(map(len, codes.values())), cut=partial is not None)
        sets = self._sets(codes, ask(self._numeric())[0])
        return drafted(
            sets,
            lambda codes: wide_figures(self.relation, codes),
            scratch=scratch,
            expected_rows=rows * len(self._topics),
            partial=partial,
        )

    def _members(self, name: str) -> str:
        """The query for the codes of a dimension, in the order in which they first occur."""
        return (
            f'select code from (select trim("{name}") as code, min(row) as first '
            f'from (select "{name}", row_number() over () as row from {self.relation}) '
            f"group by all) order by first"
        )

    def _numeric(self) -> str:
        """The query for which topics hold numbers: one is there, or nothing at all."""
        kinds = ", ".join(
            f'coalesce(bool_or(regexp_full_match("{topic}", {sql_text(NUMBER)})), '
            f"coalesce(bool_and(nullif(trim(\"{topic}\"), '.') is null), true))"
            for topic in self._topics
        )
        return f"select {kinds} from {self.relation}"

    def _check_cross(self, rows: int, cells: int, *, cut: bool) -> None:
        """The third service sends the complete cross of all dimensions, also where it is empty."""
        if not rows:
            raise SourceError(
                "the file holds no rows", place=Place(self.name), remedy="record the table again"
            )
        if rows > cells:
            raise SourceError(
                f"{rows} rows hold only {cells} combinations of {self.codes_are}: "
                f"{self.codes_are} repeat inside a dimension, so rows cannot be told apart",
                place=Place(self.name),
                remedy="record the table with its codes",
            )
        if rows < cells and not cut:
            raise SourceError(
                f"{rows} rows are there, and the cross of all {self.codes_are} has {cells}",
                place=Place(self.name),
                remedy="record the table again",
            )

    def _sets(self, codes: dict[str, list[str | None]], numeric: Sequence[bool]) -> Sets:
        notes = {} if self.codes_are == "codes" else {"codes": f"{self.codes_are}, not codes"}
        return Sets(
            properties=Properties(identifier=self.name, title=self.name),
            dimensions=tuple(described_dimension(name) for name in codes),
            measures=tuple(
                MeasureRow(topic, topic, index=index, data_type="Double" if number else "String")
                for index, (topic, number) in enumerate(zip(self._topics, numeric, strict=True))
            ),
            measure_groups=(),
            codes={
                name: tuple(
                    CodeRow(code, code, index=index) for index, code in enumerate(ids) if code
                )
                for name, ids in codes.items()
            },
            read_period=self.read_period,
            notes=notes,
        )


def is_topic(column: str) -> bool:
    """Whether a column of the third service is a topic: its name ends in its number.

    >>> is_topic("Totaal_1"), is_topic("Perioden")
    (True, False)
    """
    return _TOPIC.fullmatch(column) is not None
