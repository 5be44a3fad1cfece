"""What a definition selects of a table, as the condition and the columns that it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from tests.indicators.invented import breakdown, indicator

from agdb.errors import IndicatorError
from agdb.indicators.remainder import Remainder
from agdb.indicators.selection import Resolved, resolve
from agdb.indicators.size_floor import SizeFloor
from agdb.programme.indicator import Indicator
from agdb.programme.margin import MarginRule
from agdb.programme.plan import DivisionInUse
from agdb.programme.programme import Programme
from agdb.programme.source import Collection, DimensionNote
from agdb.programme.succession import Succession
from agdb.statistics.period import Frequency
from agdb.statistics.structure import (
    Code,
    Dimension,
    DimensionKind,
    Measure,
    Structure,
    UnitOrigin,
)

WORDS = {"nl": "x", "en": "x"}
MAKE: dict[str, Any] = {"breakdowns": (breakdown("kind", "E", "S"),)}
BICYCLES = Measure("Bicycles", "Fietsen", "x 1 000", UnitOrigin.RECORDED)


def dimension(id_: str, *codes: str, kind: DimensionKind = DimensionKind.ORDINARY) -> Dimension:
    return Dimension(id_, id_, kind, tuple(Code(code, code) for code in codes))


KIND = dimension("Kind", "T", "E", "S", "X")


def structure(*dimensions: Dimension) -> Structure:
    return Structure("t", (BICYCLES,), dimensions, ())


def read(where: dict[str, Any] | None = None, **facts: Any) -> Indicator:
    value = {"dataset": "demo:bicycles", "measure": "Bicycles", "where": where or {}}
    return indicator(**{"metric": {"type": "simple", "value": value}} | facts)


def noted(programme: Programme, **facts: Any) -> Programme:
    """The programme with other facts about the source."""
    plain: dict[str, Any] = {"dimensions": {}, "succeeds": None, "collection": None}
    source = programme.sources["demo:bicycles"].model_copy(update=plain | facts)
    return replace(
        programme,
        sources={"demo:bicycles": source},
        origins={
            **programme.origins,
            ("Indicator", "x"): programme.origins["Indicator", "bicycles-number"],
        },
    )


def found(
    programme: Programme, definition: Indicator, *dimensions: Dimension, **more: Any
) -> list[Resolved]:
    return [
        resolve(
            programme=programme,
            indicator=definition,
            term=term,
            structure=structure(*dimensions),
            **more,
        )
        for term in definition.metric.terms
    ]


@pytest.fixture
def plain(cycling: Programme) -> Programme:
    """The programme, whose source says nothing of codes."""
    return noted(cycling)


START = "measure = 'Bicycles' and frequency in ('year')"


def test_what_is_selected_is_one_condition(plain: Programme) -> None:
    definition = read({"Kind": ("S", "E")}, frequencies=("year", "quarter"))

    (one,) = found(plain, definition, KIND)

    assert one.predicate == (
        "measure = 'Bicycles' and frequency in ('year', 'quarter') and Kind in ('E', 'S')"
    )
    assert (one.role, one.dataset, one.measure) == ("value", "demo:bicycles", BICYCLES)
    assert (one.region, one.period, one.breakdowns) == ("'NL01'", "period", ())
    assert one.key_columns == ("measure", "Kind", "period")
    assert (one.remainders, one.floors) == ((), ())


@pytest.mark.parametrize(
    ("wanted", "condition"),
    [("E", "Kind in ('E')"), ({"classification": "kinds"}, "Kind in ('E', 'S', 'T')")],
)
def test_a_filter_is_a_code_or_all_of_a_classification(
    plain: Programme, wanted: Any, condition: str
) -> None:
    (one,) = found(plain, read({"Kind": wanted}), KIND)

    assert one.predicate == f"{START} and {condition}"


def test_a_breakdown_selects_its_total_and_members_or_its_whole_classification(
    plain: Programme,
) -> None:
    for made, condition in (
        (breakdown("kind", "E", "S"), "Kind in ('E', 'S', 'T')"),
        (breakdown("kind", "E", total=None), "Kind in ('E')"),
        (breakdown("kind", "E", "T"), "Kind in ('E', 'T')"),
        (breakdown("kind"), "Kind in ('E', 'S', 'T')"),
    ):
        (one,) = found(plain, read(breakdowns=(made,)), KIND)
        assert one.predicate == f"{START} and {condition}"
        assert one.breakdowns == ("Kind",)


def test_a_remainder_is_known_of_a_breakdown_that_is_shown(plain: Programme) -> None:
    (one,) = found(plain, read(breakdowns=(breakdown("kind", "E", remainder="S"),)), KIND)

    assert one.remainders == (Remainder(0, "S", "T", ("E",), 1),)


def _ratio(numerator: dict[str, Any], denominator: dict[str, Any], **facts: Any) -> Indicator:
    def selection(where: dict[str, Any]) -> dict[str, Any]:
        return {"dataset": "demo:bicycles", "measure": "Bicycles", "where": where}

    metric = {
        "type": "ratio",
        "numerator": selection(numerator),
        "denominator": selection(denominator),
    }
    return indicator(metric=metric, **facts)


def test_a_denominator_of_the_whole_has_no_code_of_the_breakdown(plain: Programme) -> None:
    top, bottom = found(plain, _ratio({}, {"Kind": "T"}, **MAKE), KIND)

    assert (top.breakdowns, bottom.breakdowns) == (("Kind",), (None,))
    assert bottom.predicate == f"{START} and Kind in ('T')"
    # one that is broken down itself has its codes
    both = found(plain, _ratio({}, {}, **MAKE), KIND)
    assert [one.breakdowns for one in both] == [("Kind",), ("Kind",)]
    # and so has a numerator that is filtered too
    top, _ = found(plain, _ratio({"Kind": "T"}, {"Kind": "T"}, **MAKE), KIND)
    assert top.breakdowns == ("Kind",)


def test_a_table_without_the_breakdown_gives_a_denominator_and_no_numerator(
    plain: Programme,
) -> None:
    definition = _ratio({}, {}, **MAKE)
    _, bottom = definition.metric.terms

    one = resolve(programme=plain, indicator=definition, term=bottom, structure=structure())

    assert one.breakdowns == (None,)
    with pytest.raises(IndicatorError, match="has no dimension 'Kind'; it has none"):
        found(plain, definition)


@pytest.mark.parametrize(
    ("wanted", "dimensions", "sentence"),
    [
        ({"Kind": "Q"}, [KIND], "has no code 'Q' in Kind; it has T, E, S, X"),
        ({"Size": "big"}, [], "has no dimension 'Size'; it has none"),
        ({"Size": "big"}, [dimension("A", "a")], "has no dimension 'Size'; it has A"),
        ({}, [KIND], "'Kind' of demo:bicycles is neither filtered nor shown"),
        ({}, [dimension("Empty")], "'Empty' of demo:bicycles is neither filtered nor shown"),
        (
            {"Kind": ("E", "S")},
            [replace(KIND, kind=DimensionKind.FACETS)],
            r"members of 'Kind' \(facets\) cannot be added up; name one code",
        ),
    ],
)
def test_what_a_table_does_not_have_is_one_sentence(
    plain: Programme, wanted: dict[str, Any], dimensions: Sequence[Dimension], sentence: str
) -> None:
    with pytest.raises(IndicatorError, match=sentence):
        found(plain, read(wanted), *dimensions)


def test_one_code_of_members_that_overlap_may_be_named(plain: Programme) -> None:
    (one,) = found(plain, read({"Kind": "E"}), replace(KIND, kind=DimensionKind.FACETS))

    assert one.predicate == f"{START} and Kind in ('E')"
    assert found(plain, read(), dimension("Only", "all"))


def test_a_measure_that_is_not_there_is_told_with_those_that_are(plain: Programme) -> None:
    value = {"dataset": "demo:bicycles", "measure": "Cars"}

    with pytest.raises(IndicatorError, match="has no measure 'Cars'; it has Bicycles"):
        found(plain, indicator(metric={"type": "simple", "value": value}))


@pytest.mark.parametrize(
    ("definition", "condition"),
    [
        # of a breakdown one of several tables may lack a code, or all of them
        (read(breakdowns=(breakdown("kind", "E", "Q"),)), "Kind in ('E', 'T')"),
        (read(breakdowns=(breakdown("kind", "Q", total=None),)), "1 = 0"),
        # what is added up needs every code
        (read({"Kind": ("E", "S")}), "Kind in ('E', 'S')"),
        (read({"Kind": ("E", "Q")}), "1 = 0"),
        (read({"Kind": "Q"}), "1 = 0"),
    ],
)
def test_of_several_tables_one_may_lack_a_code(
    plain: Programme, definition: Indicator, condition: str
) -> None:
    (one,) = found(plain, definition, KIND, several=True)

    assert one.predicate == f"{START} and {condition}"
    if "Q" in str(definition.model_dump()):
        with pytest.raises(IndicatorError, match="has no code 'Q' in Kind"):
            found(plain, definition, KIND)


def test_several_codes_of_the_publisher_that_are_one_of_ours_are_selected_as_one(
    cycling: Programme,
) -> None:
    note = DimensionNote.model_validate({"names": WORDS, "codes": {"E1": "E", "E2": "E", "Z": "S"}})
    programme = noted(cycling, dimensions={"Kind": note})
    kinds = dimension("Kind", "T", "E1", "E2", "S")

    (filtered,) = found(programme, read({"Kind": "E"}), kinds)
    (shown,) = found(programme, read(**MAKE), kinds)

    assert filtered.predicate == f"{START} and Kind in ('E1', 'E2')"
    assert shown.predicate == f"{START} and Kind in ('E1', 'E2', 'S', 'T')"
    assert shown.breakdowns == ("case Kind when 'E1' then 'E' when 'E2' then 'E' else Kind end",)
    # of a breakdown that does not show them they are not named
    (total,) = found(programme, read(breakdowns=(breakdown("kind", "S"),)), kinds)
    assert total.breakdowns == ("Kind",)


def test_codes_that_add_up_to_one_of_the_table_before_are_that_one(cycling: Programme) -> None:
    rule = Succession.model_validate(
        {
            "dataset": "demo:old",
            "joined": "line",
            "tolerance": 1,
            "codes": {"Kind": {"E": ["P", "Q"]}},
            "because": WORDS,
        }
    )
    programme = noted(cycling, succeeds=rule)

    (one,) = found(programme, read(**MAKE), dimension("Kind", "T", "P", "Q", "S"))

    assert one.predicate == f"{START} and Kind in ('P', 'Q', 'S', 'T')"
    assert one.breakdowns == ("case Kind when 'P' then 'E' when 'Q' then 'E' else Kind end",)
    unknown = replace(programme, sources={})
    with pytest.raises(IndicatorError, match="has no code 'E' in Kind"):
        found(unknown, read(**MAKE), dimension("Kind", "T", "P", "Q", "S"))


REGION = {"region": {"dimension": "RegioS", "divisions": ("NL", "PV")}}


def regions(*codes: str) -> Dimension:
    return dimension("RegioS", *codes, kind=DimensionKind.REGION)


def test_regions_of_the_wanted_divisions_are_selected(plain: Programme) -> None:
    # neither another division, nor what could not be placed, nor what is no region
    given = regions("PV27", "NL01", "GM0001", "PV99", "Buiten", "PV20")

    (one,) = found(plain, read(**REGION), given)

    assert one.predicate == f"{START} and RegioS in ('NL01', 'PV20', 'PV27')"
    assert one.region == "RegioS"
    (none,) = found(plain, read(**REGION), regions("GM0001"))
    assert none.predicate == f"{START} and 1 = 0"


def test_a_region_that_is_fixed_or_filtered_is_written_as_it_is(plain: Programme) -> None:
    fixed = read(region={"fixed": "PV20"})
    filtered = read({"RegioS": "PV27"}, **REGION)
    named = read({"RegioS": "PV27"}, region={**REGION["region"], "fixed": "PV27"})

    assert found(plain, fixed)[0].region == "'PV20'"
    assert found(plain, filtered, regions("PV27"))[0].region == "'NL01'"
    assert found(plain, named, regions("PV27"))[0].region == "'PV27'"


def test_a_region_that_nobody_knows_is_one_sentence_but_for_those_abroad(
    plain: Programme,
) -> None:
    with pytest.raises(IndicatorError, match="does not know the region 'PV29'"):
        found(plain, read(**REGION), regions("NL01", "PV29"))
    with pytest.raises(IndicatorError, match="none of the members of RegioS is a region"):
        found(plain, read(**REGION), regions("Nederland", "Elders"))
    abroad = DivisionInUse.model_validate(
        {"prefix": "BE", "names": WORDS, "plural": WORDS, "comparison": True}
    )
    plan = plain.plan.model_copy(update={"divisions": (*plain.plan.divisions, abroad)})
    wider = read(region={"dimension": "RegioS", "divisions": ("NL", "BE")})
    (one,) = found(replace(plain, plan=plan), wider, regions("NL01", "BE01"))
    assert one.predicate == f"{START} and RegioS in ('NL01')"


def test_regions_in_the_codes_of_the_publisher_become_ours(cycling: Programme) -> None:
    note = DimensionNote.model_validate(
        {"names": WORDS, "kind": "region", "codes": {"G1": "PV20", "G2": "PV20"}}
    )
    programme = noted(cycling, dimensions={"RegioS": note})

    (one,) = found(programme, read(**REGION), regions("NL01", "G1", "G2"))

    assert one.predicate == f"{START} and RegioS in ('G1', 'G2', 'NL01')"
    assert one.region == "case RegioS when 'G1' then 'PV20' when 'G2' then 'PV20' else RegioS end"


def test_an_index_takes_its_base_period_for_every_row(plain: Programme) -> None:
    value = {"dataset": "demo:bicycles", "measure": "Bicycles"}
    index = indicator(metric={"type": "index", "value": value, "base": "2020"})
    growth = indicator(metric={"type": "growth", "value": value, "years": 2})

    of_now, base = found(plain, index)
    _, before = found(plain, growth)

    assert (of_now.period, base.period) == ("period", None)
    assert base.predicate == f"{START} and period = '2020'"
    assert before.predicate == START
    assert before.period is not None
    assert "+ 2" in before.period


@pytest.mark.parametrize(("scale", "below"), [(3, 30.0), (0, 0.03), (6, 30_000.0)])
def test_a_floor_is_in_the_unit_of_the_measure(
    cycling: Programme, scale: int, below: float
) -> None:
    rule = MarginRule.model_validate(
        {
            "id": "riders", "names": WORDS, "coefficient": 1.0, "population": 13000, "scale": scale,
            "factors": {"year": {"low": 1, "high": 1}}, "source": "https://example.org/",
            "floors": {
                "year": {"below": 30, "then": "warn"},
                "quarter": {"below": 30, "then": "hide"},
            },
            "floor_source": "https://example.org/", "note": WORDS,
        }
    )  # fmt: skip
    survey = Collection.model_validate({"kind": "survey", "margin": "riders"})
    programme = replace(noted(cycling, collection=survey), margins={"riders": rule})

    (one,) = found(programme, read())

    assert [replace(each, below=0.0) for each in one.floors] == [
        SizeFloor(Frequency.YEAR, 0.0, "warn"),
        SizeFloor(Frequency.QUARTER, 0.0, "hide"),
    ]
    assert [each.below for each in one.floors] == pytest.approx([below, below])
    # figures of no survey, of another one, and a share have none
    assert found(noted(cycling), read())[0].floors == ()
    assert found(replace(programme, margins={}), read())[0].floors == ()
    bare = replace(programme, margins={"riders": rule.model_copy(update={"floors": {}})})
    assert found(bare, read())[0].floors == ()
    note = cycling.sources["demo:bicycles"].measures["Bicycles"]
    share = {"Bicycles": note.model_copy(update={"unit": "percent"})}
    shares = noted(cycling, collection=survey, measures=share)
    assert found(replace(shares, margins={"riders": rule}), read())[0].floors == ()
    undocumented = noted(cycling, collection=survey, measures={})
    with pytest.raises(IndicatorError, match="the unit of Bicycles is not documented"):
        found(replace(undocumented, margins={"riders": rule}), read())
