"""Open data as plain files: every figure for machines, with names in all languages."""
