"""The page of all initiatives, and where they reach."""
