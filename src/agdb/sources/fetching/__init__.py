"""How each publisher is asked for a data set. Nothing here was tried against a live service."""
