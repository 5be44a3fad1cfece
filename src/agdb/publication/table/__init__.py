"""The table behind each chart, with headers, units, marks and what they mean."""
