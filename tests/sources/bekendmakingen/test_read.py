"""Official publications: the XML of a search, counted, and strict about its layout."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.proposals.recordings import publication, search, searches

from agdb.errors import SourceError
from agdb.sources.bekendmakingen.read import parse, read
from agdb.sources.service_record import Publication


def test_a_publication_keeps_its_own_bytes_and_reads_from_them_alone() -> None:
    body = search(
        publication(title="Brief &amp; bel"), publication("blg-77", whole="kst-99544-283")
    )

    first, annex = read(searches(body))

    assert isinstance(first.facts, Publication)
    assert isinstance(annex.facts, Publication)
    assert first.facts.title == "Brief & bel"
    assert first.facts.day == date(2031, 6, 1)
    assert first.facts.kinds == ("Kamerstuk", "Brief regering")
    assert annex.facts.part_of == "kst-99544-283"
    assert first.raw.startswith(b"<sru:record>")
    assert first.raw.endswith(b"</sru:record>")
    assert parse(first.kind, first.raw) == first


def test_pages_are_counted_against_what_the_service_says() -> None:
    one, two = search(publication("kst-1-1"), count=2), search(publication("kst-1-2"), count=2)

    assert len(read(searches(one, two))) == 2
    with pytest.raises(SourceError, match="1 publications came and the service counts 2"):
        read(searches(one))
    with pytest.raises(SourceError, match="kst-1-1 comes twice"):
        read(searches(one, one))
    with pytest.raises(SourceError, match="page 1 is missing"):
        read(searches(one, two)[1:])
    assert read(searches(search())) == ()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (search(publication("../../etc")), "the identifier is"),
        (search(publication(date="gisteren")), "no day 'gisteren'"),
        (search(publication(title=" ")), "elements title"),
        (search(publication().replace("<w:owmsmantel>", "<w:mantel>").replace(
            "</w:owmsmantel>", "</w:mantel>")), "0 elements owmsmantel"),
        (search(count=-1), "numberOfRecords is"),
        (search().replace(b"searchRetrieveResponse", b"explainResponse"), "the root is"),
        (search(extra="<diagnostic><message>Unsupported index</message></diagnostic>"),
         "refuses the question .*Unsupported index"),
        (b"<a>", "not well-formed"),
        (b"", "not well-formed"),
    ],
)  # fmt: skip
def test_any_difference_of_layout_stops_with_one_sentence(body: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read(searches(body))


def test_entities_and_depth_are_refused_as_in_other_xml() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    deep = b"<a>" * 70 + b"</a>" * 70

    with pytest.raises(SourceError, match="document type"):
        read(searches(bomb))
    with pytest.raises(SourceError, match="nested"):
        read(searches(deep))


@given(st.data())
def test_an_answer_with_any_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(search(publication()))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(SourceError):
        for one in read(searches(bytes(whole))):
            assert one.raw in whole
