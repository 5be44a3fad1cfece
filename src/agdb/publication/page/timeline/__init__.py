"""The timeline of the plan: everything in the register that has a day."""
