"""The pages of the desk: what a person who signed in sees and does."""
