"""Which table goes on where another one ended, and whether the two make one line.

A publisher closes a table and opens another. Where both count alike for the periods that both
hold, the series goes on: the newer table is read first, and the older one fills what it lacks.
Where they do not, or where no period is in both, they are not one line: they stand after each other
with a break between them, or apart, and the reason is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from agdb.programme.model import Record, Words


class Succession(Record):
    """What a source says under `succeeds`.

    `joined` is `line` where its figures go on where those of `dataset` end. Then the build compares
    every figure that both hold: they may differ by `tolerance`, in the unit of the measure. It is
    `break` where they count the same thing and nothing proves that they count it alike: both are
    shown, no change is told from one to the other. It is `never` where they stay apart. With
    `overlap: series` each series that is joined needs a period in both tables; with
    `overlap: table`, for a later edition of the same table, it is enough that some series has one.
    `codes` gives, by dimension and code of the predecessor, the codes here that add up to it.
    An edition that `only_fills` is less exact, as a rounded quotation is: where its table has a
    figure too, that of the table counts. `because` tells the reader why.
    """

    dataset: str
    joined: Literal["line", "break", "never"]
    tolerance: float | None = Field(default=None, ge=0)
    overlap: Literal["series", "table"] = "series"
    only_fills: bool = False
    codes: dict[str, dict[str, tuple[str, ...]]] = {}
    because: Words

    @model_validator(mode="after")
    def _proves_one_line(self) -> Self:
        if self.joined == "line" and self.tolerance is None:
            raise ValueError("one line needs a tolerance: how far two figures of one period differ")
        if self.joined != "line" and self.tolerance is not None:
            raise ValueError("only one line has a tolerance")
        if self.joined == "never" and self.codes:
            raise ValueError("what stays apart needs no codes")
        return self

    def parts(self, dimension: str, code: str) -> int:
        """Return of how many codes here one code of the predecessor is the sum."""
        return len(self.codes.get(dimension, {}).get(code, ())) or 1

    def renamed(self, dimension: str) -> Mapping[str, str]:
        """Return the code of the predecessor by the code here, where the two differ."""
        return {
            here: there
            for there, several in self.codes.get(dimension, {}).items()
            for here in several
        }
