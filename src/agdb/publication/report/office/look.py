"""The styles of a paper: which it needs, our own, and those of a template under the same names.

Styles are found by the name that every language of an office keeps in the file ("heading 1" is the
name of "Kop 1" too); what stands in a paragraph is their id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from typing import Final
from xml.etree import ElementTree as ET

from agdb.errors import Place, UsageError

NEEDED: Final = (
    "Normal",
    "Title",
    "heading 1",
    "heading 2",
    "heading 3",
    "List Bullet",
    "caption",
    "footnote text",
    "footnote reference",
    "Hyperlink",
    "Table Grid",
)
"""The styles that a paper stands in, all of them built into every office."""
SPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES: Final = "word/styles.xml"
_OWN: Final = ("styles.xml", "numbering.xml", "settings.xml", "fontTable.xml")
_LANGUAGE: Final = b"LANGUAGE"  # stands in our styles where an office looks for it
_LETTER: Final = re.compile(rb'(<w:szC?s? w:val=")(\d+)')
_DISTANCE: Final = re.compile(rb'(\bw:(?:before|after)=")(\d+)')
_UNSAFE: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """The ids of the styles by name in lower case, and the parts of the file that hold them.

    `parts` is a whole package for a template, and else our own styles.
    """

    styles: Mapping[str, str]
    parts: Mapping[str, bytes]
    template: bool

    def style(self, name: str) -> str:
        """Return the id of a style that is needed."""
        return self.styles[name.lower()]


def own_look(language: str) -> Look:
    """Return our own styles, for texts in this language."""
    folder = resources.files("agdb.publication").joinpath("static", "office")
    parts = {
        f"word/{name}": folder.joinpath(name).read_bytes().replace(_LANGUAGE, language.encode())
        for name in _OWN
    }
    return Look(_styles(parts[STYLES], "styles.xml"), parts, template=False)


def compact_look(look: Look) -> Look:
    """Return our own styles with letters and distances for a paper that is to fit on two pages.

    Those of a template stay as they are.
    """
    if look.template:
        return look
    letters = _LETTER.sub(lambda found: _scaled(found, 0.82), look.parts[STYLES])
    spaced = _DISTANCE.sub(lambda found: _scaled(found, 0.4), letters)
    styles = spaced.replace(b'w:line="264"', b'w:line="240"')
    return replace(look, parts={**look.parts, STYLES: styles})


def _scaled(found: re.Match[bytes], factor: float) -> bytes:
    return found[1] + str(round(int(found[2]) * factor)).encode()


def template_look(parts: Mapping[str, bytes], *, name: str) -> Look:
    """Return the styles of a template; `name` is that of its file.

    Raises `UsageError` for a file that is no document of this kind, has a macro in it, or lacks a
    style that a paper needs, which it names.
    """
    if STYLES not in parts or "word/document.xml" not in parts:
        raise _unfit(name, "this is not a Word document (.docx or .dotx)")
    if any(part.rpartition("/")[2].startswith("vbaProject") for part in parts):
        raise _unfit(name, "this template has a macro in it", "save it without macros")
    found = _styles(parts[STYLES], name)
    lacking = [one for one in NEEDED if one.lower() not in found]
    if lacking:
        some = ", ".join(f'"{one}"' for one in lacking)
        raise _unfit(
            name,
            f"this template lacks the style {some}" if len(lacking) == 1
            else f"this template lacks the styles {some}",
            "use each once in the template and save it; an office then writes it down",
        )  # fmt: skip
    return Look(found, parts, template=True)


def parsed(body: bytes, name: str) -> ET.Element:
    """Return a part of a template as a tree; raises `UsageError` for one that is damaged."""
    if _UNSAFE.search(body):
        raise _unfit(name, "a part of this template declares entities, which no document needs")
    try:
        return ET.fromstring(body)  # noqa: S314 - it declares no entity
    except ET.ParseError as error:
        raise _unfit(name, f"a part of this template is damaged ({error})") from None


def _styles(body: bytes, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for style in parsed(body, name).iter(f"{{{SPACE}}}style"):
        named = style.find(f"{{{SPACE}}}name")
        ident = style.get(f"{{{SPACE}}}styleId")
        if named is not None and ident:
            found[named.get(f"{{{SPACE}}}val", "").lower()] = ident
    return found


def _unfit(name: str, what: str, remedy: str = "save it again as a Word document") -> UsageError:
    return UsageError(what, place=Place(name), remedy=remedy)
