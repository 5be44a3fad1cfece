"""A rule: its name, how grave its findings are, what to do about them, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from agdb.errors import Place
from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Finding, Found, Severity, capped
from agdb.indicators.checks.table import CheckedTable
from agdb.indicators.checks.values import ExaminedIndicator, ValueDataset
from agdb.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Noted:
    """What a rule found in the programme itself: where it is written, and what to do about it."""

    place: Place
    what: str
    remedy: str


@dataclass(frozen=True)
class Rule:
    """One rule. It looks at datasets and values alike, at one of both, or at the programme.

    A single finding may name another severity than the rule's own: a rule that warns and may also
    block says so.
    """

    name: str
    severity: Severity
    remedy: str
    of_table: Callable[[CheckedTable], Iterator[Found]] | None = None
    of_data: Callable[[Data], Iterator[Found]] | None = None
    of_values: Callable[[ExaminedIndicator], Iterator[Found]] | None = None
    of_programme: Callable[[Programme], Iterator[Noted]] | None = None
    may_block: bool = False

    @property
    def stops(self) -> bool:
        """Whether any finding of this rule can stop a build."""
        return self.may_block or self.severity is Severity.BLOCK

    def on_data(self, data: Data) -> Iterator[Finding]:
        """Yield what is wrong with a dataset."""
        found = [] if self.of_table is None else list(self.of_table(data))
        found += [] if self.of_data is None else self.of_data(data)
        yield from self._findings(str(data.now.version.id), found)

    def on_values(self, table: ValueDataset) -> Mapping[str, list[Finding]]:
        """Return what is wrong with the values of each indicator, by its id."""
        found: dict[str, list[Found]] = {name: [] for name in table.values}
        for one in () if self.of_table is None else self.of_table(table):
            found[one.about].append(one)
        for name, values in table.values.items():
            found[name] += [] if self.of_values is None else self.of_values(values)
        return {name: list(self._findings(name, some)) for name, some in found.items()}

    def on_programme(self, programme: Programme) -> Iterator[Finding]:
        """Yield what is wrong with what the programme says."""
        for one in self.of_programme(programme) if self.of_programme is not None else ():
            yield Finding(self.name, self.severity, one.place, one.what, one.remedy)

    def _findings(self, where: str, found: list[Found]) -> Iterator[Finding]:
        for one in capped(found):
            yield Finding(
                rule=self.name,
                severity=one.severity or self.severity,
                place=Place(where, cell=one.cell or None),
                what=one.what,
                remedy=self.remedy,
                more=one.more,
            )
