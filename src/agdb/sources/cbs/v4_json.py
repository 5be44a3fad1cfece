"""`index.json` beside a recording: who recorded what, when, and whether only a slice was asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

import msgspec

from agdb.errors import Place, SourceError
from agdb.files.documents import decoded
from agdb.files.recorded import RecordedFile
from agdb.sources.cbs.figures import long_fields, long_figures
from agdb.sources.cbs.long_table import drafted, from_json
from agdb.sources.cbs.metadata import (
    DimensionRow,
    MeasureRow,
    Properties,
    read_properties,
    read_rows,
)
from agdb.sources.cbs.pages import Search, cut_pages, entity_set, holds_padded, natural
from agdb.sources.cbs.structure import Sets
from agdb.sources.cbs.v4_sets import Row, v4_sets
from agdb.sources.contract import Ask, Draft, Label, Recording

_MANIFEST: Final = "index.json"


class CbsManifest(msgspec.Struct, frozen=True, rename="camel"):
    """What the recorder wrote down about a v4 recording."""

    table_id: str
    captured_at: datetime
    observation_rows: int
    observation_pages: tuple[str, ...] = ()
    files: dict[str, str] = {}
    source: str = ""
    slice_filter: str | None = None
    capture_only_slice: object = None
    sample_only: bool = False

    @property
    def recorded(self) -> date:
        """The day of the recording, in the time zone that the recorder used."""
        return self.captured_at.date()

    @property
    def slice_reason(self) -> str | None:
        """Why this recording is not the whole table, in words, or None if it claims to be."""
        if self.slice_filter:
            return f"only where {self.slice_filter}"
        if self.capture_only_slice:
            return f"only the slice {msgspec.json.encode(self.capture_only_slice).decode()}"
        return "only a sample" if self.sample_only else None


def read_manifest(files: dict[str, RecordedFile]) -> CbsManifest | None:
    """Return the manifest among `files`, None if there is none.

    Raises `SourceError` if it does not read as one, or names files that are not there.
    """
    file = files.get(_MANIFEST)
    if file is None:
        return None
    place = Place(_MANIFEST)
    manifest = decoded(
        file.read(),
        CbsManifest,
        refused=lambda reason: SourceError(
            f"not a manifest of a recording ({reason})",
            place=place,
            remedy="mend it, or take it away so that the files speak for themselves",
        ),
    )
    for name in (*manifest.observation_pages, *manifest.files.values()):
        if name not in files:
            raise SourceError(
                f"the manifest names {name!r}, and there is no such file",
                place=place,
                remedy="copy the recording again",
            )
    return manifest


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

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` if it is short or does not fit."""
        manifest = read_manifest({file.name: file for file in recording.files})
        by_set = _by_set(recording.files)
        sets = _sets(by_set)
        expected, partial = _claims(sets.properties, manifest)
        pages = cut_pages(
            by_set["Observations"], scratch=scratch, claimed=f", and {expected} are claimed"
        )
        _check_values(Search(pages, _NOT_A_NUMBER), ask)
        return drafted(
            sets,
            lambda codes: long_figures(from_json(pages, long_fields(sets)), codes),
            scratch=scratch,
            expected_rows=expected,
            partial=partial,
            padded=holds_padded(pages[0]),
        )


def _check_values(odd: Search, ask: Ask) -> None:
    page = odd.found(ask)
    if page is not None:
        raise SourceError(
            f"where a number belongs stands {odd.excerpt(page)}",
            place=Place(page.name),
            remedy="fetch or copy the recording again",
        )


def _claims(properties: Properties, manifest: CbsManifest | None) -> tuple[int, str | None]:
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
