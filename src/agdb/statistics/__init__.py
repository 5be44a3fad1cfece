"""Floor 1: what the words of statistics mean. Pure: no disk, network, clock or randomness."""
