"""The first page of a language."""
