"""Monitor AGDB: every figure from its source to its reader."""

__version__ = "0.2.0"
