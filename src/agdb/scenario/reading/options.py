"""The sections `options:` and `variants:` of a scenario file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agdb.scenario.catalogue import Kind, Owner, Shape
from agdb.scenario.reading.measures import read_yearly
from agdb.scenario.reading.quantities import read_quantity, read_text
from agdb.scenario.scenario import Option, Variant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agdb.scenario.reading.located import Located

_FIELDS: Final = ("name", "note", "measures", "cost", "funded", "reference_cost", "evidence")


def read_option(name: Located, at: Located, measures: list[str], *, worked_example: bool) -> Option:
    """A checked policy option; money in EUR mln a year."""
    at.only(_FIELDS, what="field of an option")
    for item in at["measures"].items():
        if item.text() not in measures:
            raise item.error(
                f"unknown measure {item.text()!r} in option {name.text()!r}",
                remedy=f"known are {', '.join(measures) or 'none'}",
            )
    cost = read_yearly(at["cost"])
    funded_at = at.get("funded")
    funded = read_yearly(funded_at)
    for year, amount in funded:
        if funded_at is not None and amount > dict(cost).get(year, 0.0):
            raise funded_at.error(f"in {year} more is funded ({amount:g}) than option costs")
    reference = at.get("reference_cost")
    evidence = at.get("evidence")
    return Option(
        id=name.text(),
        label=read_text(at.get("name")),
        note=read_text(at.get("note")),
        measures=tuple(item.text() for item in at["measures"].items()),
        cost=cost,
        funded=funded,
        reference_cost=None
        if reference is None
        else read_quantity(
            f"{name.text()}.reference_cost",
            reference,
            Kind("reference_cost", Owner.SCENARIO),
            worked_example=worked_example,
        ),
        evidence=() if evidence is None else tuple(item.text() for item in evidence.items()),
    )


def read_variant(name: Located, at: Located, known: Mapping[str, Kind]) -> Variant:
    """A structural alternative that fixes scalar parameters."""
    at.only(("name", "fix"), what="field of a variant")
    fixed = []
    for key, value in at["fix"].pairs():
        kind = known.get(key.text())
        if kind is None or kind.shape is not Shape.NUMBER:
            raise key.error(f"unknown parameter {key.text()!r} in variant {name.text()!r}")
        number = value.number()
        if not kind.low <= number <= kind.high:
            raise value.error(f"{key.text()!r} is {number:g}, outside its bounds")
        fixed.append((key.text(), number))
    return Variant(name.text(), read_text(at.get("name")), tuple(fixed))
