"""The templates of the package: everything is escaped, and an unknown name is a fault."""

from __future__ import annotations

from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""Content Security Policy of every page, in the page itself: a web server need not know it."""


@cache
def environment() -> Environment:
    """Return the one environment in which all pages are made."""
    made = Environment(
        loader=PackageLoader("agdb.publication", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["policy"] = POLICY
    return made
