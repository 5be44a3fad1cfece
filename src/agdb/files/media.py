"""What a file is on the web: its media type, by how its name ends."""

from __future__ import annotations

from typing import Final

MEDIA_TYPES: Final = {
    "css": "text/css",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "ics": "text/calendar",
    "js": "text/javascript",
    "json": "application/json",
    "md": "text/markdown",
    "parquet": "application/vnd.apache.parquet",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "ttl": "text/turtle",
    "txt": "text/plain",
    "woff2": "font/woff2",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "zip": "application/zip",
}
"""By extension, of every kind of file that is published."""


def content_type(name: str) -> str:
    """The media type of a file with this name, and that its text is UTF-8; bytes if not known.

    >>> content_type("nl/calendar.ics"), content_type("icon.svg"), content_type("CNAME")
    ('text/calendar; charset=utf-8', 'image/svg+xml', 'application/octet-stream')
    """
    kind = MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
