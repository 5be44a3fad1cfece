"""XML as a stream of elements. A document type, and with it any entity, is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from agdb.errors import SourceError
from agdb.files.recorded import fault

_DEEPEST: Final = 64
_MOST: Final = 500_000  # elements


@dataclass(slots=True)
class Element:
    """One element: its name and attributes without namespace, its text, what is inside.

    `start` and `end` are the offsets of its bytes in the document.
    """

    name: str
    attributes: Mapping[str, str]
    inside: list[Element] = field(default_factory=list)
    text: str = ""
    start: int = 0
    end: int = 0

    def all(self, name: str) -> list[Element]:
        """Return every element called `name` at any depth, in the order of the document."""
        found: list[Element] = []
        waiting = [self]
        while waiting:
            element = waiting.pop()
            found += [element] if element.name == name else []
            waiting += reversed(element.inside)
        return found

    def first(self, name: str) -> Element | None:
        """Return the first child called `name`."""
        return next((element for element in self.inside if element.name == name), None)


def parse_xml(content: bytes, *, name: str, prefixes: bool = False) -> Element:
    """Return the root element of `content`; with `prefixes` they need no declaration in it.

    A part that was cut out of a document has prefixes that were declared outside of it.

    Raises `SourceError` if it is not well-formed, has a document type, or is nested deeper than 64
    elements.

    >>> parse_xml(b"<a><b id='1'>x</b></a>", name="a.xml").all("b")[0].text
    'x'
    """
    root = Element("", {})
    stack, count = [root], 0
    separator = None if prefixes else " "
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=separator)
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(stack) > _DEEPEST or count > _MOST:
            raise fault("the XML is nested or repeated beyond reason", name)
        plain = {_local(key): value for key, value in attributes.items()}
        element = Element(_local(tag), plain, start=parser.CurrentByteIndex)
        stack[-1].inside.append(element)
        stack.append(element)

    def data(text: str) -> None:
        stack[-1].text += text

    def end(_: str) -> None:
        here, element = parser.CurrentByteIndex, stack.pop()  # before </a>, and after <a/>
        empty = not element.inside and not element.text and content[here - 2 : here] == b"/>"
        element.end = here if empty else content.find(b">", here) + 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = lambda *_: _refuse(name)
    parser.EntityDeclHandler = lambda *_: _refuse(name)
    try:
        parser.Parse(content, True)  # noqa: FBT003 -- expat takes it by place only
    except expat.ExpatError as error:
        raise fault(f"not well-formed XML ({error})", name) from None
    return root.inside[0]


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2].rpartition(":")[2]


def _refuse(name: str) -> SourceError:
    raise fault(
        "the XML has a document type or entities, which are refused",
        name,
        remedy="take the DOCTYPE out, or ask the publisher for plain XML",
    )
