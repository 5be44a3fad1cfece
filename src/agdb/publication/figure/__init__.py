"""A chart with its heading, its notes and the table behind it, made from a reading."""
