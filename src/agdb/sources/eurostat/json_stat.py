"""Reads answers of Eurostat's statistics service: JSON-stat 2.0, or why there are no figures."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import msgspec

from agdb.errors import SourceError
from agdb.files.gunzip import content, head
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.contract import Ask, Draft, Label, Recording
from agdb.sources.eurostat.cube_query import Grid, select_cells
from agdb.sources.eurostat.layout import LICENCE, Part, page_of, period_of, structure_of
from agdb.sources.formats.cells import checked_code, column_ids
from agdb.sources.formats.json_stat import Axis, Cube, decode, read_cube
from agdb.sources.formats.xml import parse_xml
from agdb.statistics.structure import Code

_JSON_ANSWER: Final = re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{\s*"(?:error|warning)"\s*:')
_XML_ANSWER: Final = re.compile(rb"<(?:\w+:)?(?:Fault|GenericData|StructureSpecificData|Error)\b")
_TOO_MUCH: Final = "413"
_SMALLER: Final = "ask for fewer codes or periods, or take the bulk file (TSV)"
_OTHER: Final = "check data set, dimensions and codes of the request"


class _Problem(msgspec.Struct, frozen=True):
    status: int | str | None = None
    id: int | str | None = None
    label: str = ""


class _Answer(msgspec.Struct, frozen=True):
    error: list[_Problem] | _Problem | None = None
    warning: list[_Problem] | _Problem | None = None


def is_answer(file: RecordedFile) -> bool:
    """Whether the file holds an error, a warning or a message in place of figures."""
    begin = head(file)
    return _JSON_ANSWER.match(begin) is not None or (
        begin.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
        and _XML_ANSWER.search(begin) is not None
    )


def refuse(file: RecordedFile) -> SourceError:
    """Return the error that tells what the answer says."""
    body = content(file, most=16 << 20)
    if body.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return _from_xml(body, file.name)
    answer = decode(body.removeprefix(b"\xef\xbb\xbf"), _Answer, name=file.name)
    problems = answer.error or answer.warning or []
    first = next(iter(problems if isinstance(problems, list) else [problems]), _Problem())
    return _sentence(str(first.status or first.id or ""), first.label, file.name)


def _from_xml(body: bytes, name: str) -> SourceError:
    root = parse_xml(body, name=name)
    if root.name == "Fault":
        code, text = root.first("faultcode"), root.first("faultstring")
        return _sentence(code.text if code else "", text.text if text else "", name)
    message = next(iter(root.all("Message")), None)
    if message is not None:
        text = next((item for item in message.inside if item.name == "Text"), None)
        return _sentence(message.attributes.get("code", ""), text.text if text else "", name)
    return fault(
        f"SDMX-ML data ({root.name}) are not read",
        name,
        remedy="ask for format=SDMX-CSV, TSV or JSON",
    )


def _sentence(code: str, label: str, name: str) -> SourceError:
    said = " ".join(label.split()).rstrip(".")
    if "ASYNCHRONOUS" in said.upper() or "will be written to a file" in said:
        return fault(
            f"Eurostat will prepare the answer later and sent no figures ({said})",
            name,
            remedy=_SMALLER,
        )
    if code.strip() == _TOO_MUCH:
        return fault(f"Eurostat finds the extraction too big ({said})", name, remedy=_SMALLER)
    return fault(f"Eurostat answered with error {shown(code)} ({said})", name, remedy=_OTHER)


_CLASS: Final = re.compile(rb'"class"\s*:\s*"dataset"')
_TIME: Final = frozenset({"time", "TIME_PERIOD"})
_MARK: Final = b"\xef\xbb\xbf"
_MOST: Final = 3_000_000  # values, statuses and codes: a cell takes a hundred times its two bytes


class _Outside(msgspec.Struct, frozen=True):
    """An answer without its figures."""

    updated: str = ""
    extension: dict[str, Any] = {}


class JsonStat:
    """Reader for the statistics service; see `sources.contract.Reader`."""

    revision: Final = "eurostat-json-stat/1"
    proven: Final = True  # recording of une_rt_m, 2026-09

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether this is one JSON-stat data set, or an answer that says why there is none."""
        if len(files) != 1:
            return False
        begin = head(files[0]).lstrip(_MARK + b" \r\n\t")
        return is_answer(files[0]) or (begin.startswith(b"{") and _CLASS.search(begin) is not None)

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return id, address and date; raises `SourceError` for an answer without figures."""
        file = files[0]
        if is_answer(file):
            raise refuse(file)
        outside = decode(content(file, parts=_MOST).removeprefix(_MARK), _Outside, name=file.name)
        id_ = str(outside.extension.get("id", "")).lower()
        return Label(
            name=id_ or None,
            address=page_of(id_) if id_ else "",
            publisher_date=outside.updated,
            licence=LICENCE,
        )

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; raises `SourceError` if the cube does not fit or is empty."""
        file = recording.files[0]
        if is_answer(file):
            raise refuse(file)
        cube = read_cube(content(file, parts=_MOST).removeprefix(_MARK), name=file.name)
        _not_empty(cube, file.name)
        time = _time(cube, file.name)
        ids = column_ids((axis.id for axis in cube.axes), name=file.name)
        codes = [tuple(checked_code(c, name=file.name) for c in axis.codes) for axis in cube.axes]
        periods = [period_of(code) for code in time.codes]
        grid = Grid(ids, tuple(codes), time=cube.axes.index(time), periods=tuple(periods))
        structure = structure_of(
            title=cube.label,
            parts=[
                Part(id_, axis.label, {c: axis.labels.get(c, c) for c in axis.codes})
                for id_, axis in zip(ids, cube.axes, strict=True)
                if axis is not time
            ],
            periods=[Code(p.text, p.text, period=p) for p in periods],
            published=cube.updated,
            notes=_notes(cube),
        )
        select = select_cells(cube, grid, structure=structure, scratch=scratch, name=file.name)
        rows = len(cube.places)
        return Draft(structure, select, expected_rows=rows, partial=_partial(cube, rows))


