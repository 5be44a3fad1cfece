"""Every page of the desk opens in both languages, or refuses with a sentence."""

from __future__ import annotations

import pytest
from tests.web.desk.bench import (
    ADMINISTRATOR,
    READER,
    REVIEWER,
    RING,
    SECRETARY,
)
from tests.web.visitors import browser

from agdb.web.desk.roles import Actor

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.slow]
PAGES = (
    "", "hand-in/", "account/", "account/factors/", "bodies/", "bodies/table/", "actions/",
    "commitments/", "commitments/bells/", "review/", "arrivals/", "requests/", "requests/new/",
    "people/", "people/invite/", "workbook/", "workbook/desk.xlsx", "calendar.ics",
    "bodies/table/plan/", "commitments/bells/state/",
)  # fmt: skip


@pytest.mark.parametrize("actor", [RING, REVIEWER, SECRETARY, ADMINISTRATOR, READER])
def test_every_page_opens_or_refuses_with_a_sentence(actor: Actor) -> None:
    client = browser(actor)
    for language in ("nl", "en"):
        for page in PAGES:
            answer = client.get(f"/desk/{language}/{page}")
            assert answer.status_code in {200, 302, 403, 404}, page
            if answer.status_code == 200 and "html" in answer["Content-Type"]:
                assert f'<html lang="{language}">'.encode() in answer.content
