"""One number with its prior, unit, source, grade and date, checked against what it may be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.errors import ScenarioError
from agdb.scenario.catalogue import ParameterKind, ValueShape
from agdb.scenario.priors import FAMILIES, Prior
from agdb.scenario.quantity import (
    Belief,
    Dirichlet,
    FactorBelief,
    IndicatorLink,
    Total,
    UncertainQuantity,
)

if TYPE_CHECKING:
    from agdb.scenario.reading.records import PriorRecord, QuantityRecord
    from agdb.scenario.reading.written import WrittenAt

_ROUNDING: Final = 1e-9
_NAMED: Final = (ValueShape.SHARE_BY_LEVEL, ValueShape.SHARE_BY_GROUP, ValueShape.SHARE_BY_REGION)
_WHOLE: Final = (ValueShape.SHARE_BY_AGE, ValueShape.SHARE_BY_LEVEL, ValueShape.SHARE_BY_REGION)


def quantity_of(
    name: str, written: QuantityRecord, at: WrittenAt, kind: ParameterKind, *, worked_example: bool
) -> UncertainQuantity:
    """A checked quantity; in a worked example a bare number or table will do."""
    if written.bare and not worked_example:
        raise at.error(
            f"{name!r} has no 'value' with its unit, source, grade and date",
            remedy="only a worked example may give bare numbers",
        )
    keys, values = _value(name, written.value, at, kind)
    _check_values(name, at, kind, keys, values)
    quantity = UncertainQuantity(name, keys, values, place=at.place)
    return quantity if written.bare else _with_record(quantity, written, at, kind)


def _value(
    name: str, value: float | dict[str, float], at: WrittenAt, kind: ParameterKind
) -> tuple[tuple[int | str, ...], tuple[float, ...]]:
    if kind.shape is ValueShape.NUMBER:
        if isinstance(value, dict):
            raise at.error(f"{name!r} is {kind.shape.value}, not a table")
        return (), (value,)
    if not isinstance(value, dict):
        raise at.error(f"{name!r} is a table of {kind.shape.value}", remedy="write {key: value}")
    if not value:
        raise at.error(f"{name!r} is empty")
    if kind.shape in _NAMED:
        return tuple(value), tuple(value.values())
    keys = [_whole_number(name, key, at) for key in value]
    if keys != sorted(keys):
        raise at.error(f"the keys of {name!r} do not ascend")
    return tuple(keys), tuple(value.values())


def _whole_number(name: str, key: str, at: WrittenAt) -> int:
    if not key.isdecimal() or key != str(int(key)):
        raise at.error(f"the key {key!r} of {name!r} is not a whole number")
    return int(key)


def _check_values(
    name: str,
    at: WrittenAt,
    kind: ParameterKind,
    keys: tuple[int | str, ...],
    values: tuple[float, ...],
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
    if kind.shape in (ValueShape.BY_DURATION, ValueShape.SHARE_BY_GROUP) and total > 1 + _ROUNDING:
        raise at.error(f"{name!r} sums to {total:g}", remedy="it may sum to at most 1")
    if kind.shape is ValueShape.BY_DURATION and any(int(key) < 0 for key in keys):
        raise at.error(f"{name!r} gives a chance before the intake")


def _with_record(
    quantity: UncertainQuantity, written: QuantityRecord, at: WrittenAt, kind: ParameterKind
) -> UncertainQuantity:
    if written.grade is None:
        raise at.error(f"{quantity.name!r} has no grade", remedy="'no evidence' is a grade too")
    if written.source is None:
        what = "a prior" if written.prior is not None else "a value"
        raise at.error(
            f"{quantity.name!r} is {what} without a source",
            remedy="give the address, or 'source: assumption'",
        )
    _check_source(quantity.name, written.source, at / "source", assumption=written.assumption)
    if written.assumption and written.prior is None:
        raise at.error(f"{quantity.name!r} is an assumption without a range", remedy="add a prior")
    units = at.known.units
    if units is not None and written.unit not in units:
        raise (at / "unit").error(
            f"{written.unit!r} of {quantity.name!r} is not a unit of the programme",
            remedy="name one of units.yaml, or add it there",
        )
    prior = written.prior
    return replace(
        quantity,
        belief=None if prior is None else _belief(quantity, prior, at / "prior", kind),
        unit=written.unit or "",
        source=written.source,
        grade=written.grade,
        date=written.date,
        assumption=written.assumption,
        label=written.name,
        note=written.note,
        link=_link(quantity, written, at / "from"),
    )


def _link(
    quantity: UncertainQuantity, written: QuantityRecord, at: WrittenAt
) -> IndicatorLink | None:
    link = written.link
    if link is None:
        return None
    known = at.known.indicators
    if known is not None and link.indicator not in known:
        raise at.error(f"unknown indicator {link.indicator!r}", remedy="name one of indicators/")
    if quantity.keys or isinstance(written.prior and written.prior.chosen[1], tuple):
        raise at.error(
            f"{quantity.name!r} is taken from an indicator, and its prior would stay behind",
            remedy="write the prior of one number under 'factor'",
        )
    return IndicatorLink(link.indicator, link.period, tuple(link.where.items()), link.scale)


def _check_source(name: str, source: str, at: WrittenAt, *, assumption: bool) -> None:
    if source == "assumption" and not assumption:
        raise at.error(
            f"{name!r} has an assumption as its source", remedy="say 'assumption: true' as well"
        )
    if source not in ("assumption", "worked example") and not source.startswith(
        ("https://", "http://")
    ):
        raise at.error(
            f"the source {source!r} of {name!r} is not an address",
            remedy="give a web address, or 'source: assumption'",
        )


def _belief(
    quantity: UncertainQuantity, written: PriorRecord, at: WrittenAt, kind: ParameterKind
) -> Belief:
    word, under = written.chosen
    if isinstance(under, float):
        if under <= 0 or not quantity.keys or sum(quantity.values) > 1 + _ROUNDING:
            raise at.error(f"a dirichlet prior of {quantity.name!r} needs shares and weight > 0")
        return Dirichlet(under)
    if not isinstance(under, tuple):
        inner = _family(*under.chosen, at / word)
        if word == "factor":
            return FactorBelief(inner)
        if not quantity.keys:
            raise at.error(f"{quantity.name!r} is one number", remedy="leave 'total' out")
        _check_support(quantity.name, at, inner, kind, sum(quantity.values))
        return Total(inner)
    if quantity.keys:
        raise at.error(
            f"the prior of {quantity.name!r} describes one number, its value is a table",
            remedy="write it under factor, total or dirichlet",
        )
    prior = _family(word, under, at)
    _check_support(quantity.name, at, prior, kind, quantity.values[0])
    return prior


def _family(word: str, numbers: tuple[float, ...] | float | PriorRecord, at: WrittenAt) -> Prior:
    if not isinstance(numbers, tuple):
        raise at.error(f"a {word} prior cannot stand inside another one")
    try:
        return FAMILIES[word](*numbers)
    except TypeError:
        raise at.error(f"a {word} prior does not take {len(numbers)} numbers") from None
    except ScenarioError as error:
        raise at.error(error.what) from None


def _check_support(
    name: str, at: WrittenAt, prior: Prior, kind: ParameterKind, value: float
) -> None:
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
