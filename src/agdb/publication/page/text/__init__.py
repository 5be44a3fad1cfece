"""The pages that the programme writes itself."""
