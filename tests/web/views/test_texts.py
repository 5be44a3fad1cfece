"""The texts of the papers over HTTP: what is quoted is held against the release."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.conf import settings
from tests.publication.bicycles import made_up_release
from tests.publication.report.bicycle_report import material, with_report
from tests.web.desk.bench import REVIEWER, SECRETARY
from tests.web.visitors import browser, value

from agdb.results.release import Release
from agdb.web.api.query import ReleaseChoice
from agdb.web.api.releases import ServedRelease
from agdb.web.settings import WebOptions

pytestmark = pytest.mark.usefixtures("desk")

FIGURE = "bicycles-stock 2024-Q4"
PATH = "/desk/{}/texts/advice/write/"


class OneRelease:
    """The releases of a server that has one."""

    def __init__(self, release: Release) -> None:
        self.served = ServedRelease(release, "https://example.org/")

    def chosen(self, choice: ReleaseChoice) -> str:
        assert choice == ReleaseChoice()
        return self.served.release.id

    def open(self, name: str) -> ServedRelease:
        assert name == self.served.release.id
        return self.served


@pytest.fixture
def release(desk: WebOptions, monkeypatch: pytest.MonkeyPatch) -> Release:
    assert desk.texts  # the desk is configured first, and names no releases
    found = with_report(made_up_release())
    monkeypatch.setattr(settings, "AGDB_RELEASES", OneRelease(found))
    return found


def send(fields: dict[str, str], language: str = "en") -> tuple[int, str]:
    client, path = browser(SECRETARY), PATH.format(language)
    shown = client.get(path).content
    sent = {"version": value(shown, "version"), "for": value(shown, "for")}
    answer = client.post(path, {**sent, **fields})
    return answer.status_code, answer.content.decode()


def now(release: Release) -> tuple[str, str]:
    """What the papers print for the figure in both languages."""
    series = material(release).edition.readings["bicycles-stock"].headline
    assert series is not None
    assert series.latest is not None
    assert series.latest.period.text == "2024-Q4"
    found = []
    for code in ("nl", "en"):
        made = material(release, code)
        reading = made.edition.readings["bicycles-stock"]
        assert reading.headline is not None
        assert reading.headline.latest is not None
        found.append(
            made.numbers.of_point(reading, reading.headline.latest).text.replace("\xa0", " ")
        )
    return found[0], found[1]


def test_a_text_is_written_by_one_and_approved_by_another_in_both_languages(
    release: Release,
) -> None:
    from agdb.web.desk.written import approved_texts

    nl, en = now(release)
    fields = {"text-nl": f"Er zijn {nl}.", "text-en": f"There are {en}.", "figures": FIGURE}
    assert send(fields)[0] == 302

    reviewer = browser(REVIEWER)
    listed = reviewer.get("/desk/nl/texts/").content.decode()
    assert "Wacht op een tweede persoon" in listed
    assert "Verplicht" in listed
    (ident,) = re.findall(r'href="/desk/nl/texts/([-0-9a-f]{36})/"', listed)
    path = f"/desk/nl/texts/{ident}/"
    shown = reviewer.get(path)
    assert f"bicycles-stock, 2024-Q4: {nl}".encode() in shown.content
    sent = {"version": value(shown.content, "version"), "for": value(shown.content, "for")}
    refused = reviewer.post(path, {**sent, "verdict": "reject"})
    assert refused.status_code == 422
    done = reviewer.post(path, {**sent, "verdict": "approve"})

    assert done.status_code == 302
    assert approved_texts()[0]["quotes"][0]["printed"] == {"nl": nl, "en": en}
    after = browser(SECRETARY).get("/desk/en/texts/").content.decode()
    assert "Approved: " in after
    assert "Note: this text" not in after


def test_a_figure_that_moved_since_is_flagged(
    release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.web.desk.bench import NOW

    from agdb.web.desk import written

    nl, en = now(release)
    text = {"nl": f"Er zijn {nl}.", "en": f"There are {en}."}
    quote = {"indicator": "bicycles-stock", "period": "2024-Q4", "printed": {"nl": nl, "en": en}}
    row = written.write(SECRETARY, "advice", text=text, quotes=[quote], expected=0, at=NOW)
    written.approve(REVIEWER, row.pk, expected=1, at=NOW)

    # When a later release has no figure of that quarter
    computed = {**release.computed}
    stock = computed["bicycles-stock"]
    computed["bicycles-stock"] = replace(
        stock, values=tuple(v for v in stock.values if v.period != "2024-Q4")
    )
    monkeypatch.setattr(settings, "AGDB_RELEASES", OneRelease(replace(release, computed=computed)))

    listed = browser(SECRETARY).get("/desk/nl/texts/").content.decode()
    assert "Let op: deze tekst noemt" in listed
    assert "Dat cijfer staat niet meer in de monitor." in listed


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ("bicycles-stock", "Write the indicator, the period"),
        ("bicycles-stock 1950", "is not in the release"),
        ("zeppelins 2024", "is not in the release"),
        ("bicycles-stock someday", "is not in the release"),
        (FIGURE, "does not name this figure as it stands in the papers"),
    ],
)
def test_a_figure_that_is_not_quoted_as_printed_is_told(figures: str, told: str) -> None:
    status, body = send({"text-nl": "Er zijn er veel.", "text-en": "Many.", "figures": figures})

    assert status == 422
    assert told in body


def test_without_a_release_no_figure_can_be_named() -> None:
    status, body = send({"text-nl": "Veel.", "text-en": "Many.", "figures": FIGURE})

    assert status == 422
    assert "There is no release yet" in body
