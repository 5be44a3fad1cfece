"""More than one figure in front: each under its name, and what they share once."""

from __future__ import annotations

from dataclasses import replace

from agdb.publication.reading.change import Course
from agdb.publication.reading.lead import change_told, course
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.results.release import Release
from agdb.results.value import Value


def reading(release: Release, language: Language, *, nature: str = "series") -> Reading:
    """Bicycles sold, with city and racing bicycles in front."""
    computed = release.computed["bicycles-sold"]
    definition = computed.definition.model_copy(
        update={"headline": {"make": ("city", "race")}, "nature": nature}
    )
    return Reading(replace(computed, definition=definition), release.programme, language)


def with_values(found: Reading, **numbers: tuple[float, float]) -> Reading:
    """The same with these numbers for 2023 and 2024."""
    some = found.computed.values[0]
    values: list[Value] = [
        replace(some, breakdown=(("make", code),), period=period, value=number)
        for code, pair in numbers.items()
        for period, number in zip(("2023", "2024"), pair, strict=True)
    ]
    return replace(found, computed=replace(found.computed, values=tuple(values)))


def test_each_figure_in_front_is_held_against_its_own_past(release: Release, nl: Language) -> None:
    told = change_told(with_values(reading(release, nl), city=(1.0, 2.0), race=(5.0, 4.0)))

    assert told.startswith("Stadsfietsen: dat is 1,0")
    assert " Racefietsen: dat is 1,0" in told
    assert told.count("een jaar eerder") == 2


def test_what_is_the_same_for_each_is_said_once(release: Release, nl: Language) -> None:
    told = change_told(with_values(reading(release, nl), city=(2.0, 2.0), race=(4.0, 4.0)))

    assert told == "Dat is hetzelfde als een jaar eerder."


def test_quoted_figures_without_a_past_are_told_as_many(release: Release, nl: Language) -> None:
    found = reading(release, nl, nature="quoted")
    now = tuple(v for v in found.computed.values if v.period == "2024")

    told = change_told(replace(found, computed=replace(found.computed, values=now)))

    assert told.startswith("Dit zijn losse, aangehaalde cijfers")


def test_what_moves_with_the_economy_has_no_course(release: Release, nl: Language) -> None:
    found = reading(release, nl)
    definition = found.definition.model_copy(update={"cyclical": True})

    changed = replace(found, computed=replace(found.computed, definition=definition))

    assert course(changed) is Course.NONE
