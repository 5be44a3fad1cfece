"""The page of overlap and cooperation: who does the same, where nobody is, who works with whom."""
