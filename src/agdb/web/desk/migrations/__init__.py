"""How the tables of the desk came to be, step by step, forwards and back."""
