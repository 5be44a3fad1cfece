"""The page of the sources."""
