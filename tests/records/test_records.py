"""Records are counted for the periods, regions and codes that their layout says, and no others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from tests.conftest import NOON
from tests.records.recorded import INDICATORS, RECORDS, programme_with_records, written

from agdb.errors import IndicatorError, ProgrammeError
from agdb.indicators.compute import compute
from agdb.indicators.workbench import Workbench
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.records.compute import FromRecords, Unplaced, compute_from_records, is_from_records
from agdb.release.inputs import keep_embedded
from agdb.statistics.period import Frequency, Period, from_ordinal, school_year
from agdb.statistics.status import Finality, ObservationStatus
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

ROWS = 6000
NATION = "{occupation: A, region: NL01}"
BICYCLES = "measure: Bicycles, where: {Kind: T, RegioS: NL01}"
Compute = Callable[..., FromRecords]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the programme and the records."""
    folder = tmp_path_factory.mktemp("records")
    programme_with_records(folder / "programme")
    written(folder / "data", ROWS)
    return folder


@pytest.fixture(scope="module")
def programme(place: Path) -> Programme:
    """The invented programme with its records."""
    return read_programme(place / "programme")


@pytest.fixture
def computed(place: Path, programme: Programme, tmp_path: Path) -> Iterator[Compute]:
    """Compute an indicator of `programme`, or of another one, from the records."""
    addresses = {
        "demo:advertisements": str(place / "data" / "advertisements.parquet"),
        "demo:job-spells": str(place / "data" / "job-spells.parquet"),
    }
    with Engine(folders=(place, tmp_path)) as engine:

        def run(name: str, plan: Programme = programme, **changed: str) -> FromRecords:
            return compute_from_records(
                plan.indicators[name],
                Workbench(programme=plan, warehouse=Warehouse(tmp_path / "var"), engine=engine),
                addresses=addresses | {f"demo:{k}": v for k, v in changed.items()},
            )

        yield run


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, str, str], Programme]:
    """The programme with one text in a file replaced."""

    def edit(name: str, old: str, new: str) -> Programme:
        folder = tmp_path / "programme"
        if not folder.exists():
            programme_with_records(folder)
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")
        return read_programme(folder)

    return edit


def advertisements(place: Path) -> list[tuple[date | None, str, str]]:
    rows = duckdb.sql(f"from '{place / 'data' / 'advertisements.parquet'}'").fetchall()
    province = {"GR": "PV20", "NH": "PV27"}
    return [(day, code, province[region]) for day, code, region in rows]


def test_advertisements_are_counted_in_the_quarter_of_their_date(
    place: Path, computed: Compute
) -> None:
    expected: Counter[tuple[str, ...]] = Counter()
    for day, code, region in advertisements(place):
        if day is None:
            continue
        quarter = f"{day.year}-Q{(day.month + 2) // 3}"
        for where in ("NL01", region):
            expected[where, quarter, "A"] += 1
            if code != "99":
                expected[where, quarter, code] += 1

    found = computed("advertisements").values

    counts = {(v.region, v.period, v.breakdown[0][1]): v.value for v in found}
    assert counts == dict(expected)
    assert all(v.keys == v.value for v in found)


def test_a_job_counts_on_the_last_day_of_every_period_in_which_it_lasts(
    place: Path, computed: Compute
) -> None:
    spells = duckdb.sql(f"from '{place / 'data' / 'job-spells.parquet'}'").fetchall()
    expected: Counter[tuple[str, str, str]] = Counter()
    for ordinal in range(2021 * 4, 2025 * 4):
        period = from_ordinal(Frequency.QUARTER, ordinal)
        last = period.end - timedelta(1)
        for first_day, last_day, code, region, _ in spells:
            if first_day <= last and (last_day is None or last_day >= last):
                for where in ("NL01", region):
                    expected.update([(where, str(period), code), (where, str(period), "A")])

    found = {(v.region, v.period, v.breakdown[0][1]): v.value for v in computed("jobs").values}

    assert found == dict(expected)


@pytest.mark.parametrize("frequency", ["year", "half-year", "quarter", "month", "school-year"])
def test_a_date_lies_in_the_period_that_the_calendar_says(
    place: Path, computed: Compute, edited: Callable[..., Programme], frequency: str
) -> None:
    plan = edited("indicators/roads/advertisements.yaml", "[quarter]", f"[{frequency}]")
    expected: Counter[str] = Counter()
    for day, _, _ in advertisements(place):
        if day is not None:
            expected[str(_period_of(day, Frequency(frequency)))] += 1

    values = computed("advertisements", plan).values

    found = {v.period: v.value for v in values if (v.region, v.breakdown[0][1]) == ("NL01", "A")}
    assert found == dict(expected)
    assert all(Period.parse(period).frequency == frequency for period in found)


