"""Answers of Eurostat's services that hold no figures: each becomes one sentence."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from agdb.errors import SourceError
from agdb.files.gunzip import content, head
from agdb.files.recorded import RecordedFile, fault, shown
from agdb.sources.wire.cube import decode
from agdb.sources.wire.markup import parse_xml

_JSON: Final = re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{\s*"(?:error|warning)"\s*:')
_XML: Final = re.compile(rb"<(?:\w+:)?(?:Fault|GenericData|StructureSpecificData|Error)\b")
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
    return _JSON.match(begin) is not None or (
        begin.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and _XML.search(begin) is not None
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
