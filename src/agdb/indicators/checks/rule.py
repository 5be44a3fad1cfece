"""A rule: its name, how grave its findings are, what to do about them, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from agdb.errors import Place
from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Finding, Found, Severity, capped
from agdb.indicators.checks.values import Values
from agdb.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Noted:
    """What a rule found in the programme itself: where it is written, and what to do about it."""

    place: Place
    what: str
    remedy: str


@dataclass(frozen=True)
class Rule:
    """One rule. It looks at datasets, at indicators, at the programme, or at several of these.

    A single finding may name another severity than the rule's own: a rule that warns and may also
    block says so.
    """

    name: str
    severity: Severity
    remedy: str
    of_data: Callable[[Data], Iterator[Found]] | None = None
    of_values: Callable[[Values], Iterator[Found]] | None = None
    of_programme: Callable[[Programme], Iterator[Noted]] | None = None
    may_block: bool = False

    @property
    def stops(self) -> bool:
        """Whether any finding of this rule can stop a build."""
        return self.may_block or self.severity is Severity.BLOCK

    def on_data(self, data: Data) -> Iterator[Finding]:
        """Yield what is wrong with a dataset."""
        if self.of_data is not None:
            yield from self._told(str(data.now.version.id), self.of_data(data))

    def on_values(self, values: Values) -> Iterator[Finding]:
        """Yield what is wrong with an indicator."""
        if self.of_values is not None:
            yield from self._told(values.definition.id, self.of_values(values))

    def on_programme(self, programme: Programme) -> Iterator[Finding]:
        """Yield what is wrong with what the programme says."""
        for one in self.of_programme(programme) if self.of_programme is not None else ():
            yield Finding(self.name, self.severity, one.place, one.what, one.remedy)

    def _told(self, where: str, found: Iterator[Found]) -> Iterator[Finding]:
        for one in capped(found):
            yield Finding(
                rule=self.name,
                severity=one.severity or self.severity,
                place=Place(where, cell=one.cell or None),
                what=one.what,
                remedy=self.remedy,
                more=one.more,
            )
