"""The pages outside any language, and the files for robots."""
