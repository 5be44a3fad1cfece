"""The pages of organisations: what each does, where it sits, and what it promised or has to do."""
