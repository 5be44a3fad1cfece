"""Open data are made of columns: of a value no object is made, and the bytes are the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from tests.publication.bicycles import edition_of

from agdb.publication.edition import Edition
from agdb.publication.open_data import open_data
from agdb.publication.wording.language import Language
from agdb.results.release import Release
from agdb.results.value import Value
from agdb.results.values import ValueColumns, Values, columns_of

pytestmark = pytest.mark.slow


class Counted(ValueColumns):
    """Columns that count how many values were made of them, and refuse to make all."""

    made = 0

    def at(self, places: Iterable[int]) -> tuple[Value, ...]:
        found = super().at(places)
        Counted.made += len(found)
        return found

    @property
    def objects(self) -> tuple[Value, ...]:
        raise AssertionError("open data made an object of every value")


def on_columns(release: Release) -> Release:
    """The same release, of which all values are columns; quoted figures are few, and all told."""
    computed = dict(release.computed)
    for name, one in release.computed.items():
        if one.definition.nature == "quoted":
            continue
        columns = Counted(columns_of(tuple(one.values)).by_field)
        values = Values(lambda columns=columns: columns, size=len(one.values))  # type: ignore[misc]
        computed[name] = replace(one, values=values)
    return replace(release, computed=computed)


def editions(release: Release, *spoken: Language) -> tuple[Edition, ...]:
    """The release in each language, which share what none of them changes."""
    first = edition_of(release, spoken[0])
    return (first, *(replace(edition_of(release, one), first=first) for one in spoken[1:]))


def test_open_data_make_no_objects_but_of_the_series_around_the_front(
    release: Release, nl: Language, en: Language
) -> None:
    # Given the values as objects in one release, and as columns in another
    objects = dict(open_data(editions(release, nl, en)))
    Counted.made = 0

    # When the open data of the latter are made
    columns = dict(open_data(editions(on_columns(release), nl, en)))

    # Then they have the same bytes, and no value was made but for what stands in front, and once
    # more for the table for people: in this small world nearly all values are in that
    assert columns == objects
    assert 0 < Counted.made < 1.5 * sum(len(one.values) for one in release.computed.values())


def test_what_languages_share_is_the_same_as_in_each_alone(
    release: Release, nl: Language, en: Language
) -> None:
    _, twin = editions(release, nl, en)
    alone = edition_of(release, en)

    assert twin.regions == alone.regions
    for ident, reading in alone.readings.items():
        assert twin.readings[ident].series == reading.series
        assert twin.readings[ident].headlines == reading.headlines
        assert twin.readings[ident].stretch == reading.stretch
        assert twin.readings[ident].collection == reading.collection


def test_without_workbooks_all_else_is_the_same(
    release: Release, nl: Language, en: Language
) -> None:
    whole = dict(open_data(editions(release, nl, en)))

    assert dict(open_data(editions(release, nl, en), workbooks=False)) == {
        path: body for path, body in whole.items() if not path.endswith(".xlsx")
    }
