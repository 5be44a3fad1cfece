"""The page of a pillar."""