def _period_of(day: date, frequency: Frequency) -> Period:
    if frequency is Frequency.SCHOOL_YEAR:
        return school_year(day.year if day.month >= 8 else day.year - 1)
    per_year = frequency.per_year
    assert per_year is not None
    return from_ordinal(frequency, day.year * per_year + (day.month - 1) * per_year // 12)


def test_a_ratio_of_records_counts_each_part_once(place: Path, computed: Compute) -> None:
    rows = [r for r in advertisements(place) if r[0] is not None and r[0].year == 2022]
    technical = sum(code in {"07", "08"} for _, code, _ in rows)

    (value,) = [
        v
        for v in computed("advertisements-technical-share").values
        if (v.region, v.period) == ("NL01", "2022")
    ]

    assert value.value == pytest.approx(100 * technical / len(rows), rel=1e-15)
    assert value.keys == technical + len(rows)


def test_the_mean_of_a_column_is_its_sum_over_the_number_of_records(
    place: Path, computed: Compute
) -> None:
    ((expected,),) = duckdb.sql(
        f"select avg(hours_week) from '{place / 'data' / 'job-spells.parquet'}' where"
        " first_day <= '2023-12-31' and (last_day is null or last_day >= '2023-12-31')"
    ).fetchall()

    found = {(v.region, v.period): v for v in computed("jobs-hours-mean").values}

    assert found["NL01", "2023"].value == pytest.approx(expected, rel=1e-12)
    assert found["NL01", "2023"].finality is Finality.PROVISIONAL


def test_one_record_without_its_number_leaves_the_sum_unknown(
    tmp_path: Path, computed: Compute, place: Path
) -> None:
    source = place / "data" / "job-spells.parquet"
    holed = tmp_path / "holed.parquet"
    duckdb.execute(
        f"copy (select * replace (case when province = 'PV20' then null else hours_week end as"
        f" hours_week) from '{source}') to '{holed}' (format parquet)"
    )

    found = computed("jobs-hours-mean", **{"job-spells": str(holed)}).values

    status = {(v.region, v.value is None, v.status) for v in found}
    assert status == {
        ("NL01", True, ObservationStatus.MISSING),
        ("PV20", True, ObservationStatus.MISSING),
        ("PV27", False, ObservationStatus.NORMAL),
    }


def test_a_value_of_fewer_records_than_the_floor_is_withheld(
    computed: Compute, edited: Callable[..., Programme]
) -> None:
    before = {(v.region, v.period, v.breakdown): v for v in computed("advertisements").values}
    floor = sorted(v.keys for v in before.values())[20]
    plan = edited("sources/advertisements.yaml", "floor: 3", f"floor: {floor}")

    found = computed("advertisements", plan).values

    withheld = [v for v in found if v.value is None]
    assert len(withheld) == sum(v.keys < floor for v in before.values()) > 0
    assert {(v.status, v.keys, v.lower, v.upper) for v in withheld} == {
        (ObservationStatus.MISSING_SUPPRESSED, 0, None, None)
    }
    assert all(v.keys >= floor for v in found if v.value is not None)


def test_records_that_no_value_counts_are_told(place: Path, computed: Compute) -> None:
    rows = advertisements(place)

    assert computed("advertisements").unplaced == (
        Unplaced("demo:advertisements", "date", sum(day is None for day, _, _ in rows), ROWS),
        Unplaced("demo:advertisements", "occupation", sum(c == "99" for _, c, _ in rows), ROWS),
    )
    assert computed("jobs").unplaced == ()


def test_a_folder_of_files_is_one_table(place: Path, tmp_path: Path, computed: Compute) -> None:
    source = place / "data" / "job-spells.parquet"
    for part in range(3):
        (tmp_path / "parts" / f"p{part}").mkdir(parents=True)
        duckdb.execute(
            f"copy (select * from '{source}' where day(first_day) % 3 = {part})"
            f" to '{tmp_path / 'parts' / f'p{part}' / 'part.parquet'}' (format parquet)"
        )

    whole, parts = computed("jobs"), computed("jobs", **{"job-spells": str(tmp_path / "parts")})

    assert parts.values == whole.values


def test_a_build_does_not_read_records_and_says_how_they_are_computed(
    programme: Programme, tmp_path: Path
) -> None:
    warehouse = Warehouse(tmp_path / "var")
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)

    with Engine(folders=(warehouse.root,)) as engine:
        one = compute(
            programme.indicators["jobs"],
            Workbench(programme=programme, warehouse=warehouse, engine=engine),
        )

    assert one.waiting is not None
    assert one.waiting.command == "agdb compute jobs --data demo:job-spells=PATH"


