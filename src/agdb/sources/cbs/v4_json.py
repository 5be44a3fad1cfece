"""Reads a recording of the CBS v4 service as JSON: one file per entity set, pages of observations.

Works from what each file says that it holds (`@odata.context`); a manifest `index.json` beside the
files adds when they were recorded and whether only a slice was asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from agdb.errors import Place, SourceError
from agdb.files.recorded import RecordedFile
from agdb.sources.cbs.envelope import entity_set
from agdb.sources.cbs.long_table import drafted
from agdb.sources.cbs.manifest import Manifest, read_manifest
from agdb.sources.cbs.metadata import (
    DimensionRow,
    MeasureRow,
    Properties,
    read_properties,
    read_rows,
)
from agdb.sources.cbs.observations import fields, received
from agdb.sources.cbs.pages import cut_pages, natural
from agdb.sources.cbs.relation import from_json
from agdb.sources.cbs.search import Search
from agdb.sources.cbs.structure import Sets
from agdb.sources.cbs.v4_sets import Row, v4_sets
from agdb.sources.contract import Answers, Draft, Inquiry, Label, Recording

# A number in quotes, a truth value or an object would be read as a number without a word.
_NOT_A_NUMBER: Final = r'"Value"\s*:\s*[^\s\d\-n]'
_BASE: Final = "https://datasets.cbs.nl/odata/v1/CBS/"


class V4Json:
    """Reader for v4 JSON; see `sources.contract.Reader`."""

    revision: Final = "cbs-v4-json/2"
    proven: Final = True  # recordings of 85224NED and 82610NED, 2026-07

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether one of the files is the `Properties` or `Observations` of a v4 table."""
        return not {"Properties", "Observations"}.isdisjoint(map(_set_of, files))

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return identifier, dates and licence; raises `SourceError` if they contradict."""
        manifest = read_manifest({file.name: file for file in files})
        properties = _properties(_by_set(files))
        name = properties.identifier.strip()
        if manifest is not None and manifest.table_id.strip().lower() != name.lower():
            raise SourceError(
                f"the manifest is of table {manifest.table_id!r}, the properties are of {name!r}",
                place=Place("index.json"),
                remedy="give each recording its own folder",
            )
        return Label(
            name=name,
            recorded=None if manifest is None else manifest.recorded,
            address=(manifest.source if manifest else "") or _BASE + name,
            publisher_date=properties.observations_modified or properties.modified or "",
            licence=properties.license or "",
        )

    def read(self, recording: Recording, *, scratch: Path) -> Inquiry:
        """Return what must be asked; raises `SourceError` if it is short or does not fit."""
        manifest = read_manifest({file.name: file for file in recording.files})
        by_set = _by_set(recording.files)
        sets = _sets(by_set)
        expected, partial = _claims(sets.properties, manifest)
        pages = cut_pages(
            by_set["Observations"], scratch=scratch, claimed=f", and {expected} are claimed"
        )
        odd = Search(pages, _NOT_A_NUMBER)

        def then(answers: Answers) -> Draft:
            _check_values(odd, answers)
            return drafted(
                sets,
                lambda codes: received(from_json(pages, fields(sets)), codes),
                scratch=scratch,
                expected_rows=expected,
                partial=partial,
            )

        return Inquiry(odd.questions, then)


def _check_values(odd: Search, answers: Answers) -> None:
    page = odd.found(answers)
    if page is not None:
        raise SourceError(
            f"where a number belongs stands {odd.excerpt(page)}",
            place=Place(page.name),
            remedy="fetch or copy the recording again",
        )


def _claims(properties: Properties, manifest: Manifest | None) -> tuple[int, str | None]:
    """How many observations the recording claims, and why it is a slice, if it says that it is."""
    total = properties.observation_count
    reason = manifest.slice_reason if manifest else None
    if manifest is not None and reason is not None:
        of = "" if total is None else f"; {manifest.observation_rows} of {total} observations"
        return manifest.observation_rows, reason + of
    if total is None:
        raise SourceError(
            "the properties give no ObservationCount, so nothing tells whether this is all",
            remedy="record Properties again",
        )
    if manifest is not None and manifest.observation_rows != total:
        raise SourceError(
            f"the manifest counts {manifest.observation_rows} observations and CBS {total}, "
            "and no slice is declared",
            place=Place("index.json"),
            remedy="record all pages, or write the filter that was used into sliceFilter",
        )
    return total, None


def _set_of(file: RecordedFile) -> str | None:
    return entity_set(file) if file.name.lower().endswith(".json") else None


def _by_set(files: Iterable[RecordedFile]) -> Mapping[str, list[RecordedFile]]:
    """The files of each entity set, pages in the order of the numbers in their names."""
    by_set: dict[str, list[RecordedFile]] = defaultdict(list)
    for file in sorted(files, key=lambda file: natural(file.name)):
        name = _set_of(file)
        if name is not None:
            by_set[name].append(file)
    return by_set


def _properties(by_set: Mapping[str, list[RecordedFile]]) -> Properties:
    files = by_set["Properties"]
    if len(files) != 1:
        raise SourceError(
            f"the recording holds {len(files)} files with Properties in place of one",
            remedy="record one table with its Properties in a folder of its own",
        )
    return read_properties(files[0])


def _sets(by_set: Mapping[str, list[RecordedFile]]) -> Sets:
    dimensions = read_rows(by_set["Dimensions"], DimensionRow)
    measures = read_rows(by_set["MeasureCodes"], MeasureRow)
    for name, rows in (("Dimensions", dimensions), ("MeasureCodes", measures)):
        if not rows:
            raise SourceError(f"the recording has no {name}", remedy=f"record {name} as well")

    def rows_in(name: str, kind: type[Row], /) -> tuple[Row, ...]:
        return read_rows(by_set[name], kind)

    return v4_sets(_properties(by_set), dimensions, measures, rows_in)
