"""Which figures an indicator gets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agdb.publication.figure.choice import figures
from agdb.publication.figure.figure import Figure
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.results.release import Release
from agdb.results.value import BEYOND


def shown(release: Release, ident: str, language: Language) -> tuple[Figure, ...]:
    return figures(Reading(release.computed[ident], release.programme, language))


def test_a_series_over_time_comes_first_then_its_regions(release: Release, nl: Language) -> None:
    found = shown(release, "bicycles-stock", nl)

    assert [figure.ident for figure in found] == ["main", "in-pv"]
    assert found[1].heading == "Per provincie"
    assert found[1].table.caption == "Fietsen in bedrijf: per provincie"
    assert found[1].subheading == "duizend fietsen, 4e kwartaal 2024"


def test_two_parts_share_a_frame_and_six_do_not(release: Release, nl: Language) -> None:
    two = shown(release, "bicycles-to-school", nl)[1]
    six = shown(release, "bicycles-sold", nl)[1]

    assert two.drawing.count('class="end s2"') == 2
    assert 'class="end' not in six.drawing
    assert six.drawing.count('class="line"') == 12


def test_a_part_in_front_is_drawn_with_its_whole(release: Release, nl: Language) -> None:
    found = _changed(release, nl, headline={"make": "city"})

    assert found[0].heading == "Stadsfietsen, per jaar"
    assert "Stadsfietsen" in found[0].drawing
    assert "Totaal" in found[0].drawing


def test_a_part_is_drawn_where_it_is_the_only_one(release: Release, nl: Language) -> None:
    computed = release.computed["bicycles-sold"]
    kept = tuple(v for v in computed.values if v.breakdown[0][1] in ("T001", "city"))

    found = figures(Reading(replace(computed, values=kept), release.programme, nl))

    assert [figure.ident for figure in found] == ["main", "by-make"]
    assert "stadsfietsen" in found[1].drawing


def test_two_parts_in_front_without_a_whole_are_not_drawn_twice(
    release: Release, nl: Language
) -> None:
    computed = release.computed["bicycles-sold"]
    kept = tuple(v for v in computed.values if v.breakdown[0][1] in ("race", "city"))
    kind = computed.definition.breakdowns[0].model_copy(update={"total": None})
    definition = computed.definition.model_copy(
        update={"breakdowns": (kind,), "headline": {"make": ("city", "race")}}
    )

    (only,) = figures(
        Reading(replace(computed, values=kept, definition=definition), release.programme, nl)
    )

    assert only.heading == "Stadsfietsen en racefietsen, per jaar"


def test_where_the_highest_is_in_front_the_others_follow(release: Release, nl: Language) -> None:
    computed = release.computed["bicycles-sold"]
    definition = computed.definition.model_copy(update={"headline": {"make": "highest"}})
    newest = tuple(v for v in computed.values if v.period == "2024")

    found = figures(
        Reading(replace(computed, definition=definition, values=newest), release.programme, nl)
    )

    names = ("kinderfietsen", "bakfietsen", "stadsfietsen")
    order = [found[1].drawing.rindex(name) for name in names]
    assert order == sorted(order)


def test_what_the_parts_leave_out_is_said(release: Release, nl: Language) -> None:
    computed = release.computed["bicycles-sold"]
    kind = computed.definition.breakdowns[0].model_copy(
        update={"others": {"nl": "Eenwielers staan hier niet apart."}, "remainder": "child"}
    )

    found = _changed(release, nl, breakdowns=(kind,))

    assert found[1].notes[-2:] == (
        "Eenwielers staan hier niet apart.",
        (
            "Kinderfietsen: de bron geeft dit deel niet. De monitor berekent het als de rest: het"
            " geheel min de andere delen."
        ),
    )


def _changed(release: Release, language: Language, **changes: object) -> tuple[Figure, ...]:
    computed = release.computed["bicycles-sold"]
    definition = computed.definition.model_copy(update=changes)
    return figures(Reading(replace(computed, definition=definition), release.programme, language))


def test_a_quoted_value_is_a_table_and_no_line(release: Release, nl: Language) -> None:
    (only,) = shown(release, "bicycles-satisfaction", nl)

    assert only.drawing == ""
    assert only.table.rows == 1
    assert only.subheading == "procent, 2023"


def test_an_indicator_that_waits_has_none(release: Release, nl: Language) -> None:
    assert shown(release, "bicycles-lanes", nl) == ()


def test_the_description_is_written_from_the_data(release: Release, en: Language) -> None:
    main = shown(release, "bicycles-stock", en)[0]

    assert "latest 1,504.9 (fourth quarter of 2024)" in main.drawing
    assert "The series has 1 gap." in main.drawing
    assert "3 values are provisional." in main.drawing
    assert "Break in the series at first quarter of 2020." in main.drawing


def test_a_forecast_is_described_and_explained(release: Release, en: Language) -> None:
    main = shown(release, "bicycles-price", en)[0]

    assert "Forecast up to 2028." in main.drawing
    assert main.notes[0].startswith("The dashed line is a forecast. The dark band around it")
    assert main.drawing.count('class="fan outer"') == 2  # one for each size
    ahead = main.table.groups[0].rows[0].cells[0]
    assert (ahead.text, ahead.bounds) == ("1,279", "(1,204 to 1,360)")
    assert "80 per cent interval in brackets" in main.table.notes[0]


def test_a_cut_axis_is_said(release: Release, nl: Language) -> None:
    assert (
        "De as begint niet bij nul maar bij 1.200." in shown(release, "bicycles-stock", nl)[0].notes
    )


def test_shares_by_region_are_dots_with_the_country_among_them(
    release: Release, nl: Language
) -> None:
    regions = shown(release, "bicycles-to-school", nl)[2]

    assert "dot whole" in regions.drawing
    assert "<rect" not in regions.drawing


def test_a_suppressed_region_says_so_in_chart_and_description(
    release: Release, en: Language
) -> None:
    regions = shown(release, "bicycles-stock", en)[1]

    assert ">between 10.0 and 30.0<" in regions.drawing
    assert "1 has no figure." in regions.drawing


def test_another_frequency_has_a_figure_of_its_own(release: Release, nl: Language) -> None:
    computed = release.computed["bicycles-price"]
    quarters = tuple(replace(value, period=f"{value.period}-Q1") for value in computed.values[:5])
    both = replace(computed, values=(*computed.values, *quarters))

    found = figures(Reading(both, release.programme, nl))

    assert [figure.ident for figure in found] == ["main", "every-quarter"]


def test_parts_of_one_period_are_ranked_in_their_own_order(release: Release, nl: Language) -> None:
    # Given one year only
    computed = release.computed["bicycles-sold"]
    one_year = tuple(value for value in computed.values if value.period == "2024")

    # When the breakdown is shown
    found = figures(Reading(replace(computed, values=one_year), release.programme, nl))[1]

    # Then there are bars, in the order of the classification
    names = [row.header for row in found.table.groups[0].rows]
    assert names[:2] == ["stadsfietsen", "racefietsen"]
    assert found.drawing.count("<rect") == 12


@pytest.mark.parametrize("period", ["2018/2024", "2001 voor revisie"])
def test_periods_that_have_no_place_on_a_line_stand_in_a_table(
    release: Release, nl: Language, period: str
) -> None:
    computed = release.computed["bicycles-satisfaction"]
    values = tuple(replace(value, period=period) for value in computed.values)

    (only,) = figures(Reading(replace(computed, values=values), release.programme, nl))

    assert only.drawing == ""
    assert only.table.rows == 1


def test_stretches_of_years_are_named_and_no_span_is_made_of_spans(
    release: Release, nl: Language
) -> None:
    computed = release.computed["bicycles-satisfaction"]
    one = computed.values[0]
    values = tuple(replace(one, period=period) for period in ("1974/2013", "2014/2023"))

    found = figures(Reading(replace(computed, values=values), release.programme, nl))

    assert found[0].subheading.endswith(", 1974 tot en met 2013, 2014 tot en met 2023")


def test_a_series_without_any_value_is_described_as_such(release: Release, en: Language) -> None:
    computed = release.computed["bicycles-to-school"]
    emptied = tuple(
        replace(value, value=None) if value.breakdown == (("sex", "f"),) else value
        for value in computed.values
    )

    parts = figures(Reading(replace(computed, values=emptied), release.programme, en))[1]

    assert "girls: no figures." in parts.drawing


def test_a_table_of_regions_has_no_columns_that_only_the_country_fills(
    release: Release, nl: Language
) -> None:
    reading = Reading(release.computed["bicycles-to-school"], release.programme, nl)
    head = reading.headline
    assert head is not None
    reading.__dict__["headline"] = replace(head, forecast=head.points)

    table = next(one for one in figures(reading) if one.ident == "in-pv").table

    assert not any("marge" in note for note in table.notes)


def test_a_forecast_beyond_the_tested_horizon_is_dotted_and_marked(
    release: Release, en: Language
) -> None:
    price = release.computed["bicycles-price"]
    values = tuple(replace(v, mark=BEYOND) if v.period == "2028" else v for v in price.values)
    further = replace(release, computed={"bicycles-price": replace(price, values=values)})

    main = shown(further, "bicycles-price", en)[0]

    assert main.drawing.count('class="forecast"') == 2  # one for each size
    assert main.drawing.count('class="forecast beyond"') == 2
    assert any("further ahead than the method was ever tested" in note for note in main.notes)
    newest = main.table.groups[0].rows[0].cells[0]
    assert [mark.letter for mark in newest.marks][:2] == ["f", "f+"]