def test_an_indicator_may_join_records_with_a_dataset_of_the_warehouse(
    computed: Compute, edited: Callable[..., Programme], tmp_path: Path
) -> None:
    name = "indicators/roads/advertisements-per-job.yaml"
    text = (RECORDS / name).read_text("utf-8").partition("breakdowns:")[0]
    for old, new in (
        ("measure: advertisements}", f"measure: advertisements, where: {NATION}}}"),
        ('"demo:job-spells", measure: jobs', f'"demo:bicycles", {BICYCLES}'),
        ("{dimension: region, divisions: [NL, PV]}", "{fixed: NL01}"),
    ):
        assert old in text
        text = text.replace(old, new)
    plan = edited(name, (RECORDS / name).read_text("utf-8"), text)

    with pytest.raises(IndicatorError, match="this dataset is not in the warehouse"):
        computed("advertisements-per-job", plan)
    keep_embedded(programme=plan, warehouse=Warehouse(tmp_path / "var"), received=NOON)
    found = {v.period: v.value for v in computed("advertisements-per-job", plan).values}

    counted = {
        v.period: v.value
        for v in computed("advertisements").values
        if (v.region, v.breakdown[0][1]) == ("NL01", "A")
    }
    assert found["2024-Q2"] == pytest.approx(1000 * (counted["2024-Q2"] or 0) / 110)


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("indicators/roads/jobs.yaml", "[quarter]", "[week]", "not counted by 'week'; use year"),
        ("indicators/roads/advertisements.yaml", "[quarter]", "[day]", "not counted by 'day'"),
        (
            "indicators/roads/advertisements-technical-share.yaml",
            '["07", "08"]',
            '["07", A]',
            "'A' stands for all records, and is added to parts of them",
        ),
        (
            "indicators/roads/advertisements-technical-share.yaml",
            '["07", "08"]',
            '["07", "09"]',
            "has no code '09' in occupation",
        ),
        (
            "indicators/roads/advertisements-growth.yaml",
            ", where: {occupation: A}",
            "",
            "'occupation' of demo:advertisements is neither filtered nor shown",
        ),
    ],
)
def test_a_definition_that_the_layout_contradicts_is_one_sentence(
    computed: Compute,
    edited: Callable[..., Programme],
    name: str,
    old: str,
    new: str,
    sentence: str,
) -> None:
    plan = edited(name, old, new)

    with pytest.raises(IndicatorError, match=re.escape(sentence)):
        computed(Path(name).stem, plan)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("{on: placed}", "{}", "give either on, or all of begin, end, first and last"),
        ("{on: placed}", "{on: placed, begin: x}", "give either on, or all of begin"),
        ("{on: placed}", "{begin: a, end: b, first: 2024, last: 2021}", "first lies after"),
        ("{on: placed}", "{on: 'placed; drop'}", "'placed; drop'"),
        ("classification: occupations", "classification: jobs", "no classification 'jobs'"),
        ("{advertisements: {}}", "{adverts: {}}", "no measure of this source 'adverts'"),
        ("region: {column: province", "place: {column: province", "no dimension of this source"),
        ("floor: 3", "floor: 0", "floor"),
    ],
)
def test_a_layout_that_cannot_be_right_is_one_sentence(
    edited: Callable[..., Programme], old: str, new: str, sentence: str
) -> None:
    with pytest.raises(ProgrammeError, match=re.escape(sentence)) as caught:
        edited("sources/advertisements.yaml", old, new)

    assert "sources/advertisements.yaml:" in str(caught.value)


def test_records_without_an_address_are_asked_for(programme: Programme, tmp_path: Path) -> None:
    with (
        Engine(folders=(tmp_path,)) as engine,
        pytest.raises(IndicatorError, match="add --data demo:job-spells=PATH"),
    ):
        compute_from_records(
            programme.indicators["jobs"],
            Workbench(programme=programme, warehouse=Warehouse(tmp_path / "var"), engine=engine),
            addresses={},
        )


def test_only_what_is_read_from_records_is_so(programme: Programme) -> None:
    found = [i.id for i in programme.indicators.values() if is_from_records(i, programme)]

    assert sorted(found) == INDICATORS
