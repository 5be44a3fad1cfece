"""The page of the initiatives."""
