"""A feed of news as Atom, RFC 4287: entries in, bytes out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.etree import ElementTree as ET

NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "tag:agdb,2026:arrivals")
"""Ids of feeds and of their entries are made below it."""
_ATOM: Final = "http://www.w3.org/2005/Atom"
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One piece of news; `category` is a word for programs, and may be empty."""

    ident: str
    title: str
    moment: datetime
    content: str
    category: str = ""
    href: str = ""


def atom_feed(
    entries: Sequence[FeedEntry],
    *,
    name: str,
    title: str,
    author: str,
    language: str = "en",
    links: Mapping[str, str] | None = None,
) -> bytes:
    """Return the feed of `entries`; its id follows from its `name`.

    `links` are where it is (`self`) and which page says the same (`alternate`), where that is
    known; a feed that is published later gets them from `linked`.
    """
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    _put(feed, "id", uuid.uuid5(NAMESPACE, name).urn)
    _put(feed, "title", title)
    for rel, href in (links or {}).items():
        ET.SubElement(feed, "link", {"rel": rel, "href": href})
    _put(feed, "updated", _moment(max((one.moment for one in entries), default=_BEGINNING)))
    _put(ET.SubElement(feed, "author"), "name", author)
    for one in entries:
        entry = ET.SubElement(feed, "entry")
        _put(entry, "id", one.ident)
        _put(entry, "title", one.title)
        _put(entry, "updated", _moment(one.moment))
        if one.href:
            ET.SubElement(entry, "link", {"rel": "alternate", "href": one.href})
        if one.category:
            ET.SubElement(entry, "category", {"term": one.category})
        _put(entry, "content", one.content, type="text")
    ET.indent(feed)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def linked(feed: bytes, *, address: str, page: str) -> bytes:
    """Return a feed that says at which address it is, and which page says the same for readers.

    Neither is known when arrivals are written down, and both are when they are published.
    """
    ET.register_namespace("", _ATOM)
    root = ET.fromstring(feed)  # noqa: S314 - our own file
    for nth, (rel, href) in enumerate({"self": address, "alternate": page}.items(), start=2):
        root.insert(nth, ET.Element(f"{{{_ATOM}}}link", {"rel": rel, "href": href}))
    for entry in root.iter(f"{{{_ATOM}}}entry"):
        if entry.find(f"{{{_ATOM}}}link") is not None:
            continue
        entry.insert(3, ET.Element(f"{{{_ATOM}}}link", {"rel": "alternate", "href": page}))
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _put(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = "".join(filter(_allowed, text))


def _allowed(character: str) -> bool:
    """Whether XML 1.0 can hold the character at all (section 2.2)."""
    return (
        character in "\t\n\r"
        or " " <= character <= "\ud7ff"
        or "\ue000" <= character <= "\ufffd"
        or character >= "\U00010000"
    )


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
