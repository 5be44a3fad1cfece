"""The page of one initiative: what became of it, its money, results, goals and links."""
