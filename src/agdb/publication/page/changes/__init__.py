"""The page on what changed since the release before."""
