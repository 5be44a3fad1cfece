from __future__ import annotations

import pytest

from agdb.outlook.tension import UwvTension, cbs_tension, uwv_class, vacancy_rate


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        (0.25, UwvTension.VERY_LOOSE),
        (0.26, UwvTension.LOOSE),
        (0.67, UwvTension.LOOSE),
        (1.5, UwvTension.AVERAGE),
        (4.0, UwvTension.TIGHT),
        (4.32, UwvTension.VERY_TIGHT),
    ],
)
def test_uwv_classes(indicator: float, expected: UwvTension) -> None:
    assert uwv_class(indicator) is expected


@pytest.mark.parametrize(
    ("vacancies", "unemployed", "published"),
    [(451, 338, 133), (397, 374, 106), (404, 374, 108), (387, 399, 97)],
)
def test_cbs_tension_is_per_hundred_unemployed(
    vacancies: float, unemployed: float, published: int
) -> None:
    assert round(cbs_tension(vacancies, unemployed)) == published


def test_eurostat_counts_vacancies_in_its_denominator() -> None:
    assert vacancy_rate(75.6, 1352.0) == pytest.approx(5.2956, abs=5e-5)
