"""The sections `history:` and `claims:`: figures of others to hold the model against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agdb.scenario.published import Claim
from agdb.scenario.reading.measures import read_yearly
from agdb.scenario.reading.quantities import read_text
from agdb.scenario.scenario import History

if TYPE_CHECKING:
    from agdb.scenario.reading.located import Located

_SHORTEST: Final = 4


def read_history(name: Located, at: Located, groups: tuple[str, ...]) -> History:
    """Past employment of a group: no gaps between the years, and the date it was recorded."""
    at.only(("source", "recorded", "values"), what="field of a history")
    if name.text() not in groups:
        raise name.error(f"unknown group {name.text()!r}", remedy=f"known are {', '.join(groups)}")
    values = read_yearly(at["values"])
    years = [year for year, _ in values]
    if len(years) < _SHORTEST or years != list(range(years[0], years[0] + len(years))):
        raise at["values"].error(
            f"the history of {name.text()!r} has gaps or fewer than {_SHORTEST} years"
        )
    return History(name.text(), values, at["source"].text(), at["recorded"].text())


def read_claim(name: Located, at: Located) -> Claim:
    """A published total with its parts; whether they add up is for the result to say."""
    at.only(("name", "source", "unit", "total", "parts"), what="field of a claim")
    parts = tuple((key.text(), value.number()) for key, value in at["parts"].pairs())
    return Claim(
        id=name.text(),
        label=read_text(at["name"]),
        source=at["source"].text(),
        unit=at["unit"].text(),
        total=at["total"].number(),
        parts=parts,
    )
