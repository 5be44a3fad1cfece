"""Writes the description of the interface to a file, for the juries that read one."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from agdb.web.api.openapi import openapi

CONTACT = {"name": "Example", "url": "https://example.org/", "email": "api@example.org"}


if __name__ == "__main__":
    told = openapi(address="https://monitor.example.org/", title="Monitor", contact=CONTACT)
    Path(sys.argv[1]).write_text(json.dumps(told, indent=1), "utf-8")
