"""Django is configured before a module with a model is read; each test turns it to its own desk."""

from __future__ import annotations

from pathlib import Path

from agdb.web.settings import WebOptions, configure

configure(WebOptions(site=Path("no-site")))
