"""Search: everything of the site by name, in a list that needs no script and a small index."""
