"""StatLine tables in the forms in which other people recorded them."""
