"""The factsheet of a region: what stands beside its figures, around it, and what is not said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from tests.publication.report.bicycle_report import bicycle_plan, paper, with_report

from agdb.programme.regional import LikenessFeature, LikenessRule
from agdb.publication.report.document import (
    PaperFigure,
    PaperNumber,
    PaperTable,
    Part,
    ReportPaper,
)
from agdb.publication.report.facts import Facts
from agdb.results.release import Release
from agdb.results.scenario import Division, Ends, Headline, RegionGap, Spread

if TYPE_CHECKING:
    from agdb.results.scenario_answers import ScenarioAnswer


@pytest.fixture(scope="module")
def reported(release: Release) -> Release:
    """The bicycles, with regions that are compared by two shares."""
    feature = {"names": {"nl": "aandeel", "en": "share"}, "indicator": "bicycles-to-school"}
    whole = feature | {"of": "bicycles-to-school"}
    rule = LikenessRule.model_validate(
        {
            "id": "cycling",
            "features": (
                LikenessFeature.model_validate(feature),
                LikenessFeature.model_validate(whole),
            ),
            "neighbours": 2,
            "least": 5,
            "limits": {"nl": "Over fietsen alleen.", "en": "Of bicycles alone."},
        }
    )
    made = with_report(release, bicycle_plan())
    return replace(made, programme=replace(made.programme, likeness={"cycling": rule}))


def sheet(release: Release, region: str, code: str = "nl") -> ReportPaper:
    return paper(release, "factsheet", code, region=region)


def table(one: ReportPaper, ident: str) -> PaperTable:
    return next(b for b in one.blocks() if isinstance(b, PaperTable) and b.ident == ident)


def text(cell: tuple[Part, ...]) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in cell)


def numbers(one: ReportPaper) -> Iterator[PaperNumber]:
    return (part for part in one.parts() if isinstance(part, PaperNumber))


def test_a_figure_stands_beside_the_country_with_share_and_change(reported: Release) -> None:
    # Given Groningen with 3% of the bicycles in the country, and one area in both years
    found = table(sheet(reported, "PV20"), "region-figures")

    heads = [one.text for one in found.heads]
    assert heads == ["Cijfer", "Groningen", "Nederland", "Aandeel in het land", "In een jaar"]
    name, own, country, share, year = found.rows[0].cells
    assert text(name).endswith(", 4e kwartaal 2024")
    (here,), (there,), (part,) = own, country, share
    assert isinstance(here, PaperNumber)
    assert isinstance(there, PaperNumber)
    assert isinstance(part, PaperNumber)
    assert part.value == pytest.approx(100 * here.value / there.value, abs=Decimal("0.05"))
    size, _, growth, _ = year
    assert isinstance(size, PaperNumber)
    assert isinstance(growth, PaperNumber)
    before = here.value - size.value
    assert growth.value == pytest.approx(100 * size.value / before, abs=Decimal("0.05"))
    assert text(year).startswith("+" if size.value > 0 else "−")


def test_a_change_over_a_border_that_moved_is_not_told(reported: Release) -> None:
    found = table(sheet(reported, "PV22"), "region-figures")

    assert text(found.rows[0].cells[-1]) == "grens niet zeker gelijk"


@pytest.mark.parametrize("region", ["PV20", "PV22", "PV29", "NL01"])
@pytest.mark.parametrize("code", ["nl", "en"])
def test_every_number_of_a_sheet_is_worked_out_from_its_facts(
    reported: Release, region: str, code: str
) -> None:
    facts = Facts(reported)
    some = list(numbers(sheet(reported, region, code)))

    assert some
    assert all(facts.worked_out(one.derivation) == one.value for one in some)


def test_both_languages_of_a_sheet_have_the_same_numbers(reported: Release) -> None:
    dutch, english = (list(numbers(sheet(reported, "PV20", one))) for one in ("nl", "en"))

    assert [one.value for one in dutch] == [one.value for one in english]


def test_a_picture_is_small_and_joins_no_years_in_which_the_area_may_differ(
    reported: Release,
) -> None:
    steady, moved = (
        next(
            block
            for block in sheet(reported, one).blocks()
            if isinstance(block, PaperFigure) and "bicycles-stock" in block.ident
        )
        for one in ("PV20", "PV22")
    )

    assert steady.small
    assert steady.drawing.count("<svg") == 1
    assert "Losse punten" in moved.explanation
    assert not moved.data.lines[0].joined
    assert moved.data.start is not None


def test_no_more_than_four_pictures_stand_on_a_sheet(reported: Release) -> None:
    for region in ("NL01", "PV20"):
        drawn = [b for b in sheet(reported, region).blocks() if isinstance(b, PaperFigure)]
        assert 1 <= len(drawn) <= 4


def test_the_country_has_no_column_for_itself_and_no_region_that_is_like_it(
    reported: Release,
) -> None:
    one = sheet(reported, "NL01")

    heads = [head.text for head in table(one, "region-figures").heads]
    assert heads == ["Cijfer", "Nederland", "In een jaar"]
    assert {chapter.ident for chapter in one.chapters}.isdisjoint({"alike", "wider"})


def test_an_initiative_stands_with_its_firmest_money_and_that_of_the_country_is_not_split(
    reported: Release,
) -> None:
    one = sheet(reported, "PV20")
    rows = table(one, "region-initiatives").rows

    assert all("Groningen" in text(row.cells[1]) for row in rows)
    assert {text(row.cells[2]) for row in rows}.isdisjoint({"0", "€ 0", ""})
    assert any(s.text == "Landelijk geld is niet verdeeld over regio’s." for s in one.sentences())


def test_initiatives_that_do_not_fit_are_counted(reported: Release) -> None:
    some = reported.register.initiatives
    known = next(one for one in some.values() if one.regions)
    many = {f"i-{n}": known.model_copy(update={"id": f"i-{n}"}) for n in range(30)}
    crowded = replace(reported, register=replace(reported.register, initiatives=many))

    one = sheet(crowded, known.regions[0].code)

    assert len(table(one, "region-initiatives").rows) == 8
    told = next(s for s in one.sentences() if s.ident == "R:more")
    assert told.text.startswith("Er zijn er nog 22.")


def test_the_regions_that_are_alike_stand_below_the_region_itself(reported: Release) -> None:
    one = sheet(reported, "PV20", "en")
    found = table(one, "region-alike-cycling")

    assert text(found.rows[0].cells[0]) == "Groningen"
    assert len(found.rows) == 3
    assert "no ranking" in found.explanation
    assert any(s.text == "Of bicycles alone." for s in one.sentences())


def test_a_region_that_lacks_a_feature_is_told_why_none_is_named(reported: Release) -> None:
    computed = {
        ident: replace(one, values=tuple(v for v in one.values if v.region != "PV20"))
        for ident, one in reported.computed.items()
    }

    told = [s.text for s in sheet(replace(reported, computed=computed), "PV20").sentences()]

    assert any("ontbreekt een van de kenmerken" in one for one in told)


def with_division(release: Release, *, measured: bool) -> Release:
    """The release with what a sheet asks of a doorrekening: the shortage of a province."""
    spread = Spread(3000.0, 3000.0, 1000.0, 5000.0)
    region = RegionGap("shortage", spread)
    block = Headline(2030, spread, spread, spread, 0.5, Ends(0.1, 0.2))
    division = Division(measured, ["PV20"], 30_000, {"2030": {"PV20": Ends(region, region)}})
    run = SimpleNamespace(headline=[block], regions=division, labour_market_regions=None)
    return replace(release, scenario=cast("ScenarioAnswer", SimpleNamespace(run=run)))


def test_a_shortage_has_its_range_where_regional_figures_lie_behind_it(reported: Release) -> None:
    made = with_division(reported, measured=True)

    found = table(sheet(made, "PV20"), "region-shortage")

    assert [one.text for one in found.heads] == ["Berekening", "Laag", "Gemiddeld", "Hoog"]
    assert [text(cell) for cell in found.rows[0].cells] == [
        "Zonder het plan", "1.000", "3.000", "5.000",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("region", "why"), [("PV20", "zou een aanname zijn"), ("NL02", "rekent niet met dit gebied")]
)
def test_without_regional_figures_there_is_no_statement_and_the_reason(
    reported: Release, region: str, why: str
) -> None:
    made = with_division(reported, measured=False)
    regions = {**made.programme.regions, "NL02": made.programme.regions["PV20"]}
    made = replace(made, programme=replace(made.programme, regions=regions))

    told = [one.text for one in sheet(made, region).sentences() if "geen uitspraak" in one.text]

    assert len(told) == 1
    assert told[0].startswith("2030: geen uitspraak.")
    assert why in told[0]
