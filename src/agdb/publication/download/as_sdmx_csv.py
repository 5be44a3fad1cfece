"""SDMX-CSV 2.0: the values of an indicator under the dataflow that describes them.

See <https://github.com/sdmx-twg/sdmx-csv>. The dataflows stand in the structure message of `api`.
"""

from __future__ import annotations

from typing import Final

from agdb.programme.indicator import Indicator
from agdb.programme.plan import Plan
from agdb.publication.download.cells import ValueCells
from agdb.publication.download.lines import ValueLines
from agdb.statistics.period import Frequency, Period

AREA: Final = "REF_AREA"
TIME: Final = "TIME_PERIOD"
KIND: Final = "OBS_KIND"
VALUE: Final = "OBS_VALUE"
ATTRIBUTES: Final = {
    "UNIT_MEASURE": "unit",
    "OBS_STATUS": "status",
    "FINALITY": "finality",
    "LOWER_BOUND": "lower",
    "UPPER_BOUND": "upper",
    "LOWER_BOUND_95": "lower_95",
    "UPPER_BOUND_95": "upper_95",
}
"""What is told of an observation, by the column of the values that it comes from."""
VERSION: Final = "1.0.0"
_YEARS: Final = 365.25


def as_sdmx_csv(cells: ValueCells, lines: ValueLines) -> bytes:
    """Return the file; its first columns name the dataflow, as the standard asks."""
    plan, definition = cells.reading.programme.plan, cells.reading.definition
    told = {
        AREA: "region",
        **{dimension_id(one.id): one.id for one in definition.breakdowns},
        KIND: "kind",
        TIME: "period",
        VALUE: "value",
        **ATTRIBUTES,
    }
    head = ",".join(["STRUCTURE", "STRUCTURE_ID", "ACTION", *told])
    front = ("dataflow", dataflow_id(plan, definition), "I")
    rows = lines.sdmx(front, tuple(told.values()), sdmx_period)
    return b"".join((f"{head}\n".encode(), *rows))


def agency(plan: Plan) -> str:
    """Return the id of who maintains the structures: the plan."""
    return plan.id.upper()


def dataflow_id(plan: Plan, definition: Indicator) -> str:
    """Return how a file refers to the dataflow of an indicator."""
    return f"{agency(plan)}:{artefact_id(definition.id)}({VERSION})"


def artefact_id(ident: str) -> str:
    """Return an id of ours as one of SDMX.

    >>> artefact_id("vacancies-open")
    'VACANCIES_OPEN'
    """
    return ident.upper().replace("-", "_")


def dimension_id(breakdown: str) -> str:
    """Return the id of the dimension of a breakdown, which is none of the fixed ones."""
    return f"BY_{artefact_id(breakdown)}"


def sdmx_period(text: str) -> str:
    """Return a period as SDMX writes it: a school year or a range is a start and a duration.

    >>> [sdmx_period(text) for text in ("2024", "2024-Q4", "2023/24")]
    ['2024', '2024-Q4', '2023-08-01/P1Y']
    """
    period = Period.parse(text)
    if period.frequency not in {Frequency.SCHOOL_YEAR, Frequency.RANGE}:
        return text
    years = round((period.end - period.start).days / _YEARS)
    return f"{period.start.isoformat()}/P{years}Y"
