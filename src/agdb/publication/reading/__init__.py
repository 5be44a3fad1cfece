"""A release read for publishing: series, headline and names, rounded once."""
