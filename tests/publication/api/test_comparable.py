"""What the compare page reads: how indicators count, and between which years a region is one."""

from __future__ import annotations

import pytest
from tests.publication.bicycles import edition_of

from agdb.publication.api.comparable import comparable
from agdb.publication.wording.language import languages
from agdb.results.release import Release


@pytest.fixture(scope="module")
def found(release: Release) -> dict[str, list[dict[str, object]]]:
    spoken = languages(("nl", "en"))
    return comparable(tuple(edition_of(release, one) for one in spoken.values()))


def test_years_of_a_region_end_where_its_border_moved(
    found: dict[str, list[dict[str, object]]],
) -> None:
    regions = {str(one["code"]): one for one in found["regions"]}

    assert regions["NL01"]["fixed"]
    assert (regions["PV20"]["same_from"], regions["PV20"]["same_to"]) == (2023, 2024)
    assert (regions["PV22"]["same_from"], regions["PV22"]["same_to"]) == (2024, 2024)


def test_every_period_of_an_indicator_has_a_name_in_both_languages(
    found: dict[str, list[dict[str, object]]],
) -> None:
    names: dict[str, dict[str, object]] = found["periods"]  # type: ignore[assignment]  # by text
    used = {text for one in found["indicators"] for text in one["periods"]}  # type: ignore[attr-defined]  # a list

    assert used == set(names)
    assert names["2024-Q4"] == {
        "at": 2024.75,
        "names": {"nl": "4e kwartaal 2024", "en": "fourth quarter of 2024"},
    }


def test_an_indicator_that_waits_is_not_offered(
    found: dict[str, list[dict[str, object]]], release: Release
) -> None:
    waiting = {ident for ident, one in release.computed.items() if one.waiting is not None}

    assert waiting
    assert not waiting & {str(one["id"]) for one in found["indicators"]}
