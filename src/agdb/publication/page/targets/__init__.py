"""The page of the targets."""
