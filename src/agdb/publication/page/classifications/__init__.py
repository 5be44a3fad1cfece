"""The pages of the classifications."""
