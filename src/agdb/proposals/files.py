"""The file of the register with an accepted record in it; the rest of it keeps its bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from agdb.errors import Place, ProgrammeError
from agdb.files.durable import replace_durably
from agdb.proposals.acceptance import with_record
from agdb.register.entry import Entry
from agdb.register.reading import register_files
from agdb.register.register import KINDS, Register, register_of


def write_record(
    folder: Path,
    *,
    register: Register,
    kind: str,
    entry: Entry,
    check: Callable[[Path, str], object],
) -> Path:
    """Write `entry` into its file below `folder`, in one step, and return where that is.

    `check` is given the path and the text before anything is written, and raises if the register
    could not be read with it. Raises `ProgrammeError` as `file_with` does.
    """
    path = folder / f"{kind}.yaml"
    before = path.read_bytes() if path.exists() else None
    body = file_with(before, register=register, kind=kind, entry=entry)
    check(path, body.decode())
    replace_durably(path, body)
    return path


def file_with(body: bytes | None, *, register: Register, kind: str, entry: Entry) -> bytes:
    """Return `body`, the file of `kind`, with `entry` in it; None if there is no file yet.

    A new record is written behind the others, whose bytes stay as they are. One that is there is
    written again with all the others: raises `ProgrammeError` if somebody wrote the file otherwise
    than agdb does, since comments and layout would be lost.
    """
    name = f"{kind}.yaml"
    if entry.id not in dict(register.kinds())[kind]:
        own = register_files(register_of({**{k: {} for k in KINDS}, kind: {entry.id: entry}}))
        before = body or b""
        return before + (b"" if before.endswith(b"\n") or not before else b"\n") + own[name]
    if register_files(register)[name] != body:
        raise ProgrammeError(
            f"{entry.id!r} stands in a file that is not as agdb writes it: its comments and layout"
            " would be lost",
            place=Place(f"register/{name}"),
            remedy="change the record there by hand, then reject the proposal with that reason",
        )
    return register_files(with_record(register, kind, entry))[name]
