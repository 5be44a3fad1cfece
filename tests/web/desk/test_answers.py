"""Whatever is typed into a hand-in is taken, refused with its field, or kept: never a fault."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.desk.bench import ANSWERS, ENGLISH, NOW, REVIEWER, RING, SECRETARY

from agdb.web.desk import answers, handins, inside
from agdb.web.desk.editing import edit, listed
from agdb.web.desk.models import HandIn
from agdb.web.desk.records import held
from agdb.web.desk.refusals import InvalidError
from agdb.web.desk.texts import cleaned

TODAY = date(2030, 3, 1)
TYPED = st.dictionaries(st.sampled_from(answers.ANSWERS), st.text(max_size=60))


@given(TYPED)
def test_any_text_is_kept_or_refused_with_its_field(sent: dict[str, str]) -> None:
    kept = answers.typed(sent)

    found = list(answers.mistakes(kept, today=TODAY))

    assert {one.field for one in found} <= set(answers.ANSWERS)
    if not any(one.field in {"value", "unit"} for one in found):
        assert answers.number(kept) is None or kept["value"]


@given(st.text())
def test_cleaned_text_is_what_a_database_and_a_page_can_hold(text: str) -> None:
    found = cleaned(text)

    assert all(one.isprintable() or one == "\n" for one in found)
    assert cleaned(found) == found
    found.encode()


@pytest.mark.parametrize(
    ("typed", "number"),
    [("39", Decimal(39)), ("12,5", Decimal("12.5")), ("0", Decimal(0)), ("0.25", Decimal("0.25"))],
)
def test_a_number_reads_with_point_or_comma(typed: str, number: Decimal) -> None:
    kept = {"value": typed, "unit": "lanes", "text": "x"}

    assert not [one for one in answers.mistakes(kept, today=TODAY) if one.field == "value"]
    assert answers.number(kept) == number


@pytest.mark.parametrize("typed", ["1.234", "1,234", "12.345.678", "-3", "1e9", "NaN", "٣٩", "½"])
def test_what_may_be_read_in_two_ways_is_asked_for_again(typed: str) -> None:
    found = [one for one in answers.mistakes({"value": typed}, today=TODAY) if one.field == "value"]

    assert [one.key for one in found] in (["number-grouped"], ["number-with-words"])


@pytest.mark.parametrize(
    "text", ["２０３０", "2030-1-1", "31-2-2030", "0000", "2030-02-30", "99999"]
)
def test_a_day_that_there_is_not_is_asked_for_again(text: str) -> None:
    found = [one.key for one in answers.mistakes({"day": text}, today=TODAY) if one.field == "day"]

    assert found == ["day-unreadable"]


NASTY = "a\x00b\u202e<script>alert(1)</script>'; drop table desk_event; --=1+1"
PLAIN = "ab<script>alert(1)</script>'; drop table desk_event; --=1+1"


@pytest.mark.usefixtures("desk")
def test_text_that_means_harm_is_kept_as_text_and_nothing_else() -> None:
    row = handins.draft(RING, organisation="ring", initiative="lanes", language="nl", at=NOW)
    sent = ANSWERS | {"text": NASTY, "method": NASTY}
    row = handins.hand_in(RING, row.pk, answers=sent, expected=1, at=NOW)
    english = ENGLISH | {"text": {"en": NASTY}, "method": {"en": NASTY}}
    row = handins.approve(REVIEWER, row.pk, translations=english, expected=row.version, at=NOW)

    assert held("results", row.result).row.fields["text"] == {"nl": PLAIN, "en": PLAIN}
    assert HandIn.objects.count() == 1


@pytest.mark.usefixtures("desk")
def test_a_text_with_what_no_database_holds_is_cleaned_wherever_it_comes_in() -> None:
    texts = {"nl": NASTY, "en": NASTY}
    edit(SECRETARY, "initiatives", "lanes", changes={"names": texts}, expected=1, at=NOW)

    assert held("initiatives", "lanes").row.fields["names"]["nl"] == PLAIN
    assert listed(SECRETARY, "initiatives", search="drop\x00 table").total == 1
    assert listed(SECRETARY, "initiatives", search="%").total == 0


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 300}, "name"),
        ({"email": "nobody"}, "email"),
        ({"telephone": "1" * 50}, "telephone"),
    ],
)
def test_what_is_no_person_is_refused_with_its_field(given: dict[str, str], field: str) -> None:
    person = {"name": "A. Fietser", "email": "", "telephone": ""} | given

    with pytest.raises(InvalidError) as refused:
        inside.name_contact(RING, "table-ring", **person, expected=0, at=NOW)

    assert [one.field for one in refused.value.mistakes] == [field]
