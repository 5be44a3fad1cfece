"""Floor 1: reads the programme folder into checked, frozen objects; every error names its line."""
