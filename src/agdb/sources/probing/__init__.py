"""Asks each publisher one small question, and holds the answer against what was expected."""
