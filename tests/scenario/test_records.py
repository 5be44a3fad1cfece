"""What a record says where nothing is written, and the edges of what may be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from agdb.scenario.evidence import Grade
from agdb.scenario.reading.records import (
    AgesRecord,
    ComparisonRecord,
    CourseRecord,
    HeadRecord,
    HistoryRecord,
    LinkRecord,
    MeasureRecord,
    OptionRecord,
    OverlayRecord,
    PriorRecord,
    QuantityRecord,
    TargetRecord,
    VariantRecord,
)

if TYPE_CHECKING:
    from agdb.programme.model import Record

NAME = {"nl": "a", "en": "b"}
HEAD: dict[str, Any] = {
    "id": "x",
    "name": NAME,
    "base_year": 2025,
    "last_year": 2026,
    "ages": {"first": 0, "last": 1},
    "pillars": ["P1"],
    "groups": {"a": NAME},
    "levels": {"a": NAME},
    "programmes": {},
}
MEASURE: dict[str, Any] = {"pillar": "P1", "touches": "exit", "start": 1, "efficacy": 0.1}
TARGET: dict[str, Any] = {"name": NAME, "year": 2030, "value": 1.0, "source": "https://example.org"}
LINK: dict[str, Any] = {"indicator": "a", "period": "2024"}
STOCK: dict[str, Any] = {"stock": 1.0, "stock_year": 2024, "follows": "a"}

UNWRITTEN: list[tuple[type[Record], dict[str, Any], dict[str, Any]]] = [
    (HeadRecord, HEAD, {
        "note": {}, "worked_example": False, "overlays": {}, "persons_per_unit": 1.0,
    }),
    (MeasureRecord, MEASURE, {
        "reached": None, "name": {}, "note": {}, "dose": None, "end": None, "lag": 0.0,
        "ramp_years": 0.0, "decay": 1.0, "drawn_from": {}, "cost_elsewhere": None, "grade": None,
        "study": None, "initiatives": (), "cost": {}, "in_plan": True, "reach": None,
        "take_up": None, "additionality": None, "displacement": None,
    }),
    (LinkRecord, LINK, {"where": {}, "scale": 1.0}),
    (QuantityRecord, {"value": 1.0}, {
        "prior": None, "unit": None, "source": None, "grade": None, "date": "",
        "assumption": False, "name": {}, "note": {}, "link": None,
    }),
    (OptionRecord, {"measures": [], "cost": {}}, {
        "name": {}, "note": {}, "funded": {}, "reference_cost": None, "participant_cost": None,
        "evidence": (),
    }),
    (VariantRecord, {"name": NAME, "asks": "growth"}, {
        "fix": {}, "certain": False, "grades": None, "also": (),
    }),
    (TargetRecord, TARGET, {"note": {}, "stock": None, "stock_year": None, "follows": None}),
    (HistoryRecord, {"source": "s", "recorded": "r", "values": {}}, {"breaks": ()}),
    (CourseRecord, {"level": "a"}, {"name": {}, "continues_to": None}),
    (OverlayRecord, {"name": NAME}, {"green": False, "counted_in": "persons"}),
    (PriorRecord, {"uniform": [0.0, 1.0]}, {
        "normal": None, "half_normal": None, "lognormal": None, "triangular": None, "beta": None,
        "dirichlet": None, "factor": None, "total": None,
    }),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "written", "rest"), UNWRITTEN, ids=[kind.__name__ for kind, _, _ in UNWRITTEN]
)
def test_what_is_not_written_has_its_default(
    kind: type[Record], written: dict[str, Any], rest: dict[str, Any]
) -> None:
    found = kind.model_validate(written)

    assert {name: getattr(found, name) for name in rest} == rest
    assert set(kind.model_fields) - set(rest) == {name.replace("-", "_") for name in written}


EDGES: list[tuple[type[Record], dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    (HeadRecord, HEAD, {"last_year": 2026}, {"last_year": 2025}),
    (HeadRecord, HEAD, {"pillars": ["a-1"]}, {"pillars": ["a--1"]}),
    (HeadRecord, HEAD, {"pillars": ["P1"]}, {"pillars": []}),
    (HeadRecord, HEAD, {}, {"groups": {}}),
    (HeadRecord, HEAD, {}, {"levels": {}}),
    (HeadRecord, HEAD, {"worked_example": True}, {"worked_example": 1}),
    (AgesRecord, {"first": 0, "last": 1}, {}, {"first": -1}),
    (AgesRecord, {"first": 20, "last": 21}, {}, {"last": 20}),
    (LinkRecord, LINK, {"scale": 0.001}, {"scale": 0.0}),
    (MeasureRecord, MEASURE, {"lag": 0.0}, {"lag": -0.001}),
    (MeasureRecord, MEASURE, {"ramp_years": 0.0}, {"ramp_years": -0.001}),
    (MeasureRecord, MEASURE, {"decay": 0.0}, {"decay": -0.001}),
    (MeasureRecord, MEASURE, {"decay": 1.0}, {"decay": 1.001}),
    (MeasureRecord, MEASURE, {"start": 1}, {"start": 1.0}),
    (MeasureRecord, MEASURE, {"take-up": 0.5}, {"take_up": 0.5}),
    (TargetRecord, TARGET, STOCK, {"stock": 1.0}),
    (TargetRecord, TARGET, STOCK, {"stock_year": 2024}),
    (TargetRecord, TARGET, STOCK, {"follows": "a"}),
    (TargetRecord, TARGET, STOCK, {"stock": 1.0, "stock_year": 2024}),
    (TargetRecord, TARGET, STOCK, {"stock_year": 2024, "follows": "a"}),
    (OverlayRecord, {"name": NAME}, {"counted_in": "full-time"}, {"counted_in": "hours"}),
    (PriorRecord, {}, {"beta": [1.0, 2.0]}, {}),
    (PriorRecord, {"beta": [1.0, 2.0]}, {}, {"uniform": [0.0, 1.0]}),
    (ComparisonRecord, {"name": NAME, "group": "a", "first": 1, "last": 2, "figure": 1.0},
     {"what": "vacancies"}, {"what": "jobs"}),
    (QuantityRecord, {"value": 1.0}, {"value": {"20": 1.0}}, {"value": float("inf")}),
    (QuantityRecord, {"value": 1.0}, {"value": 1}, {"value": True}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "written", "good", "bad"), EDGES)
def test_what_may_be_written_ends_where_it_does(
    kind: type[Record], written: dict[str, Any], good: dict[str, Any], bad: dict[str, Any]
) -> None:
    assert kind.model_validate({**written, **good})
    with pytest.raises(ValidationError):
        kind.model_validate({**written, **bad})


def test_a_prior_is_known_by_the_word_that_is_written() -> None:
    assert PriorRecord.model_validate({"half-normal": [1.0]}).chosen == ("half-normal", (1.0,))
    assert PriorRecord.model_validate({"dirichlet": 5.0}).chosen == ("dirichlet", 5.0)


def test_a_number_alone_is_bare_and_a_table_of_years_is_its_value() -> None:
    bare, table = (QuantityRecord.model_validate(one) for one in (0.3, {"2030": 0.3}))
    record = QuantityRecord.model_validate({"value": 0.3, "date": "2024"})

    assert (bare.value, bare.bare) == (0.3, True)
    assert (table.value, table.bare) == ({"2030": 0.3}, True)
    assert (record.value, record.bare) == (0.3, False)


def test_the_letter_e_is_no_evidence() -> None:
    for word, grade in (("E", Grade.E), ("no evidence", Grade.E), ("D", Grade.D)):
        assert QuantityRecord.model_validate({"value": 1.0, "grade": word}).grade is grade
