"""What became of judgements and forecasts over a row of releases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from agdb.errors import OutlookError, ProgrammeError
from agdb.outlook.forecast import record_fingerprint
from agdb.programme.succession import Succession
from agdb.release.frozen import forecasts_file, frozen_forecasts, read_forecasts
from agdb.release.track import outcomes, stories, track_of
from agdb.results.judgement import Status
from agdb.results.outlook import SeriesOutlook, TargetStatus
from agdb.results.release import Release
from agdb.results.track import Cause, Outcome
from agdb.results.value import Computed, Kind, Value
from agdb.statistics.period import Frequency, Period
from agdb.statistics.status import Finality, ObservationStatus

BICYCLES = "bicycles-number"
WHOLE = (("make", "T"),)
TARGET = "half-electric"


def made(period: str, number: float, kind: Kind = Kind.OBSERVED) -> Value:
    return Value(
        region="NL01",
        period=period,
        breakdown=WHOLE,
        value=number,
        status=ObservationStatus.NORMAL,
        finality=Finality.UNKNOWN,
        mark="",
        lower=None,
        upper=None,
        kind=kind,
        keys=1,
        keys_hash="",
    )


def record(steps: Mapping[str, tuple[float, float, float]]) -> dict[str, object]:
    """A forecast as published: point and bounds at 80 per cent by period."""
    return {
        "series": "bicycles",
        "steps": [
            {
                "period": Period.parse(period).ordinal,
                "point": point,
                "tested": True,
                "bounds": [[0.8, low, high]],
            }
            for period, (point, low, high) in steps.items()
        ],
    }


def published(
    base: Release,
    day: date,
    figures: Mapping[str, float],
    ahead: Mapping[str, tuple[float, float, float]] | None = None,
    chance: float | None = None,
    status: str = "no-judgement",
) -> Release:
    """A release with these figures, a forecast of `ahead`, and a judgement."""
    definition = base.computed[BICYCLES].definition
    values = [made(period, number) for period, number in figures.items()]
    values += [made(p, point, Kind.FORECAST) for p, (point, _, _) in (ahead or {}).items()]
    frozen = record(ahead or {})
    series = SeriesOutlook(
        region="NL01",
        breakdown=WHOLE,
        frequency=Frequency.YEAR,
        trend="rising",
        change=None,
        years=5,
        method="drift",
        tested=2,
        remarks=(),
        judged=(TargetStatus(TARGET, status, chance, 12, None, None, ()),),
        fingerprint=record_fingerprint(frozen),
        record=frozen if ahead else {},
        factor=2.0,
    )
    return replace(
        base,
        id=f"{day.isoformat()}-0",
        recorded=day,
        built=day,
        computed={BICYCLES: Computed(definition, tuple(values), (), None)},
        outlook={BICYCLES: (series,)},
    )


@pytest.fixture
def row(cycling_release: Release) -> tuple[Release, ...]:
    """Three releases: the second has a new period, the third revises it."""
    first = {"2022": 100.0, "2023": 110.0}
    return (
        published(
            cycling_release, date(2024, 3, 1), first, {"2024": (60.0, 55.0, 65.0)}, 0.82, "on-track"
        ),
        published(
            cycling_release, date(2025, 3, 1), first | {"2024": 122.0}, None, 0.78, "uncertain"
        ),
        published(
            cycling_release, date(2025, 9, 1), first | {"2024": 140.0}, None, 0.60, "uncertain"
        ),
    )


def scored(row: Sequence[Release]) -> list[Outcome]:
    """What came of the forecasts of these releases."""
    return list(outcomes([frozen_forecasts(one) for one in row], row))


def test_a_status_changes_with_hysteresis_and_tells_why(row: tuple[Release, ...]) -> None:
    (story,) = stories(row, BICYCLES)

    assert [one.shown for one in story.entries] == [
        Status.ON_TRACK, Status.ON_TRACK, Status.UNCERTAIN
    ]  # fmt: skip
    assert [one.cause for one in story.entries] == [
        Cause.FIRST, Cause.NEW_PERIOD, Cause.REVISION
    ]  # fmt: skip
    assert story.releases == tuple(one.id for one in row)


def test_a_forecast_is_scored_by_the_first_figure_that_came(row: tuple[Release, ...]) -> None:
    (outcome,) = scored(row)

    assert (outcome.published, outcome.arrived) == (row[0].id, row[1].id)
    assert outcome.period == Period.parse("2024")
    assert outcome.score.error * outcome.factor == pytest.approx(122.0 - 2 * 60.0)
    assert outcome.score.inside == (True,)


def test_an_improved_forecast_is_refused(row: tuple[Release, ...]) -> None:
    (series,) = row[0].outlook[BICYCLES]
    better = replace(series, record=record({"2024": (61.0, 60.0, 62.0)}))
    forged = replace(row[0], outlook={BICYCLES: (better,)})

    with pytest.raises(OutlookError, match="differs from fingerprint"):
        track_of((forged, *row[1:]))


def test_another_definition_begins_anew(row: tuple[Release, ...]) -> None:
    computed = row[0].computed[BICYCLES]
    other = computed.definition.model_copy(
        update={"metric": computed.definition.metric.model_copy(update={"type": "other"})}
    )
    before = replace(row[0], computed={BICYCLES: replace(computed, definition=other)})

    (story,) = stories((before, *row[1:]), BICYCLES)

    assert len(story.entries) == 2
    assert not scored((before, *row[1:]))


def test_releases_on_the_same_data_are_one_publication(row: tuple[Release, ...]) -> None:
    again = replace(row[1], id="2025-03-01-1")

    found = track_of((row[0], row[1], again, row[2]))

    assert found.stories[BICYCLES][0].releases == (row[0].id, again.id, row[2].id)
    assert found.outcomes[0].arrived == again.id


def test_a_later_build_on_the_same_data_takes_no_forecast_back(row: tuple[Release, ...]) -> None:
    # Given a release that was built again when the forecast period had ended, without the forecast
    first = row[0].computed[BICYCLES]
    observed = tuple(value for value in first.values if value.kind is Kind.OBSERVED)
    again = replace(row[0], id="2024-03-01-1", computed={BICYCLES: replace(first, values=observed)})

    # When the figure comes
    found = track_of((row[0], again, row[1]))

    # Then what was published is scored, once
    assert [one.published for one in found.outcomes] == [row[0].id]


def test_one_release_has_no_past(row: tuple[Release, ...]) -> None:
    found = track_of(row[:1])

    assert [len(one.entries) for one in found.stories[BICYCLES]] == [1]
    assert found.outcomes == ()


def test_a_forecast_is_scored_where_its_release_is_no_longer_kept(
    row: tuple[Release, ...],
) -> None:
    # Given the forecasts of a release as a file, and a machine that never had that release
    file = forecasts_file(frozen_forecasts(row[0]))

    # When the figure has come
    found = track_of(row[1:], frozen=[read_forecasts("forecasts/a.json", file)])

    # Then it is scored as if the release were there; and once where it is
    (outcome,) = found.outcomes
    assert (outcome.published, outcome.arrived) == (row[0].id, row[1].id)
    again = track_of(row, frozen=[read_forecasts("forecasts/a.json", file)])
    assert again.outcomes == found.outcomes


def test_a_file_in_which_a_forecast_was_improved_is_refused(row: tuple[Release, ...]) -> None:
    file = forecasts_file(frozen_forecasts(row[0]))
    better = file.replace(b'"point":60.0', b'"point":61.0')
    assert better != file

    with pytest.raises(ProgrammeError, match="not as it was published"):
        read_forecasts("forecasts/a.json", better)
    with pytest.raises(ProgrammeError, match="damaged"):
        read_forecasts("forecasts/a.json", file[:-5])


def test_a_forecast_of_a_period_that_was_over_is_no_look_ahead(row: tuple[Release, ...]) -> None:
    late = replace(row[0], built=date(2025, 1, 1))

    (outcome,) = scored((late, *row[1:]))

    assert outcome.over
    assert [one.over for one in scored(row)] == [False]


def test_a_table_that_took_the_place_of_another_goes_on_with_its_forecasts(
    row: tuple[Release, ...],
) -> None:
    # Given figures that come from a table which is one line with the one of before
    after, programme = "demo:after", row[1].programme
    words = {"nl": "x", "en": "x"}
    rule = {"dataset": "demo:bicycles", "joined": "line", "tolerance": 0.5, "because": words}

    def read_from(release: Release, joined: str) -> Release:
        computed = release.computed[BICYCLES]
        metric = computed.definition.metric
        value = metric.value.model_copy(update={"dataset": after})
        definition = computed.definition.model_copy(
            update={"metric": metric.model_copy(update={"value": value})}
        )
        succession = Succession.model_validate(rule | {"joined": joined})
        if joined != "line":
            succession = succession.model_copy(update={"tolerance": None})
        source = programme.sources["demo:bicycles"].model_copy(
            update={"id": after, "succeeds": succession}
        )
        return replace(
            release,
            computed={BICYCLES: replace(computed, definition=definition)},
            programme=replace(programme, sources={**programme.sources, after: source}),
        )

    assert [one.period.text for one in scored((row[0], read_from(row[1], "line")))] == ["2024"]

    # But one after a break does not
    rule = {"dataset": "demo:bicycles", "because": words}
    assert not scored((row[0], read_from(row[1], "break")))


def test_an_indicator_that_took_the_place_of_another_goes_on_with_its_forecasts(
    row: tuple[Release, ...],
) -> None:
    heir = (
        row[1]
        .computed[BICYCLES]
        .definition.model_copy(update={"id": "bicycles-heir", "formerly": (BICYCLES,)})
    )
    computed = {"bicycles-heir": replace(row[1].computed[BICYCLES], definition=heir)}
    later = replace(row[1], computed=computed, outlook={})

    (outcome,) = scored((row[0], later))

    assert outcome.indicator == "bicycles-heir"
