"""Where a series of the programme crosses a known change of its source, the break is declared."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from agdb.indicators.compute import compute
from agdb.indicators.workbench import Workbench
from agdb.programme.programme import Programme
from agdb.release.inputs import keep_embedded
from agdb.results.release import Release
from agdb.results.value import Computed, Kind
from agdb.statistics.period import Period
from agdb.statistics.status import ObservationStatus
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse
from tests.conftest import NOON


@dataclass(frozen=True)
class Change:
    """A change of a source: the tables it is in, since when, and which were recalculated, why."""

    name: str
    since: str
    tables: tuple[str, ...]
    recalculated: dict[str, str]


CHANGES = [
    Change(
        "the labour force survey of 2021",
        "2021",
        ("cbs:85276ned", "cbs:86320ned", "cbs:85314ned", "cbs:85224ned", "cbs:80590ned",
         "eurostat:isoc_sks_itspt",
         "eurostat:trng_lfse_04", "techniekpact:werkzaam-technisch-"),
        {
            "cbs:80590ned": "recalculated from 2003 on",
            "cbs:85224ned": "key figures recalculated from 2013 on (maatwerk 2022/07)",
            "techniekpact:werkzaam-technisch-editie2023": "both years are of after the revision",
        },
    ),
    Change(
        "UWV's method for vacancies of 2022",
        "2022",
        ("uwv:",),
        {
            "uwv:vacatures-technisch-juni2024": "both quarters are by the revised method",
            "uwv:vacatures-kst-29544-1283": "one letter, by the revised method as in June 2024",
        },
    ),
    Change(
        "the occupational classification of 2025",
        "2025",
        ("cbs:85276ned", "cbs:86320ned", "cbs:85314ned", "roa:"),
        {
            "cbs:85276ned": "the old classification, in this table to the end",
            "cbs:85276ned@2025-q4": "two quarters quoted from one edition of the table",
            "cbs:85276ned@2026-03-17": "two quarters of one edition of the table",
            "cbs:86320ned": "ICT: class 08 and 0812 are equal in all quarters of both tables",
        },
    ),
    Change(
        "the branches of SBI 2025",
        "2026",
        ("cbs:80472ned", "cbs:80567ned", "cbs:84545"),
        {"cbs:80472ned": "ends in 2024 here; 2026 comes from 83599NED, which is by SBI 2008"},
    ),
    Change("the regions of NUTS 2024", "2024", ("eurostat:",), {}),
    Change("the list of technical mbo programmes, each year", "2014", ("sbb:", "duo:mbo"), {}),
]  # fmt: skip


TABLES = tuple(name for change in CHANGES for name in change.tables)


def crossing(computed: Computed, change: Change) -> bool:
    """Whether a series has values on both sides, in a table that was not recalculated."""
    tables = {used.dataset.lower() for used in computed.inputs}
    touched = {name for name in tables if name.startswith(change.tables)}
    if not touched - set(change.recalculated):
        return False
    if change.name.startswith("the regions") and not any(
        v.region[:2] in {"LD", "PV"} for v in computed.values
    ):
        return False  # the country and the European Union kept their codes
    start = Period.parse(change.since).start
    sides = {
        Period.parse(value.period).start < start
        for value in computed.values
        if value.kind is Kind.OBSERVED and value.value is not None
    }
    return len(sides) == 2


@pytest.fixture(scope="module")
def release(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """What the embedded figures give for the indicators that read a table that changed."""
    warehouse = Warehouse(tmp_path_factory.mktemp("breaks"))
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    with Engine(folders=(warehouse.root,)) as engine:
        computed = {
            one.id: compute(one, Workbench(programme=programme, warehouse=warehouse, engine=engine))
            for one in programme.indicators.values()
            if any(
                table.lower().startswith(TABLES)
                for term in one.metric.terms
                for table in programme.line_of(term.selection.dataset)
            )
        }
    return Release("breaks", NOON.date(), programme, computed)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_series_that_crosses_a_change_declares_a_break_there(
    release: Release, change: Change
) -> None:
    start = Period.parse(change.since).start

    undeclared = [
        name
        for name, computed in release.computed.items()
        if crossing(computed, change)
        and not any(Period.parse(one.period).start == start for one in computed.definition.breaks)
    ]

    assert undeclared == []


def test_the_labour_force_survey_is_crossed_by_six_series_and_marked_in_them(
    release: Release,
) -> None:
    found = {
        name
        for name, computed in release.computed.items()
        if any(
            value.status is ObservationStatus.BREAK and value.period.startswith("2021")
            for value in computed.values
        )
    }

    assert found == {
        "adult-learning-employed",
        "ict-occupations-employed",
        "ict-specialists",
        "ict-specialists-share",
        "technical-occupations-brc",
        "technical-occupations-share",
    }


def test_where_the_main_series_was_recalculated_only_its_parts_break(release: Release) -> None:
    values = release.computed["technical-occupations-brc"].values
    broken = {v.breakdown[0][1] for v in values if v.status is ObservationStatus.BREAK}
    (breakdown,) = release.computed["technical-occupations-brc"].definition.breakdowns

    assert broken
    assert breakdown.total not in broken


def test_editions_of_the_list_of_technical_programmes_are_never_in_one_series(
    programme: Programme,
) -> None:
    # Each edition applies its own list to all its years; so every edition is a data set of its own
    for indicator in programme.indicators.values():
        tables = {term.selection.dataset for term in indicator.metric.terms}
        editions = {name for name in tables if name.startswith("techniekpact:")}
        assert len(editions) <= 1, indicator.id


@pytest.mark.parametrize(
    ("indicator", "group", "period", "own", "summed"),
    [
        ("technical-occupations-brc", "071", "2024-Q4", 361, 360),
        ("technical-occupations-brc", "075", "2024-Q4", 116, 115),
        ("ict-occupations-employed", "0811", "2013-Q1", 166, 167),
        ("ict-occupations-employed", "0811", "2024-Q1", 364, 365),
    ],
)
def test_a_group_of_occupations_has_the_figure_that_the_publisher_gives_itself(
    release: Release, indicator: str, group: str, period: str, own: int, summed: int
) -> None:
    (value,) = (
        one.value
        for one in release.computed[indicator].values
        if one.period == period and one.breakdown == (("occupation", group),)
    )

    assert value == own != summed
