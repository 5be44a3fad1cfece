"""What differs between two releases, on pairs that were built for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.publication.bicycle_register import bicycle_register
from tests.release.test_track import BICYCLES, WHOLE, made, published

from agdb.errors import UsageError
from agdb.register.register import Register, register_of
from agdb.register.states import Step
from agdb.release.compare import compare
from agdb.results.judgement import Status
from agdb.results.outlook import Revised
from agdb.results.provenance import RevisionReason
from agdb.results.release import ExcludedVersion, Release
from agdb.results.release_changes import DefinitionPart, RecordMove
from agdb.results.track import Cause
from agdb.results.value import Applied, Input
from agdb.statistics.structure import UnitOrigin

FIGURES = {"2022": 100.0, "2023": 110.0}
BEFORE, AFTER = date(2025, 3, 1), date(2025, 9, 1)


def used(checksum: str, *, corrections: tuple[Applied, ...] = ()) -> Input:
    """The one dataset of the bicycles, in a version of its own for each checksum."""
    return Input(
        role="value",
        dataset="demo:bicycles",
        version=f"2025-{checksum}",
        recorded=BEFORE,
        checksum=checksum,
        transcription=False,
        address="",
        licence="",
        citations=(),
        measure="m",
        unit="bicycles",
        unit_origin=UnitOrigin.RECORDED,
        unit_source="",
        predicate="",
        partial=None,
        corrections=corrections,
    )


def with_inputs(release: Release, *inputs: Input) -> Release:
    """The same release, whose bicycles were made of these."""
    computed = {BICYCLES: replace(release.computed[BICYCLES], inputs=inputs)}
    return replace(release, computed=computed)


def pair(
    base: Release, figures: dict[str, float], *, status: str = "no-judgement"
) -> tuple[Release, Release]:
    """A release, and one on another version of the data with these figures."""
    before = published(base, BEFORE, FIGURES)
    after = published(base, AFTER, figures, status=status)
    return with_inputs(before, used("a")), with_inputs(after, used("b"))


def test_a_new_period_is_told_with_the_newest_of_before(cycling_release: Release) -> None:
    found = compare(*pair(cycling_release, FIGURES | {"2024": 121.0}))

    (new,) = found.periods
    assert (new.indicator, new.periods, new.newest) == (BICYCLES, ("2024",), "2023")
    assert not found.revised
    assert found.days == (BEFORE, AFTER)


def test_a_revision_stands_beside_what_is_usual(cycling_release: Release) -> None:
    # Given a series whose figures used to move by 2, of which one moves by 5
    before, after = pair(cycling_release, FIGURES | {"2023": 115.0})
    (series,) = before.outlook[BICYCLES]
    known = Revised(vintages=3, periods=4, mean=1.0, share=0.2, often=False, size=2.0)
    before = replace(before, outlook={BICYCLES: (replace(series, revised=known),)})

    (moved,) = compare(before, after).revised

    assert (moved.period, moved.was, moved.became) == ("2023", 110.0, 115.0)
    assert (moved.size, moved.usual, moved.unusual) == (5.0, 2.0, True)
    assert moved.reasons == (RevisionReason.VINTAGE,)


def test_what_is_usual_is_not_known_where_nothing_was_published_twice(
    cycling_release: Release,
) -> None:
    (moved,) = compare(*pair(cycling_release, FIGURES | {"2023": 115.0})).revised

    assert (moved.usual, moved.unusual) == (None, None)


def test_a_figure_that_is_gone_is_counted(cycling_release: Release) -> None:
    found = compare(*pair(cycling_release, {"2022": 100.0}))

    assert found.lost == ((BICYCLES, 1),)
    assert not found.nothing


@pytest.mark.parametrize(
    ("figures", "cause"),
    [
        (FIGURES | {"2024": 121.0}, Cause.NEW_PERIOD),
        (FIGURES | {"2023": 99.0}, Cause.REVISION),
        (FIGURES | {"2023": 99.0, "2024": 121.0}, Cause.BOTH),
        (FIGURES, Cause.OTHER),
    ],
)
def test_a_judgement_that_moved_says_what_is_new_in_its_series(
    cycling_release: Release, figures: dict[str, float], cause: Cause
) -> None:
    (moved,) = compare(*pair(cycling_release, figures, status="on-track")).statuses

    assert (moved.was, moved.became) == (Status.NO_JUDGEMENT, Status.ON_TRACK)
    assert moved.cause is cause


def test_a_definition_names_the_parts_that_differ(cycling_release: Release) -> None:
    before, after = pair(cycling_release, FIGURES)
    one = after.computed[BICYCLES]
    other = one.definition.model_copy(update={"names": {"nl": "X", "en": "X"}, "unit": "euro"})
    after = replace(after, computed={BICYCLES: replace(one, definition=other)})

    (changed,) = compare(before, after).definitions

    assert changed.parts == (DefinitionPart.UNIT, DefinitionPart.WORDS)


def test_an_indicator_is_followed_under_its_new_name(cycling_release: Release) -> None:
    before, after = pair(cycling_release, FIGURES | {"2024": 121.0})
    one = after.computed[BICYCLES]
    other = one.definition.model_copy(update={"id": "wheels", "formerly": (BICYCLES,)})
    after = replace(after, computed={"wheels": replace(one, definition=other)}, outlook={})

    found = compare(before, after)

    assert (found.appeared, found.vanished) == ((), ())
    assert found.periods[0].indicator == "wheels"


def test_indicators_come_and_go(cycling_release: Release) -> None:
    before, after = pair(cycling_release, FIGURES)
    other = {"wheels": after.computed[BICYCLES]}

    found = compare(before, replace(after, computed=other, outlook={}))

    assert (found.appeared, found.vanished) == (("wheels",), (BICYCLES,))


def test_a_release_on_the_same_figures_has_no_change(cycling_release: Release) -> None:
    found = compare(*pair(cycling_release, FIGURES))

    assert found.nothing


def test_a_release_is_not_compared_with_itself(cycling_release: Release) -> None:
    with pytest.raises(UsageError, match="does not differ from itself"):
        compare(cycling_release, cycling_release)


def test_corrections_and_withdrawals_are_told(cycling_release: Release) -> None:
    before, after = pair(cycling_release, FIGURES)
    mended = Applied(
        id="typo",
        key=("demo:bicycles", "m", "2023"),
        found="101",
        made="110",
        reason={"nl": "Tikfout.", "en": "A slip."},
        source="",
        who="editor",
        decided=AFTER,
    )
    gone = ExcludedVersion("demo:bicycles", "2025-c", BEFORE, None, AFTER, "a wrong file")
    unfit = replace(gone, version="2025-d", withdrawn=None)
    after = with_inputs(replace(after, excluded=(gone, unfit)), used("b", corrections=(mended,)))

    found = compare(before, after)

    assert found.corrections == (mended,)
    assert [(one.version, one.why) for one in found.withdrawn] == [("2025-c", "a wrong file")]


def registered(release: Release, register: Register, day: date) -> Release:
    """The release with another register and day."""
    return replace(release, register=register, built=day, id=f"{day}-1")


def changed(register: Register, kind: str, ident: str, **fields: Any) -> Register:
    """The register with one record that has other fields."""
    kinds = dict(register.kinds())
    other = kinds[kind][ident].model_copy(update=fields)
    return register_of(kinds | {kind: {**kinds[kind], ident: other}})


def test_the_register_tells_what_is_new_gone_and_moved(cycling_release: Release) -> None:
    whole = bicycle_register()
    ident, action = next(iter(whole.actions.items()))
    initiative, *others = whole.initiatives
    kinds = dict(whole.kinds())
    smaller = {name: one for name, one in kinds["initiatives"].items() if name != initiative}
    before = registered(cycling_release, register_of(kinds | {"initiatives": smaller}), BEFORE)
    done = (*action.history, Step(state="done", since="2025-08-01"))
    proof = {"nl": "Brief", "en": "Letter"}
    later = changed(whole, "actions", ident, history=done, proof=proof)
    after = registered(cycling_release, later, AFTER)

    found = compare(before, after)

    assert [(one.kind, one.ident, one.move) for one in found.records] == [
        ("initiatives", initiative, RecordMove.ADDED)
    ]
    assert found.done == (ident,)
    back = compare(registered(after, later, BEFORE), registered(before, before.register, AFTER))
    assert [one.move for one in back.records] == [RecordMove.GONE]
    assert others


def test_what_is_overdue_says_whether_it_was_so_before(cycling_release: Release) -> None:
    register = bicycle_register()
    ident = next(iter(register.actions))
    late = changed(register, "actions", ident, due=date(2025, 6, 1), history=(
        Step(state="open", since="2025-01-01"),
    ))  # fmt: skip

    def overdue(first: date, then: date) -> dict[str, tuple[int, bool]]:
        found = compare(
            registered(cycling_release, late, first), registered(cycling_release, late, then)
        )
        return {one.ident: (one.days, one.new) for one in found.overdue}

    assert overdue(date(2025, 5, 1), date(2025, 6, 11))[ident] == (10, True)
    assert overdue(date(2025, 6, 11), date(2025, 6, 21))[ident] == (20, False)


def test_parts_of_the_series_are_told_apart(cycling_release: Release) -> None:
    """A revision of one part is none of the other."""
    before, after = pair(cycling_release, FIGURES)
    other = replace(made("2023", 7.0), breakdown=(("make", "X"),))

    def added(release: Release, number: float) -> Release:
        one = release.computed[BICYCLES]
        values = (*one.values, replace(other, value=number))
        return replace(release, computed={BICYCLES: replace(one, values=values)})

    (moved,) = compare(added(before, 7.0), added(after, 8.0)).revised

    assert moved.breakdown == (("make", "X"),) != WHOLE
