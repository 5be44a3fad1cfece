"""From the XML of a search to publications, each with its own bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from agdb.errors import Place, SourceError
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.formats.xml import Element, parse_xml
from agdb.sources.service_record import (
    LAYOUT,
    Publication,
    ServiceRecord,
    bounded,
    each_once,
    layout_fault,
    pages_of,
)

SERVICE: Final = "bekendmakingen"
KIND: Final = "publicatie"
_NAME: Final = re.compile(r"publicaties-page-(?P<page>[1-9]\d{0,4})\.xml")
_IDENTIFIER: Final = re.compile(r"[a-z]{2,8}-[0-9A-Za-z][0-9A-Za-z-]{0,60}")
_PAGE: Final = "https://zoek.officielebekendmakingen.nl"


def read(files: Sequence[RecordedFile]) -> tuple[ServiceRecord, ...]:
    """Return the publications of a recording: files `publicaties-page-1.xml` and so on.

    Raises `SourceError` for another name, a missing page, a number of records that is not what the
    service counts, a diagnostic in place of an answer, and any difference of layout.
    """
    called = "name the pages publicaties-page-1.xml and so on"
    pages = pages_of(files, _NAME, service=SERVICE, called=called)
    return each_once(_records(pages.get("", [])), service=SERVICE)


def _records(pages: Sequence[RecordedFile]) -> Iterator[ServiceRecord]:
    counts: set[int] = set()
    came = 0
    for file in pages:
        content = file.read()
        answer = answer_of(content, name=file.name)
        counts.add(counted(answer, name=file.name))
        for position, element in enumerate(records_of(answer), 1):
            came += 1
            raw = content[element.start : element.end]
            yield _record(element, raw, f"{file.name} record {position}")
    if counts and counts != {came}:
        told = " and ".join(map(str, sorted(counts)))
        raise SourceError(
            f"{came} publications came and the service counts {told}",
            place=Place(SERVICE),
            remedy="the service changed while it was asked, or a page is missing: fetch again",
        )


def parse(kind: str, raw: bytes, *, name: str = SERVICE) -> ServiceRecord:
    """Return the publication of which `raw` are the bytes; raises `SourceError`."""
    if kind != KIND:
        raise SourceError(f"there is no kind {shown(kind)} of this service", place=Place(name))
    return _record(parse_xml(raw, name=name, prefixes=True), raw, name)


def answer_of(content: bytes, *, name: str) -> Element:
    """Return the answer to a search; raises `SourceError` with the words of a diagnostic."""
    root = parse_xml(content, name=name)
    if root.name != "searchRetrieveResponse":
        raise layout_fault(name)(f"the root is {shown(root.name)}")
    refusals = root.all("diagnostic")
    if refusals:
        words = [part.text.strip() for part in refusals[0].inside if part.text.strip()]
        raise fault(
            f"the service refuses the question ({shown('; '.join(words))})", name, remedy=LAYOUT
        )
    return root


def counted(answer: Element, *, name: str) -> int:
    """Return how many publications the service counts for the whole question."""
    told = answer.first("numberOfRecords")
    text = "" if told is None else told.text.strip()
    if re.fullmatch(r"\d{1,9}", text) is None:
        raise layout_fault(name)(f"numberOfRecords is {shown(text)}")
    return int(text)


def records_of(answer: Element) -> list[Element]:
    """Return the records of one page."""
    box = answer.first("records")
    return [] if box is None else [one for one in box.inside if one.name == "record"]


def _record(element: Element, raw: bytes, name: str) -> ServiceRecord:
    core, outer = _inside(element, "owmskern", name), _inside(element, "owmsmantel", name)
    identifier = _only(core, "identifier", name)
    if _IDENTIFIER.fullmatch(identifier) is None:
        raise layout_fault(name)(f"the identifier is {shown(identifier)}")
    facts = Publication(
        identifier=identifier,
        kinds=tuple(one.text.strip() for one in core.inside if one.name == "type"),
        title=_only(core, "title", name),
        day=_day(_only(outer, "date", name), name),
        creator="; ".join(one.text.strip() for one in core.inside if one.name == "creator"),
        url=f"{_PAGE}/{identifier}.html",
        part_of=_first(element, "hoofddocument"),
    )
    if not facts.kinds:
        raise layout_fault(name)("a publication without a type")
    changed = _first(core, "modified") or _first(outer, "modified")
    return ServiceRecord(
        SERVICE,
        KIND,
        identifier,
        facts.url,
        _day(changed, name) if changed else None,
        bounded(raw, name=name),
        facts,
    )


def _inside(element: Element, wanted: str, name: str) -> Element:
    found = element.all(wanted)
    if len(found) != 1:
        raise layout_fault(name)(f"{len(found)} elements {wanted} in a record in place of one")
    return found[0]


def _only(element: Element, wanted: str, name: str) -> str:
    found = [" ".join(one.text.split()) for one in element.inside if one.name == wanted]
    if len(found) != 1 or not found[0]:
        raise layout_fault(name)(f"{len(found)} elements {wanted} in place of one with a text")
    return found[0]


def _first(element: Element, wanted: str) -> str:
    return next((one.text.strip() for one in element.all(wanted)), "")


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise layout_fault(name)(f"no day {shown(text)}") from None
