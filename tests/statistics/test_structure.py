"""The long table has one column a dimension, between measure and period."""

from __future__ import annotations

from agdb.statistics.structure import (
    Code,
    Dimension,
    DimensionKind,
    Measure,
    Structure,
    UnitOrigin,
    key_parts,
    observation_columns,
)

DIMENSIONS = (
    Dimension("RegioS", "Region", DimensionKind.REGION, (Code("NL01", "Netherlands"),)),
    Dimension("Marges", "Margins", DimensionKind.MARGIN, (Code("MW00000", "Value"),)),
)


def test_columns_stand_in_the_order_of_the_structure() -> None:
    columns = list(observation_columns(DIMENSIONS))

    assert columns[:4] == ["measure", "RegioS", "Marges", "period"]
    assert key_parts(DIMENSIONS) == ("measure", "RegioS", "Marges", "period")


def test_margins_are_never_added_up() -> None:
    assert DimensionKind.REGION.summable
    assert not DimensionKind.MARGIN.summable


def test_members_are_found_by_their_codes() -> None:
    measure = Measure("M1", "Jobs", "x 1 000", UnitOrigin.RECORDED)
    structure = Structure("Jobs", (measure,), DIMENSIONS, ())

    assert structure.measure_by_id["M1"] is measure
    assert structure.dimension_by_id["RegioS"].by_id["NL01"].title == "Netherlands"


def test_a_key_is_told_in_the_codes_of_its_publisher() -> None:
    region = Dimension(
        "RegioS",
        "Region",
        DimensionKind.REGION,
        (Code("NL01", "Netherlands", published="NL01  "), Code("PV20", "Groningen")),
    )
    measure = Measure("M1", "Jobs", "x 1 000", UnitOrigin.RECORDED, published="M001")
    plain = Measure("M2", "Vacancies", "x 1 000", UnitOrigin.RECORDED)
    structure = Structure("Jobs", (measure, plain), (region,), ())

    assert structure.in_publishers_codes(("M1", "NL01", "2024")) == ("M001", "NL01  ", "2024")
    assert structure.in_publishers_codes(("M2", "PV20", "2024")) == ("M2", "PV20", "2024")
    assert structure.in_publishers_codes(("M2", "PV20")) == ("M2", "PV20")
