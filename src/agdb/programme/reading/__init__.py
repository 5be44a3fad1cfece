"""From files to checked records; an error names its file and line."""
