"""Every statement keeps to the syntax that every engine reads alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.conftest import our_programme
from tests.indicators.portable import complaints
from tests.indicators.synthetic import expected_structure
from tests.records.recorded import INDICATORS, programme_with_records

from agdb.indicators.selection import resolve
from agdb.indicators.statement import cell_statement, value_statement
from agdb.programme.programme import Programme
from agdb.records.compute import compile_indicator
from agdb.records.observed import unplaced_statement
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def programme() -> Programme:
    """The programme itself."""
    return our_programme()


def shape(sql: str) -> str:
    """The statement with one text in place of a list of texts: some name 400 municipalities."""
    return re.sub(r"('[^']*')(, '[^']*')+", r"\1", sql)


def test_the_statements_of_every_indicator_of_the_programme_are_portable(
    programme: Programme,
) -> None:
    found: dict[str, list[str]] = {}
    known: dict[str, list[str]] = {}
    for indicator in programme.indicators.values():
        roles = tuple(
            resolve(
                programme=programme,
                indicator=indicator,
                term=term,
                structure=expected_structure(indicator, term, programme),
            )
            for term in indicator.metric.terms
        )
        statements = [shape(value_statement(indicator, roles)), shape(cell_statement(roles[0]))]
        known |= {sql: complaints(sql) for sql in statements if sql not in known}
        found[indicator.id] = [text for sql in statements for text in known[sql]]

    assert len(found) == len(programme.indicators)
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize("name", INDICATORS)
def test_a_statement_over_records_is_portable(name: str, tmp_path: Path) -> None:
    programme = programme_with_records(tmp_path / "programme")

    compiled = compile_indicator(
        programme.indicators[name], programme=programme, warehouse=Warehouse(tmp_path / "var")
    )

    assert complaints(compiled.statement) == []
    for role, dataset in compiled.records.items():
        source = programme.sources[dataset]
        assert source.records is not None
        sql, _ = unplaced_statement(source, source.records, programme, role=role)
        assert complaints(sql) == []


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("select a / b from t", "division without its guard"),
        ("select case when c > 0 then a / b end from t", "division without its guard"),
        ("select case when b >= 0 then a / b end from t", "division without its guard"),
        ("select power(a, 2) from t", "power without its guard"),
        ("select round(a, 1) from t", "Round is not on the list"),
        ("select a from t order by a", "Order"),
        ("select median(a) from t", "Median is not on the list"),
        ("select string_agg(a, ' ') from t", "is not on the list"),
        ("select cast(a as decimal(10, 2)) from t", "the type DECIMAL(10, 2)"),
        ("select count(distinct a) from t", "Distinct is not on the list"),
        ("select date_diff('month', a, b) from t", "is not on the list"),
        ("select a + interval '1' month from t", "only one day is added"),
        ("select a // 2 from t", "does not read it"),
        ("select a from t; select 1", "one SELECT"),
        ("create table t (a int)", "one SELECT"),
    ],
)
def test_what_engines_read_differently_is_seen(sql: str, complaint: str) -> None:
    assert any(complaint in found for found in complaints(sql)), complaints(sql)


def test_a_guarded_division_passes() -> None:
    assert complaints("select case when b > 0 then a / b end, a / 4 from t") == []
