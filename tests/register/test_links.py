"""Links of the register, walked both ways."""

from __future__ import annotations

from dataclasses import replace

from tests.publication.bicycle_register import bicycle_register

from agdb.register.links import Links

LINKS = Links(bicycle_register())


def ids(some: object) -> list[str]:
    return [one.id for one in some]  # type: ignore[attr-defined] # records


def test_a_name_leads_back_to_what_names_it() -> None:
    assert ids(LINKS.parts["bells"]) == ["north"]
    assert ids(LINKS.of_indicator["bicycles-stock"]) == ["bells"]
    assert ids(LINKS.of_target["many"]) == ["bells"]
    assert [one.id for one, _ in LINKS.roles["society"]] == ["bells", "north"]
    assert ids(LINKS.members["table"]) == ["seat", "seat-2"]
    assert ids(LINKS.seats["riders"]) == ["seat-2"]
    assert ids(LINKS.below["table"]) == ["core"]
    assert ids(LINKS.money["campaign"]) == ["uncovered"]
    assert "delta" not in LINKS.money


def test_records_that_cite_one_paper_stand_beside_each_other() -> None:
    # Given a letter that an initiative cites, and that answers two promises and a motion
    assert set(LINKS.beside("initiatives", "bells", wanted="commitments")) == {"kept", "replied"}
    assert LINKS.beside("initiatives", "bells", wanted="motions") == ("moved",)
    assert LINKS.beside("commitments", "kept", wanted="initiatives") == ("bells",)
    assert LINKS.beside("commitments", "vague", wanted="initiatives") == ()


def test_a_paper_is_cited_by_who_cites_it_and_by_who_cites_a_part_of_it() -> None:
    # Given an annex of the letter, cited by one amount
    register = bicycle_register()
    letter, asked = register.documents["letter"], register.money["asked"]
    annex = letter.model_copy(update={"id": "annex", "part_of": "letter", "url": None})
    source = asked.sources[0].model_copy(update={"document": "annex", "url": None})
    citing = asked.model_copy(update={"sources": (source,)})

    links = Links(
        replace(
            register,
            documents={"letter": letter, "annex": annex},
            money={**register.money, "asked": citing},
        )
    )

    assert ("money", "asked") in links.citing["letter"]
    assert links.citing["annex"] == (("money", "asked"),)
    assert ("initiatives", "bells") in links.citing["letter"]
    assert "bells" in links.beside("money", "asked", wanted="initiatives")
