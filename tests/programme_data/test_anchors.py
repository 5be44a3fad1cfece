"""Known numbers: whatever happens to the files, these must come out."""

from __future__ import annotations

import pytest

from .figure import Row

ANCHORS = [
    ("cbs:84545NED", "VacaturesSeizoengecorrigeerdOpenstaand_1", (), "2024-Q4", "403.7"),
    ("cbs:85276NED", "WerkzameBeroepsbevolking_1", ("T", "T", "08"), "2024", "547"),
    ("cbs:85276NED", "WerkzameBeroepsbevolking_1", ("T", "T", "07"), "2024-Q4", "1383"),
    ("cbs:85276NED@2025-Q4", "WerkzameBeroepsbevolking_1", ("T", "T", "08"), "2025-Q4", "575"),
    ("cbs:85276NED@2025-Q4", "WerkzameBeroepsbevolking_1", ("T", "T", "07"), "2025-Q4", "1352"),
    ("cbs:80590ned", "M004210", ("T", "15-75"), "2026-06", "3.8"),
    ("cbs:82012NED", "RDIntensiteit_4", ("T",), "2017", "1.99"),
    ("cbs:83154NED", "ArbeidsvolumeWerkzamePersonen_1", ("T", "T"), "2021", "188.3"),
    ("cbs:85314NED", "WerkzameBeroepsbevolking15Tot75Jaar_1", None, "2023", "9737"),
    ("cbs:84985NED", "UitgavenVoorEigenRDActiviteiten_3", ("T", "A-U"), "2021", "13048"),
    ("topsector-ict:digitale-professionals-2024", "persons", (), "2023", "670000"),
    (
        "eurostat:isoc_eb_ai",
        "PC_ENT",
        ("GE10", "C10-S951_X_K", "E_AI_TANY", "NL01"),
        "2023",
        "14.1",
    ),
    ("cbs:86320NED", "WerkzameBeroepsbevolking_1", ("T", "T", "08"), "2026-Q2", "589"),
    ("cbs:83599NED@2026-10-06", "OpenstaandeVacatures_1", ("A-U", "NL01"), "2026-Q2", "387.3"),
    ("uwv:vacatures-kst-29544-1283", "vacancies", ("technical", "T"), "2024-Q4", "75600"),
]


@pytest.mark.parametrize(("dataset", "measure", "codes", "period", "value"), ANCHORS)
def test_a_known_number_stands_where_it_should(
    dataset: str,
    measure: str,
    codes: tuple[str, ...] | None,
    period: str,
    value: str,
    figures: dict[str, list[Row]],
) -> None:
    found = {
        row["value"]
        for row in figures[dataset]
        if row["measure"] == measure
        and row["period"] == period
        and (codes is None or row.codes == codes)
    }

    assert value in found
    assert codes is None or found == {value}


def test_two_vintages_agree_where_they_overlap(
    figures: dict[str, list[Row]],
) -> None:
    long = {r.codes[2]: r["value"] for r in figures["cbs:85276NED"] if r["period"] == "2024-Q4"}
    page = {
        r.codes[2]: r["value"] for r in figures["cbs:85276NED@2025-Q4"] if "2024" in r["period"]
    }

    assert {code: long[code] for code in page} == page
