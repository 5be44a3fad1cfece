"""The pages of the regions."""
