"""Archives of our own: what any program reads in them, and that nothing is packed twice."""

from __future__ import annotations

import io
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from agdb.files.zipped import member, packed_member, zipped

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0/\\"), min_size=1, max_size=20)


@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=5))
def test_what_went_in_comes_out_and_checksums_fit(files: dict[str, bytes]) -> None:
    archive = zipped(member(name, body) for name, body in files.items())

    with ZipFile(io.BytesIO(archive)) as read:
        assert read.testzip() is None
        assert {name: read.read(name) for name in read.namelist()} == files


@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=5))
def test_a_member_is_taken_over_as_it_lies_in_an_archive(files: dict[str, bytes]) -> None:
    archive = zipped(member(name, body) for name, body in files.items())

    with ZipFile(io.BytesIO(archive)) as read:
        again = zipped([packed_member(archive, info) for info in read.infolist()])

    assert again == archive
