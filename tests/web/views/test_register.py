"""The register at the desk: found and read by everybody, changed or proposed by who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.web.desk.bench import (
    ADMINISTRATOR,
    POLDER,
    READER,
    REVIEWER,
    RING,
    SECRETARY,
)
from tests.web.visitors import browser, value

from agdb.register.register import KINDS
from agdb.web.desk.roles import Actor

pytestmark = pytest.mark.usefixtures("desk")
LANES = "/desk/en/register/initiatives/lanes/"


def sent(client: Client, **fields: str) -> Any:
    """The answer to the form of changes, with what it shows but for these fields."""
    page = client.get(f"{LANES}change/").content
    return client.post(f"{LANES}change/", {"version": value(page, "version"), **fields})


def shown(client: Client) -> dict[str, str]:
    """What the fields of the form of changes hold."""
    import html
    import re

    page = client.get(f"{LANES}change/").content.decode()
    texts = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n([^<]*)</textarea>', page)
    inputs = re.findall(r'<input class="in"[^>]* name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(text) for name, text in (*texts, *inputs)}


def english_name() -> str:
    """What the initiative is called in English by now."""
    from agdb.web.desk.models import Record

    return str(Record.objects.get(kind="initiatives", ident="lanes").fields["names"]["en"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_listed(kind: str) -> None:
    assert browser(READER).get(f"/desk/nl/register/?kind={kind}").status_code == 200


def test_a_kind_that_there_is_not_is_no_page() -> None:
    assert browser(READER).get("/desk/nl/register/?kind=secrets").status_code == 404


def test_a_record_shows_what_refers_to_it() -> None:
    page = browser(READER).get(LANES).content.decode()

    assert "lanes-granted" in page
    assert "Change this record" not in page


def test_a_name_is_found() -> None:
    page = browser(READER).get("/desk/en/register/?search=bridges").content.decode()

    assert "1 found" in page
    assert "register/initiatives/bridges/" in page


def test_a_secretary_changes_the_texts_of_a_record() -> None:
    secretary = browser(SECRETARY)
    fields = shown(secretary) | {"names-en": "wider lanes"}

    done = sent(secretary, **fields)

    assert done["Location"] == LANES, done.content.decode()
    assert english_name() == "wider lanes"
    assert "edit (secretary)" in secretary.get(LANES).content.decode()


@pytest.mark.slow
def test_what_is_not_changed_is_no_change() -> None:
    secretary = browser(SECRETARY)

    answer = sent(secretary, **shown(secretary))

    assert answer.status_code == 422
    assert "You have changed nothing." in answer.content.decode()


def test_a_contributor_proposes_and_a_reviewer_takes_it_over() -> None:
    from agdb.web.desk.models import Proposal

    ring = browser(RING)
    fields = shown(ring) | {"names-en": "wider lanes"}
    assert sent(ring, **fields)["Location"] == LANES
    row = Proposal.objects.get()
    assert english_name() != "wider lanes"

    reviewer = browser(REVIEWER)
    path = f"/desk/en/arrivals/{row.pk}/"
    page = reviewer.get(path).content
    reviewer.post(path, {"version": value(page, "version"), "verdict": "accept"})

    assert english_name() == "wider lanes"


@pytest.mark.parametrize(
    ("actor", "status"), [(READER, 403), (REVIEWER, 403), (ADMINISTRATOR, 403), (POLDER, 404)]
)
def test_who_may_not_change_a_record_gets_no_form(actor: Actor, status: int) -> None:
    client = browser(actor)

    assert client.get(f"{LANES}change/").status_code == status
    assert client.post(f"{LANES}change/", {"version": "1", "names-en": "x"}).status_code == status
