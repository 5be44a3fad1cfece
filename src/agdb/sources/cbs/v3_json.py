"""Reads a recording of the CBS v3 service as JSON: one file per entity set, pages of figures.

`TypedDataSet` alone is read too; nothing tells then what its topics are called or whether it is
all, and the dataset says so.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from agdb.errors import Place, SourceError
from agdb.files.recorded import RecordedFile
from agdb.sources.cbs.dumps.undescribed import Undescribed
from agdb.sources.cbs.figures import check_columns, topic_fields, wide_figures
from agdb.sources.cbs.long_table import Codes, FiguresQuery, drafted, from_json
from agdb.sources.cbs.metadata import read_rows
from agdb.sources.cbs.pages import Search, cut_pages, natural, v3_entity_set, v3_table
from agdb.sources.cbs.v3_metadata import (
    DESCRIPTIVE,
    FIGURES,
    CategoryGroupRow,
    KeyRow,
    PropertyRow,
    TableInfo,
    sets_of,
)
from agdb.sources.contract import Ask, Draft, Label, Recording

_AGAIN: Final = "fetch or copy the recording again"
_FIRST_ROW: Final = re.compile(r'"value"\s*:\s*\[\s*')
_ONE_ROW: Final = 1 << 20
# A number cannot end in this, nor can null or a text in quotes: the engine would read true as 1.
_TRUTH: Final = r"e\s*[,}\]]"
BySet = Mapping[str, list[RecordedFile]]


class V3Json:
    """Reader for v3 JSON; see `sources.contract.Reader`."""

    revision: Final = "cbs-v3-json/1"
    proven: Final = True  # recording of 84489NED, figures alone

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether one of the files is the `TypedDataSet` or the `DataProperties` of a v3 table."""
        return not {*FIGURES, *DESCRIPTIVE}.isdisjoint(_by_set(files))

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return identifier, address and date; raises `SourceError` if files are of two tables."""
        tables = {found for file in files if (found := v3_table(file)) is not None}
        names = {name.lower() for name, _ in tables}
        if len(names) > 1:
            raise SourceError(
                f"the files are of several tables ({', '.join(sorted(names))})",
                remedy="give each table a folder of its own",
            )
        name, address = min(tables)
        info = _info(_by_set(files))
        if info is None:
            return Label(name=name, address=address)
        return Label(
            name=info.identifier.strip(), address=address, publisher_date=info.modified or ""
        )

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` if it is short or does not fit."""
        by_set = _by_set(recording.files)
        files = by_set.get("TypedDataSet") or by_set.get("UntypedDataSet") or []
        pages = cut_pages(files, scratch=scratch)
        if "DataProperties" not in by_set:
            columns = _columns(files[0])
            relation = from_json(pages, dict.fromkeys(columns, "VARCHAR"))
            return Undescribed(recording.dataset.name, relation, columns).draft(scratch, ask)
        sets = sets_of(
            info=_info(by_set) or TableInfo(recording.dataset.name, recording.dataset.name),
            properties=read_rows(by_set["DataProperties"], PropertyRow),
            keys={
                name: read_rows(found, KeyRow)
                for name, found in by_set.items()
                if name not in {*FIGURES, *DESCRIPTIVE}
            },
            groups=read_rows(by_set.get("CategoryGroups", []), CategoryGroupRow),
        )
        check_columns(_columns(files[0]), sets, name=files[0].name)
        typed = Search(pages, _TRUTH).found(ask) is None

        def query(codes: Codes) -> FiguresQuery:
            fields = topic_fields(sets, typed=typed and codes.lists is not None)
            return wide_figures(from_json(pages, fields), codes, types=fields)

        return drafted(sets, query, scratch=scratch, expected_rows=sets.cells, partial=None)


def _by_set(files: Iterable[RecordedFile]) -> BySet:
    by_set: dict[str, list[RecordedFile]] = defaultdict(list)
    for file in sorted(files, key=lambda file: natural(file.name)):
        name = v3_entity_set(file) if file.name.lower().endswith(".json") else None
        if name is not None:
            by_set[name].append(file)
    return dict(by_set)


def _info(by_set: BySet) -> TableInfo | None:
    rows = read_rows(by_set.get("TableInfos", []), TableInfo)
    if len(rows) > 1:
        raise SourceError(
            f"{len(rows)} tables are described in place of one",
            place=Place("TableInfos"),
            remedy="give each table a folder of its own",
        )
    return rows[0] if rows else None


def _columns(file: RecordedFile) -> list[str]:
    """The names in the first row; the engine then reads those of every row."""
    text = file.head(_ONE_ROW).decode("utf-8-sig", errors="replace")
    opening = _FIRST_ROW.search(text)
    try:
        row, _ = json.JSONDecoder().raw_decode(text, opening.end() if opening else len(text))
    except (json.JSONDecodeError, RecursionError):
        row = None
    if not isinstance(row, dict) or not row:
        raise SourceError("the list of figures is empty", place=Place(file.name), remedy=_AGAIN)
    return list(row)
