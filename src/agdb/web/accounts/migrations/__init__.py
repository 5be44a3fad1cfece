"""The table in which limits on guessing and forms of an ended session are kept."""
