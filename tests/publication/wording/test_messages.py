"""The messages of the interface."""

from __future__ import annotations

import pytest

from agdb.errors import ReleaseError
from agdb.publication.wording.language import catalogues, checked, places


def test_all_shipped_languages_say_the_same_things() -> None:
    shipped = catalogues(("nl", "en"))

    assert set(shipped["nl"]) == set(shipped["en"])
    for key, message in shipped["nl"].items():
        assert places(message) == places(shipped["en"][key]), key


def test_a_language_without_messages_is_one_sentence() -> None:
    with pytest.raises(ReleaseError, match=r"^messages/xx\.yaml: there are no messages for .*\.$"):
        catalogues(("nl", "xx"))


def test_a_missing_key_names_the_file_and_the_key() -> None:
    found = {"nl": {"a": "een"}, "en": {"a": "one", "b": "two"}}

    with pytest.raises(ReleaseError, match=r"^messages/nl\.yaml: message 'b' is missing"):
        checked(found)


def test_other_names_between_braces_stop_the_build() -> None:
    found = {"nl": {"a": "{n} van {m}"}, "en": {"a": "{n}"}}

    with pytest.raises(ReleaseError, match=r"message 'a' names \['m', 'n'\] where"):
        checked(found)


def test_plural_forms_together_name_the_places() -> None:
    assert places({"one": "een", "other": "{n} stuks"}) == {"n"}
