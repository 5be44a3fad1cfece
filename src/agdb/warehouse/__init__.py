"""Floor 2: keeps what was received for ever, and the datasets that were read from it."""
