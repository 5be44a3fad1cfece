"""Which vintage a dataset is held against, and of how many cells a value is meant to be made."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

import pytest
from tests.indicators.invented import indicator

from agdb.errors import Place
from agdb.indicators.checks.examine import _compares, _expected, stopping
from agdb.indicators.checks.finding import Finding, Severity
from agdb.programme.programme import Programme
from agdb.sources.contract import Origin
from agdb.warehouse.version import DatasetVersion


@dataclass(frozen=True)
class Receipt:
    """Where a recording came from."""

    origin: Origin = Origin.FETCH


@dataclass(frozen=True)
class Notes:
    """What is noted of a structure."""

    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """What two versions are compared by."""

    recorded: date = date(2025, 1, 10)
    receipt: Receipt = field(default_factory=Receipt)
    partial: str | None = None
    structure: Notes = field(default_factory=Notes)


NOW = Told(recorded=date(2025, 4, 10))


def compares(before: Told, now: Told = NOW) -> bool:
    return _compares(cast("DatasetVersion", before), cast("DatasetVersion", now))


def test_an_earlier_recording_of_the_same_kind_compares() -> None:
    assert compares(Told())
    assert compares(Told(recorded=date(2025, 4, 9)))
    slices = Told(partial="a slice"), replace(NOW, partial="another slice")
    assert compares(*slices)
    titled = Notes({"codes": "titles"})
    assert compares(Told(structure=titled), replace(NOW, structure=titled))


@pytest.mark.parametrize(
    "facts",
    [
        {"recorded": NOW.recorded},
        {"recorded": date(2025, 4, 11)},
        {"receipt": Receipt(Origin.TRANSCRIPTION)},
        {"partial": "a slice"},
        {"structure": Notes({"codes": "titles"})},
    ],
)
def test_what_differs_by_our_doing_does_not_compare(facts: dict[str, Any]) -> None:
    assert not compares(replace(Told(), **facts))


@pytest.mark.parametrize(
    ("where", "cells"),
    [
        ({}, 1),
        ({"Kind": "E"}, 1),
        ({"Kind": ["E", "S"]}, 2),
        ({"Kind": {"classification": "kinds"}}, 3),
        ({"Kind": ["E", "S"], "Size": ["a", "b", "c"], "Age": "x"}, 6),
        ({"Kind": {"classification": "kinds"}, "Size": ["a", "b"]}, 6),
    ],
)
def test_a_value_is_meant_to_be_of_a_cell_for_each_code_that_is_named(
    cycling: Programme, where: dict[str, Any], cells: int
) -> None:
    metric = {
        "type": "simple",
        "value": {"dataset": "demo:bicycles", "measure": "Bicycles", "where": where},
    }
    (term,) = indicator(metric=metric).metric.terms

    assert _expected(term, cycling) == cells


def test_what_blocks_stops_a_build_and_what_warns_does_not() -> None:
    each = [Finding("gaps", one, Place("demo:a"), "x", "y") for one in Severity]

    assert [one.severity for one in stopping(each)] == [Severity.BLOCK]
