"""The templates of the package: everything is escaped, and an unknown name is a fault."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from agdb.publication.page.policy import POLICY


@cache
def environment() -> Environment:
    """Return the one environment in which all pages are made."""
    made = Environment(
        loader=PackageLoader("agdb.publication", "page/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["policy"] = POLICY
    return made
