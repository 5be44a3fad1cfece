"""One number with its prior, unit, source, grade and date, read and checked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.errors import ScenarioError
from agdb.scenario.catalogue import Kind, Shape
from agdb.scenario.evidence import Grade
from agdb.scenario.priors import FAMILIES, Prior
from agdb.scenario.quantity import Belief, Dirichlet, Factor, Quantity, Text, Total

if TYPE_CHECKING:
    from agdb.scenario.reading.located import Located

_FIELDS: Final = (
    "value", "prior", "unit", "source", "grade", "date", "assumption", "name", "note",
)  # fmt: skip
_ROUNDING: Final = 1e-9
_NAMED: Final = (Shape.SHARE_BY_LEVEL, Shape.SHARE_BY_GROUP, Shape.SHARE_BY_REGION)
_WHOLE: Final = (Shape.SHARE_BY_AGE, Shape.SHARE_BY_LEVEL, Shape.SHARE_BY_REGION)


def read_quantity(name: str, at: Located, kind: Kind, *, worked_example: bool) -> Quantity:
    """A checked quantity; in a worked example a bare number or table will do."""
    bare = not at.is_mapping or at.get("value") is None
    if bare and not (worked_example and _is_value(at)):
        raise at.error(
            f"{name!r} has no 'value' with its unit, source, grade and date",
            remedy="only a worked example may give bare numbers",
        )
    value = at if bare else at["value"]
    keys, values = _value(name, value, kind)
    _check_values(name, value, kind, keys, values)
    quantity = Quantity(name, keys, values, place=at.place)
    return quantity if bare else _with_record(quantity, at, kind)


def read_text(at: Located | None) -> Text:
    """A name or sentence in both languages; both must be there."""
    if at is None:
        return Text("", "")
    at.only(("nl", "en"), what="language")
    return Text(at["nl"].text(), at["en"].text())


def read_grade(at: Located) -> Grade:
    """An evidence grade; 'E' and 'no evidence' are the same."""
    word = at.text()
    try:
        return Grade.E if word == "E" else Grade(word)
    except ValueError:
        raise at.error(
            f"unknown evidence grade {word!r}", remedy="use A, B, C, D or 'no evidence'"
        ) from None


def _is_value(at: Located) -> bool:
    return not at.is_list and not (at.is_mapping and any(k in _FIELDS for k in at.mapping()))


def _value(name: str, at: Located, kind: Kind) -> tuple[tuple[int | str, ...], tuple[float, ...]]:
    if kind.shape is Shape.NUMBER:
        if at.is_mapping:
            raise at.error(f"{name!r} is {kind.shape.value}, not a table")
        return (), (at.number(),)
    if not at.is_mapping:
        raise at.error(f"{name!r} is a table of {kind.shape.value}", remedy="write {key: value}")
    named = kind.shape in _NAMED
    pairs = [(k.text() if named else k.integer(), v.number()) for k, v in at.pairs()]
    keys = [key for key, _ in pairs]
    if not pairs:
        raise at.error(f"{name!r} is empty")
    if not named and keys != sorted(keys):
        raise at.error(f"the keys of {name!r} do not ascend")
    return tuple(keys), tuple(value for _, value in pairs)


def _check_values(
    name: str, at: Located, kind: Kind, keys: tuple[int | str, ...], values: tuple[float, ...]
) -> None:
    for value in values:
        if not kind.low <= value <= kind.high:
            raise at.error(
                f"{name!r} is {value:g}, outside {kind.low:g} to {kind.high:g}",
                remedy="a probability lies between 0 and 1" if kind.high == 1 else None,
            )
    total = sum(values)
    if kind.shape in _WHOLE and abs(total - 1) > _ROUNDING:
        raise at.error(f"the shares of {name!r} sum to {total:g}", remedy="make them sum to 1")
    if kind.shape in (Shape.BY_DURATION, Shape.SHARE_BY_GROUP) and total > 1 + _ROUNDING:
        raise at.error(f"{name!r} sums to {total:g}", remedy="it may sum to at most 1")
    if kind.shape is Shape.BY_DURATION and any(int(key) < 0 for key in keys):
        raise at.error(f"{name!r} gives a chance before the intake")


def _with_record(quantity: Quantity, at: Located, kind: Kind) -> Quantity:
    at.only(_FIELDS, what="field")
    prior = at.get("prior")
    source, grade = at.get("source"), at["grade"]
    assumption = at.get("assumption")
    is_assumption = assumption is not None and assumption.boolean()
    if source is None:
        what = "a prior without a source" if prior is not None else "a value without a source"
        raise at.error(
            f"{quantity.name!r} is {what}", remedy="give the address, or 'source: assumption'"
        )
    _check_source(quantity.name, source, assumption=is_assumption)
    if is_assumption and prior is None:
        raise at.error(f"{quantity.name!r} is an assumption without a range", remedy="add a prior")
    belief = None if prior is None else _belief(quantity, prior, kind)
    unit, date, note = at.get("unit"), at.get("date"), at.get("note")
    return replace(
        quantity,
        belief=belief,
        unit="" if unit is None else unit.text(),
        source=source.text(),
        grade=read_grade(grade),
        date="" if date is None else date.text(),
        assumption=is_assumption,
        label=read_text(at.get("name")),
        note=read_text(note),
    )


def _check_source(name: str, source: Located, *, assumption: bool) -> None:
    word = source.text()
    if word == "assumption" and not assumption:
        raise source.error(
            f"{name!r} has an assumption as its source", remedy="say 'assumption: true' as well"
        )
    if word not in ("assumption", "worked example") and not word.startswith(
        ("https://", "http://")
    ):
        raise source.error(
            f"the source {word!r} of {name!r} is no address",
            remedy="give a web address, or 'source: assumption'",
        )


def _belief(quantity: Quantity, at: Located, kind: Kind) -> Belief:
    at.only((*FAMILIES, "factor", "total", "dirichlet"), what="prior")
    if len(at.mapping()) != 1:
        raise at.error(f"the prior of {quantity.name!r} is more than one distribution")
    ((key, value),) = at.pairs()
    word = key.text()
    if word == "dirichlet":
        weight = value.number()
        if weight <= 0 or not quantity.keys or sum(quantity.values) > 1 + _ROUNDING:
            raise value.error(f"a dirichlet prior of {quantity.name!r} needs shares and weight > 0")
        return Dirichlet(weight)
    if word in ("factor", "total"):
        ((inner, numbers),) = value.pairs()
        prior = _family(inner, numbers)
        if word == "total" and not quantity.keys:
            raise value.error(f"{quantity.name!r} is one number", remedy="leave 'total' out")
        if word == "total":
            _check_support(quantity.name, value, prior, kind, sum(quantity.values))
        return Factor(prior) if word == "factor" else Total(prior)
    if quantity.keys:
        raise at.error(
            f"the prior of {quantity.name!r} describes one number, its value is a table",
            remedy="write it under factor, total or dirichlet",
        )
    prior = _family(key, value)
    _check_support(quantity.name, at, prior, kind, quantity.values[0])
    return prior


def _family(key: Located, value: Located) -> Prior:
    family = FAMILIES.get(key.text())
    if family is None:
        raise key.error(f"unknown prior {key.text()!r}", remedy=f"known are {', '.join(FAMILIES)}")
    numbers = [item.number() for item in value.items()]
    try:
        return family(*numbers)
    except TypeError:
        raise value.error(f"a {key.text()} prior does not take {len(numbers)} numbers") from None
    except ScenarioError as error:
        raise value.error(error.what) from None


def _check_support(name: str, at: Located, prior: Prior, kind: Kind, value: float) -> None:
    """The prior stays within the bounds of the parameter and holds its stated value."""
    low, high = (float(x) for x in prior.quantile(np.array([0.0, 1.0])))
    slack = _ROUNDING * max(abs(low), abs(high), 1.0)
    if low < kind.low - slack or high > kind.high + slack:
        raise at.error(
            f"the prior of {name!r} runs from {low:g} to {high:g}, "
            f"outside {kind.low:g} to {kind.high:g}",
            remedy="cut it off, or choose a family on that range",
        )
    if not low - slack <= value <= high + slack:
        raise at.error(f"the value {value:g} of {name!r} lies outside its own prior")
