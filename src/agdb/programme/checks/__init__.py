"""What parts of the programme say of each other holds, or is an error with its line."""
