"""What the people who build the monitor use; the monitor itself needs none of it."""
