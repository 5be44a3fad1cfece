"""Floor 3: from a definition and datasets to values with status, bounds and provenance."""
