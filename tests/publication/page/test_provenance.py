"""The panel "why this number?": cells, corrections, and what the number was before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from tests.publication.bicycles import made_up_release

from agdb.publication.page.indicator.provenance import SHOWN, Trail, trail
from agdb.publication.reading.reading import Reading
from agdb.publication.site import site
from agdb.publication.wording.language import Language
from agdb.results.provenance import (
    EarlierValue,
    ExplainedCell,
    Explanation,
    RevisionReason,
    ValueLabel,
    label_of_value,
)
from agdb.results.publication import PublishedRelease
from agdb.results.release import Release
from agdb.results.release_changes import FirstRelease
from agdb.results.value import Applied, Computed, Value

pytestmark = pytest.mark.slow


class Known:
    """What is behind the made-up release, made up too."""

    def __init__(self, *, cells: int = 1, before: tuple[float | None, ...] = ()) -> None:
        self.cells, self.before = cells, before

    def explanation(self, computed: Computed, value: Value) -> Explanation:
        """One cell that holds the value, as often as is asked for."""
        role = computed.inputs[0].role
        key = f"demo:x|Measure|NL01|{value.period}"
        cell = ExplainedCell(role, key, value.value, None, None, "A", "definitive", "", "")
        return Explanation(computed, value, "", computed.inputs, (cell,) * self.cells)

    def published(self) -> tuple[PublishedRelease, ...]:
        """Readers had none before it."""
        return ()

    def changes(self) -> FirstRelease:
        """There was nothing before it."""
        return FirstRelease()

    def earlier(self, indicator: str) -> dict[ValueLabel, tuple[EarlierValue, ...]]:
        """The values that are asked for, of every number."""
        day = date(2024, 1, 31)
        return Everywhere(
            lambda label: tuple(
                EarlierValue(
                    replace(self._like(label), value=number),
                    day,
                    ("demo:x 2024-01-31",),
                    "",
                    (RevisionReason.VINTAGE, RevisionReason.CODES),
                )
                for number in self.before
            )
        )

    def _like(self, label: ValueLabel) -> Value:
        release = made_up_release()
        return next(
            value
            for computed in release.computed.values()
            for value in computed.values
            if label_of_value(value) == label
        )


class Everywhere(dict[ValueLabel, tuple[EarlierValue, ...]]):
    """A mapping that answers for every number."""

    def __init__(self, answer: Callable[[ValueLabel], tuple[EarlierValue, ...]]) -> None:
        super().__init__()
        self._answer = answer

    def get(self, key: ValueLabel, default: object = None) -> tuple[EarlierValue, ...]:
        return self._answer(key)


@pytest.fixture
def readings(release: Release, nl: Language) -> Iterator[Reading]:
    return (Reading(computed, release.programme, nl) for computed in release.computed.values())


@pytest.fixture
def reading(readings: Iterator[Reading]) -> Reading:
    """One with a headline of several points."""
    return next(one for one in readings if one.headline and len(one.headline.known) > 2)


def known(found: Trail | None) -> Trail:
    assert found is not None
    return found


def test_the_latest_number_stands_above_its_cells(reading: Reading) -> None:
    found = known(trail(reading, Known()))

    (cell,) = found.cells
    assert cell.codes == "Measure · NL01"
    assert cell.status == "definitief"
    assert cell.period in found.value
    assert found.unlisted == ""


def test_too_many_cells_are_said_and_not_listed(reading: Reading) -> None:
    found = known(trail(reading, Known(cells=0)))

    assert found.cells == ()
    assert "meer dan 1.000 cellen" in found.unlisted


def test_each_earlier_value_has_its_date_and_its_reasons(reading: Reading) -> None:
    found = known(trail(reading, Known(before=(0.0,))))

    assert found.former[0].was.startswith("0")
    assert found.former[0].recorded == "31 januari 2024"
    assert found.former[0].reasons == "de bron gaf nieuwe cijfers en de codelijst is veranderd"
    assert len(found.former) <= SHOWN


def test_an_earlier_value_that_is_printed_alike_is_left_out(reading: Reading) -> None:
    head = reading.headline
    assert head is not None
    assert head.latest is not None
    same = head.latest.value.value

    periods = [one.period for one in known(trail(reading, Known(before=(same,)))).former]

    assert known(trail(reading, Known())).value.split(":")[0] not in periods


def test_a_long_past_is_cut_and_counted(reading: Reading) -> None:
    found = known(trail(reading, Known(before=tuple(-float(n) for n in range(1, 40)))))

    assert len(found.former) == SHOWN
    assert "die staan niet op deze pagina" in found.more


def test_a_correction_is_told_with_what_was_received(release: Release, reading: Reading) -> None:
    applied = Applied(
        "typo", ("M",), "110", "109", {"nl": "Een typefout.", "en": "A typo."},
        "https://example.org/m", "De redactie", date(2025, 2, 1),
    )  # fmt: skip

    class Corrected(Known):
        def explanation(self, computed: Computed, value: Value) -> Explanation:
            found = super().explanation(computed, value)
            used = replace(found.inputs[0], corrections=(applied,))
            value = replace(value, corrections=("typo",))
            return replace(found, value=value, inputs=(used,))

    (change,) = known(trail(reading, Corrected())).changes

    assert (change.was, change.made, change.reason) == ("110", "109", "Een typefout.")
    assert change.who == "De redactie, 1 februari 2025"


def test_without_anything_behind_it_there_is_no_trail(reading: Reading) -> None:
    assert trail(reading, None) is None


def test_the_page_shows_cells_and_past_in_both_languages(release: Release) -> None:
    pages = {
        path: body.decode()
        for path, body in site(release, provenance=Known(before=(0.0,)))
        if path.endswith("index.html")
    }
    told = [text for path, text in pages.items() if "Wat hier eerder stond" in text]
    english = [text for path, text in pages.items() if "What stood here before" in text]

    assert told
    assert len(told) == len(english)
    assert all("de bron gaf nieuwe cijfers" in text for text in told)
