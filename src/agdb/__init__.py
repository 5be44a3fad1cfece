"""Monitor AGDB: every figure from its source to its reader."""

__version__ = "0.1.0"
