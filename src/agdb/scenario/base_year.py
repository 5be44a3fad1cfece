"""From published statistics to the state at the end of the base year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array


@dataclass(frozen=True, slots=True)
class BaseYear:
    """Demand, available supply and structural gap, all `[n, g]` in persons."""

    demand: Array
    supply: Array

    @property
    def gap(self) -> Array:
        return self.demand - self.supply


def base_year(
    *,
    employed: Array,
    vacancies: Array,
    unemployed: Array | None,
    frictional_vacancies: Array,
    frictional_unemployment: Array,
) -> BaseYear:
    """Demand is employment plus excess vacancies, supply employment plus excess unemployment.

    Excess is what exceeds friction, and may be negative; without `unemployed` the excess
    unemployment is zero. Friction is `[n, 1]`, the others `[n, g]`.

    >>> one = lambda x: np.array([[x]])
    >>> state = base_year(employed=one(1352.0), vacancies=one(75.6), unemployed=None,
    ...     frictional_vacancies=one(0.0265), frictional_unemployment=one(0.02))
    >>> float(state.gap.round(4)[0, 0])
    37.7686
    """
    excess_vacancies = vacancies - frictional_vacancies * (employed + vacancies)
    demand = employed + excess_vacancies
    if unemployed is None:
        return BaseYear(demand, employed + 0.0)
    excess = unemployed - frictional_unemployment * (employed + unemployed)
    return BaseYear(demand, employed + excess)


def survey_margin(thousands: Array) -> Array:
    """95 % margin, in thousands, of a three-year mean of the Dutch labour force survey (EBB).

    Fits the table that CBS prints within 2.5 % for 10 thousand and more:
    https://www.cbs.nl/nl-nl/longread/rapportages/2021/monitor-kunstenaars-en-andere-werkenden-met-een-creatief-beroep-2021/bijlage-d-toelichting-bij-de-marges-ebb

    >>> survey_margin(np.array([1000.0])).round(1).tolist()
    [10.4]
    """
    margin: Array = 1.085 * np.sqrt(thousands / 10) * np.sqrt(1 - thousands / 13000)
    return margin