def _not_empty(cube: Cube, name: str) -> None:
    """Eurostat answers an unknown code with success, a dimension of size 0 and no values."""
    for axis in cube.axes:
        if not axis.codes:
            raise fault(
                f"dimension {shown(axis.id)} has no codes: a code of the request is not known",
                name,
                remedy="check the codes that were asked for",
            )
    if not len(cube.places):
        raise fault("the answer holds no figures", name, remedy="check codes and periods asked for")


def _time(cube: Cube, name: str) -> Axis:
    named = {*_TIME, *cube.roles.get("time", ())}
    found = [axis for axis in cube.axes if axis.id in named]
    if len(found) != 1:
        raise fault(f"the cube has {len(found)} dimensions of time in place of one", name)
    return found[0]


def _annotations(cube: Cube) -> dict[str, str]:
    found = cube.extension.get("annotation")
    items = [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
    return {
        str(item.get("type")): str(item.get("href") or item.get("title") or item.get("date") or "")
        for item in items
    }


def _notes(cube: Cube) -> dict[str, str]:
    said = _annotations(cube)
    return {
        "source": cube.source,
        "structure-updated": said.get("UPDATE_STRUCTURE", ""),
        "temporal-coverage": " to ".join(
            filter(
                None, (said.get("OBS_PERIOD_OVERALL_OLDEST"), said.get("OBS_PERIOD_OVERALL_LATEST"))
            )
        ),
        "metadata": said.get("ESMS_HTML", ""),
    }


def _partial(cube: Cube, rows: int) -> str | None:
    """An answer to a filtered request holds fewer observations than the data set has."""
    total = _annotations(cube).get("OBS_COUNT", "")
    if not total.isdecimal() or rows >= int(total):
        return None
    return f"the answer to a filtered request; {rows} of {total} observations"
