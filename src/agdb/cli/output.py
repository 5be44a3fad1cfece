"""Prints results: JSON for programs, aligned columns for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

import msgspec


def put(text: str) -> None:
    """Write one line to standard output."""
    sys.stdout.write(text + "\n")


def warn(text: str) -> None:
    """Write one sentence to standard error that a user must not miss; the command goes on."""
    sys.stderr.write(f"agdb: warning: {' '.join(text.splitlines()).rstrip('.')}.\n")


def put_bytes(parts: Iterable[bytes]) -> None:
    """Write bytes to standard output as they come; a reader may stop early."""
    try:
        for part in parts:
            sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        sys.stderr.close()


def put_json(result: object) -> None:
    """Write `result` as indented JSON with the keys in their own order."""
    put(msgspec.json.format(msgspec.json.encode(result), indent=2).decode())


def put_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows in columns as wide as their widest cell."""
    lines = [tuple(header), *(tuple(row) for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    for line in lines:
        put("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
