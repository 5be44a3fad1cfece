"""The page to compare, and the comparisons that are ready without a script."""
