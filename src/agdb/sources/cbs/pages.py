"""Pages of an OData service as JSON: whose they are, and the list of figures in each."""

from __future__ import annotations

import io
import mmap
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from agdb.errors import Place, SourceError
from agdb.files.checksum import CHUNK
from agdb.files.documents import decoded
from agdb.files.recorded import RecordedFile
from agdb.sources.cbs.long_table import text_of
from agdb.sources.contract import Ask
from agdb.statistics.identifier import sql_text

_CONTEXT: Final = re.compile(rb'"@odata\.context"\s*:\s*"[^"]*\$metadata#(\w+)')
_V3_CONTEXT: Final = re.compile(
    rb'"odata\.metadata"\s*:\s*"([^"\x00-\x1f]*?([^/"\x00-\x1f]*))/\$metadata#(?:[\w.]+\.)?(\w+)(?:/@Element)?"'
)
_OPENS: Final = re.compile(rb'"value"\s*:\s*\[')
_HEAD: Final = 4096
_LOOKED_AT: Final = 1 << 16  # bytes of figures from which we tell how codes are written
_COPY_AGAIN: Final = "fetch or copy the recording again"


def entity_set(file: RecordedFile) -> str | None:
    """Return the OData entity set that `file` says it holds, or None if it says nothing.

    >>> entity_set(RecordedFile.of("a.json", b'{"@odata.context": "https://x/$metadata#Dimensions"'))
    'Dimensions'
    """
    match = _CONTEXT.search(file.head(_HEAD))
    return None if match is None else match[1].decode(errors="replace")


def v3_entity_set(file: RecordedFile) -> str | None:
    """Return the entity set of the third service that `file` says it holds, or None.

    >>> head = b'{"odata.metadata": "https://x/odata/1ned/$metadata#Cbs.OData.WebAPI.Perioden"'
    >>> v3_entity_set(RecordedFile.of("a.json", head))
    'Perioden'
    """
    match = _V3_CONTEXT.search(file.head(_HEAD))
    return None if match is None else match[3].decode(errors="replace")


def v3_table(file: RecordedFile) -> tuple[str, str] | None:
    """Return identifier and address of the table that `file` says it is of, or None."""
    match = _V3_CONTEXT.search(file.head(_HEAD))
    if match is None:
        return None
    address, name = (match[part].decode(errors="replace") for part in (1, 2))
    return name, address


def cut_list(file: RecordedFile, target: Path) -> str | None:
    """Write the list of `file`, `[` to `]`, to `target`; return the address of the next page.

    Raises `SourceError` if the file is not one whole OData answer with a list.
    """
    place = Place(file.name)
    if not file.size:
        raise SourceError("the file is empty", place=place, remedy=_COPY_AGAIN)
    with (
        file.path.open("rb") as stream,
        mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as m,
    ):
        opening = _OPENS.search(m)
        closing = m.rfind(b"]")
        if opening is None or closing < opening.end():
            raise SourceError(
                "the answer has no list of values, or breaks off before its end",
                place=place,
                remedy=_COPY_AGAIN,
            )
        first = opening.end() - 1
        _copy(stream, target, first=first, size=closing + 1 - first)
        return _next_link(m[: opening.end()] + m[closing:], place)


# A text that begins or ends with a space: beside its quote stands a space, and behind that no sign
# of JSON. Where only the layout has spaces, there is one.
_PADDED: Final = re.compile(rb'[^\s:,{\[]\s+"|"\s+[^\s:,}\]]')


def holds_padded(page: Path) -> bool:
    """Whether the first figures of `page` hold a text with spaces around it.

    >>> _PADDED.search(b'[{ "RegioS" : "NL01" , "Value": 1 }, { "RegioS": "NL02"\\n}]') is None
    True
    >>> _PADDED.search(b'{"RegioS":"NL01  "}') is None
    False
    """
    with page.open("rb") as stream:
        return _PADDED.search(stream.read(_LOOKED_AT)) is not None


def _copy(stream: io.BufferedReader, target: Path, *, first: int, size: int) -> None:
    """Copy `size` bytes from the byte `first` on, through one buffer."""
    stream.seek(first)
    room = memoryview(bytearray(min(size, CHUNK)))
    with target.open("wb", buffering=0) as out:
        while size:
            read = stream.readinto(room[: min(size, CHUNK)])
            out.write(room[:read])
            size -= read


def _next_link(envelope: bytes, place: Place) -> str | None:
    answer = decoded(
        envelope,
        dict[str, object],
        refused=lambda reason: SourceError(
            f"the answer around its list is not JSON ({reason})", place=place, remedy=_COPY_AGAIN
        ),
    )
    link = answer.get("@odata.nextLink") or answer.get("odata.nextLink")
    return None if link is None else str(link)


_NUMBERS: Final = re.compile(r"(\d+)")


def natural(name: str) -> list[tuple[int, str]]:
    """Return what sorts names by the numbers in them: page 2 before page 10.

    >>> sorted(["p10", "p2"], key=natural)
    ['p2', 'p10']
    """
    return [
        (int(part), "") if part.isascii() and part.isdigit() else (0, part)
        for part in _NUMBERS.split(name)
    ]


def cut_pages(files: Sequence[RecordedFile], *, scratch: Path, claimed: str = "") -> list[Path]:
    """Write the list of each page below `scratch` and return where.

    Raises `SourceError` if there is no page, if one is not whole, or if the last points to another.
    """
    if not files:
        raise SourceError(
            f"the recording holds no observations{claimed}", remedy="record the pages of them too"
        )
    targets, links = [], []
    for number, file in enumerate(files):
        folder = scratch / f"page-{number}"  # so that the engine can call the page by its name
        folder.mkdir()
        targets.append(folder / PurePosixPath(file.name).name)
        links.append(cut_list(file, targets[-1]))
    if links[-1] is not None:
        raise SourceError(
            "the last page says that a further page follows, and none is recorded",
            place=Place(files[-1].name),
            remedy="record all pages",
        )
    return targets


# The engine holds a page as one text. It searches three times as fast as we do.
_LARGEST: Final = 32 << 20
_QUOTED: Final = 40


@dataclass(frozen=True)
class Search:
    """Looks for a regular expression in `pages`: of ASCII alone, the same in RE2 and in Python."""

    pages: Sequence[Path]
    pattern: str

    def found(self, ask: Ask) -> Path | None:
        """Return a page in which it occurs, or None."""
        small = [page for page in self.pages if page.stat().st_size <= _LARGEST]
        if small:
            where = f"regexp_matches(content, {sql_text(self.pattern)})"
            query = f"select filename from {text_of(small)} where {where} order by filename limit 1"
            for (name,) in ask(query):
                return Path(name)
        large = (page for page in self.pages if page.stat().st_size > _LARGEST)
        return next((page for page in large if self.excerpt(page)), None)

    def excerpt(self, page: Path) -> str:
        """Return what stands in `page` from the first place where it occurs; empty if nowhere."""
        with (
            page.open("rb") as stream,
            mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content,
        ):
            match = re.search(self.pattern.encode(), content)
            if match is None:
                return ""
            text = content[match.start() : match.end() + _QUOTED].decode(errors="replace")
            return text.partition(",")[0]
