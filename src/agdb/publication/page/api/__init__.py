"""The page to try the interface."""
