"""A table of a publisher may have members that are no region, and one member of a dimension."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agdb.errors import IndicatorError
from agdb.indicators.selection import resolve
from agdb.programme.programme import Programme
from agdb.statistics.identifier import DatasetId
from agdb.statistics.structure import Code, Dimension, DimensionKind, Structure
from agdb.warehouse.warehouse import Warehouse


@pytest.fixture
def structure(cycling: Programme, cycling_warehouse: Warehouse) -> Structure:
    """The structure of the data set that the indicator of bicycles by region reads."""
    (term,) = cycling.indicators["bicycles-number"].metric.terms
    version = cycling_warehouse.find(DatasetId.parse(term.selection.dataset))
    assert version is not None
    return version.structure


def predicate(cycling: Programme, structure: Structure) -> str:
    indicator = cycling.indicators["bicycles-number"]
    (term,) = indicator.metric.terms
    found = resolve(programme=cycling, indicator=indicator, term=term, structure=structure)
    return found.predicate


def with_regions(structure: Structure, *codes: str, keep: bool = True) -> Structure:
    dimensions = tuple(
        replace(one, codes=(*(one.codes if keep else ()), *(Code(c, c) for c in codes)))
        if one.kind is DimensionKind.REGION
        else one
        for one in structure.dimensions
    )
    return replace(structure, dimensions=dimensions)


def test_members_that_are_no_region_are_not_selected(
    cycling: Programme, structure: Structure
) -> None:
    wider = with_regions(structure, "EU27_2020", "AT", "Vier grootste gemeenten")
    assert predicate(cycling, wider) == predicate(cycling, structure)


def test_a_dimension_without_any_region_is_one_sentence(
    cycling: Programme, structure: Structure
) -> None:
    with pytest.raises(IndicatorError, match="is a region; map them"):
        predicate(cycling, with_regions(structure, "Nederland", "Groningen (PV)", keep=False))


@pytest.mark.parametrize(("members", "refused"), [(("T",), False), (("T", "F"), True)])
def test_a_dimension_of_one_member_needs_no_filter(
    cycling: Programme, structure: Structure, members: tuple[str, ...], refused: bool
) -> None:
    # Given a slice of a wider table: one more dimension, of which one member was asked for
    more = Dimension("sex", "Sex", DimensionKind.ORDINARY, tuple(Code(m, m) for m in members))
    wider = replace(structure, dimensions=(*structure.dimensions, more))
    # When the definition does not name it, then it is read; not so where members would add up
    if refused:
        with pytest.raises(IndicatorError, match=r"'sex' of .* is neither filtered nor shown"):
            predicate(cycling, wider)
    else:
        assert predicate(cycling, wider) == predicate(cycling, structure)
