"""Charts and cards to take along: SVG with title, source and address, and PNG drawn of it."""
