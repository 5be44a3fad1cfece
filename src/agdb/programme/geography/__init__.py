"""Regions and municipalities by year, how they changed, and their shapes."""
