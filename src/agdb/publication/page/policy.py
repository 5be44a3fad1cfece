"""What a page may load: its own site, and nothing from elsewhere, wherever the files are served."""

from __future__ import annotations

from typing import Final

POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""Content Security Policy of every page, in the page itself: a web server need not know it."""
