"""What is meant by an id, a name or a part of one; and what is said when it is not clear."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agdb.errors import UsageError
from agdb.programme.naming import indicator_names, meant, region_names, source_names
from agdb.programme.programme import Programme

NAMES = {
    "open": ("Openstaande vacatures", "Open vacancies"),
    "open-ict": ("Openstaande ICT-vacatures", "Open ICT vacancies"),
    "rate": ("Vacaturegraad", "Vacancy rate"),
    "idle": ("Werkloosheid", "Unemployment"),
}


def chosen(asked: str, fits: Callable[[str], bool] | None = None) -> str:
    return meant(
        asked, NAMES, what="figure", listed_by="the list", fits=fits, fitting_to="a value there"
    )


@pytest.mark.parametrize(
    ("asked", "ident"),
    [
        ("open-ict", "open-ict"),  # an id
        ("OPEN VACANCIES", "open"),  # a whole name, though it begins another
        ("ict vacatures", "open-ict"),  # words of one name alone, in any order
        ("vacaturegr", "rate"),  # the beginning of a word
        ("wérkloosheid", "idle"),  # without its accents
    ],
)
def test_words_of_one_name_are_enough(asked: str, ident: str) -> None:
    assert chosen(asked) == ident


def test_words_of_several_names_are_told_with_their_ids() -> None:
    with pytest.raises(UsageError) as error:
        chosen("vacancies")

    assert "'vacancies' can be 2 things: open (Openstaande vacatures); open-ict" in str(error.value)


def test_the_one_that_fits_is_meant_where_words_can_be_several() -> None:
    assert chosen("vacancies", fits="open-ict".__eq__) == "open-ict"


def test_that_none_of_several_fits_is_told() -> None:
    with pytest.raises(UsageError, match="can be 2 things, and none has a value there"):
        chosen("vacancies", fits=lambda _: False)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("vacaturegraat", "there is no figure 'vacaturegraat'; did you mean rate"),
        ("umemployment", "did you mean idle"),
        ("bicycles", "there is no figure 'bicycles'; the list lists them"),
        ("", "there is no figure ''; the list lists them"),
    ],
)
def test_a_name_that_nothing_has_is_told_with_what_is_like_it(asked: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        chosen(asked)


def test_the_names_of_a_programme_are_those_of_all_its_languages(cycling: Programme) -> None:
    assert "Noord-Holland" in region_names(cycling)["PV27"]
    assert "North Holland" in region_names(cycling)["PV27"]
    assert set(indicator_names(cycling)) == set(cycling.indicators)
    assert set(source_names(cycling)) == set(cycling.sources)


def test_regions_of_one_name_are_told_apart_by_their_division() -> None:
    names = {"PV26": ("Utrecht (provincie)", "Utrecht"), "GM01": ("Utrecht (gemeente)", "Utrecht")}

    assert meant("utrecht gemeente", names, what="region", listed_by="x") == "GM01"
    with pytest.raises(UsageError, match=r"PV26 \(Utrecht \(provincie\)\); GM01"):
        meant("Utrecht", names, what="region", listed_by="x")
