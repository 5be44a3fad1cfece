"""The page of the doorrekening: the answer first, then what it is made of and hangs on."""
