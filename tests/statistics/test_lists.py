"""What each column of the long table may hold."""

from __future__ import annotations

from agdb.statistics.lists import code_lists, column_lists
from agdb.statistics.period import Period
from agdb.statistics.structure import (
    Code,
    Dimension,
    DimensionKind,
    Measure,
    Structure,
    UnitOrigin,
)

STRUCTURE = Structure(
    "Jobs",
    (Measure("M1", "Jobs", "x 1 000", UnitOrigin.RECORDED),),
    (Dimension("RegioS", "Region", DimensionKind.REGION, (Code("NL01", "a"), Code("PV20", "b"))),),
    (Code("2024JJ00", "2024", period=Period.parse("2024")), Code("X", "no period")),
)


def test_a_column_of_the_key_holds_the_codes_of_the_structure() -> None:
    assert code_lists(STRUCTURE) == {
        "measure": ["M1"],
        "RegioS": ["NL01", "PV20"],
        "period": ["2024"],
    }


def test_a_column_with_fixed_words_holds_those() -> None:
    lists = column_lists(STRUCTURE)

    assert lists["measure"] == ["M1"]
    assert lists["frequency"][:3] == ["year", "half-year", "quarter"]
    assert {"status", "confidentiality", "finality"} <= set(lists)
    assert "provisional" in lists["finality"]
