"""Charts drawn as SVG at build time: real text, and a title and description from the data."""
