"""What stands out is told with how many were looked at, and revisions with what is known."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.publication.test_outlook_pages import SHARE, judged, outlook, pages

from agdb.publication.site import site
from agdb.results.alerts import OVERVIEW, Alert, Alerts
from agdb.results.outlook import Revised
from agdb.results.release import Release
from agdb.statistics.period import Frequency

pytestmark = pytest.mark.slow

JUMP = Alert(SHARE, "PV20", (), Frequency.QUARTER, "2024-Q2", 61.2, 30.0, 41.0, 0.0004)
QUIET = Alerts(tested=12, outside=1, by_chance=0.6, found=())


def test_a_region_that_stands_out_is_named_with_what_was_expected(cycling_release: Release) -> None:
    alerts = {SHARE: replace(QUIET, found=(JUMP,))}

    text = pages(cycling_release, alerts=alerts)[f"nl/indicator/{SHARE}/index.html"]

    assert "Wij hebben van 12 regio’s en groepen van dit cijfer gekeken" in text
    assert "buiten de marge van het eigen verleden; hier zijn dat er 0,6." in text
    assert "Buiten de marge nu: 1." in text
    assert "samen meer dan gewoon" not in text
    section = text[text.index("Springt er iets uit") :].partition("</section>")[0]
    assert "toeval" not in section  # of a full count chance explains nothing
    assert "Groningen: 61,2% in 2e kwartaal 2024, verwacht tussen 30,0% en 41,0%" in text
    assert "geen oordeel van de overheid" in text


def test_without_alerts_it_is_said_that_chance_explains_all(cycling_release: Release) -> None:
    text = pages(cycling_release, alerts={SHARE: QUIET})[f"en/indicator/{SHARE}/index.html"]

    assert "On its own none of these figures stands out." in text


def test_more_outside_than_fits_chance_is_told_of_the_group(cycling_release: Release) -> None:
    # Given four of twelve outside a 95 per cent margin: a chance of 0.2 per cent if independent
    many = replace(QUIET, outside=4)

    text = pages(cycling_release, alerts={SHARE: many})[f"nl/indicator/{SHARE}/index.html"]

    assert "Dat er 4 van de 12 buiten de marge vallen, is samen meer dan gewoon." in text
    assert "Geen van deze cijfers springt er op zichzelf uit." in text


def test_the_overview_says_that_its_count_is_of_national_figures(cycling_release: Release) -> None:
    text = pages(cycling_release, alerts={OVERVIEW: QUIET})["en/index.html"]

    assert "We looked at 12 national figures, of every indicator with enough years" in text


def test_the_overview_has_a_note_of_its_own(cycling_release: Release) -> None:
    mine = replace(JUMP, region="NL01")
    found = pages(cycling_release, alerts={OVERVIEW: replace(QUIET, found=(mine,))})

    assert "One figure stands out" in found["en/index.html"]
    assert "The newest figure is far from its own past" in found[f"en/indicator/{SHARE}/index.html"]


def test_where_nothing_was_tested_nothing_is_said(cycling_release: Release) -> None:
    found = pages(cycling_release, alerts={})

    assert "Does anything stand out?" not in found["en/index.html"]
    assert "Does anything stand out?" not in found[f"en/indicator/{SHARE}/index.html"]


def test_the_expected_number_of_wrong_judgements_stands_with_the_targets(
    cycling_release: Release,
) -> None:
    many = outlook(judged("on-track", 0.85), judged("off-track", 0.15))

    text = pages(cycling_release, outlook={SHARE: (many,)})["en/targets/index.html"]

    assert "2 judgements have been given; an estimated 0.3 of them are wrong." in text


def test_revisions_are_told_where_they_are_known(cycling_release: Release) -> None:
    moved = Revised(vintages=3, periods=6, mean=-0.25, share=0.6, often=True)
    told = replace(outlook(), revised=moved)

    known, unknown = (
        pages(cycling_release, outlook={SHARE: (one,)})[f"nl/indicator/{SHARE}/index.html"]
        for one in (told, outlook())
    )

    assert (
        "Van 6 perioden is meer dan één stand bewaard; gemiddeld is het cijfer achteraf"
        " −0,3 procentpunt bijgesteld." in known
    )
    assert "gemiddeld 60% van een gewone jaarlijkse verandering" in known
    assert "wordt vaak herzien" in known
    assert "bijgesteld" not in unknown


def test_the_interface_has_outlook_and_alerts(cycling_release: Release) -> None:
    moved = Revised(vintages=2, periods=6, mean=0.5, share=None, often=False)
    release = replace(
        cycling_release,
        outlook={SHARE: (replace(outlook(), revised=moved),)},
        alerts={SHARE: replace(QUIET, found=(JUMP,))},
    )

    files = {path: body for path, body in site(release) if path.startswith("api/")}
    told = json.loads(files[f"api/v1/indicator/{SHARE}.json"])

    (series,) = told["outlook"]
    assert (series["trend"], series["estimate_of"]) == ("rising", "monitor")
    assert series["revisions"]["periods"] == 6
    assert told["alerts"]["tested"] == 12
    assert told["alerts"]["found"][0]["region"] == "PV20"
