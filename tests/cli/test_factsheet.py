"""A factsheet is two pages, however much there is of its region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.conftest import our_programme
from tests.publication.report.bicycle_report import bicycle_plan, material, with_report

from agdb.cli.paper_file import Printer
from agdb.publication.report.composing import paper_of
from agdb.release.build import build_release
from agdb.release.inputs import keep_embedded
from agdb.results.release import Release
from agdb.warehouse.warehouse import Warehouse

MOST = 2


def pages(release: Release, regions: tuple[str, ...], code: str) -> Iterator[tuple[str, int]]:
    """Each region with how many pages its factsheet has in print."""
    plan = release.programme.report.papers["factsheet"]
    with Printer() as printer:
        for region in regions:
            made = material(release, code, region=region)
            printed = printer.printed(paper_of(made, plan), made.edition)
            yield region, len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))


def crowded(release: Release) -> Release:
    """The release with thirty initiatives that name Groningen, with long names."""
    some = release.register.initiatives
    known = next(one for one in some.values() if any(at.code == "PV20" for at in one.regions))
    name = {"nl": "Zeer lange naam van een regeling " * 4, "en": "Very long name of a scheme " * 4}
    many = {f"i-{n}": known.model_copy(update={"id": f"i-{n}", "names": name}) for n in range(30)}
    return replace(release, register=replace(release.register, initiatives=many))


@pytest.mark.parametrize("code", ["nl", "en"])
def test_sheets_of_a_rich_and_a_poor_region_and_of_the_country_are_two_pages(code: str) -> None:
    # Given a province with more initiatives than fit, one without any figure, and the country
    from tests.publication.bicycles import made_up_release

    release = crowded(with_report(made_up_release(), bicycle_plan()))
    computed = {
        ident: replace(one, values=tuple(v for v in one.values if v.region != "PV29"))
        for ident, one in release.computed.items()
    }

    found = dict(pages(replace(release, computed=computed), ("PV20", "PV29", "NL01"), code))

    assert set(found) == {"PV20", "PV29", "NL01"}
    assert all(1 <= count <= MOST for count in found.values()), found


@pytest.mark.long
def test_the_sheet_of_every_region_of_the_programme_is_two_pages(tmp_path: Path) -> None:
    # Given what the programme itself has of figures
    programme, warehouse = our_programme(), Warehouse(tmp_path)
    keep_embedded(
        programme=programme, warehouse=warehouse, received=datetime(2026, 11, 30, 12, tzinfo=UTC)
    )
    release = build_release(programme=programme, warehouse=warehouse)
    regions = material(release).edition.regions

    assert len(regions) >= 48
    for code in programme.plan.languages:
        found = dict(pages(release, tuple(regions), code))
        assert [region for region, count in found.items() if count > MOST] == []
