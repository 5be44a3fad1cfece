"""Floor 5: pages, charts, tables and downloads as pure functions of a release."""
