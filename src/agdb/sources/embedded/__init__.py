"""Figures that the programme carries itself, as transcribed from what was published."""
