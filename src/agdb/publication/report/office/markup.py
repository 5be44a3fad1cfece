"""Elements of Office Open XML as text, escaped once."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def element(name: str, /, *children: str, **attributes: str | int) -> str:
    """Return an element; children are markup already, attributes are escaped.

    In the name of an attribute a double underscore is a colon, and one at the end is dropped.

    >>> element("w:p", element("w:b", w__val="a & b"))
    '<w:p><w:b w:val="a &amp; b"/></w:p>'
    """
    shown = "".join(
        f" {key.rstrip('_').replace('__', ':')}={quoteattr(allowed(str(value)))}"
        for key, value in attributes.items()
    )
    inner = "".join(children)
    return f"<{name}{shown}>{inner}</{name}>" if inner else f"<{name}{shown}/>"


def text_of(text: str) -> str:
    """Return text as markup.

    >>> text_of("a < b")
    'a &lt; b'
    """
    return escape(allowed(text))


def allowed(text: str) -> str:
    """Return the text without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text)


def run(text: str, *properties: str) -> str:
    """Return a run of text; spaces at its ends are kept."""
    shown = element("w:t", text_of(text), xml__space="preserve")
    return element("w:r", element("w:rPr", *properties) if properties else "", shown)


def field(instruction: str, shown: str, *properties: str) -> str:
    """Return a field that an office works out again, with what it shows until then."""
    look = element("w:rPr", *properties) if properties else ""
    parts = (
        element("w:fldChar", w__fldCharType="begin"),
        element("w:instrText", text_of(f" {instruction} "), xml__space="preserve"),
        element("w:fldChar", w__fldCharType="separate"),
        element("w:t", text_of(shown)),
        element("w:fldChar", w__fldCharType="end"),
    )
    return "".join(element("w:r", look, part) for part in parts)


def paragraph(style: str, *runs: str) -> str:
    """Return a paragraph in a style, by the id of the style."""
    return element("w:p", element("w:pPr", element("w:pStyle", w__val=style)), *runs)
