"""Names for codes."""

from __future__ import annotations

import pytest

from agdb.errors import ReleaseError
from agdb.publication.reading.reading import Names
from agdb.publication.wording.language import Language
from agdb.results.release import Release


@pytest.fixture
def names(release: Release, nl: Language) -> Names:
    return Names(release.programme, nl)


def test_a_region_without_a_name_stops_the_build(names: Names) -> None:
    with pytest.raises(ReleaseError, match="region 'PV99' has no name"):
        names.region("PV99")


def test_a_part_without_a_name_stops_the_build(names: Names, release: Release) -> None:
    kind = release.computed["bicycles-sold"].definition.breakdowns[0]

    with pytest.raises(ReleaseError, match="code 'unicycle' of breakdown 'make' has no name"):
        names.part(kind, "unicycle")


def test_a_total_that_the_classification_does_not_hold_is_called_total(
    names: Names, release: Release
) -> None:
    kind = release.computed["bicycles-sold"].definition.breakdowns[0]

    assert names.part(kind, "T001") == "Totaal"
    assert names.part(kind, "race") == "racefietsen"


def test_a_division_is_found_by_its_letters(names: Names) -> None:
    assert names.division("PV20") == "provincie"
    assert names.division("ZZ01") == "ander gebied"
