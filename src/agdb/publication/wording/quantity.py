"""A number together with its unit, and the difference between two such numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from agdb.programme.plan import Unit
from agdb.programme.sentence import forms
from agdb.publication.wording.language import NO_BREAK, Language
from agdb.statistics.number import rounded

WIDE = 2.0
"""An upper bound of so many times the lower one says nothing; of shares see `WIDE_SHARE`."""
WIDE_SHARE = 20.0
"""In percentage points."""
PERCENT = "%"
_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Quantity:
    """How values of one indicator are written: its unit, its decimals, in one language.

    The only place where values become text, so that chart, table and sentence agree. `base` is the
    unit that `unit` counts in thousands or the like: in a sentence stands 403,700 vacancies.
    """

    unit: Unit
    decimals: int
    language: Language
    base: Unit | None = None

    @property
    def percent(self) -> bool:
        """Whether the unit is the percent sign, which stands against its number."""
        return self.language.words(self.unit.short) == PERCENT

    def round(self, value: float) -> Decimal:
        """Return `value` as it is published."""
        return rounded(value, decimals=self.decimals)

    def change(self, number: float) -> Decimal:
        """Return a change as it is told: a large one to three figures, for more is not known."""
        exact = float(f"{number:.3g}")
        return rounded(exact, decimals=max(self.decimals, 1) if abs(exact) < 100 else 0)

    def number(self, value: Decimal) -> str:
        """Return a published value without its unit."""
        return self.language.figure(value, decimals=self.decimals)

    def short(self, value: Decimal) -> str:
        """Return a published value for a label: with a percent sign, or without its unit."""
        return self.number(value) + (PERCENT if self.percent else "")

    def outward(self, lower: float, upper: float) -> tuple[Decimal, Decimal]:
        """Return two bounds as they are published: rounded away from what lies between them."""
        quantum = Decimal(1).scaleb(-self.decimals)
        below = _exact(lower).quantize(quantum, rounding=ROUND_FLOOR)
        above = _exact(upper).quantize(quantum, rounding=ROUND_CEILING)
        return below, above

    def between(self, lower: float | None, upper: float | None) -> str:
        """Return in words where a value that is not published lies; empty where nobody knows."""
        below, above = self._bounds(lower, upper, self.plain)
        if below and above:
            return self.language.say("quantity.between", lower=below, upper=above)
        if below:
            return self.language.say("quantity.at-least", lower=below)
        return self.language.say("quantity.at-most", upper=above) if above else ""

    def range(self, lower: float | None, upper: float | None) -> str:
        """Return the same for a table: 3%–5%, or with a sign where only one bound is known."""
        below, above = self._bounds(lower, upper, self.short)
        if below and above:
            return f"{below}–{above}"
        return f"≥{NO_BREAK}{below}" if below else (above and f"≤{NO_BREAK}{above}")

    def _bounds(
        self, lower: float | None, upper: float | None, written: Callable[[Decimal], str]
    ) -> tuple[str, str]:
        below = "" if lower is None else written(self.outward(lower, lower)[0])
        above = "" if upper is None else written(self.outward(upper, upper)[1])
        return below, above

    def full(self, value: Decimal) -> str:
        """Return a published value with its unit in full, for a sentence."""
        if self.percent or self.unit.kind == "ratio":
            return self.short(value)
        return f"{self.plain(value)}{NO_BREAK}{self.name_beside(value)}"

    def said(self, value: Decimal) -> str:
        """Return a published value as part of a sentence about it; of an index the number is it."""
        return self.plain(value) if self.unit.kind == "index" else self.full(value)

    def plain(self, value: Decimal) -> str:
        """Return a published value as a sentence says it, without its unit: 403,700 and 13%."""
        if self.base is None:
            return self.short(value)
        scale = self.unit.scale - self.base.scale
        return self.language.figure(value.scaleb(scale), decimals=max(0, self.decimals - scale))

    def told(self, value: Decimal) -> str:
        """Return a published value beside a name that says what is counted: 75,600 of vacancies.

        What a name does not say, such as thousands, points of an index or euros, stands there.
        """
        counted = self.unit.kind == "count" and (self.base is not None or not self.unit.scale)
        return self.plain(value) if counted else self.full(value)

    def ones(self, value: Decimal) -> Decimal:
        """Return a published value in the unit that a sentence counts in."""
        return value if self.base is None else value.scaleb(self.unit.scale - self.base.scale)

    def name_beside(self, value: Decimal) -> str:
        """Return the name of the unit as it stands beside a published value: 1 pupil, 2 pupils."""
        unit = self.base or self.unit
        if unit.one is not None and not self.decimals and self.language.singular(self.ones(value)):
            return self.language.words(unit.one)
        return self.language.words(unit.names)

    @property
    def name(self) -> str:
        """The name of the unit, for a heading."""
        return self.language.words(self.unit.names)

    def difference(self, value: Decimal) -> str:
        """Return the size of a difference: in points for shares and indices, else in the unit.

        A unit may have words of its own for it: the vacancy rate differs by 1 vacancy per 1,000
        jobs, a growth in per cent a year by percentage points.
        """
        size = abs(value)
        if self.unit.difference is not None:
            texts = forms(self.language.words(self.unit.difference))
            text = texts.get(self.language.plural(size), texts["other"])
            return text.format(value=self.number(size))
        if self.percent or self.unit.kind in {"share", "index"}:
            kind = "index" if self.unit.kind == "index" else "points"
            form = "one" if size == 1 else "other"
            return self.language.say(f"change.{kind}.{form}", value=self.number(size))
        return self.full(size)

    def says_nothing(self, lower: float, upper: float) -> bool:
        """Whether bounds are so far apart that neither growth nor decline would surprise."""
        if self.unit.signed:
            return False
        if self.unit.kind == "share":
            return upper - lower >= WIDE_SHARE
        return upper >= WIDE * lower

    @property
    def counted(self) -> bool:
        """Whether values are amounts, of which there can be more or less, and not levels."""
        return self.unit.kind in {"count", "money", "quantity"}

    @property
    def comparison(self) -> str:
        """How a difference is worded: of things counted, of another amount, or of a level."""
        if self.unit.kind == "count":
            return "counted"
        return "amount" if self.counted or self.unit.difference else "level"


def _exact(bound: float) -> Decimal:
    """The bound to the digits a float carries: a hair above a number is that number."""
    return Decimal(f"{bound:.{_DIGITS}g}")
