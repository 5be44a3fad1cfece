"""Rules that a dataset and an indicator are held to before anything is published."""
