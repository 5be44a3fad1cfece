"""A dataset takes up the codes of the programme: by the publisher's code, else by its title."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.errors import SourceError
from agdb.programme.source import Source
from agdb.sources.vocabulary import renamed, renames
from agdb.statistics.structure import (
    Code,
    Dimension,
    DimensionKind,
    Measure,
    Structure,
    UnitOrigin,
)


def source(*, measures: dict[str, Any] | None = None, **note: Any) -> Source:
    """A source that says `note` of the dimension Branch."""
    names = {"nl": "x", "en": "x"}
    unit = {"unit": "persons", "unit_origin": "documented", "unit_source": "somewhere"}
    return Source.model_validate(
        {
            "id": "cbs:1",
            "publisher": names,
            "names": names,
            "page": "https://example.org/",
            "licence": "CC BY 4.0",
            "citation": names,
            "rhythm": "year",
            "measures": {
                id_: {"names": names, **unit, **more} for id_, more in (measures or {}).items()
            },
            "dimensions": {"Branch": {"names": names, **note}},
        }
    )


def structure(*codes: Code, measures: tuple[Measure, ...] = ()) -> Structure:
    return Structure("t", measures, (Dimension("Branch", "b", DimensionKind.ORDINARY, codes),), ())


def measure(id_: str, title: str, *group: str) -> Measure:
    return Measure(id_, title, "", UnitOrigin.NOT_RECORDED, group=group)


INDUSTRY = Code("307500", "C  Industrie")
TOTAL = Code("T001081", "A-U Alle economische activiteiten")


def branch(*codes: Code, **note: Any) -> dict[str, str]:
    return dict(renames(structure(*codes), source(**note)).get("Branch", {}))


def test_a_known_code_is_taken_before_its_title() -> None:
    found = branch(INDUSTRY, codes={"307500": "C"}, titles={"C Industrie": "industry"})
    assert found == {"307500": "C"}


def test_a_title_is_known_whatever_its_spaces_and_capitals() -> None:
    assert branch(INDUSTRY, titles={"c industrie": "C"}) == {"307500": "C"}


def test_titles_begin_with_our_code_but_for_those_that_are_named() -> None:
    shops = Code("1", "471 Supermarkten")
    found = branch(
        INDUSTRY, TOTAL, shops, Code("2", "Onbekend"),
        titles={"A-U Alle economische activiteiten": "all"}, titles_begin_with_code=True,
    )  # fmt: skip
    assert found == {"T001081": "all", "307500": "C", "1": "471"}


def test_of_a_group_and_a_member_of_one_title_the_member_is_meant() -> None:
    group = Code("group:1", "Totaal")
    member = Code("10000", "Totaal", parent="group:1")
    assert branch(group, member, titles={"Totaal": "T"}) == {"10000": "T"}


def test_a_title_of_several_members_asks_for_the_code() -> None:
    with pytest.raises(SourceError, match="title of 'T' belongs to 1, 2; name the publisher's own"):
        branch(Code("1", "Totaal"), Code("2", "Totaal"), titles={"Totaal": "T"})


def test_several_members_that_begin_alike_stay_as_they_are() -> None:
    found = branch(Code("1", "C x"), Code("2", "C y"), titles_begin_with_code=True)
    assert found == {}


def test_several_codes_that_are_one_of_ours_stay_apart() -> None:
    assert branch(Code("1", "x"), Code("2", "y"), codes={"1": "A", "2": "A"}) == {}


def test_our_own_code_stays_and_keeps_its_meaning() -> None:
    assert branch(Code("C", "x"), INDUSTRY, titles={"C Industrie": "C"}) == {}


@pytest.mark.parametrize(
    ("ours", "note", "theirs"),
    [
        ("OpenstaandeVacatures_1", {}, measure("M000178", "Openstaande vacatures")),
        ("k_25ePercentiel_2", {}, measure("M7", "25e percentiel")),
        ("WmoClienten_89", {}, measure("M8", "Wmo-cliënten ")),
        ("participation", {"titles": ["PC"]}, measure("PC", "PC")),
        ("rate", {"titles": ["Werkloos / Percentage"]}, measure("M9", "Percentage", "Werkloos")),
    ],
)
def test_a_measure_is_known_by_its_title(ours: str, note: dict[str, Any], theirs: Measure) -> None:
    # Given a measure that the publisher calls otherwise, and another beside it
    given_ = structure(measures=(theirs, measure("M1", "Iets anders")))
    # When it takes up our code, then it keeps the publisher's
    names = renames(given_, source(measures={ours: note}))
    assert names == {"measure": {theirs.id: ours}}
    assert renamed(given_, names).measure_by_id[ours].published == theirs.id


def test_a_topic_whose_title_stands_twice_is_left_to_the_definition() -> None:
    twice = (measure("M1", "Seizoengecorrigeerd", "a"), measure("M2", "Seizoengecorrigeerd", "b"))
    assert renames(structure(measures=twice), source(measures={"Seizoengecorrigeerd_2": {}})) == {}


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(["A x", "B y", "C z", "Totaal", "A", "D-E w"]), max_size=6),
    st.dictionaries(st.sampled_from(["A x", "Totaal", "B y"]), st.sampled_from(["T", "A", "Q"])),
    st.booleans(),
)
def test_no_code_is_lost_and_none_is_there_twice(
    titles: list[str], wanted: dict[str, str], heads: bool
) -> None:
    # Given members with titles that may be alike, and parents among them
    codes = tuple(
        Code(f"{n}", title, parent=f"{n - 1}" if n % 3 == 2 else None)
        for n, title in enumerate(titles)
    )
    given_ = structure(*codes)
    # When they take up our codes, unless a title is of several
    try:
        names = renames(given_, source(titles=wanted, titles_begin_with_code=heads))
    except SourceError:
        return
    after = renamed(given_, names).dimensions[0].codes
    # Then each is there once, under its own title, and below the parent it had
    assert len({code.id for code in after}) == len(codes)
    assert [code.title for code in after] == titles
    back = {code.id: code.published or code.id for code in after}
    assert [code.parent and back[code.parent] for code in after] == [c.parent for c in codes]
