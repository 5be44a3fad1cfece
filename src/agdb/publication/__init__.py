"""Floor 5: pages, charts, tables and downloads as pure functions of a release."""

from agdb.publication.site import site

__all__ = ["site"]
