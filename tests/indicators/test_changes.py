"""What a number was before, and the reason why it is another now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.indicators.invented import SIMPLE, breakdown, computed, indicator, used, value

from agdb.indicators.changes import State, earlier_values
from agdb.programme.programme import Programme
from agdb.results.provenance import EarlierValue, RevisionReason
from agdb.results.value import Applied, Input, Kind, Value
from agdb.statistics.status import Finality

Reason = RevisionReason
LABEL = ("NL01", "2020", ())
LATER = used(version="2025-02-01-b", recorded=date(2025, 2, 1), checksum="b")


def _state(programme: Programme, *values: Value, inputs: tuple[Input, ...] = ()) -> State:
    return State(computed(indicator(), *values, inputs=inputs or (used(),)), programme)


def _reasons(before: State, now: State) -> list[tuple[Reason, ...]]:
    return [one.reasons for one in earlier_values(now, [before]).get(LABEL, ())]


def test_a_state_is_of_the_day_of_its_newest_input(cycling: Programme) -> None:
    assert _state(cycling, inputs=(LATER, used())).recorded == date(2025, 2, 1)
    assert _state(cycling, inputs=(used(), LATER)).recorded == date(2025, 2, 1)
    assert State(computed(indicator()), cycling).recorded == date.min


def test_what_a_number_was_is_told_oldest_first_and_what_never_moved_is_not(
    cycling: Programme,
) -> None:
    # Given a number that moved twice and stood still once between, and one that never moved
    calm = value("2021", 5.0)
    states = [
        replace(
            _state(
                cycling,
                value("2020", number),
                calm,
                inputs=(
                    used(version=f"v{month}", recorded=date(2025, month, 1), checksum=str(month)),
                ),
            ),
            release=f"r{month}",
        )
        for month, number in enumerate((1.0, 2.0, 2.0, 3.0), start=1)
    ]

    found = earlier_values(states[-1], states[:-1])

    vintage = (Reason.REVISION,)
    assert found == {
        LABEL: (
            EarlierValue(
                value("2020", 1.0), date(2025, 1, 1), ("demo:bicycles v1",), "r1", vintage
            ),
            EarlierValue(
                value("2020", 2.0), date(2025, 3, 1), ("demo:bicycles v3",), "r3", vintage
            ),
        )
    }


def test_versions_that_were_read_twice_are_named_once(cycling: Programme) -> None:
    both = (used("numerator"), used("denominator"))
    before = _state(cycling, value("2020", 1.0), inputs=both)

    (found,) = earlier_values(_state(cycling, value("2020", 2.0)), [before])[LABEL]

    assert found.versions == ("demo:bicycles 2025-01-01-a",)


def test_a_number_that_was_not_there_has_no_past_and_one_without_value_has(
    cycling: Programme,
) -> None:
    now = _state(cycling, value("2020", 1.0), value("2021", 2.0))

    assert earlier_values(now, [_state(cycling, value("2019", 1.0))]) == {}
    assert earlier_values(now, []) == {}
    assert list(earlier_values(now, [_state(cycling, value("2020", None))])) == [LABEL]
    # what is gone now is not told, and a state without data is no state
    assert earlier_values(_state(cycling), [now]) == {}
    waiting = State(computed(indicator()), cycling)
    assert earlier_values(waiting, [waiting]) == {}
    forecast = value("2020", 9.0, kind=Kind.FORECAST)
    assert earlier_values(now, [_state(cycling, forecast)]) == {}


@pytest.mark.parametrize("facts", [{"value": 2.0}, {"lower": 0.5}, {"upper": 1.5}])
def test_another_bound_is_another_number(cycling: Programme, facts: dict[str, float]) -> None:
    before = _state(cycling, value("2020", 1.0))
    now = _state(cycling, value("2020", 1.0, **facts))

    assert _reasons(before, now) == [(Reason.CALCULATION,)]


@pytest.mark.parametrize(
    ("finality", "reason"),
    [(Finality.DEFINITIVE, Reason.REVISION), (Finality.PROVISIONAL, Reason.VINTAGE)],
)
def test_other_bytes_revise_what_was_definitive_and_follow_what_was_provisional(
    cycling: Programme, finality: Finality, reason: Reason
) -> None:
    before = _state(cycling, value("2020", 1.0, finality=finality))
    now = _state(cycling, value("2020", 2.0), inputs=(LATER,))

    assert _reasons(before, now) == [(reason,)]


@pytest.mark.parametrize(
    ("inputs", "reason"),
    [
        (used(version="2025-01-01-b"), Reason.READING),
        (used(dataset="demo:cycles"), Reason.TABLE),
        (used(dataset="demo:cycles", checksum="b"), Reason.TABLE),
        (used("other", checksum="b"), Reason.CALCULATION),
        (used(), Reason.CALCULATION),
    ],
)
def test_the_inputs_tell_why(cycling: Programme, inputs: Input, reason: Reason) -> None:
    before = _state(cycling, value("2020", 1.0))
    now = _state(cycling, value("2020", 2.0), inputs=(inputs,))

    assert _reasons(before, now) == [(reason,)]


def test_of_several_tables_the_one_that_the_number_is_of_tells_why(cycling: Programme) -> None:
    # Given a number of the older table of a line, of which only the newer one has changed
    two = (used(dataset="demo:cycles"), replace(used(), table=1))
    before = _state(cycling, value("2020", 1.0, table=1), inputs=two)

    newer = (replace(two[0], checksum="b"), two[1])
    assert _reasons(before, _state(cycling, value("2020", 2.0, table=1), inputs=newer)) == [
        (Reason.CALCULATION,)
    ]
    older = (two[0], replace(two[1], checksum="b"))
    assert _reasons(before, _state(cycling, value("2020", 2.0, table=1), inputs=older)) == [
        (Reason.REVISION,)
    ]
    # and one that comes from the newer table now comes from another table
    assert _reasons(before, _state(cycling, value("2020", 2.0, table=0), inputs=two)) == [
        (Reason.TABLE,)
    ]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"unit": "percent"}, Reason.DEFINITION),
        ({"frequencies": ("quarter",)}, Reason.DEFINITION),
        ({"region": {"fixed": "PV20"}}, Reason.DEFINITION),
        ({"metric": {"type": "growth", "value": SIMPLE["value"]}}, Reason.DEFINITION),
        ({"breakdowns": (breakdown("make", "E"),)}, Reason.DEFINITION),
        ({"names": {"nl": "anders", "en": "other"}}, Reason.CALCULATION),
        ({"classification": "kinds"}, Reason.CODES),
    ],
)
def test_what_decides_a_number_in_a_definition_tells_why(
    cycling: Programme, facts: dict[str, object], reason: Reason
) -> None:
    before = _state(cycling, value("2020", 1.0))
    now = State(computed(indicator(**facts), value("2020", 2.0), inputs=(used(),)), cycling)

    assert _reasons(before, now) == [(reason,)]


@pytest.mark.parametrize("part", ["total", "members", "remainder", "dimension", "id", "names"])
def test_of_a_breakdown_all_that_decides_a_number_is_compared(
    cycling: Programme, part: str
) -> None:
    plain = breakdown("make", "E", "S")
    other = {"members": ("E",), "names": {"nl": "y", "en": "y"}}.get(part, "other")

    def state(number: float, told: dict[str, object]) -> State:
        definition = indicator(breakdowns=(told,))
        return State(computed(definition, value("2020", number), inputs=(used(),)), cycling)

    (found,) = _reasons(state(1.0, plain), state(2.0, plain | {part: other}))

    assert found == ((Reason.CALCULATION,) if part == "names" else (Reason.DEFINITION,))


def test_other_members_of_a_classification_or_codes_of_a_publisher_tell_why(
    cycling: Programme,
) -> None:
    # Given a definition that adds up the members of a classification
    metric = {
        "type": "simple",
        "value": {
            "dataset": "demo:bicycles",
            "measure": "Bicycles",
            "where": {"Kind": {"classification": "kinds"}},
        },
    }

    def state(programme: Programme, number: float) -> State:
        definition = indicator(metric=metric)
        return State(computed(definition, value("2020", number), inputs=(used(),)), programme)

    kinds = cycling.classifications["kinds"]
    fewer = kinds.model_copy(update={"members": kinds.members[:2]})
    renewed = kinds.model_copy(update={"version": "2"})
    note = cycling.sources["demo:bicycles"]
    renamed = note.model_copy(update={"dimensions": {}})
    for programme, reason in (
        (cycling, Reason.CALCULATION),
        (replace(cycling, classifications={"kinds": fewer}), Reason.CODES),
        (replace(cycling, classifications={"kinds": renewed}), Reason.CODES),
        (replace(cycling, classifications={}), Reason.CODES),
        (replace(cycling, sources={**cycling.sources, "demo:bicycles": renamed}), Reason.CODES),
        (replace(cycling, sources={}), Reason.CODES),
    ):
        assert _reasons(state(cycling, 1.0), state(programme, 2.0)) == [(reason,)]


def test_a_correction_of_its_own_cell_tells_why_beside_other_bytes(cycling: Programme) -> None:
    applied = Applied(
        "misprint", ("Bicycles", "2020"), "1", "2", {}, "https://x", "A", date(2025, 2, 1)
    )
    before = _state(cycling, value("2020", 1.0))

    corrected = value("2020", 2.0, corrections=("misprint",))
    with_it = (used(corrections=(applied,)),)
    assert _reasons(before, _state(cycling, corrected, inputs=with_it)) == [(Reason.CORRECTION,)]
    both = (replace(LATER, corrections=(applied,)),)
    assert _reasons(before, _state(cycling, corrected, inputs=both)) == [
        (Reason.REVISION, Reason.CORRECTION)
    ]
    # one of another cell says nothing, and one that makes something else is another
    assert _reasons(before, _state(cycling, value("2020", 2.0), inputs=with_it)) == [
        (Reason.CALCULATION,)
    ]
    other = (used(corrections=(replace(applied, made="3"),)),)
    assert _reasons(
        _state(cycling, corrected, inputs=with_it),
        _state(cycling, replace(corrected, value=3.0), inputs=other),
    ) == [(Reason.CORRECTION,)]


def test_one_reason_is_told_once(cycling: Programme) -> None:
    before = (used("numerator"), used("denominator"))
    after = tuple(replace(one, checksum="b") for one in before)

    assert _reasons(
        _state(cycling, value("2020", 1.0), inputs=before),
        _state(cycling, value("2020", 2.0), inputs=after),
    ) == [(Reason.REVISION,)]
